// @ts-check
// How the reader's guesses went, and where the tour stands: kept in this browser, told to nobody.

const NAME = "bertdemo-tour";

/** @typedef {{ answers: Record<string, boolean | null>, place: string }} Tour */

/** @type {Tour} */
let tour = { answers: {}, place: "" };

/** What is kept: another tab of this browser may have added to it. */
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    const answers = kept.answers && typeof kept.answers === "object" ? kept.answers : {};
    tour = { answers, place: typeof kept.place === "string" ? kept.place : "" };
  } catch { /* storage is closed in some frames; what is known here stays */ }
}

read();

function keep() {
  try {
    localStorage.setItem(NAME, JSON.stringify(tour));
  } catch { /* storage is closed in some frames; the score then lasts as long as the page */ }
}

/** The first guess at a card counts; null where nobody is wrong. @param {string} card @param {boolean | null} right */
export function count(card, right) {
  read();
  if (card in tour.answers) return;
  tour.answers[card] = right;
  keep();
}

/** What was guessed in this tab, also before a reload: a class of tomorrow is asked anew. @type {Map<string, string>} */
const guesses = new Map(guessed());

/** @returns {[string, string][]} */
function guessed() {
  try {
    const kept = Object.entries(JSON.parse(sessionStorage.getItem(NAME) ?? "{}"));
    return kept.filter(([, guess]) => typeof guess === "string");
  } catch {
    return [];
  }
}

function keepGuesses() {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(Object.fromEntries(guesses)));
  } catch { /* as above */ }
}

/** @param {string} card @param {string} guess */
export function keepGuess(card, guess) {
  guesses.set(card, guess);
  keepGuesses();
}

/** @param {string} card */
export const guessAt = (card) => guesses.get(card) ?? null;

/** @param {string} card */
export function visit(card) {
  read();
  tour.place = card;
  keep();
}

/** The card where the reader was; "" for none. */
export const place = () => tour.place;

/** Right guesses, of those that could be wrong. */
export function score() {
  read();
  const judged = Object.values(tour.answers).filter((right) => right !== null);
  return { right: judged.filter(Boolean).length, of: judged.length };
}

export function forget() {
  guesses.clear();
  keepGuesses();
  tour = { answers: {}, place: "" };
  keep();
}
