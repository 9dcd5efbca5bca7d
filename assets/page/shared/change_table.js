// @ts-check
// What changed most between the numbers of two pictures, row by row: numbers only, the words come from the page.

/** @import { NumberTable } from "./numbers.js" */
/** Which columns hold shares of one, which numbers name a row, and which say nothing. @typedef {{ shares: string[], named: string[], ignored: string[] }} Columns */
/** @typedef {{ what: string[], isShare: boolean, before: number, after: number }} NumberChange */

const SAME = 1e-6;

/**
 * The number that changed most. Rows are matched by what they are called and how often that has come before. Shares are
 * compared with each other; where a picture has none, each number with the largest of its column, since columns may have
 * different units. A row that only one picture has does not count: of a list of the largest nobody knows the rest. Of two
 * numbers that changed as much, as those of two labels do, it is the larger one.
 * @param {NumberTable[]} a
 * @param {NumberTable[]} b
 * @param {Columns} columns
 * @returns {NumberChange | null} null where no row has a name and a number
 */
export function largestNumber(a, b, columns) {
  const [before, after] = [a, b].map((tables) => valuesOf(tables, columns));
  const both = [...before].flatMap(([key, from]) => {
    const to = after.get(key);
    return to ? [{ from, to }] : [];
  });
  const isShare = both.some(({ from }) => from.isShare);
  const pairs = both.filter(({ from }) => from.isShare === isShare);
  const tops = isShare ? null : topsOf(pairs.flatMap(({ from, to }) => [from, to]));
  /** @type {(NumberChange & { size: number }) | null} */
  let most = null;
  for (const { from, to } of pairs) {
    const size = Math.abs(to.value - from.value) / (tops?.get(to.column) || 1);
    const isMore = !most || size > most.size + SAME || (size > most.size - SAME && to.value > most.after);
    if (isMore) most = { what: to.what, isShare, before: from.value, after: to.value, size };
  }
  return most;
}

/** @typedef {{ what: string[], column: string, isShare: boolean, value: number }} Value */

/** @param {NumberTable[]} tables @param {Columns} columns */
function valuesOf(tables, { shares, named, ignored }) {
  /** @type {Map<string, Value>} */
  const values = new Map();
  tables.forEach(({ title = "", columns, rows }, table) => {
    const names = columns.map(String);
    /** @type {Map<string, number>} */
    const times = new Map();
    for (const cells of rows) {
      const what = cells.flatMap((cell, i) => (typeof cell === "string" && cell ? [cell]
        : typeof cell === "number" && named.includes(names[i]) ? [`${names[i]} ${cell}`] : []));
      if (!cells.some((cell) => typeof cell === "string" && /\p{L}|\p{P}/u.test(cell))) continue;  // a number of a long list
      const row = JSON.stringify(what);
      const time = times.get(row) ?? 0;
      times.set(row, time + 1);
      cells.forEach((value, i) => {
        const column = names[i];
        if (typeof value !== "number" || named.includes(column) || ignored.includes(column)) return;
        const isShare = shares.includes(column);
        values.set(JSON.stringify([table, column, row, time]), {
          what: [tables.length > 1 ? title : "", ...what, isShare ? "" : column].filter(Boolean), column: `${table} ${column}`, isShare, value,
        });
      });
    }
  });
  return values;
}

/** The largest number of each column, whatever its sign. @param {Value[]} values */
function topsOf(values) {
  /** @type {Map<string, number>} */
  const tops = new Map();
  for (const { column, value } of values) tops.set(column, Math.max(tops.get(column) ?? 0, Math.abs(value)));
  return tops;
}
