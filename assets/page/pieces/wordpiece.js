// @ts-check
// WordPiece step by step: the stages of normalisation as a ladder, the words, and for one word every look-up of
// the greedy longest match. Draws run.wordpiece, a WordPiecePayload of bertdemo/steps/pieces/wordpiece.py.
import { select, state, subscribe } from "../shared/bus.js";
import { button, fill, make, point } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { column, numbers } from "../shared/numbers.js";
import { ladder } from "./wordpiece_ladder.js";
import { isUnknown, lookUps, pieceCount, piecesOf, verdict } from "./wordpiece_lookups.js";
import { stepper } from "./wordpiece_stepper.js";

/** @import { Component, Parts, Run, Words } from "../shared/page.js" */
/** @typedef {{ word: WordMatches, sentence: number, token: number | null, pieces: number, button: HTMLButtonElement }} Chip in reading order, with its first token */

/** @type {Component} */
export default function wordpiece(element, words) {
  const view = new WordPiece(element, words);
  element.append(make("div", "bd-two", view.ladders, view.bench));
  numbers(element, () => view.numbers());
  element.addEventListener("pointerleave", () => point(null));
  subscribe(element, ({ run }, changed) => {
    if (changed.has("run")) view.draw(run);
    else if (changed.has("chosen")) view.follow();
    else if (changed.has("token")) view.mark();
  }, "wordpiece");
}

class WordPiece {
  /** @type {WordPiecePayload | null} */
  #data = null;
  /** @type {Chip[]} */
  #chips = [];
  /** @type {Chip | null} */
  #chosen = null;  // the chip on the bench
  /** @type {string | null} */
  #wanted = null;  // the text of the word that the visitor chose, kept while they go on typing
  ladders = make("div", "bd-wp-sentences");
  bench = make("section", "bd-wp-bench");

  /** @param {HTMLElement} element @param {Words} words */
  constructor(element, words) {
    this.words = words;
    this.said = finding(element);
  }

