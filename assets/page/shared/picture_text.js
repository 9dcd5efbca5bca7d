// @ts-check
// Text of a page as text of a drawing: one element for each line, where the browser has put it.
import { draw } from "./drawing.js";
import { placed, rounded, zoomOf } from "./picture_place.js";

/** @import { Box, Sheet } from "./picture_place.js" */

// What XML cannot hold.
// eslint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** @param {string} text */
export const xmlSafe = (text) => text.replace(NOT_XML, "\ufffd");

const canvas = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");

/** Width, and height above and below the line, of a text in a font. @param {string} font @param {string} text */
export function measured(font, text) {
  if (!canvas) return { width: 0, up: 0, down: 0 };
  canvas.font = font;
  const { width, fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = canvas.measureText(text);
  return { width, up, down };
}

/**
 * The lines of a text node, and where each lies. The browser says it of each character.
 * @param {Text} node
 */
function linesOf(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
  if (rects.length === 1 && node.data.trim() === node.data) return [{ text: node.data, rect: rects[0] }];
  /** @type {{ text: string, rect: DOMRect }[]} */
  const lines = [];
  let at = 0;
  for (const letter of node.data) {
    range.setStart(node, at);
    at += letter.length;
    range.setEnd(node, at);
    const rect = range.getBoundingClientRect();
    const line = lines.at(-1);
    if (!rect.width) continue;
    if (line && rect.top < line.rect.bottom - 1 && rect.bottom > line.rect.top + 1 && rect.left >= line.rect.left) {
      line.text += letter;
      line.rect = new DOMRect(line.rect.left, line.rect.top, rect.right - line.rect.left, line.rect.height);
    } else lines.push({ text: letter, rect });
  }
  return lines;
}

/** @param {Text} node @param {CSSStyleDeclaration} style of its parent @param {Sheet} sheet @param {Box} sight @returns {SVGElement[]} */
export function textOf(node, style, sheet, sight) {
  if (!node.data.trim() || !node.parentElement) return [];
  const size = parseFloat(style.fontSize) * (zoomOf(node.parentElement) / sheet.zoom);
  const isKept = style.whiteSpace.startsWith("pre") || style.whiteSpaceCollapse === "preserve";
  const look = { "font-family": style.fontFamily, "font-size": rounded(size), fill: style.color,
    ...(style.fontWeight === "400" ? {} : { "font-weight": style.fontWeight }),
    ...(style.fontStyle === "normal" ? {} : { "font-style": style.fontStyle }),
    ...(style.textDecorationLine.includes("underline") ? { "text-decoration": "underline" } : {}), };
  const font = `${style.fontStyle} ${style.fontWeight} ${size}px ${style.fontFamily}`;
  const turn = turnOf(node.parentElement, style);
  return linesOf(node).flatMap(({ text, rect }) => {
    const said = xmlSafe(isKept ? text.replace(/\n$/, "") : text.replace(/\s+/g, " "));
    const box = placed(rect, sheet);
    if (!said.trim() || box.right < sight.left || box.left > sight.right || box.bottom < sight.top || box.top > sight.bottom) return [];
    const own = said.trim() === said && !isKept ? look : { ...look, "xml:space": "preserve" };
    sheet.bottom = Math.max(sheet.bottom, Math.min(box.bottom, sight.bottom));
    return [turn ? turned(said, box, font, own, turn) : level(said, box, font, own)];
  });
}

/** @param {string} text @param {Box} box @param {string} font @param {Record<string, string | number>} look */
function level(text, box, font, look) {
  const { up, down } = measured(font, text);
  const base = (box.top + box.bottom) / 2 + (up - down) / 2;
  // As wide as here where the reader's fonts are others.
  return draw("text", { x: rounded(box.left), y: rounded(base), ...look, ...(text.length > 1 ? { textLength: rounded(box.right - box.left), lengthAdjust: "spacingAndGlyphs" } : {}) }, text);
}

/** Degrees by which a text is turned: that of a column's name runs up or down. @param {Element} parent @param {CSSStyleDeclaration} style */
function turnOf(parent, style) {
  if (!style.writingMode.startsWith("vertical") && !style.writingMode.startsWith("sideways")) return 0;
  for (let one = /** @type {Element | null} */ (parent); one; one = one.parentElement) {
    const { transform, rotate } = getComputedStyle(one);
    if (/^180/.test(rotate) || (transform !== "none" && new DOMMatrix(transform).a < -0.5)) return -90;
    if (one.classList.contains("bd-component")) break;
  }
  return 90;
}

/** @param {string} text @param {Box} box @param {string} font @param {Record<string, string | number>} look @param {number} turn */
function turned(text, { left, top, right, bottom }, font, look, turn) {
  const { up, down } = measured(font, text);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return draw("text", { x: rounded(x), y: rounded(y + (up - down) / 2), "text-anchor": "middle", transform: `rotate(${turn} ${rounded(x)} ${rounded(y)})`, ...look }, text);
}
