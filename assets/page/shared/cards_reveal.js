// @ts-check
// What a card says once its question is answered: the verdict, its numbers as bars, and below what the article slips on.
import { showNumbers } from "./card_numbers.js";
import { live, make } from "./controls.js";
import { say } from "./define.js";
import { asks } from "./guessing.js";
import { isEnglish } from "./language.js";

/** @import { Card, Words } from "./page.js" */

/** @type {((said: string) => void)[]} */
const listeners = [];

/** What a card tells, and "" while it tells nothing. @param {(said: string) => void} listener */
export const onTold = (listener) => { listeners.push(listener); };

/** @param {string} style @param {string | undefined} said */
export const line = (style, said) => (said ? [make("p", style, said)] : []);

export class Reveal {
  waiting = make("p", "bd-card-hint");
  #said = live("bd-reveal");
  #figures = make("div", "bd-card-numbers");
  #after = make("div", "bd-card-after");

  /** @param {Words} words */
  constructor(words) {
    this.words = words;
    this.#said.dataset.reveal = "";
  }

  get parts() {
    return [this.#said, this.#figures, this.waiting, this.#after];
  }

  /** Another card: nothing is told yet. @param {Card} card */
  begin(card) {
    this.tell("");
    this.#figures.replaceChildren();
    this.#after.replaceChildren(...line("bd-card-slip", card.slip), ...line("bd-card-source", card.source), ...line("bd-card-try", card.try));
    this.#after.hidden = asks(card);
  }

  /** @param {string} said */
  tell(said) {
    say(this.#said, said);
    for (const listener of listeners) listener(said);
  }

  end() {
    this.#after.hidden = false;
  }

  /** @param {RevealPayload} answer */
  show(answer) {
    this.end();
    const judged = answer.right === null ? "" : answer.right ? this.words.right : this.words.wrong;
    this.tell([judged, answer.said].filter(Boolean).join(isEnglish ? " " : ""));
    showNumbers(this.#figures, answer, this.words);
  }
}
