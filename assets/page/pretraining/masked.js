// @ts-check
// Words of the sentence as buttons: hide one or several; what BERT would write in each place, and why.
import { rested } from "../shared/asking.js";
import { subscribe } from "../shared/bus.js";
import { button, field, fill, group, input, make } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { usualPlaces } from "../shared/encoding.js";
import { finding } from "../shared/finding.js";
import { typed } from "../shared/inputmethods.js";
import { keepGuess } from "../shared/known.js";
import { asker, hasAny } from "../shared/near.js";
import { column, numbers } from "../shared/numbers.js";
import { guessBars, shadedWords, signedDigits } from "../shared/pictures.js";
import { diverging, scale } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Drawn, Run, State, Words } from "../shared/page.js" */

/** @type {Component<MaskedFunctions>} */
export default function masked(element, words, server) {
  const view = new Masked(element, words, server);
  numbers(element, () => view.numbers(), () => view.guesses());
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
  /** @type {{ sentence: string, guess: [string, number], named: [string, number] | null } | null} */
  #last = null;  // what was guessed before the context changed
  #said;
  #before = make("p", "bd-masked-before");
  #places = make("div", "bd-places");
  #rows = make("div", "bd-masked-why");

  /** @param {HTMLElement} element @param {Words} words @param {MaskedFunctions} server */
  constructor(element, words, server) {
    this.words = words;
    this.list = group(words.hint, "bd-choices");
    this.#said = finding(element);
    const word = input("bd-input", { placeholder: words.word_hint, maxLength: 40, autocapitalize: "none" });
    const later = rested(() => this.#askAgain());
    word.addEventListener("input", () => later(250));
    const clear = button(words.clear, "bd-step-button", () => {
      this.#hidden = this.#focus = null;
      this.#buttons();
      this.#askAgain();
    });
    element.append(make("p", "bd-masked-hint", words.hint), this.list,
      make("div", "bd-masked-head", field(words.word, word), clear, this.#before),
      make("div", "bd-masked-columns", this.#places, this.#rows));
    this.ask = asker(element, words, async (question) => {
      const { layer, head, run } = /** @type {State} */ (this.#state);
      const asked = { ...question, layer, head, positions: this.#chosen(run), place: this.#focus, word: typed(word) };
      const answer = await server.fill_places(asked);
      this.#stale("error" in answer);  // what still stands there belongs to a question before
      return answer;
    }, (answer) => {
      this.#answer = answer;
      this.#remember(answer);
      this.paint();
      const [place, ...others] = answer.places;
      if (place && !others.length) keepGuess(answer.run, { own: place.token, label: place.best[0][0], share: place.best[0][1] });
    });
  }

  /** @param {State} state @param {Set<string>} changed */
  show(state, changed) {
    this.#state = state;
    if (changed.has("chosen") && !changed.has("run")) this.#hidden = this.#focus = null;  // the pinned word is the hidden one
    if (hasAny(changed, "run", "chosen")) this.#buttons();
    if (hasAny(changed, "run", "layer", "head", "chosen")) this.ask(state);
  }

  guesses() {
    return this.#answer?.places.map((place) => ({ title: fill(this.words.place, { position: place.position, token: place.token }),
      columns: [column("word"), column("probability")], rows: place.best })) ?? [];
  }

  numbers() {
    const answer = this.#answer;
    if (!answer) return [];
    const ofWords = [["adds", answer.effect], ["looks", answer.attention]].filter(([, values]) => values.length);
    return [...this.guesses(),
    { title: this.words.adds, columns: [column("token"), ...ofWords.map(([name]) => (name === "adds" ? this.words.adds : this.#looks(answer)))],
      rows: ofWords.length ? answer.run.tokens.map((token, i) => [token, ...ofWords.map(([, values]) => Number(values[i]))]) : [] }];
  }

  paint() {
    if (!this.#answer || !this.#state) return;
    const { words } = this;
    const answer = this.#answer;
    this.#said.say(answer.said);
    this.#places.replaceChildren(...answer.places.map((place) => this.#place(place)));
    if (answer.problem) this.#places.append(make("p", "bd-problem", answer.problem));
    this.#rows.replaceChildren(
      ...(answer.effect.length ? [shaded(answer, words.adds, words.adds_legend, answer.effect, diverging, 0.8)] : []),
      ...(answer.attention.length ? [shaded(answer, this.#looks(answer),
        words.looks_legend, answer.attention, scale, 1)] : []));
  }

  #looks(/** @type {Drawn<MaskedPayload>} */ { place }) {
    const { layer, head } = /** @type {State} */ (this.#state);
    return fill(layer > 0 && head > 0 ? this.words.looks : this.words.looks_many, { position: place, layer, head });
  }

  #stale(/** @type {boolean} */ isOld) {
    for (const part of [this.#before, this.#places, this.#rows]) part.classList.toggle("bd-masked-old", isOld);
  }

  #askAgain() {
    if (this.#state) this.ask(this.#state);
  }

  #chosen(/** @type {Run} */ run) {
    const kept = this.#hidden?.filter((i) => i < run.tokens.length && !run.special[i]);
    return !this.#hidden || !kept || (this.#hidden.length && !kept.length) ? usualPlaces(run, this.#state?.chosen) : kept;
  }

  // The context changed under the same hidden places: what the first guess was before.
  #remember(/** @type {Drawn<MaskedPayload>} */ answer) {
    const shown = answer.places.find(({ position }) => position === answer.place);
    const sentence = answer.run.tokens.map((token, i) => (answer.places.some((p) => p.position === i) ? "[MASK]" : token)).join(" ");
    if (!shown) return;
    if (this.#last && this.#last.sentence !== sentence) {
      const { guess: [guess, share], named } = this.#last;
      const lines = [fill(this.words.before, { guess, probability: digits(share) })];
      if (named && answer.named && named[0] === answer.named[0]) {
        lines.push(fill(this.words.named_before, { word: named[0], before: digits(named[1]), now: digits(answer.named[1]) }));
      }
      this.#before.textContent = lines.join(" ");
    }
    this.#last = { sentence, guess: shown.best[0], named: answer.named };
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
      ...[place.own, ...place.named].filter(Boolean).map((line) => make("p", "bd-place-line", line)));
  }
}

/**
 * @param {Drawn<MaskedPayload>} answer
 * @param {string} name
 * @param {string} legend what the colours mean
 * @param {number[]} values
 * @param {(value: number) => import("../shared/page.js").Colour} colours
 * @param {number} most
 */
function shaded(answer, name, legend, values, colours, most) {
  const isHidden = (/** @type {number} */ i) => answer.places.some(({ position }) => position === i);
  const tokens = answer.run.tokens.map((token, i) => (isHidden(i) ? answer.mask || "[MASK]" : token));
  return make("div", "bd-why-row", make("h3", "bd-small-title", name), shadedWords(tokens, values, colours, most, signedDigits),
    make("p", "bd-masked-hint", legend));
}
