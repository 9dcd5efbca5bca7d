// @ts-check
// English to Chinese as it is written: the output, the beams as a tree, and what each character looks at.
import { rested } from "../shared/asking.js";
import { subscribe } from "../shared/bus.js";
import { button, field, live, make, notice, numbered, picker, selectOf, textBox } from "../shared/controls.js";
import { framed } from "../shared/frame.js";
import { typed } from "../shared/inputmethods.js";
import { job } from "../shared/jobs.js";
import { whenNear } from "../shared/near.js";
import { isDark, onTheme } from "../shared/theme.js";
import { beamTree } from "./translate_beams.js";
import { crossAttention } from "./translate_cross.js";

/** @import { Ask, Component, Words } from "../shared/page.js" */

const PAUSE = 60;  // ms between two looks at what has been written

/** @typedef {{ steps: TranslationStep[], written: TranslatedSentence | null }} Part of the text: a sentence */

/** @type {Component<TranslateFunctions>} */
export default function translate(element, words, server) {
  const view = new Translation(element, words, server);
  onTheme(() => { view.paint(); view.close(); });
  let near = false;
  subscribe(element, ({ run }) => {
    const other = view.model !== run.key.model;
    view.model = run.key.model;
    if (near && other) view.later(0);
  });
  whenNear(element, () => { near = true; view.later(0); });
}

class Translation {
  model = "";
  /** @type {string | null} */
  #key = null;
  #newest = 0;
  /** @type {Part[]} */
  #parts = [];
  #shown = 0;
  #problem = notice("alert");
  #output = live("bd-translation");
  #status = notice("status", "bd-quiet");
  #check = make("p", "bd-check");
  #tree = make("div", "bd-frame bd-tree");
  #frame = make("div", "bd-frame");

  /** @param {HTMLElement} element @param {Words} words @param {TranslateFunctions} server */
  constructor(element, words, server) {
    this.element = element;
    this.words = words;
    this.server = server;
    this.later = rested(() => this.#begin());
    this.text = textBox(words.examples[0], 2);
    this.text.setAttribute("aria-label", words.text);
    this.text.addEventListener("input", () => this.later(500));
    /** @type {string[]} */
    const examples = words.examples;
    const chips = examples.map((one, i) => button(`${words.example} ${i + 1}`, "bd-small-chip", () => {
      this.text.value = one;
      this.later(0);
    }));
    this.beams = selectOf(numbered(words.most), () => this.later(0));
    this.beams.value = words.usual;
    this.#output.lang = "zh-CN";
    this.sentences = picker(words.sentence, words.previous_sentence, words.next_sentence, (number) => {
      this.#shown = number - 1;
      this.paint();
    });
    this.#tree.tabIndex = 0;
    this.#tree.setAttribute("role", "group");
    this.#tree.setAttribute("aria-label", words.tree);
    this.cross = crossAttention(words);
    this.open = button("BertViz", "bd-tool", () => this.#bertviz());
    this.open.setAttribute("aria-pressed", "false");
    element.append(this.text, make("div", "bd-controls", ...chips),
      make("div", "bd-controls", field(words.beams, this.beams), button(words.again, "bd-step-button", () => this.later(0))),
      this.#problem, this.#status, this.#output, this.#check, this.sentences.box,
      make("h3", "bd-part-title", words.tree), make("p", "bd-quiet", words.tree_said), this.#tree,
      make("h3", "bd-part-title", words.cross), ...this.cross.parts, make("p", "bd-quiet", words.cross_said), this.open, this.#frame);
  }

  paint() {
    const part = this.#parts[this.#shown];
    if (!part) return;
    this.sentences.box.hidden = this.#parts.length < 2;
    this.sentences.show(numbered(this.#parts.length), this.#shown + 1);
    this.#tree.replaceChildren(beamTree(part, this.words));
    requestAnimationFrame(() => { this.#tree.scrollLeft = this.#tree.scrollWidth; });
    if (part.written) this.cross.show(part.written);
  }

  close() {
    this.#frame.replaceChildren();
    this.open.setAttribute("aria-pressed", "false");
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
    const started = await this.#asked(this.server.start_translation, { text: typed(this.text), beams: Number(this.beams.value) });
    if (mine !== this.#newest) return;
    this.#problem.textContent = "error" in started ? started.error : "";
    if ("error" in started) return;
    this.#key = started.training;
    job("translation", this.#key);
    this.#parts = [];
    this.#shown = 0;
    this.close();
    this.#check.textContent = "";
    await this.#follow(() => mine === this.#newest);
  }

  async #follow(/** @type {() => boolean} */ isNewest) {
    for (let since = 0; ;) {
      const answer = await this.#asked(this.server.follow_translation, { since });
      if (!isNewest()) return;
      const isError = "error" in answer;
      const waits = !isError && answer.state === "waiting";
      this.#problem.textContent = isError ? answer.error : "";
      this.#status.textContent = waits ? answer.said : "";
      this.element.classList.toggle("bd-stale", waits);
      if (isError) return;
      since = answer.next;
      for (const event of answer.events) this.#take(event);
      if (answer.events.length) this.paint();
      if (answer.ended && !answer.more) return;
      await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    }
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
      this.#check.textContent = `${event.said} ${parts[this.#shown].written?.checked}`;
    }
  }

  async #bertviz() {
    if (this.#frame.childElementCount) {
      this.close();
      return;
    }
    const answer = await this.#asked(this.server.draw_translation, { sentence: this.#shown, dark: isDark() });
    this.#problem.textContent = "error" in answer ? answer.error : "";
    if ("error" in answer) return;
    this.#frame.replaceChildren(framed("BertViz", answer));
    this.open.setAttribute("aria-pressed", "true");
  }
}
