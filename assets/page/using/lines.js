// @ts-check
// Many texts at once: a line each, typed or from a file that the server reads; a table, and the same as a file to keep.
import { newest } from "../shared/asking.js";
import { subscribe } from "../shared/bus.js";
import { button, field, fill, input, make, notice, taskPicker, textBox } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { row } from "../shared/pictures.js";
import { contentOf } from "../shared/unpacking.js";

/** @import { Component, Words } from "../shared/page.js" */

const FILES = ".txt,.csv,.tsv,.json,.jsonl";

/** @type {Component<LinesFunctions>} */
export default function lines(element, words, server) {
  const text = textBox(words.example, 5);
  text.setAttribute("aria-label", words.lines);
  text.addEventListener("input", clear);
  const file = input("", { type: "file", accept: FILES });
  file.addEventListener("change", () => read(file.files?.[0]));
  const task = taskPicker(words, () => {});
  const go = button(words.go, "bd-step-button bd-step-next", ask);
  const save = button(words.save, "bd-step-button", () => { if (latest) download(csv(latest, words)); });
  const problem = notice("alert");
  const said = notice("status", "bd-said");
  const frame = make("div", "bd-steps-frame");
  const notes = make("ul", "bd-findings");
  element.append(text, make("div", "bd-controls", field(words.task, task), field(words.file, file), go, save), problem, notes, said, frame);
  save.hidden = true;
  /** @type {LinesPayload | null} */
  let latest = null;
  let model = "";
  const newestFile = newest(words.failed);

  async function ask() {
    go.disabled = true;
    const judged = await server.judge_lines({ lines: text.value, task: task.value, model }).catch(() => ({ error: String(words.failed) }));
    go.disabled = false;
    const isError = "error" in judged;
    problem.textContent = isError ? judged.error : "";
    said.textContent = isError ? "" : judged.said;
    save.hidden = isError;
    frame.replaceChildren(...(isError ? [] : [table(judged.rows)]));
    if (!isError) latest = judged;
  }

  // What was said of other texts than those that stand in the box now.
  function clear() {
    notes.replaceChildren();
    frame.replaceChildren();
    problem.textContent = said.textContent = "";
    save.hidden = true;
  }

  async function read(/** @type {File | undefined} */ chosen) {
    clear();
    if (chosen && chosen.size > words.megabytes * 2 ** 20) {
      problem.textContent = fill(words.too_large, { megabytes: words.megabytes });
    }
    const isFit = chosen && !problem.textContent;
    // What the server makes of a file's bytes: encoding, table or lines, and what it assumed.
    const known = await newestFile(async () => (isFit ? server.read_lines({ content: await contentOf(chosen) }) : { error: "" }));
    if (!known || !isFit) return;
    problem.textContent = "error" in known ? known.error : "";
    if ("error" in known) return;
    text.value = known.lines;
    notes.append(...[known.said, ...known.findings].map((note) => make("li", "", note)));
    ask();
  }

  subscribe(element, ({ run }) => { model = run.key.model; });
}

/** @param {LineVerdict[]} rows */
const table = (rows) => make("table", "bd-rows", ...rows.map(({ text, label, probability }) =>
  row(make("td", "", text), make("th", "", label), make("td", "bd-number", probability === null ? "" : digits(probability)))));

/** A cell that a spreadsheet would run as a formula is kept as text by an apostrophe. @param {string} value */
const cell = (value) => `"${value.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;

/** @param {LinesPayload} answer @param {Words} words */
function csv({ labels, rows }, words) {
  const all = [[words.text, words.label, ...labels],
    ...rows.map((one) => [one.text, one.label, ...one.all.map((share) => share.toFixed(6))])];
  return `\ufeff${all.map((cells) => cells.map((value) => cell(String(value))).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} content */
function download(content) {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" }));
  link.download = "bert.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}
