// @ts-check
// What the colours of a picture stand for, in one line.
import { make } from "./controls.js";
import { diverging, scale } from "./scale.js";

/** @import { Colour } from "./page.js" */

/** @param {(share: number) => Colour} colour of 0 to 1, from left to right */
function colourBar(colour) {
  const bar = make("span", "bd-legend-bar");
  bar.style.background = `linear-gradient(90deg, ${Array.from({ length: 17 }, (_, i) => `rgb(${colour(i / 16)})`)})`;
  return bar;
}

/** Weights: their colours go by the square root, since most are small. @param {string} name */
export const weightLegend = (name) =>
  make("p", "bd-legend", name, " 0", colourBar(scale), "1");

/** Numbers with a sign. @param {string} name what the two ends are @param {(share: number) => Colour} colour of -1 to 1 */
export const signedLegend = (name, colour = diverging) =>
  make("p", "bd-legend", "−", colourBar((share) => colour(2 * share - 1)), "+", make("span", "", name));
