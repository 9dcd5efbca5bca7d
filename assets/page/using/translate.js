// @ts-check
// The page's text from English to Chinese as it is written: the output, the beams as a tree, what each character looks at.
import { rested } from "../shared/asking.js";
import { textsOf } from "../shared/boxes.js";
import { subscribe } from "../shared/bus.js";
import { choices, field, live, make, notice, numbered, picker, region, selectOf } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { framed } from "../shared/frame.js";
import { job } from "../shared/jobs.js";
import { column, numbers } from "../shared/numbers.js";
import { isDark, onTheme } from "../shared/theme.js";
import { beamTree } from "./translate_beams.js";
import { crossAttention } from "./translate_cross.js";

/** @import { Ask, Component, Words } from "../shared/page.js" */

const PAUSE = 60;  // ms between two looks at what has been written
const VIEWS = ["tree", "cross", "bertviz"];

/** @typedef {{ steps: TranslationStep[], written: TranslatedSentence | null }} Part of the text: a sentence */

/** @type {Component<TranslateFunctions>} */
export default function translate(element, words, server) {
  const view = new Translation(element, words, server);
  numbers(element, () => view.numbers());
  onTheme(() => { view.paint(); view.drawBertviz(); });
  subscribe(element, ({ run }, changed) => {
    if (!changed.has("run")) return;
    view.model = run.key.model;
    view.later(0);
  });
}

class Translation {
  model = "";
  /** @type {string | null} */
  #key = null;
  #newest = 0;
  /** @type {Part[]} */
  #parts = [];
  #shown = 0;
  #view = VIEWS[0];
  #output = live("bd-translation");
  #status = notice("status", "bd-quiet");
  #check = make("p", "bd-check");
  #frame = region("BertViz", "bd-frame");

  /** @param {HTMLElement} element @param {Words} words @param {TranslateFunctions} server */
  constructor(element, words, server) {
    this.element = element;
    this.words = words;
    this.server = server;
    this.said = finding(element);
    this.later = rested(() => this.#begin());
    this.beams = selectOf(numbered(words.most), () => this.later(0));
    this.beams.value = words.usual;
    this.#output.lang = "zh-CN";
    this.sentences = picker(words.sentence, words.previous_sentence, words.next_sentence, (number) => {
      this.#shown = number - 1;
      this.paint();
      this.drawBertviz();
    });
    this.sentences.box.hidden = true;
    this.tree = region(words.tree, "bd-tree");
    this.cross = crossAttention(words);
    const views = choices(words.views, VIEWS.map((name) => [name, words[`view_${name}`]]), this.#view, (name) => this.#open(name));
    views.box.classList.add("bd-segments");
    /** @type {Record<string, HTMLElement>} */
    this.parts = {
      tree: make("div", "bd-translate-view", make("p", "bd-check", words.tree_said), this.tree),
      cross: make("div", "bd-translate-view", ...this.cross.parts, make("p", "bd-check", words.cross_said)),
      bertviz: make("div", "bd-translate-view", this.#frame),
    };
    element.append(this.#output, make("div", "bd-translate-bar", views.box, field(words.beams, this.beams), this.sentences.box, this.#status),
      ...Object.values(this.parts), this.#check);
    this.#open(this.#view);
  }

  #open(/** @type {string} */ name) {
    this.#view = name;
    for (const [each, part] of Object.entries(this.parts)) part.hidden = each !== name;
    this.drawBertviz();
  }

  paint() {
    const part = this.#parts[this.#shown];
    if (!part) return;
    this.sentences.box.hidden = this.#parts.length < 2;
    this.sentences.show(numbered(this.#parts.length), this.#shown + 1);
    this.tree.replaceChildren(beamTree(part, this.words));
    requestAnimationFrame(() => { this.tree.scrollLeft = this.tree.scrollWidth; });
    if (!part.written) return;
    this.cross.show(part.written);
    this.#check.textContent = part.written.checked;
  }

  numbers() {
    const part = this.#parts[this.#shown];
    if (!part) return [];
    if (this.#view !== "tree") return this.cross.numbers();
    return [{ title: this.words.tree, columns: [column("step"), column("token"), column("probability"), column("kept")],
      rows: part.steps.flatMap(({ step, beams, dropped }) => [...beams.map((one) => ({ ...one, kept: 1 })), ...dropped.map((one) => ({ ...one, kept: 0 }))]
        .map(({ token, probability, kept }) => [step, token, probability, kept])) }];
  }

  /**
   * @template Question
   * @template {object} Payload
   * @param {Ask<Question, Payload>} ask
   * @param {Omit<Question, "training" | "model">} question
   * @returns {Promise<Payload | ErrorPayload>}
   */
  async #asked(ask, question) {
    try {
      const answer = await ask(/** @type {Question} */ ({ training: this.#key, model: this.model, ...question }));
      return "problem" in answer && answer.problem ? { ...answer, error: String(answer.problem) } : answer;
    } catch {
      return { error: this.words.failed };
    }
  }

  async #begin() {
    const mine = ++this.#newest;
    this.element.setAttribute("aria-busy", "true");
    const started = await this.#asked(this.server.start_translation, { text: textsOf().text, beams: Number(this.beams.value) });
    if (mine !== this.#newest) return;
    if ("error" in started) {
      this.#fail(started.error);
      return;
    }
    this.#key = started.training;
    job("translation", this.#key);
    this.#parts = [];
    this.#shown = 0;
    await this.#follow(() => mine === this.#newest);
  }

  // What is shown belongs to the text before.
  #fail(/** @type {string} */ why) {
    this.element.removeAttribute("aria-busy");
    this.element.classList.add("bd-old");
    this.said.fail(why);
  }

  async #follow(/** @type {() => boolean} */ isNewest) {
    for (let since = 0; ;) {
      const answer = await this.#asked(this.server.follow_translation, { since });
      if (!isNewest()) return;
      if ("error" in answer) {
        this.#status.textContent = "";
        this.#fail(answer.error);
        return;
      }
      const waits = answer.state === "waiting";
      this.#status.textContent = waits ? answer.said : "";
      this.element.classList.toggle("bd-old", waits);
      since = answer.next;
      for (const event of answer.events) this.#take(event);
      if (answer.events.length) this.paint();
      if (answer.ended && !answer.more) break;
      await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    }
    this.element.removeAttribute("aria-busy");
    this.drawBertviz();
  }

  #take(/** @type {TranslationEvents["events"][number]} */ event) {
    const parts = this.#parts;
    if (event.kind === "step") {
      parts[event.sentence] ??= { steps: [], written: null };
      parts[event.sentence].steps.push(event);
      this.#output.textContent = parts.map(({ steps, written }) => written?.text ?? steps.at(-1)?.text).join("");
    } else if (event.kind === "sentence") {
      const last = parts.filter(({ written }) => !written).at(-1);
      if (last) last.written = event;
    } else {
      this.#output.textContent = event.text;
      this.said.say(event.said, event.speaker);
    }
  }

  async drawBertviz() {
    const shown = this.#shown;
    if (this.#view !== "bertviz" || !this.#parts[shown]?.written) return;
    const key = this.#key;
    const answer = await this.#asked(this.server.draw_translation, { sentence: shown, dark: isDark() });
    if (key !== this.#key || shown !== this.#shown) return;
    if ("error" in answer) this.said.fail(answer.error);
    else this.#frame.replaceChildren(framed("BertViz", answer));
  }
}
