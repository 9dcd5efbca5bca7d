// @ts-check
// Cards: one idea at a time. A card sets the stage, asks for a guess, and says what the model did.
import { accepted, patient } from "./asking.js";
import { onAnswer, select, state, watch } from "./bus.js";
import { write } from "./boxes.js";
import { changedText, current, isTurned, isUnchanged, lie, onCard, placeOf, questionOf, settle, stage } from "./card.js";
import { isClosed, keepClosed } from "./closed.js";
import { beginComparing, endComparing } from "./compare.js";
import { button, make } from "./controls.js";
import { define } from "./define.js";
import { onFold } from "./folds.js";
import { keepOwn, markAway, ownButton } from "./cards_own.js";
import { turnOf } from "./cards_keys.js";
import { Reveal, line } from "./cards_reveal.js";
import { asks, bring, cover, guessBefore, guesses, hide, isCovered, toGuess } from "./guessing.js";
import { opening, wanted } from "./memory.js";
import { opened } from "./opening.js";
import { know, onLead, onReveal, sendGuess, sentGuess, withholds } from "./room.js";
import { openPart } from "./part.js";
import { count, keepGuess, visit } from "./score.js";
import { stepOf } from "./stage.js";
import { chipsOf, placeOfCard, tourEnd, tourLine, turning } from "./tour.js";

/** @import { Card, Component, Words } from "./page.js" */

/** @type {Component<CardsFunctions>} */
export default function cards(element, words, server) {
  /** @type {Card[]} */
  const all = words.cards;
  lie(all);
  const deck = new Deck(element, words, all, server);
  const first = opening(all);
  deck.seen = first;  // a link to a picture shows it, though a card may ask about it
  settle(first);
  openPart(state.on, wanted().part);  // a link's own, whatever its card is about
  if (first && state.run && state.chosen === null && wanted().token === null) select({ chosen: placeOf(first, state.run) });
  watch((changed) => {
    if (changed.has("step")) deck.turn();
    else if (changed.has("run")) deck.follow();
  });
  onCard(() => deck.draw());
  onLead((name) => { if (withholds(name)) deck.ask(); });
  onReveal((name) => { if (name === current()?.name) deck.revealed(); });
  onAnswer(() => deck.follow());
  onFold((fold) => element.classList.toggle("bd-behind", Boolean(fold)));
  addEventListener("keydown", (event) => deck.key(event));
  addEventListener("bd-cards", () => deck.close(!isClosed()));
  document.body.classList.toggle("bd-no-cards", isClosed());
  deck.draw();
  const { card, step, on } = wanted();
  if (card !== null && first && first.step === (step ?? stepOf(on ?? "") ?? first.step)) deck.ask();
  opened.then(() => deck.follow());  // the boxes hold their texts from then on
}

class Deck {
  /** @type {string | null} */
  #guess = null;
  /** @type {Card | null} */
  #drawn = null;
  #isOver = false;  // the last card has been left by Next
  /** @type {Card | null} whose picture has been uncovered, since it was opened last */
  seen = null;
  #back;

  /** @param {HTMLElement} element @param {Words} words @param {Card[]} all @param {CardsFunctions} server */
  constructor(element, words, all, server) {
    this.element = element;
    this.words = words;
    this.all = all;
    this.reveal = new Reveal(words);
    this.server = patient(server, (said) => { this.reveal.waiting.textContent = said; }, true);
    this.own = ownButton(words);
    this.#back = button(words.back, "bd-quiet-button", () => { if (this.#drawn) stage(this.#drawn); });
  }

