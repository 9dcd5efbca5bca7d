// @ts-check
// Drawings (SVG), and axes for lines over steps.

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} values
 * @param {string | null} text
 */
export function draw(tag, values, text = null) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(values)) made.setAttribute(name, String(value));
  if (text !== null) made.textContent = text;
  return made;
}

/**
 * Lines over steps, from 0 to 1 (or to `top`, of which y takes the share): axes, the names of the steps below, and x
 * and y of a point.
 * @param {{ width: number, height: number, right: number, steps: number, label: string, axis: string, numbered?: boolean, top?: number }} axes
 */
export function chart({ width, height, right, steps, label, axis, numbered, top = 1 }) {
  const [left, bottom] = [40, numbered ? 40 : 26];
  const x = (/** @type {number} */ step) => left + ((width - left - right) * step) / Math.max(1, steps);
  const y = (/** @type {number} */ share) => 8 + (height - bottom - 8) * (1 - share);
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "bd-chart", role: "img", "aria-label": label });
  for (const share of [0, 0.5, 1]) {
    svg.append(draw("line", { x1: left, x2: width - right, y1: y(share), y2: y(share), class: "bd-chart-grid" }),
      draw("text", { x: left - 6, y: y(share) + 4, "text-anchor": "end" }, String(Number((share * top).toPrecision(2)))));
  }
  for (let step = 0; numbered && step <= steps; step++) svg.append(draw("text", { x: x(step), y: height - 22, "text-anchor": "middle" }, String(step)));
  svg.append(draw("text", { x: (left + width - right) / 2, y: height - 4, "text-anchor": "middle" }, axis));
  return { svg, x, y };
}
