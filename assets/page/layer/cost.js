// @ts-check
// What this input costs, by part: a chart of shares, and a table.
import { subscribe } from "../shared/bus.js";
import { make, region } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { asker } from "../shared/near.js";
import { numbers } from "../shared/numbers.js";
import { head, header, row } from "../shared/pictures.js";
import { plot } from "../shared/plot.js";

/** @import { Component, Words } from "../shared/page.js" */

/** @typedef {Exclude<keyof PartCost, "name">} Kind */

/** What a number is counted in, from the smallest: one unit for a whole column. @type {Record<Kind, [number, string][]>} */
const UNITS = {
  parameters: [[1, ""], [1e3, "K"], [1e6, "M"]], flops: [[1e6, "M"], [1e9, "G"]],
  bytes: [[1e3, "kB"], [1e6, "MB"], [1e9, "GB"]], seconds: [[1e-3, "ms"], [1, "s"]],
};
const KINDS = /** @type {Kind[]} */ (Object.keys(UNITS));
const ROOM = 820;  // px from which the table stands open beside the chart

/** @param {Kind} kind @param {number} most of its column */
const unitOf = (kind, most) => UNITS[kind].findLast(([size]) => most >= size) ?? UNITS[kind][0];

const shown = (/** @type {number} */ value) =>
  (value ? value.toLocaleString("en", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }) : "0");

/** @type {Component<CostFunctions>} */
export default function cost(element, words, server) {
  const said = finding(element);
  const frame = region(words.table);
  const chart = plot(words.plot, { height: "100%", file: "bert-cost", withTable: false });  // the table is beside it
  const fold = make("details", "bd-table bd-cost-table", make("summary", "", words.table), frame);
  element.append(make("div", "bd-two", chart.box, fold));
  let isWide = false;
  new ResizeObserver(() => {
    const now = element.clientWidth >= ROOM;
    if (now !== isWide) fold.open = now;
    isWide = now;
  }).observe(element);
  /** @type {PartCost[]} */
  let parts = [];
  numbers(element, () => [{ columns: [words.column_part, ...KINDS.map((kind) => words[`column_${kind}`])],
    rows: parts.map((part) => [part.name, ...KINDS.map((kind) => part[kind])]) }]);
  const ask = asker(element, words, server.count_cost, (answer) => {
    said.say(answer.said);
    ({ parts } = answer);
    chart.show(answer.chart);
    frame.replaceChildren(table(answer, words));
  });
  subscribe(element, (state, changed) => { if (changed.has("run")) ask(state); });
}

/** @param {CostPayload} answer @param {Words} words */
function table(answer, words) {
  const total = (/** @type {Kind} */ kind) => answer.parts.reduce((sum, part) => sum + part[kind], 0);
  const totals = { parameters: total("parameters"), flops: total("flops"), bytes: total("bytes"), seconds: total("seconds") };
  const units = Object.fromEntries(KINDS.map((kind) => [kind, unitOf(kind, totals[kind])]));
  const names = KINDS.map((kind) => [words[`column_${kind}`], units[kind][1] && `(${units[kind][1]})`].join(" ").trim());
  const line = (/** @type {string} */ name, /** @type {Record<Kind, number>} */ part) => row(header(name, "row"),
    ...KINDS.map((kind) => make("td", "bd-number", shown(part[kind] / units[kind][0]))));
  const last = line(words.total, totals);
  last.className = "bd-total";
  return make("table", "bd-steps-table bd-cost", head([words.column_part, ...names]),
    ...answer.parts.map((part) => line(part.name, part)), last);
}