  /** @param {Run & Pick<Parts, "wordpiece">} run */
  draw(run) {
    const data = run.wordpiece;
    if ("error" in data) {
      this.ladders.replaceChildren();
      this.bench.replaceChildren();
      this.said.fail(data.error);
      return;
    }
    this.said.say(data.said);
    this.#data = data;
    const { sentences } = data;
    this.#chips = sentences.flatMap((sentence, s) => this.#chipsOf(run, sentence, s));
    this.ladders.replaceChildren(...sentences.map((sentence, s) =>
      ladder(sentence, this.#chips.filter((chip) => chip.sentence === s).map((chip) => chip.button), this.words, (event) => this.#walk(event))));
    const same = this.#chips.find((one) => one.word.text === this.#wanted);
    const best = this.#pinned() || same || this.#chips.find((one) => one.pieces > 1) || this.#chips.find((one) => isUnknown(one.word)) || this.#chips[0];
    if (best) this.#choose(best);
    else this.bench.replaceChildren();
  }

  numbers() {
    const data = this.#data;
    return data ? [{ columns: [column("word"), column("token"), column("id")], rows: this.#chips.flatMap(({ word }) => piecesOf(word, data).map(([piece, id]) => [word.text, piece, id])) }] : [];
  }

  follow() {
    const pinned = this.#pinned();
    if (pinned && pinned !== this.#chosen) this.#choose(pinned);
  }

  // The word of the token that is pinned everywhere.
  #pinned() {
    const { chosen } = state;
    return this.#chips.find((one) => chosen !== null && one.token !== null && chosen >= one.token && chosen < one.token + one.pieces);
  }

  mark() {
    const { token } = state;
    const chosen = this.#chosen;
    const isHere = (/** @type {Chip} */ one) => token !== null && one.token !== null && token >= one.token && token < one.token + one.pieces;
    for (const one of this.#chips) one.button.classList.toggle("bd-picked", isHere(one));
    this.bench.querySelectorAll(".bd-wp-pieces > li").forEach((item, i) =>
      item.classList.toggle("bd-picked", chosen !== null && isHere(chosen) && token === Number(chosen.token) + i));
  }

  #chipsOf(/** @type {Run} */ run, /** @type {SentenceWords} */ sentence, /** @type {number} */ s) {
    let token = run.special.findIndex((special, i) => !special && run.token_type_ids[i] === s);
    return sentence.words.map((word) => {
      const isInside = token >= 0 && token < run.tokens.length && !run.special[token];  // else cut from the input
      const chip = this.#chip(word, s, isInside ? token : null);
      token += chip.pieces;
      return chip;
    });
  }

  #chip(/** @type {WordMatches} */ word, /** @type {number} */ sentence, /** @type {number | null} */ token) {
    const pieces = pieceCount(word);
    const shown = button(make("bdi", "", word.text.length > 40 ? `${word.text.slice(0, 40)}…` : word.text), "bd-wp-word", () => {
      this.#wanted = word.text;
      this.#choose(chip);
      if (chip.token !== null) select({ chosen: chip.token });
    });
    const unknown = isUnknown(word) ? /** @type {WordPiecePayload} */ (this.#data).unknown.piece : null;
    if (unknown) shown.append(make("small", "", unknown));
    else if (pieces > 1) shown.append(make("small", "", `×${pieces}`));
    shown.setAttribute("aria-label", `${word.text}: ${unknown ?? fill(this.words.piece_count, { count: pieces })}`);
    shown.addEventListener("pointerenter", () => point(token));
    const chip = { word, sentence, token, pieces, button: shown };
    return chip;
  }

  #walk(/** @type {KeyboardEvent} */ event) {  // one stop for the Tab key, arrows from word to word
    const chips = this.#chips;
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -chips.length, End: chips.length }[event.key];
    const at = chips.findIndex((one) => one.button === /** @type {Element} */ (event.target).closest("button"));
    if (!step || at < 0) return;
    event.preventDefault();
    const next = chips[Math.max(0, Math.min(chips.length - 1, at + step))];
    this.#wanted = next.word.text;
    this.#choose(next);
    next.button.focus();
  }

  #choose(/** @type {Chip} */ chip) {
    this.#chosen = chip;
    for (const one of this.#chips) {
      one.button.setAttribute("aria-pressed", String(one === chip));
      one.button.tabIndex = one === chip ? 0 : -1;
    }
    this.#show(chip, false);
  }

  #show(/** @type {Chip} */ chip, /** @type {boolean} */ whole) {
    const data = /** @type {WordPiecePayload} */ (this.#data);
    const rows = lookUps(chip.word, data.prefix, whole);
    const total = rows.reduce((sum, row) => sum + row.count, 0);
    this.bench.replaceChildren(make("p", "bd-readout", verdict(chip.word, total, data, this.words)));
    if (rows.length) {
      this.bench.append(stepper(rows, total, data.prefix, this.words, () => {
        this.#show(chip, true);
        /** @type {HTMLElement | null} */ (this.bench.querySelector(".bd-wp-tries"))?.focus();
      }));
    }
    this.bench.append(this.#pieces(chip, data));
    this.mark();
  }

  #pieces(/** @type {Chip} */ { word, token }, /** @type {WordPiecePayload} */ data) {
    const list = make("ol", "bd-wp-pieces", ...piecesOf(word, data).map(([piece, id], i) => {
      const item = make("li", "bd-token", make("bdi", "", piece), make("span", "bd-token-id", id));
      item.classList.toggle("bd-piece", i > 0);
      item.classList.toggle("bd-unknown", isUnknown(word));
      item.addEventListener("pointerenter", () => point(token === null ? null : token + i));
      return item;
    }));
    list.setAttribute("aria-label", this.words.pieces);
    return list;
  }
}