  #ofStep() {
    return this.all.filter((card) => card.step === state.step && (!card.quiz || card === current()));
  }

  // What a link asks is seen, though the cards were closed before; who has guessed, and reloads, sees the answer.
  ask() {
    if (isClosed()) keepClosed(false);
    this.seen = null;
    this.#cover(true);
  }

  // What is to be guessed is covered until then, however its card has come: by Next, by a link, by Back.
  #cover(/** @type {boolean} */ isOther) {
    const card = this.#drawn;
    if (card && this.#isAsked(card) && card !== this.seen && !isClosed()) hide(card);
    else if (isOther) hide(null);
  }

  #isAsked(/** @type {Card} */ card) {
    return asks(card) && (this.#guess === null || withholds(card.name));
  }

  // To another step; the end of the tour is behind.
  turn() {
    this.#isOver = false;
    this.draw();
  }

  draw() {
    const own = this.#ofStep();
    const card = this.#isOver ? null : own.find((one) => one === current()) ?? null;
    const isOther = card !== this.#drawn || !card;
    if (isOther) this.#guess = card && guessBefore(card);
    this.#drawn = card;
    this.#cover(isOther);
    if (card && card !== this.all[0]) visit(card.name);
    const { words } = this;
    const close = button("×", "bd-side-close", () => this.close(true));
    close.setAttribute("aria-label", words.close);
    const box = make("section", "bd-card", make("div", "bd-side-head", make("span", "bd-card-number", ...placeOfCard(card, own, this.all, words)), close));
    if (card) {
      box.dataset.card = card.name;
      this.#drawCard(box, card);
    }
    if (this.#isOver) box.append(...tourEnd(words, this.all[0], (first) => this.stage(first)));
    box.append(chipsOf(this.words, own, card, (one) => this.stage(one)), this.#go(own.length > 0, card), this.#tour());
    this.element.replaceChildren(box);
    this.follow();
    if (card && (!asks(card) || this.#guess !== null)) this.#tell(card);
  }

  #drawCard(/** @type {HTMLElement} */ box, /** @type {Card} */ card) {
    const { words } = this;
    box.append(make("h2", "bd-card-title", card.title), ...line("bd-card-say", card.say), ...line("bd-card-gloss", card.gloss),
      ...line("bd-card-question", questionOf(card)));
    if (asks(card)) {
      box.append(guesses(card, words, (guess, label) => this.#guessed(card, guess, label)));
      if (!withholds(card.name)) box.append(button(words.show, "bd-quiet-button bd-show", () => this.revealed()));
    }
    this.reveal.begin(card);
    box.append(...this.reveal.parts, make("p", "bd-card-away", words.away), this.#back);
    define(box);
  }

  // One guesses before one sees: of a card with one word to change, where it will look once that is done.
  async #guessed(/** @type {Card} */ card, /** @type {string} */ guess, /** @type {string} */ label) {
    this.#guess = guess;
    keepGuess(card.name, guess);
    if (!withholds(card.name)) await this.#uncover(card);
    else if (!await sendGuess(card.name, guess, label)) this.#guess = sentGuess(card.name);
    this.follow();
    this.#tell(card);
  }

  async #uncover(/** @type {Card} */ card) {
    this.seen = card;
    cover(false);
    this.follow();
    if (card.flip) {
      if (card.compare && isUnchanged(card)) await beginComparing();
      write(changedText(card), card.pair);
      bring(document.getElementById("stage"));
    } else if (!isUnchanged(card)) stage(card);
  }

  // Without a guess: who asks for it, and a class whose teacher says so.
  async revealed() {
    const card = this.#drawn;
    if (!card) return;
    await this.#uncover(card);
    this.#tell(card);
  }

  stage(/** @type {Card} */ card) {
    keepOwn(this.all);
    this.#guess = guessBefore(card);
    [this.#isOver, this.seen] = [false, null];
    endComparing();
    stage(card);
    this.element.closest(".bd-side")?.scrollTo({ top: 0 });
    bring(isCovered(card) ? this.element : document.getElementById("stage"));
  }

  #go(/** @type {boolean} */ isThere, /** @type {Card | null} */ card) {
    const { words, all } = this;
    return make("div", "bd-card-go", ...turning(words, all, card, isThere && !this.#isOver, (by) => this.next(by), (one) => this.stage(one)), this.own.button);
  }

  #tour() {
    return tourLine(this.words, this.all[0], (card) => this.stage(card), this.#isOver);
  }

  next(/** @type {number} */ by) {
    const own = this.#ofStep();
    const card = this.#isOver ? null : current();
    const at = card && card.step === state.step ? this.all.indexOf(card) + by : this.all.indexOf(own[0]);
    const next = this.all[Math.max(at, 0)];
    this.#isOver = !next;
    if (next) this.stage(next);
    else this.draw();
  }

  // What depends on the text that is on screen.
  follow() {
    for (const one of this.element.querySelectorAll("button[data-guess]")) {
      one.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (one).dataset.guess === this.#guess));
    }
    const card = this.#drawn;
    this.#back.hidden = !markAway(card);
    const show = card && this.#isAsked(card) && isTurned(card) ? this.element.querySelector(".bd-show") : null;
    show?.remove();
    if (card && show) this.#tell(card);  // its word was changed without a guess
    this.own.follow();
  }

  // What the model did with the card's own sentence, asked when it is wanted.
  async #tell(/** @type {Card} */ card) {
    if (asks(card) && withholds(card.name)) {
      if (card === this.#drawn && sentGuess(card.name) !== null) this.reveal.tell(this.words.sent);
      return;
    }
    if (!card.tells) {
      this.reveal.end();
      return;
    }
    const [guess, ask] = [this.#guess ?? "", card.heavy ? this.server.reveal_slowly : this.server.reveal];
    const answer = await ask({ card: card.name, guess }).then(accepted).catch((error) => ({ said: error.message, answer: "", right: null, bars: [], turned: null }));
    if (guess && answer.answer) count(card.name, answer.right);  // also where the reader has gone on by now
    if (card !== this.#drawn || guess !== (this.#guess ?? "")) return;
    this.element.querySelector(".bd-show")?.remove();
    this.reveal.show(answer);
    for (const one of this.element.querySelectorAll("button[data-guess]")) {
      one.classList.toggle("bd-is-right", /** @type {HTMLElement} */ (one).dataset.guess === answer.answer);
    }
    know(card.name, answer.answer);
    this.element.querySelector(".bd-tour")?.replaceWith(this.#tour());
  }

  close(/** @type {boolean} */ closed) {
    this.seen = this.#drawn;  // it stays as it is on the stage
    keepClosed(closed);
    hide(null);
    if (!closed) bring(this.element);
  }

  // The space bar goes on, but not past a question: there it leads to the first choice.
  key(/** @type {KeyboardEvent} */ event) {
    const by = turnOf(event);
    if (!by) return;
    event.preventDefault();
    const choice = event.key === " " && this.#drawn && this.#isAsked(this.#drawn) ? toGuess(this.element) : null;
    if (choice) choice.focus();
    else this.next(by);
  }
}
