// @ts-check
// A picture that stays as it is: what A shows while B goes on.
import { make } from "./controls.js";
import { comparedOf } from "./numbers.js";
import { eachPart } from "./part.js";

/** @import { NumberTable } from "./numbers.js" */

/**
 * A copy that looks the same and does nothing.
 * @param {Element} live
 * @param {string} none said in place of a frame, of which there is no copy
 */
export function copyOf(live, none) {
  const copy = /** @type {HTMLElement} */ (live.cloneNode(true));
  const drawn = copy.querySelectorAll("canvas");
  live.querySelectorAll("canvas").forEach((canvas, i) => {
    if (canvas.width && canvas.height) drawn[i].getContext("2d")?.drawImage(canvas, 0, 0);
  });
  for (const part of copy.querySelectorAll("iframe")) part.replaceWith(make("p", "bd-quiet", none));
  for (const part of [copy, ...copy.querySelectorAll("[id], [data-token]")]) {
    part.removeAttribute("id");
    part.removeAttribute("data-token");
  }
  const charts = copy.querySelectorAll(".js-plotly-plot");
  live.querySelectorAll(".js-plotly-plot").forEach((chart, i) => keepHeight(/** @type {HTMLElement} */ (charts[i]), chart.clientHeight, copy));
  copy.classList.remove("bd-on");
  copy.classList.add("bd-frozen-picture");
  copy.inert = true;
  return copy;
}

/** A chart is not drawn anew in the room that A leaves it. @param {HTMLElement} chart @param {number} height @param {Element} copy */
function keepHeight(chart, height, copy) {
  chart.style.height = `${height}px`;
  for (let part = /** @type {HTMLElement | null} */ (chart); part && part !== copy; part = part.parentElement) part.style.flex = "none";
}

/** @typedef {{ copy: HTMLElement, numbers: Promise<NumberTable[]> }} Still */

/**
 * The same at each step of an instrument that shows its steps at once, with the numbers of that step.
 * @param {Element} live
 * @param {string} on
 * @param {string} none
 */
export function copiesOf(live, on, none) {
  /** @type {Map<string, Still>} */
  const copies = new Map();
  eachPart(on, (part) => copies.set(part, { copy: copyOf(live, none), numbers: comparedOf(on) }));
  return copies;
}
