// @ts-check
// The numbers of a picture, to be taken away: an instrument says which they are, the frame writes them as CSV or JSON.

/** @typedef {string | number | boolean | null | undefined} Cell */
/** @typedef {{ title?: string, columns: (string | number)[], rows: Cell[][] }} NumberTable a name for each column; the rows as the picture has them */
/** @typedef {() => NumberTable[] | Promise<NumberTable[]>} Numbers none while there is no picture */

/** @type {Map<string, { tables: Numbers, compared: Numbers }>} */
const known = new Map();
/** @type {Record<string, string>} */
let names = {};

/** What the columns of all tables are called, in the language of the page. @param {Record<string, string>} words */
export const nameColumns = (words) => { names = words; };

/** @param {string} name */
export const column = (name) => names[`column_${name}`] ?? name;

/**
 * What the picture of an instrument shows, in full precision.
 * @param {HTMLElement} element of the instrument
 * @param {Numbers} tables
 * @param {Numbers} compared those of it that another sentence changes in a way worth telling
 */
export function numbers(element, tables, compared = tables) {
  known.set(element.dataset.name ?? "", { tables, compared });
}

/** The tables of an instrument, those that have a row. @param {string} name @returns {Promise<NumberTable[]>} */
export const numbersOf = async (name) => filled(await known.get(name)?.tables());

/** Those of its tables that are compared with another sentence's. @param {string} name @returns {Promise<NumberTable[]>} */
export const comparedOf = async (name) => filled(await known.get(name)?.compared());

const filled = (/** @type {NumberTable[]} */ tables = []) => tables.filter(({ rows }) => rows.length);

/**
 * A matrix with the names of its rows and columns.
 * @param {string} title
 * @param {string} corner above the names of the rows
 * @param {string[]} down
 * @param {string[]} across
 * @param {(row: number, column: number) => number | null} value
 * @returns {NumberTable}
 */
export const matrixTable = (title, corner, down, across, value) => ({
  title, columns: [corner, ...across], rows: down.map((name, i) => [name, ...across.map((_, j) => value(i, j))]),
});

/** Vectors side by side, a row a dimension. @param {string} title @param {{ name: string, values: number[] }[]} vectors @returns {NumberTable} */
export const vectorTable = (title, vectors) => ({
  title, columns: ["", ...vectors.map(({ name }) => name)],
  rows: Array.from({ length: Math.max(0, ...vectors.map(({ values }) => values.length)) }, (_, i) => [i + 1, ...vectors.map(({ values }) => values[i])]),
});

/** A cell that a spreadsheet would run as a formula is kept as text by an apostrophe; a number stays one. @param {Cell} value */
function cell(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  if (typeof value !== "string") return String(value);
  const safe = value.replace(/^[=+\-@\t\r]/, "'$&");
  return /[",;\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * As spreadsheets read it: the byte order mark says UTF-8; several tables have their titles, and an empty line between.
 * @param {NumberTable[]} tables
 * @param {Cell[][]} about lines at the end, behind an empty one: of what these numbers are
 */
export function csvOf(tables, about = []) {
  const lines = tables.flatMap(({ title, columns, rows }, i) => [
    ...(tables.length > 1 ? [...(i ? [[]] : []), [title ?? ""]] : []), columns, ...rows]);
  if (about.length) lines.push([], ...about);
  return `\ufeff${lines.map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Hand something to the visitor as a file. @param {string | Blob} content @param {string} type @param {string} name */
export function download(content, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
