// @ts-check
// The numbers of a card that the stage does not show: bars beside each other, or two arrows with an angle between them.
import { fill, make } from "./controls.js";
import { draw } from "./drawing.js";
import { bar } from "./pictures.js";

/** @import { Words } from "./page.js" */

const LONG = 64;  // px of an arrow
const AT = [14, 74];  // where both begin

/** In their place, and in sight where the card is longer than its column. @param {HTMLElement} place @param {RevealPayload} told @param {Words} words */
export function showNumbers(place, { bars, turned }, words) {
  const rows = bars.map(({ label, share, value }) => make("div", "bd-card-bar", make("span", "", label), bar(share), make("span", "bd-number", value)));
  place.replaceChildren(...(rows.length ? [make("div", "bd-card-bars", ...rows)] : []), ...(turned === null ? [] : [arrows(turned, words)]));
  if (matchMedia("(min-width: 1100px)").matches) place.scrollIntoView({ block: "nearest" });
}

/** The chosen word's vector before and after, as one plane holds both. @param {number} degrees @param {Words} words */
function arrows(degrees, words) {
  const [x, y] = AT;
  const angle = (degrees * Math.PI) / 180;
  const small = { x: x + 24 * Math.cos(angle), y: y - 24 * Math.sin(angle) };
  const svg = draw("svg", { viewBox: `-60 0 150 ${y + 12}`, role: "img", "aria-label": fill(words.arrows, { degrees: Math.round(degrees) }) });
  svg.append(
    draw("path", { d: `M${x + 24} ${y}A24 24 0 0 0 ${small.x.toFixed(1)} ${small.y.toFixed(1)}`, class: "bd-card-angle" }),
    arrow(0, "bd-card-before-arrow"), arrow(angle, "bd-card-after-arrow"),
  );
  const key = (/** @type {string} */ style, /** @type {string} */ said) => make("span", `bd-card-key ${style}`, said);
  return make("div", "bd-card-arrows", svg, make("div", "", key("bd-is-earlier", words.arrow_before), key("bd-is-later", words.arrow_after)));
}

/** @param {number} angle @param {string} style */
function arrow(angle, style) {
  const [x, y] = AT;
  const at = (/** @type {number} */ length, /** @type {number} */ turn) =>
    `${(x + length * Math.cos(angle + turn)).toFixed(1)} ${(y - length * Math.sin(angle + turn)).toFixed(1)}`;
  return draw("path", { d: `M${x} ${y}L${at(LONG, 0)}M${at(LONG - 9, 0.08)}L${at(LONG, 0)}L${at(LONG - 9, -0.08)}`, class: style });
}
