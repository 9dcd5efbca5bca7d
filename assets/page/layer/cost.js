// @ts-check
// What this input costs, by part: a chart of shares, and a table.
import { subscribe } from "../shared/bus.js";
import { make, region } from "../shared/controls.js";
import { asker } from "../shared/near.js";
import { head, header, row } from "../shared/pictures.js";
import { plot } from "../shared/plot.js";

/** @import { Component, Words } from "../shared/page.js" */

/** @typedef {Exclude<keyof PartCost, "name">} Kind */

/** @type {Record<Kind, (n: number) => string>} */
const SHOWN = {
  parameters: (n) => n.toLocaleString("en"), flops: (n) => `${(n / 1e6).toPrecision(3)} M`,
  bytes: (n) => `${(n / 1e6).toPrecision(3)} MB`, seconds: (n) => `${(n * 1e3).toPrecision(3)} ms`,
};
const KINDS = /** @type {Kind[]} */ (Object.keys(SHOWN));

/** @type {Component<CostFunctions>} */
export default function cost(element, words, server) {
  const said = make("p", "bd-said");
  const frame = region(words.table);
  const chart = plot(words.plot, { height: 460, file: "bert-cost", withTable: false });  // the table is below
  element.append(said, chart.box, frame);
  const ask = asker(element, words, server.count_cost, (answer) => {
    said.textContent = answer.said;
    chart.show(answer.chart);
    frame.replaceChildren(table(answer, words));
  });
  subscribe(element, (state, changed) => { if (changed.has("run")) ask(state); });
}

/** @param {CostPayload} answer @param {Words} words */
function table(answer, words) {
  const total = (/** @type {Kind} */ kind) => answer.parts.reduce((sum, part) => sum + part[kind], 0);
  const totals = { parameters: total("parameters"), flops: total("flops"), bytes: total("bytes"), seconds: total("seconds") };
  const line = (/** @type {string} */ name, /** @type {Record<Kind, number>} */ part) => row(header(name, "row"),
    ...KINDS.map((kind) => make("td", "bd-number", SHOWN[kind](part[kind]))));
  const last = line(words.total, totals);
  last.className = "bd-total";
  return make("table", "bd-steps-table bd-cost", head(["part", ...KINDS].map((name) => words[`column_${name}`])),
    ...answer.parts.map((part) => line(part.name, part)), last);
}
