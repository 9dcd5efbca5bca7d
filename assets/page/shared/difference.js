// @ts-check
// What B's head gives more or less than A's, as one matrix: blue is more in B, orange less, paper the same.
import { fill, live, make } from "./controls.js";
import { Matrix } from "./matrix.js";
import { diverging } from "./scale.js";

/** @import { Run, Words } from "./page.js" */

const NAMED = 12;  // px a cell that can have its names: a frame that is too small scrolls
const STEPS = 255;  // to either side of none

/** @param {Words} words */
export function differenceMatrix(words) {
  /** @type {{ run: Run, before: Float32Array, after: Float32Array } | null} */
  let shown = null;
  const readout = live("bd-readout", words.difference_hint);
  const matrix = new Matrix(words.difference_name, (row, column) => {
    if (!shown || row === null || column === null) {
      readout.textContent = words.difference_hint;
      return;
    }
    const { run, before, after } = shown;
    const at = row * run.tokens.length + column;
    readout.textContent = fill(words.difference_cell, {
      from: run.tokens[row], to: run.tokens[column], before: before[at].toFixed(2), after: after[at].toFixed(2),
    });
  });
  const box = make("section", "bd-difference", readout, make("div", "bd-picture", matrix.frame), make("p", "bd-quiet", words.difference_legend));

  /** @param {Run} run of B @param {Float32Array} before @param {Float32Array} after */
  function show(run, before, after) {
    shown = { run, before, after };
    const colours = pixelsOf();
    const count = run.tokens.length;
    matrix.show(run, run.tokens.map((_, i) => i), (i, j) => {
      const change = after[i * count + j] - before[i * count + j];
      return colours[STEPS + Math.round(Math.sign(change) * Math.sqrt(Math.abs(change)) * STEPS)];
    });
  }
  return { box, show, watch: () => matrix.watch({ fits: true, least: NAMED }) };
}

/** The diverging colours as pixels of an ImageData, from all less to all more. */
function pixelsOf() {
  const colours = Array.from({ length: 2 * STEPS + 1 }, (_, i) => [...diverging((i - STEPS) / STEPS), 255]);
  return new Uint32Array(new Uint8ClampedArray(colours.flat()).buffer);
}
