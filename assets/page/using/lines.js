// @ts-check
// Many texts at once: a line each, typed or from a file that the server reads; a table, and the same as a file to keep.
import { newest } from "../shared/asking.js";
import { textsOf } from "../shared/boxes.js";
import { subscribe } from "../shared/bus.js";
import { button, field, fill, input, make, notice, region, taskPicker, textBox } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { finding } from "../shared/finding.js";
import { csvOf, download, numbers } from "../shared/numbers.js";
import { row } from "../shared/pictures.js";
import { contentOf } from "../shared/unpacking.js";

/** @import { Component, Words } from "../shared/page.js" */

const FILES = ".txt,.csv,.tsv,.json,.jsonl";

/** @type {Component<LinesFunctions>} */
export default function lines(element, words, server) {
  const go = button(words.go, "bd-primary", ask);
  const save = button(words.save, "bd-chip", () => { if (latest) download(csvOf([tableOf(latest, words)]), "text/csv", "bert.csv"); });
  const { text, file, task, problem, notes, frame } = layOut(element, words, go, save);
  text.addEventListener("input", clear);
  file.addEventListener("change", () => read(file.files?.[0]));
  const said = finding(element);
  numbers(element, () => (latest && !save.hidden ? [tableOf(latest, words)] : []));
  /** @type {LinesPayload | null} */
  let latest = null;
  let model = "";
  let taken = "";  // of the page's box
  const newestFile = newest(words.failed);

  async function ask() {
    go.disabled = true;
    const judged = await server.judge_lines({ lines: text.value, task: task.value, model }).catch(() => ({ error: String(words.failed) }));
    go.disabled = false;
    const isError = "error" in judged;
    problem.textContent = isError ? judged.error : "";
    said.say(isError ? "" : judged.said, isError ? "" : judged.speaker);
    save.hidden = isError;
    frame.replaceChildren(...(isError ? [] : [table(judged.rows)]));
    if (!isError) latest = judged;
  }

  // What was said of other texts than those that stand in the box now.
  function clear() {
    notes.replaceChildren();
    frame.replaceChildren();
    problem.textContent = "";
    said.say(words.hint);
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

  subscribe(element, ({ run }) => {
    model = run.key.model;
    const page = severalLines();
    if (!page || page === taken) return;
    taken = text.value = page;
    clear();
    ask();
  });
}

/**
 * What is typed or read to the left, what is said of it to the right.
 * @param {HTMLElement} element
 * @param {Words} words
 * @param {HTMLElement} go
 * @param {HTMLElement} save
 */
function layOut(element, words, go, save) {
  const text = textBox(words.example, 6);
  text.setAttribute("aria-label", words.lines);
  const file = input("", { type: "file", accept: FILES });
  const task = taskPicker(words, () => {});
  const problem = notice("alert");
  const notes = make("ul", "bd-findings");
  const frame = region(words.lines, "bd-lines-rows");
  finding(element).say(words.hint);
  save.hidden = true;
  element.append(make("div", "bd-lines-box", text, field(words.file, file), make("div", "bd-controls", field(words.task, task), go), problem, notes),
    make("div", "bd-lines-answers", frame, save));
  return { text, file, task, problem, notes, frame };
}

/** What stands in the page's own box, if it is several lines: then they are meant for this one. */
function severalLines() {
  const { text } = textsOf();
  return text.trim().includes("\n") ? text : "";
}

/** @param {LineVerdict[]} rows */
const table = (rows) => make("table", "bd-rows", ...rows.map(({ text, label, probability }) =>
  row(make("td", "", text), make("th", "", label), make("td", "bd-number", probability === null ? "" : digits(probability)))));

/** @param {LinesPayload} answer @param {Words} words @returns {import("../shared/numbers.js").NumberTable} */
const tableOf = ({ labels, rows }, words) => ({
  columns: [words.text, words.label, ...labels], rows: rows.map((one) => [one.text, one.label, ...one.all]) });
