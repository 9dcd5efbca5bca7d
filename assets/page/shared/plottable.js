// @ts-check
// The numbers of a chart as a table.
import { fill, make, region } from "./controls.js";
import { header, row } from "./pictures.js";

/** @import { Plotly, Words } from "./page.js" */
/** @typedef {string | number | null} Cell */
/** @typedef {{ names: string[], rows: Cell[][], cut?: boolean }} Table `cut` where the chart shows more */

const MOST = 64;  // rows and columns of a table of a matrix

/** Plotly reads <b> and &amp; in a label as HTML does; style.plain in Python is the same. @param {string} text */
export const plainLabel = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const bare = (/** @type {string} */ text) => text.replaceAll("<br>", " ").replaceAll("&lt;", "<").replaceAll("&amp;", "&");

/** @param {Cell} value */
function shown(value) {
  if (typeof value !== "number") return value ?? "–";
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
}

/**
 * What a chart shows.
 * @param {Plotly} figure
 * @param {number} most rows and columns of a matrix
 * @returns {Table}
 */
export function tabulated({ data, layout }, most = MOST) {
  const titles = ["xaxis", "yaxis", "zaxis"].map((name) => bare((layout.scene ?? layout)[name]?.title?.text ?? ""));
  if (data[0]?.type === "heatmap") return matrix(data[0], layout, titles, most);
  return layout.meta?.table === "points" ? points(data, layout.meta.index, titles) : lines(data, titles);
}

/** @param {Plotly[]} data @param {string | undefined} index @param {string[]} titles @returns {Table} */
function points(data, index, titles) {
  const axes = ["x", "y", "z"].filter((axis) => axis in (data[0] ?? {}));
  return { names: ["", ...(index ? [index] : []), ...titles.slice(0, axes.length)], rows: data.flatMap((trace) =>
    trace.x.map((/** @type {number} */ _, /** @type {number} */ i) =>
      [bare(trace.name), ...(index ? [i] : []), ...axes.map((axis) => trace[axis][i])])) };
}

/** A column a line. @param {Plotly[]} data @param {string[]} titles @returns {Table} */
function lines(data, titles) {
  const [along, across] = data[0]?.orientation === "h" ? ["y", "x"] : ["x", "y"];
  const places = [...new Set(data.flatMap((trace) => trace[along]))];
  if (along === "x") places.sort((a, b) => a - b);
  const columns = data.map((trace) => new Map(trace[along].map((/** @type {Cell} */ place, /** @type {number} */ i) => [place, trace[across][i]])));
  return { names: [titles[along === "x" ? 0 : 1], ...data.map(({ name }) => bare(name))],
    rows: places.map((place) => [typeof place === "string" ? bare(place) : place,
      ...columns.map((column) => (column.has(place) ? column.get(place) : ""))]) };
}

/** @param {Plotly} cells @param {Plotly} layout @param {string[]} titles @param {number} most @returns {Table} */
function matrix({ z }, layout, titles, most) {
  const name = (/** @type {string} */ axis, /** @type {number} */ i) => bare(layout[axis].labelalias?.[i] ?? layout[axis].ticktext?.[i] ?? String(i));
  const columns = Array.from({ length: Math.min(most, z[0]?.length ?? 0) }, (_, i) => i);
  return { names: [`${titles[1]} ↓ ${titles[0]} →`, ...columns.map((i) => name("xaxis", i))],
    rows: z.slice(0, most).map((/** @type {number[]} */ cells, /** @type {number} */ i) => [name("yaxis", i), ...columns.map((j) => cells[j])]),
    cut: z.length > most || z[0]?.length > most };
}

/** @param {Table} table @param {Words} words */
export function tableOf({ names, rows, cut }, words) {
  const frame = region(words.table, "bd-table-frame");
  frame.append(make("table", "", cut ? make("caption", "", fill(words.cut, { shown: MOST })) : null,
    row(...names.map((name) => header(name, "col"))),
    ...rows.map(([name, ...cells]) => row(header(shown(name), "row"), ...cells.map((cell) => make("td", "", shown(cell)))))));
  return frame;
}
