// @ts-check
// Charts in the colours of the theme on screen: Python names colours ("quiet", "series 2"), and here they get theirs.
import { diverging, headColour, scale } from "./scale.js";

/** @import { Plotly } from "./page.js" */

const NUMBERS = new Set(["x", "y", "z", "text", "labelalias", "tickvals", "ticktext"]);

/** "series 2", "scale 3" and "diverging 3" as scale.js makes them. @type {Record<string, (i: number) => number[]>} */
const MADE = { series: headColour, scale: (i) => scale(i / 8), diverging: (i) => diverging(i / 4 - 1) };

/** @param {string} name */
function colour(name) {
  const [kind, number] = name.split(" ");
  return kind in MADE ? `rgb(${MADE[kind](Number(number))})`
    : getComputedStyle(document.body).getPropertyValue(`--bd-${kind}`).trim();
}

/**
 * A copy in the colours of the theme; numbers are shared with what came.
 * @param {Plotly} value
 * @returns {Plotly}
 */
export function coloured(value, name = "") {
  if (NUMBERS.has(name)) return value;
  if (name === "colorscale") return value.map((/** @type {[number, string]} */ [share, one]) => [share, colour(one)]);
  if (typeof value === "string") return /color$/.test(name) ? colour(value) : value;
  if (Array.isArray(value)) return value.map((one) => coloured(one));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, coloured(one, key)]));
  return value;
}

/** The page is enlarged for a projector by CSS, in which Plotly would miss the pointer: a chart is not, its letters are. */
export const enlarged = () => Number(document.documentElement.style.getPropertyValue("--bd-zoom")) || 1;

export function template() {
  const style = getComputedStyle(document.body);
  const [ink, quiet, line, paper] = ["ink", "quiet", "line", "paper"].map(colour);
  const size = 12 * enlarged();
  const axis = { gridcolor: line, zerolinecolor: line, linecolor: line, automargin: true, title: { standoff: 8 } };
  return { layout: {
    font: { family: style.fontFamily, size, color: quiet }, paper_bgcolor: paper, plot_bgcolor: paper, xaxis: axis, yaxis: axis,
    legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", font: { color: ink } }, margin: { l: 10, r: 12, t: 12, b: 10 },
    hoverlabel: { bgcolor: paper, bordercolor: line, font: { color: ink, size: size + 1 } }, hovermode: "closest",
  } };
}
