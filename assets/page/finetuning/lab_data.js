// @ts-check
// The lab's data: a bundled set, pasted rows or a file, with what was found in it.
import { newest, rested } from "../shared/asking.js";
import { choices, field, fill, input, make, notice, region, selectOf, textBox } from "../shared/controls.js";
import { typed } from "../shared/inputmethods.js";
import { column } from "../shared/numbers.js";
import { keepPart } from "../shared/part.js";
import { bars } from "../shared/pictures.js";
import { contentOf } from "../shared/unpacking.js";

/** @import { Ask, Words } from "../shared/page.js" */

const FILES = ".csv,.tsv,.txt,.jsonl,.json";

/** @param {Words} words @param {Ask<RowsQuestion["data"], LabRows>} look @param {(said: string) => void} say */
export const labData = (words, look, say) => new Data(words, look, say);

class Data {
  #kind = "set";
  /** @type {string | null} */
  #content = null;  // of the file, base64
  /** @type {Record<string, string>} */
  #columns = {};  // that the visitor chose
  /** @type {[string, string][]} */
  #rows = [];
  /** @type {[string, number][]} */
  #labels = [];
  #newest;
  #problem = notice("alert");
  #preview = make("div", "bd-lab-found");

  /** @param {Words} words @param {Ask<RowsQuestion["data"], LabRows>} look @param {(said: string) => void} say */
  constructor(words, look, say) {
    this.words = words;
    this.look = look;
    this.say = say;
    this.#newest = newest(words.failed);
    this.set = selectOf(words.sets, () => {
      keep(this.set.value);
      this.refresh();
    });
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
    source.box.classList.add("bd-segments");
    const keep = keepPart("lab", /** @type {[string, string][]} */ (words.sets).map(([name]) => name), (name) => {
      if (this.#kind === "set" && this.set.value === name) return;
      source.press("set");
      this.#show("set");
      this.set.value = name;
      this.refresh();
    });
    this.box = make("section", "bd-lab-part bd-lab-data", make("div", "bd-lab-bar", source.box, this.parts.set, this.parts.file), this.paste,
      this.#problem, this.#preview);
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

  numbers() {
    return [{ title: this.name(), columns: [column("label"), column("count")], rows: this.#labels },
      { title: this.words.first_rows, columns: [column("text"), column("label")], rows: this.#rows }];
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
    this.#labels = answer.labels;
    this.say(answer.said);
    const most = Math.max(...answer.labels.map(([, count]) => count));
    const picks = answer.columns.length > 1 && this.#kind !== "set" ? [this.#picks(answer)] : [];
    this.#preview.replaceChildren(
      make("div", "", bars(answer.labels.map(([label, count]) => [label, count / most, String(count)]), { mono: false }), ...picks,
        make("ul", "bd-findings", ...answer.findings.map((note) => make("li", "", note)))),
      this.#samples(answer));
  }

  #samples(/** @type {LabRows} */ { sample }) {
    const rows = sample.map(([text, label]) => make("tr", "", make("th", "", label), make("td", "", text)));
    const frame = region(this.words.first_rows, "bd-lab-samples");
    frame.append(make("table", "bd-rows", ...rows));
    return frame;
  }

  #show(/** @type {string} */ kind) {
    this.#kind = kind;
    for (const [name, part] of Object.entries(this.parts)) part.hidden = name !== kind;
  }

  #clear(/** @type {string} */ problem) {
    this.#problem.textContent = problem;
    [this.#rows, this.#labels] = [[], []];
    this.say("");
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
