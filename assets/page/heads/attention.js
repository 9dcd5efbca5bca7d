// @ts-check
// One head of one layer as a matrix: row = the token that looks, column = the token looked at.
import { newest } from "../shared/asking.js";
import { select, state, subscribe } from "../shared/bus.js";
import { field, fill, input, isOnScreen, live, make, notice, point, region } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { tokenClass } from "../shared/encoding.js";
import { finding } from "../shared/finding.js";
import { openLarge } from "../shared/large.js";
import { weightLegend } from "../shared/legend.js";
import { Matrix } from "../shared/matrix.js";
import { hasAny } from "../shared/near.js";
import { matrixTable, numbers } from "../shared/numbers.js";
import { header, row as line } from "../shared/pictures.js";
import { headMap } from "../shared/run.js";
import { pixels } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Run, State, Words } from "../shared/page.js" */
/** @typedef {{ run: Run, weights: Float32Array, said: string }} Shown */

const TABLE = 64;  // tokens; a table of 512 would hold 262,144 cells

/** @type {Component<RowsFunctions>} */
export default function attention(element, words, server) {
  const view = new Attention(element, words, server);
  element.append(view.problem, make("div", "bd-two", view.picture,
    make("div", "bd-attention-side", view.readout, view.legend, view.controls, view.note, view.table)));
  view.matrix.watch({ fits: true });
  numbers(element, () => view.numbers());
  view.colour();
  onTheme(() => view.colour());
  subscribe(element, (now, changed) => {
    if (hasAny(changed, "run", "layer", "head", "chosen")) view.tellRow(now);
    if (hasAny(changed, "run", "layer", "head")) view.show(now);
    else if (changed.has("bare")) view.paint();
    else view.followToken();
  });
}

class Attention {
  /** @type {Shown | null} as drawn */
  #answer = null;
  /** @type {number[]} */
  #indexes = [];
  /** @type {{ row: number | null, column: number | null }} */
  #drawn = { row: null, column: null };
  #row = "";  // the finding about the row of the pinned token
  #newest;
  #newestRow;
  #summary;

