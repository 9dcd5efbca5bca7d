// @ts-check
// What stands on the stage as plain SVG: text as text, backgrounds and borders as rectangles, canvases as images, drawings as
// they are. No HTML is in it, so that it opens in a drawing program too.
import { draw } from "./drawing.js";
import { boxOf } from "./picture_box.js";
import { drawingOf } from "./picture_drawing.js";
import { placed, sized, zoomOf } from "./picture_place.js";
import { textOf } from "./picture_text.js";

/** @import { Box, Sheet } from "./picture_place.js" */

// What is turned or opened to see the picture is no part of it.
const CONTROLS = "summary, script, style, datalist, .bd-sr, .bd-plot-foot, .bd-controls, .bd-large-open, .bd-primary, .bd-step-button, .bd-chip, .bd-chips-name, .bd-waiting, input[type=range], input[type=file], [aria-hidden=true].bd-band";

/**
 * A picture and its size in px. `charts` are the drawings of what draws itself: of Plotly and of frames.
 * @param {HTMLElement} root
 * @param {Map<Element, SVGSVGElement>} charts
 */
export function pictureOf(root, charts) {
  const undo = unfold(root);
  try {
    const zoom = zoomOf(root);
    const { left, top, width, height } = root.getBoundingClientRect();
    const defs = draw("defs", {});
    /** @type {Sheet} */
    const sheet = { zoom, origin: { x: left, y: top }, defs, charts, count: 0, bottom: 0 };
    const whole = { left: 0, top: 0, right: width / zoom, bottom: height / zoom };
    const parts = element(root, sheet, whole);
    return { parts: [...(defs.childNodes.length ? [defs] : []), ...parts], width: whole.right, height: Math.min(whole.bottom, sheet.bottom + 4) };  // a stage is higher than what is on it
  } finally {
    undo();
  }
}

/** Room for all that scrolls, as long as the picture is taken: nothing is painted in between. @param {HTMLElement} root */
function unfold(root) {
  const { minWidth, minHeight } = root.style;
  const scrolled = [...root.querySelectorAll("*")].filter((one) => one.scrollLeft || one.scrollTop)
    .map((one) => ({ one, left: one.scrollLeft, top: one.scrollTop }));
  for (let turn = 0; turn < 3; turn++) {
    let [wide, high] = [0, 0];
    for (const one of [root, ...root.querySelectorAll("*")]) {
      if (!(one instanceof HTMLElement) || !["auto", "scroll"].some((way) => getComputedStyle(one).overflow.includes(way))) continue;
      wide = Math.max(wide, one.scrollWidth - one.clientWidth);
      high = Math.max(high, one.scrollHeight - one.clientHeight);
    }
    if (wide < 2 && high < 2) break;
    if (wide > 1) root.style.minWidth = `${root.offsetWidth + wide}px`;
    if (high > 1) root.style.minHeight = `${root.offsetHeight + high}px`;
  }
  return () => {
    Object.assign(root.style, { minWidth, minHeight });
    for (const { one, left, top } of scrolled) one.scrollTo(left, top);
  };
}

/** @param {Element} one @param {Sheet} sheet @param {Box} sight what can be seen of it @returns {SVGElement[]} */
function element(one, sheet, sight) {
  if (one.matches(CONTROLS)) return [];
  const style = getComputedStyle(one);
  if (style.display === "none" || style.visibility === "hidden" || Number(style.opacity) === 0) return [];
  const box = placed(one.getBoundingClientRect(), sheet);
  if (style.display !== "contents" && isBeside(box, sight)) return [];
  const own = boxOf(one, style, box, sheet);
  if (own.length && !isStretched(one)) sheet.bottom = Math.max(sheet.bottom, Math.min(box.bottom, sight.bottom));
  const parts = [...own, ...inside(one, style, box, sheet, sight)];
  if (Number(style.opacity) === 1 || !parts.length) return parts;
  const group = draw("g", { opacity: style.opacity });
  group.append(...parts);
  return [group];
}

/** As high as its place rather than as what is in it: a column with a line at its side. @param {Element} one */
const isStretched = (one) => one.childElementCount > 1;

/** @param {Element} one @param {CSSStyleDeclaration} style @param {Box} box @param {Sheet} sheet @param {Box} sight @returns {SVGElement[]} */
function inside(one, style, box, sheet, sight) {
  const drawing = drawingOf(one, box, sheet);
  if (drawing) {
    sheet.bottom = Math.max(sheet.bottom, Math.min(box.bottom, sight.bottom));
    return [drawing];
  }
  const cuts = style.overflow !== "visible" && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
  const seen = cuts ? within(box, sight) : sight;
  const parts = [...one.childNodes].flatMap((node) => {
    if (node instanceof Text) return textOf(node, style, sheet, seen);
    return node instanceof Element ? element(node, sheet, seen) : [];
  });
  if (!cuts || !parts.length) return parts;
  const name = `sight-${++sheet.count}`;
  const clip = draw("clipPath", { id: name });
  clip.append(draw("rect", sized(seen)));
  sheet.defs.append(clip);
  const group = draw("g", { "clip-path": `url(#${name})` });
  group.append(...parts);
  return [group];
}

/** @param {Box} box @param {Box} sight */
const isBeside = (box, sight) => box.right < sight.left || box.left > sight.right || box.bottom < sight.top || box.top > sight.bottom;

/** @param {Box} one @param {Box} other @returns {Box} */
const within = (one, other) => ({ left: Math.max(one.left, other.left), top: Math.max(one.top, other.top),
  right: Math.min(one.right, other.right), bottom: Math.min(one.bottom, other.bottom) });
