// @ts-check
// Words of the sentence as buttons: hide one or several; what BERT would write in each place, and why.
import { rested } from "../shared/asking.js";
import { subscribe } from "../shared/bus.js";
import { button, field, fill, group, headPicker, input, layerPicker, live, make } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { usualPlaces } from "../shared/encoding.js";
import { typed } from "../shared/inputmethods.js";
import { asker, hasAny } from "../shared/near.js";
import { guessBars, shadedWords, signedDigits } from "../shared/pictures.js";
import { diverging, scale } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Drawn, Run, State, Words } from "../shared/page.js" */

/** @type {Component<MaskedFunctions>} */
export default function masked(element, words, server) {
  const view = new Masked(element, words, server);
  onTheme(() => view.paint());
  subscribe(element, (state, changed) => view.show(state, changed));
}

class Masked {
  /** @type {number[] | null} */
  #hidden = null;  // positions that the visitor chose; null until then
  /** @type {number | null} */
  #focus = null;  // the place whose attention is shown
  /** @type {Drawn<MaskedPayload> | null} */
  #answer = null;
  /** @type {State | null} */
  #state = null;
  /** @type {{ sentence: string, guess: [string, number] } | null} */
  #last = null;  // what was guessed before the context changed
  #said = live("bd-said");
  #before = make("p", "bd-quiet");
  #places = make("div", "bd-sides");
  #rows = make("div", "bd-why");

  /** @param {HTMLElement} element @param {Words} words @param {MaskedFunctions} server */
  constructor(element, words, server) {
    this.words = words;
    this.list = group(words.hint, "bd-choices");
    this.layers = layerPicker(words);
    this.heads = headPicker(words);
    const word = input("bd-input", { placeholder: words.word_hint, maxLength: 40, autocapitalize: "none" });
    const later = rested(() => this.#askAgain());
    word.addEventListener("input", () => later(250));
    const clear = button(words.clear, "bd-step-button", () => {
      this.#hidden = this.#focus = null;
      this.#buttons();
      this.#askAgain();
    });
    element.append(make("p", "bd-quiet", words.hint), this.list,
      make("div", "bd-controls", field(words.word, word), this.layers.box, this.heads.box, clear),
      this.#said, this.#before, this.#places, this.#rows);
    this.ask = asker(element, words, (question) => {
      const { layer, head, run } = /** @type {State} */ (this.#state);
      return server.fill_places({ ...question, layer, head, positions: this.#chosen(run), place: this.#focus, word: typed(word) });
    }, (answer) => {
      this.#answer = answer;
      this.#remember(answer);
      this.paint();
    });
  }

  /** @param {State} state @param {Set<string>} changed */
  show(state, changed) {
    this.#state = state;
    if (changed.has("run")) this.#buttons();
    if (hasAny(changed, "run", "layer", "head")) this.ask(state);
  }

  paint() {
    if (!this.#answer || !this.#state) return;
    const { words } = this;
    const answer = this.#answer;
    this.layers.show(this.#state);
    this.heads.show(this.#state);
    this.#said.textContent = answer.said;
    this.#places.replaceChildren(...answer.places.map((place) => this.#place(place)));
    if (answer.problem) this.#places.append(make("p", "bd-problem", answer.problem));
    this.#rows.replaceChildren(...(answer.places.length ? [
      shaded(answer, fill(words.looks, { position: answer.place }), answer.attention, scale, 1),
      shaded(answer, words.adds, answer.effect, diverging, 0.8),
    ] : []));
  }

  #askAgain() {
    if (this.#state) this.ask(this.#state);
  }

  #chosen(/** @type {Run} */ run) {
    const kept = this.#hidden?.filter((i) => i < run.tokens.length && !run.special[i]);
    return !this.#hidden || !kept || (this.#hidden.length && !kept.length) ? usualPlaces(run) : kept;
  }

  // The context changed under the same hidden places: what the first guess was before.
  #remember(/** @type {Drawn<MaskedPayload>} */ answer) {
    const shown = answer.places.find(({ position }) => position === answer.place);
    const sentence = answer.run.tokens.map((token, i) => (answer.places.some((p) => p.position === i) ? "[MASK]" : token)).join(" ");
    if (!shown) return;
    if (this.#last && this.#last.sentence !== sentence) {
      const [guess, share] = this.#last.guess;
      this.#before.textContent = fill(this.words.before, { guess, probability: digits(share) });
    }
    this.#last = { sentence, guess: shown.best[0] };
  }

  #choose(/** @type {number} */ i) {
    const now = this.#chosen(/** @type {State} */ (this.#state).run);
    this.#hidden = now.includes(i) ? now.filter((j) => j !== i) : [...now, i];
    this.#focus = this.#hidden.includes(i) ? i : null;
    this.#askAgain();
    this.#buttons();
    /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-place="${i}"]`))?.focus();
  }

  #buttons() {
    const { run } = /** @type {State} */ (this.#state);
    const now = this.#chosen(run);
    this.list.replaceChildren(...run.tokens.flatMap((token, i) => {
      if (run.special[i]) return [];
      const isHidden = now.includes(i);
      const made = button(isHidden ? this.#answer?.mask || "[MASK]" : token, "bd-choice", () => this.#choose(i));
      made.dataset.place = String(i);
      made.setAttribute("aria-pressed", String(isHidden));
      if (isHidden) made.title = fill(this.words.was, { word: token });
      return [made];
    }));
  }

  #place(/** @type {MaskedPlace} */ place) {
    const on = place.position === this.#answer?.place;
    const name = button(fill(this.words.place, { position: place.position, token: place.token }), "bd-place-name bd-mono", () => {
      this.#focus = place.position;
      this.#askAgain();
    });
    name.setAttribute("aria-pressed", String(on));
    return make("section", on ? "bd-place bd-place-on" : "bd-place", name, guessBars(place.best),
      ...[place.own, ...place.named].filter(Boolean).map((line) => make("p", "bd-quiet", line)));
  }
}

/**
 * @param {Drawn<MaskedPayload>} answer
 * @param {string} name
 * @param {number[]} values
 * @param {(value: number) => import("../shared/page.js").Colour} colours
 * @param {number} most
 */
function shaded(answer, name, values, colours, most) {
  const isHidden = (/** @type {number} */ i) => answer.places.some(({ position }) => position === i);
  const tokens = answer.run.tokens.map((token, i) => (isHidden(i) ? answer.mask || "[MASK]" : token));
  return make("div", "bd-why-row", make("span", "bd-why-name", name), shadedWords(tokens, values, colours, most, signedDigits));
}
