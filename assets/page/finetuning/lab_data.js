// @ts-check
// The lab's data: a bundled set, pasted rows or a file, with what was found in it.
import { newest, rested } from "../shared/asking.js";
import { choices, field, fill, input, make, notice, selectOf, textBox } from "../shared/controls.js";
import { typed } from "../shared/inputmethods.js";
import { bars } from "../shared/pictures.js";
import { contentOf } from "../shared/unpacking.js";

/** @import { Ask, Words } from "../shared/page.js" */

const FILES = ".csv,.tsv,.txt,.jsonl,.json";

/** @param {Words} words @param {Ask<RowsQuestion["data"], LabRows>} look */
export const labData = (words, look) => new Data(words, look);

class Data {
  #kind = "set";
  /** @type {string | null} */
  #content = null;  // of the file, base64
  /** @type {Record<string, string>} */
  #columns = {};  // that the visitor chose
  /** @type {[string, string][]} */
  #rows = [];
  #newest;
  #problem = notice("alert");
  #said = make("p", "bd-said");
  #preview = make("div", "bd-lab-found");

  /** @param {Words} words @param {Ask<RowsQuestion["data"], LabRows>} look */
  constructor(words, look) {
    this.words = words;
    this.look = look;
    this.#newest = newest(words.failed);
    this.set = selectOf(words.sets, () => this.refresh());
    this.paste = Object.assign(textBox("", 6), { placeholder: words.paste_hint });
    this.paste.setAttribute("aria-label", words.source_paste);
    const later = rested(() => this.refresh());
    this.paste.addEventListener("input", () => { this.#columns = {}; later(400); });
    this.file = input("", { type: "file", accept: FILES });
    this.file.setAttribute("aria-label", words.source_file);
    this.file.addEventListener("change", () => this.#read(this.file.files?.[0]));
    /** @type {Record<string, HTMLElement>} */
    this.parts = { set: field(words.set_name, this.set), paste: this.paste, file: field(words.file, this.file) };
    const source = choices(words.data, Object.keys(this.parts).map((name) => [name, words[`source_${name}`]]), "set", (name) => {
      this.#columns = {};
      this.#show(name);
      this.refresh();
    });
    this.box = make("section", "bd-lab-part", make("h3", "", `1 · ${words.data}`), source.box, ...Object.values(this.parts),
      this.#problem, this.#said, this.#preview);
    this.#show("set");
  }

  question() {
    const kind = this.#kind;
    return { source: kind, name: kind === "set" ? this.set.value : this.file.files?.[0]?.name ?? "",
      text: kind === "paste" ? typed(this.paste) : "", content: kind === "file" ? this.#content ?? "" : "", ...this.#columns };
  }

  name() {
    if (this.#kind === "set") return this.set.selectedOptions[0].textContent;
    return this.#kind === "file" ? this.file.files?.[0]?.name : this.words.source_paste;
  }

  example() {
    return this.#rows[0]?.[0] ?? "";
  }

  async refresh() {
    if ((this.#kind === "paste" && !typed(this.paste).trim()) || (this.#kind === "file" && this.#content === null)) {
      this.#clear("");
      return;
    }
    const answer = await this.#newest(() => this.look(this.question()));
    if (!answer) return;
    if ("error" in answer) {
      this.#clear(answer.error);
      return;
    }
    this.#problem.textContent = "";
    this.#rows = answer.sample;
    this.#said.textContent = answer.said;
    const most = Math.max(...answer.labels.map(([, count]) => count));
    const picks = answer.columns.length > 1 && this.#kind !== "set" ? [this.#picks(answer)] : [];
    this.#preview.replaceChildren(
      make("div", "", bars(answer.labels.map(([label, count]) => [label, count / most, String(count)]), { mono: false }), ...picks,
        make("ul", "bd-findings", ...answer.findings.map((note) => make("li", "", note)))),
      make("table", "bd-rows", ...answer.sample.map(([text, label]) => make("tr", "", make("th", "", label), make("td", "", text)))));
  }

  #show(/** @type {string} */ kind) {
    this.#kind = kind;
    for (const [name, part] of Object.entries(this.parts)) part.hidden = name !== kind;
  }

  #clear(/** @type {string} */ problem) {
    this.#problem.textContent = problem;
    this.#said.textContent = "";
    this.#preview.replaceChildren();
  }

  // Which column is which, when the reader's guess is not what was meant.
  #picks(/** @type {LabRows} */ answer) {
    return make("div", "bd-controls", .../** @type {const} */ (["text_column", "label_column"]).map((name) => {
      const list = selectOf(answer.columns.map((column) => [column, column]), () => {
        const { text_column, label_column } = answer;
        this.#columns = { text_column, label_column, [name]: list.value };
        this.refresh();
      });
      list.value = answer[name];
      return field(this.words[name], list);
    }));
  }

  async #read(/** @type {File | undefined} */ file) {
    this.#content = null;
    this.#columns = {};
    const { megabytes, too_large } = this.words;
    if (file && file.size > megabytes * 2 ** 20) {
      this.#clear(fill(too_large, { megabytes }));
      return;
    }
    if (file) {
      const content = await contentOf(file);
      if (file !== this.file.files?.[0]) return;
      this.#content = content;
    }
    this.refresh();
  }
}
