// @ts-check
// The beams of a translation as a tree: a column a step, the beams that are carried on, the likeliest on top, and below
// what was dropped.
import { digits } from "../shared/digits.js";
import { draw } from "../shared/drawing.js";

/** @import { Words } from "../shared/page.js" */

const [WIDE, HIGH, TOP] = [104, 27, 2];
const END = "∎";  // ends the sentence
const y = (/** @type {number} */ row) => TOP + row * HIGH + 12;
const x = (/** @type {number} */ step) => 40 + step * WIDE;

/** @param {import("./translate.js").Part} part @param {Words} words */
export function beamTree({ steps, written }, words) {
  const kept = Math.max(...steps.map((step) => step.beams.length));
  const lost = Math.max(...steps.map((step) => step.dropped.length));
  const [width, height] = [60 + steps.length * WIDE, TOP + (kept + lost) * HIGH + 6];
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": words.tree });
  const best = written ? winner(steps, written.written) : likeliest(steps);
  svg.append(draw("circle", { cx: 16, cy: y(0), r: 4, class: "bd-tree-root" }));
  steps.forEach((step, i) => {
    step.dropped.forEach((one, j) =>
      svg.append(...node(one, i, kept + j, best.has(`${i},end${j}`) ? "bd-tree-best" : one.ends ? "bd-tree-end" : "bd-tree-lost")));
    step.beams.forEach((one, j) => svg.append(...node(one, i, j, best.has(`${i},${j}`) ? "bd-tree-best" : "")));
  });
  svg.append(draw("line", { x1: 30, x2: width, y1: y(kept) - 17, y2: y(kept) - 17, class: "bd-chart-grid" }));
  return svg;
}

/**
 * A line from the beam before, and the token.
 * @param {BeamPayload | DroppedBeam} one
 * @param {number} step
 * @param {number} row
 * @param {string} name
 */
function node(one, step, row, name) {
  const [fx, fy] = step ? [x(step - 1) + 78, y(one.parent)] : [20, y(0)];
  const line = draw("path", { d: `M${fx} ${fy}C${fx + 18} ${fy} ${x(step) - 18} ${y(row)} ${x(step) - 2} ${y(row)}`,
    class: `bd-tree-line ${name}`, "stroke-width": 0.8 + 3.2 * one.probability });
  const isEnd = "ends" in one && one.ends;
  const label = draw("text", { x: x(step), y: y(row) + 4, class: `bd-tree-token ${name}` }, isEnd ? END : one.token);
  label.append(draw("tspan", { dx: 4, class: "bd-tree-share" }, digits(one.probability)));
  return [line, label];
}

/**
 * From a beam of a step back to the first one: "step,beam" of each.
 * @param {TranslationStep[]} steps
 * @param {number} last
 * @param {number} beam
 */
function trace(steps, last, beam) {
  const way = [];
  for (let i = last; i >= 0; i--) {
    way.push({ name: `${i},${beam}`, token: steps[i].beams[beam].token });
    beam = steps[i].beams[beam].parent;
  }
  return way;
}

/** As long as it is being written. @param {TranslationStep[]} steps */
function likeliest(steps) {
  const last = steps.length - 1;
  return new Set(steps[last].beams.length ? trace(steps, last, 0).map(({ name }) => name) : []);
}

/** The one that won reads as what was written. @param {TranslationStep[]} steps @param {string[]} written */
function winner(steps, written) {
  const last = written.length - 1;
  const before = (/** @type {DroppedBeam} */ one) => (last ? trace(steps, last - 1, one.parent) : []);
  const reads = (/** @type {DroppedBeam} */ one) => before(one).every(({ token }, back) => token === written[last - 1 - back]);
  const end = steps[last].dropped.findIndex((one) => one.ends && one.token === written[last] && reads(one));
  return new Set(end < 0 ? [] : [`${last},end${end}`, ...before(steps[last].dropped[end]).map(({ name }) => name)]);
}
