// @ts-check
// What a reader guesses with: one of a few choices, a line of code, or a word.
import { button, make } from "./controls.js";
import { sentGuess, withholds } from "./room.js";
import { guessAt } from "./score.js";

/** @import { Card, Words } from "./page.js" */

/**
 * @param {Card} card
 * @param {Words} words
 * @param {(guess: string, label: string) => void} guessed
 */
export function guesses(card, words, guessed) {
  if (card.typed) return word(words, guessed);
  if (card.lines.length) return lines(card, words, guessed);
  return make("div", "bd-guesses", ...card.choices.map(({ name, label }) => choice(name, label, guessed)));
}

/** @param {Card} card */
export const asks = (card) => card.typed || card.choices.length > 0;

/** Who opens a card again has guessed; in a class, what the teacher was told counts. @param {Card} card */
export const guessBefore = ({ name }) => sentGuess(name) ?? (withholds(name) ? null : guessAt(name));

/** What is to be guessed is covered until then; a word to change, or code, is seen. @param {Card} card */
export const isCovered = (card) => asks(card) && !card.flip && !card.lines.length;

/** @param {boolean} on */
export const cover = (on) => { document.body.classList.toggle("bd-guessing", on); };

/**
 * Cover what a card asks for; null is no card. On a phone such a card stands above its picture, and stays there: nothing
 * jumps with the guess.
 * @param {Card | null} card
 */
export function hide(card) {
  const on = Boolean(card && isCovered(card));
  cover(on);
  document.querySelector(".bd-page")?.classList.toggle("bd-asked", on);
}

/** What a guess is made with, the first of it, if it can be made here. @param {Element} element @returns {HTMLElement | null} */
export const toGuess = (element) =>
  [...element.querySelectorAll(".bd-guess-word, button[data-guess]")].map((one) => /** @type {HTMLElement} */ (one)).find((one) => one.getClientRects().length > 0) ?? null;

/** What a reader is to see next, on a page that scrolls. @param {Element | null} element */
export function bring(element) {
  if (matchMedia("(max-width: 1099px)").matches) requestAnimationFrame(() => element?.scrollIntoView({ block: "start" }));
}

/** @param {string} name @param {string} label @param {(guess: string, label: string) => void} guessed @param {string} style */
function choice(name, label, guessed, style = "bd-guess") {
  const made = button(label, style, () => guessed(name, label));
  made.dataset.guess = name;
  made.setAttribute("aria-pressed", "false");
  return made;
}

/** Code of the article: some of its lines can be picked. @param {Card} card @param {Words} words @param {(guess: string, label: string) => void} guessed */
function lines(card, words, guessed) {
  const picked = new Map(card.choices.map(({ name, label }) => [name, label]));
  const box = make("div", "bd-lines", ...card.lines.map((line, i) => {
    const name = String(i + 1);
    return picked.has(name) ? choice(name, line || " ", guessed, "bd-line") : make("div", "bd-line", line || " ");
  }));
  const others = card.choices.filter(({ name }) => !/^\d+$/.test(name)).map(({ name, label }) => choice(name, label, guessed));
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", words.code_of_article);
  return make("div", "bd-guesses", box, ...others);
}

/** @param {Words} words @param {(guess: string, label: string) => void} guessed */
function word(words, guessed) {
  const field = make("input", "bd-guess-word");
  field.type = "text";
  field.maxLength = 60;
  field.autocomplete = "off";
  field.spellcheck = false;
  field.placeholder = words.your_word;
  field.setAttribute("aria-label", words.your_word);
  const send = make("button", "bd-chip", words.guess);
  send.type = "submit";
  const form = make("form", "bd-guesses bd-guess-form", field, send);
  form.dataset.guess = "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = field.value.trim();
    if (said) guessed(said, said);
    else field.focus();
  });
  return form;
}
