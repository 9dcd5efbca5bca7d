// @ts-check
// Background, border and rings of an element as rectangles and lines.
import { draw } from "./drawing.js";
import { rounded, sized, zoomOf } from "./picture_place.js";

/** @import { Box, Sheet } from "./picture_place.js" */

const SIDES = /** @type {const} */ (["Top", "Right", "Bottom", "Left"]);
const CLEAR = /^(transparent|rgba\(0, 0, 0, 0\)|)$/;
const COLOUR = /(?:rgba?|color|oklch|oklab|hsl)\([^()]*\)/g;

/** @param {Element} element @param {CSSStyleDeclaration} style @param {Box} box @param {Sheet} sheet @returns {SVGElement[]} */
export function boxOf(element, style, box, sheet) {
  if (style.display === "inline" && element.getClientRects().length > 1) return inlineBoxes(element, style, sheet);
  const size = zoomOf(element) / sheet.zoom;
  const radius = Math.min(parseFloat(style.borderTopLeftRadius) * size || 0, (box.right - box.left) / 2, (box.bottom - box.top) / 2);
  return [
    ...shadows(style, box, radius, false, size), ...fills(style, box, radius, sheet), ...borders(style, box, radius, size), ...shadows(style, box, radius, true, size),
  ];
}

/** An inline element that goes over several lines has a box in each. @param {Element} element @param {CSSStyleDeclaration} style @param {Sheet} sheet */
const inlineBoxes = (element, style, sheet) => (CLEAR.test(style.backgroundColor) ? [] : [...element.getClientRects()].map((rect) => {
  const { origin, zoom } = sheet;
  return draw("rect", { x: rounded((rect.left - origin.x) / zoom), y: rounded((rect.top - origin.y) / zoom),
    width: rounded(rect.width / zoom), height: rounded(rect.height / zoom), fill: style.backgroundColor });
}));

/** @param {CSSStyleDeclaration} style @param {Box} box @param {number} radius @param {Sheet} sheet @returns {SVGElement[]} */
function fills(style, box, radius, sheet) {
  const parts = [];
  const rect = { ...sized(box), rx: rounded(radius) };
  if (!CLEAR.test(style.backgroundColor)) parts.push(draw("rect", { ...rect, fill: style.backgroundColor }));
  const colours = style.backgroundImage.startsWith("linear-gradient") ? style.backgroundImage.match(COLOUR) ?? [] : [];
  if (!colours.length) return parts;
  const share = style.backgroundSize.match(/^([\d.]+)(%|px)/);
  const width = !share ? rect.width : share[2] === "%" ? (rect.width * Number(share[1])) / 100 : Math.min(rect.width, Number(share[1]));
  if (width <= 0) return parts;
  const isPlain = new Set(colours).size === 1;
  return [...parts, draw("rect", { ...rect, width: rounded(width), fill: isPlain ? colours[0] : gradient(colours, style, sheet) })];
}

/** Colours in even steps. @param {string[]} colours @param {CSSStyleDeclaration} style @param {Sheet} sheet */
function gradient(colours, style, sheet) {
  const id = `ramp-${++sheet.count}`;
  const isAcross = /90deg|to right/.test(style.backgroundImage);
  const ramp = draw("linearGradient", { id, x1: 0, y1: 0, x2: isAcross ? 1 : 0, y2: isAcross ? 0 : 1 });
  colours.forEach((colour, i) => ramp.append(draw("stop", { offset: rounded(i / (colours.length - 1)), "stop-color": colour })));
  sheet.defs.append(ramp);
  return `url(#${id})`;
}

/** @param {CSSStyleDeclaration} style @param {Box} box @param {number} radius @param {number} size @returns {SVGElement[]} */
function borders(style, box, radius, size) {
  const sides = SIDES.map((side) => ({ side, width: parseFloat(style[`border${side}Width`]) * size,
    line: style[`border${side}Style`], colour: style[`border${side}Color`] }));
  const seen = sides.filter(({ width, line, colour }) => width > 0 && line !== "none" && !CLEAR.test(colour));
  const [first] = seen;
  if (seen.length === 4 && sides.every(({ width, line, colour }) => width === first.width && line === first.line && colour === first.colour)) {
    return [ring(box, -first.width / 2, radius, first.width, first.colour, dashes(first.line, first.width))];
  }
  return seen.map(({ side, width, line, colour }) => {
    const at = { Top: box.top + width / 2, Bottom: box.bottom - width / 2, Left: box.left + width / 2, Right: box.right - width / 2 }[side];
    const isLevel = side === "Top" || side === "Bottom";
    return draw("line", { x1: rounded(isLevel ? box.left : at), x2: rounded(isLevel ? box.right : at), y1: rounded(isLevel ? at : box.top),
      y2: rounded(isLevel ? at : box.bottom), stroke: colour, "stroke-width": width, ...dashes(line, width) });
  });
}

/** @param {string} line @param {number} width @returns {Record<string, string>} */
const dashes = (line, width) => (line === "dashed" ? { "stroke-dasharray": `${3 * width} ${2 * width}` } : line === "dotted" ? { "stroke-dasharray": `${width} ${width}` } : {});

/** @param {Box} box @param {number} by outwards @param {number} radius @param {number} width @param {string} colour @param {Record<string, string>} more */
const ring = ({ left, top, right, bottom }, by, radius, width, colour, more = {}) => draw("rect", {
  ...sized({ left: left - by, top: top - by, right: right + by, bottom: bottom + by }), rx: rounded(Math.max(0, radius + by)),
  fill: "none", stroke: colour, "stroke-width": rounded(width), ...more });

/**
 * Shadows that are rings, as selections are drawn: without blur, of one width all around.
 * @param {CSSStyleDeclaration} style @param {Box} box @param {number} radius @param {boolean} isInset @param {number} size
 */
function shadows(style, box, radius, isInset, size) {
  const all = style.boxShadow === "none" ? [] : style.boxShadow.split(/,(?![^(]*\))/);
  return all.filter((one) => one.includes("inset") === isInset).reverse().flatMap((one) => {
    const [x, y, blur, spread] = (one.replace(COLOUR, "").match(/-?[\d.]+px/g) ?? []).map((value) => parseFloat(value) * size);
    const colour = one.match(COLOUR)?.[0] ?? "";
    if (blur || CLEAR.test(colour)) return [];
    if (!x && !y) return spread ? [ring(box, (isInset ? -1 : 1) * spread / 2, radius, spread, colour)] : [];
    if (!isInset) return [];
    const { left, top, right, bottom } = box;  // a line at one side
    const edge = y ? { left, right, top: y > 0 ? top : bottom + y, bottom: y > 0 ? top + y : bottom }
      : { top, bottom, left: x > 0 ? left : right + x, right: x > 0 ? left + x : right };
    return [draw("rect", { ...sized(edge), fill: colour })];
  });
}
