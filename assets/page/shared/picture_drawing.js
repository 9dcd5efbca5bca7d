// @ts-check
// What is a drawing or an image already: SVG with its styles written out, canvases as PNG, fields with what stands in them.
import { draw } from "./drawing.js";
import { placed, rounded, sized } from "./picture_place.js";
import { measured, xmlSafe } from "./picture_text.js";

/** @import { Box, Sheet } from "./picture_place.js" */

const WRITTEN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "opacity",
  "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "paint-order", "visibility", "mix-blend-mode"];
const SHARPEST = 2;  // pixels of an image for each px of the picture

/** @param {Element} element @param {Box} box @param {Sheet} sheet @returns {SVGElement | null} */
export function drawingOf(element, box, sheet) {
  const chart = sheet.charts.get(element);
  if (chart) return nested(chart, box, element.clientWidth, element.clientHeight);
  if (element instanceof SVGSVGElement) return nested(written(element), box, 0, 0);
  if (element instanceof HTMLCanvasElement) return image(element, box);
  if (element instanceof HTMLInputElement && element.type === "checkbox") return check(element, box);
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return value(element, box, sheet);
  return null;
}

/** @param {SVGSVGElement} drawing @param {Box} box @param {number} width its own, where it has no viewBox @param {number} height */
function nested(drawing, box, width, height) {
  const { x, y, width: wide, height: high } = sized(box);
  for (const [name, at] of Object.entries({ x, y, width: wide, height: high, overflow: "visible" })) drawing.setAttribute(name, String(at));
  if (!drawing.hasAttribute("viewBox") && width) drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
  for (const name of ["role", "class", "aria-label"]) drawing.removeAttribute(name);
  return drawing;
}

/** A copy that needs no style sheet. @param {SVGSVGElement} drawing */
function written(drawing) {
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  const copies = copy.querySelectorAll("*");
  drawing.querySelectorAll("*").forEach((one, i) => {
    const style = getComputedStyle(one);
    for (const name of WRITTEN) copies[i].setAttribute(name, style.getPropertyValue(name));
    if (style.display === "none") copies[i].setAttribute("display", "none");
    copies[i].removeAttribute("class");
    copies[i].removeAttribute("style");
  });
  copy.removeAttribute("style");
  return copy;
}

/** @param {HTMLCanvasElement} canvas @param {Box} box */
function image(canvas, box) {
  if (!canvas.width || !canvas.height) return draw("g", {});
  const [wide, high] = [box.right - box.left, box.bottom - box.top];
  const isSmall = canvas.width < wide;  // a pixel a number: enlarged here, with sharp edges, for whoever opens it
  const times = isSmall ? Math.max(1, Math.ceil((SHARPEST * wide) / canvas.width)) : 1;
  const tall = isSmall ? Math.max(1, Math.ceil((SHARPEST * high) / canvas.height)) : 1;
  const large = Object.assign(document.createElement("canvas"), { width: canvas.width * times, height: canvas.height * tall });
  const context = large.getContext("2d");
  if (context) {
    context.imageSmoothingEnabled = false;
    context.drawImage(canvas, 0, 0, large.width, large.height);
  }
  return draw("image", { ...sized(box), href: large.toDataURL("image/png"), preserveAspectRatio: "none" });
}

/** @param {HTMLInputElement} box @param {Box} place */
function check(box, place) {
  const made = draw("g", {});
  const { color, accentColor } = getComputedStyle(box);
  const ink = accentColor === "auto" ? color : accentColor;
  made.append(draw("rect", { ...sized(place), rx: 2, fill: box.checked ? ink : "none", stroke: ink }));
  if (box.checked) {
    const { x, y, width, height } = sized(place);
    made.append(draw("path", { d: `M${x + 0.22 * width} ${y + 0.52 * height}l${0.2 * width} ${0.2 * height}l${0.36 * width} ${-0.44 * height}`, fill: "none", stroke: "#fff", "stroke-width": 2 }));
  }
  return made;
}

/** What is typed or picked, line by line as it was typed. @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field @param {Box} box @param {Sheet} sheet */
function value(field, box, sheet) {
  const said = field instanceof HTMLSelectElement ? field.selectedOptions[0]?.text ?? "" : field.value || field.placeholder;
  const style = getComputedStyle(field);
  const size = parseFloat(style.fontSize);
  const { up } = measured(`${size}px ${style.fontFamily}`, "x");
  const made = draw("g", {});
  const { top } = placed(field.getBoundingClientRect(), sheet);
  said.split("\n").forEach((line, i) => made.append(draw("text", { x: rounded(box.left + parseFloat(style.paddingLeft) + 1),
    y: rounded(top + parseFloat(style.paddingTop) + up + 1 + 1.5 * size * i), "font-family": style.fontFamily, "font-size": size, fill: style.color }, xmlSafe(line))));
  return made;
}