  /** @param {HTMLElement} element @param {Words} words @param {RowsFunctions} server */
  constructor(element, words, server) {
    this.words = words;
    this.server = server;
    this.#newest = newest(words.failed);
    this.#newestRow = newest(words.failed);
    this.threshold = input("bd-range", { type: "range", min: 0, max: 1, step: 0.01, value: 0 });
    this.threshold.addEventListener("input", () => this.paint());
    this.thresholdValue = make("span", "bd-number");
    const threshold = field(words.threshold, this.threshold);
    threshold.append(this.thresholdValue);
    this.controls = make("div", "bd-controls", threshold, openLarge(words));
    this.problem = notice("status");
    this.readout = live("bd-readout", words.hint);
    this.matrix = new Matrix(words.matrix, (row, column) => this.#hovered(row, column), (row) => this.#pick(row));
    this.picture = make("div", "bd-picture", this.matrix.frame);
    this.legend = make("div");
    this.note = make("p", "bd-quiet bd-note");
    this.finding = finding(element);
    this.#summary = make("summary", "", words.table);
    this.table = make("details", "bd-table", this.#summary);
    this.table.addEventListener("toggle", () => this.#fillTable());
  }

  /** @param {State} state */
  async show(state) {
    const { run, layer, head } = state;
    const map = await this.#newest(() => headMap(run, layer, head));
    if (!map) return;
    this.problem.textContent = "error" in map ? map.error : "";
    if ("error" in map) return;
    this.#answer = { run, ...map };
    this.paint();
  }

  /** With a token pinned, its row is spoken of, and else the whole picture. @param {State} state */
  async tellRow({ run, layer, head, chosen }) {
    const row = await this.#newestRow(async () =>
      (chosen === null ? { said: "" } : this.server.attention_row({ ...run.key, layer, head, token: chosen })));
    if (!row) return;
    this.#row = "error" in row ? row.error : row.said;
    if (this.#answer) this.finding.say(this.#row || this.#answer.said);
  }

  colour() {
    this.legend.replaceChildren(weightLegend(this.words.scale));
    this.paint();
  }

  #pick(/** @type {number} */ row) {
    const token = this.#indexes[row];
    if (this.#answer && isOnScreen(this.#answer.run)) select({ chosen: state.chosen === token ? null : token });
  }

  followToken() {
    if (!this.#answer) return;
    this.matrix.ring(this.#answer.run === state.run && state.chosen !== null ? this.#indexes.indexOf(state.chosen) : null);
    const row = this.#indexes.indexOf(state.token ?? -1);
    const column = row === this.#drawn.row ? this.#drawn.column : null;
    this.#drawn = { row: row < 0 ? null : row, column };
    this.matrix.mark(this.#drawn.row, column);
    if (this.#drawn.row !== null && column !== null && column < this.#indexes.length) this.#tell(this.#indexes[row], this.#indexes[column]);
    else this.readout.textContent = this.words.hint;
  }

  numbers() {
    const names = this.#indexes.map((i) => String(this.#answer?.run.tokens[i]));
    return this.#answer ? [matrixTable("", "", names, names, (i, j) => this.#weight(this.#indexes[i], this.#indexes[j]))] : [];
  }

  #weight(/** @type {number} */ i, /** @type {number} */ j) {
    return this.#answer ? this.#answer.weights[i * this.#answer.run.tokens.length + j] : 0;
  }

  paint() {
    if (!this.#answer) return;
    const { run, said } = this.#answer;
    const { words } = this;
    const shown = run.tokens.map((_, i) => i).filter((i) => !state.bare || !run.special[i]);
    if (shown.length !== this.#indexes.length || shown.some((i, at) => i !== this.#indexes[at])) this.#indexes = shown;
    const steps = pixels();
    // The slider's middle is 0.25: most weights are small. Colours go by the square root for the same reason.
    const least = Number(this.threshold.value) ** 2;
    this.matrix.show(run, this.#indexes, (i, j) => {
      const value = this.#weight(i, j);
      return steps[value > least || !least ? Math.round(Math.sqrt(value) * 255) : 0];
    });
    this.thresholdValue.textContent = digits(least);
    this.threshold.setAttribute("aria-valuetext", digits(least));
    this.finding.say(this.#row || said);
    this.note.textContent = [
      state.bare ? words.not_renormalised : "",
      this.#indexes.length ? "" : words.nothing,
    ].join(" ").trim();
    this.followToken();
    this.#fillTable();
  }

  #hovered(/** @type {number | null} */ row, /** @type {number | null} */ column) {
    this.#drawn = { row, column };
    if (row === null || column === null) this.readout.textContent = this.words.hint;
    else this.#tell(this.#indexes[row], this.#indexes[column]);
    if (this.#answer && isOnScreen(this.#answer.run)) point(row === null ? null : this.#indexes[row]);
  }

  #tell(/** @type {number} */ i, /** @type {number} */ j) {
    const tokens = this.#answer?.run.tokens ?? [];
    this.readout.replaceChildren(make("span", "bd-token-name", tokens[i]), " → ",
      make("span", "bd-token-name", tokens[j]), " ", make("strong", "bd-number", digits(this.#weight(i, j))));
  }

  #fillTable() {
    if (!this.table.open || !this.#answer) return;
    const { run } = this.#answer;
    const { words } = this;
    const some = this.#indexes.slice(0, TABLE);
    const name = (/** @type {number} */ i, /** @type {"row" | "col"} */ scope) => header(run.tokens[i], scope, tokenClass(run, i));
    const caption = make("caption", "", this.#indexes.length > TABLE
      ? fill(words.table_cut, { shown: TABLE, all: this.#indexes.length }) : words.table_all);
    const frame = region(words.table, "bd-table-frame");
    frame.append(make("table", "", caption, line(make("td"), ...some.map((j) => name(j, "col"))),
      ...some.map((i) => line(name(i, "row"), ...some.map((j) => make("td", "", digits(this.#weight(i, j))))))));
    this.table.replaceChildren(this.#summary, frame);
  }
}
