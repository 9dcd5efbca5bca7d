// @ts-check
// Glyphs of the map: rows of small bars.
import { draw } from "./drawing.js";

const MOST = 28;  // bars of one glyph; of more, each stands for several

/** Whether a piece goes on with the word before it. @param {string} token */
export const continues = (token) => token.startsWith("##");

/** Lengths of the words of a text; of Chinese, of what stands between signs. @param {string} text */
export const textLengths = (text) => (text.match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? [" "]).map((word) => Array.from(word).length);

/**
 * As many values as there are bars: of many, the largest of each stretch.
 * @param {number[]} values
 * @param {number} most
 * @returns {{ value: number, at: number }[]} and where it stood
 */
export function stretched(values, most) {
  const bars = Math.min(most, values.length);
  return Array.from({ length: bars }, (_, bar) => {
    const [start, end] = [bar, bar + 1].map((edge) => Math.floor((edge * values.length) / bars));
    let at = start;
    for (let i = start; i < end; i++) if (values[i] > values[at]) at = i;
    return { value: values[at], at };
  });
}

/**
 * @param {number[]} values from 0
 * @param {boolean[]} marked bars in the accent
 * @param {boolean[]} pale bars of what is no word
 */
export function glyph(values, marked = [], pale = []) {
  const bars = stretched(values, MOST);
  const top = Math.max(1e-9, ...bars.map(({ value }) => value));
  const width = bars.length * 5 - 1;
  const svg = draw("svg", { width, height: 40, viewBox: `0 0 ${width} 40`, "aria-hidden": "true" });
  svg.append(...bars.map(({ value, at }, i) => {
    const height = Math.max(1, (40 * value) / top);
    const kind = marked[at] ? " bd-map-continues" : pale[at] ? " bd-is-special" : "";
    return draw("rect", { x: 5 * i, y: 40 - height, width: 4, height, rx: 1, class: `bd-map-bar${kind}` });
  }));
  return svg;
}
