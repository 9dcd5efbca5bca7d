// @ts-check
// A card sets the stage: a sentence with what is picked in it. One is open, or none.
import { expect, state } from "./bus.js";
import { textsOf, write } from "./boxes.js";
import { fill } from "./controls.js";
import { isListed, use } from "./modellist.js";
import { openPart } from "./part.js";
import { go } from "./stage.js";

/** @import { Card, Run } from "./page.js" */

/** @type {Card[]} */
let all = [];
/** @type {Card | null} */
let open = null;
/** @type {(() => void)[]} */
const listeners = [];

export const current = () => open;

/** @param {() => void} listener */
export const onCard = (listener) => { listeners.push(listener); };

/** @type {() => void} */
let tellThere;
/** Once the cards are there: what a page opens with may be one of them. @type {Promise<void>} */
export const there = new Promise((resolve) => { tellThere = resolve; });

/** The cards of the page. @param {Card[]} cards */
export function lie(cards) {
  all = cards;
  tellThere();
}

/** What a page opens with that asks for nothing. */
export const firstCard = () => all[0] ?? null;

/** @param {string | null} name */
export const named = (name) => all.find((one) => one.name === name) ?? null;

/** What the question of a card is about. @param {Card} card */
const gaps = ({ flip, layer }) => ({ word: flip?.[0], other: flip?.[1], layer });

/** @param {Card} card */
export const questionOf = (card) => (card.question ? fill(card.question, gaps(card)) : "");

/** The questions of all cards, by card. */
export const questions = () => Object.fromEntries(all.filter((one) => one.question).map((one) => [one.name, questionOf(one)]));

/** @param {Card | null} card */
export function settle(card) {
  open = card;
  if (card?.part) openPart(card.on, card.part);
  for (const listener of listeners) listener();
}

/** Where a card's word stands; a word that was changed has the place of the one before. @param {Card} card @param {Run} run */
export function placeOf(card, run) {
  const words = [card.token, ...(card.flip ?? [])].filter((one) => one).map(String);
  const names = words.flatMap((one) => [one, one.toLowerCase()]);  // [UNK] stays as it is
  const at = names.map((one) => run.tokens.indexOf(one)).find((place) => place >= 0);
  return at ?? null;
}

/** @param {Card} card */
export const changedText = ({ text, flip }) => (flip ? text.replace(flip[0], flip[1]) : text);

/** Whether a text is that of a card, as it is or with its one word changed. @param {Card} card @param {string} text */
export const hasText = (card, text) => text === card.text || text === changedText(card);

/** Whether a card's sentence is on screen as it is. @param {Card} card */
export const isUnchanged = (card) => textsOf().text === card.text && textsOf().pair === card.pair;

/** Whether the one word of a card's sentence has been changed on screen. @param {Card} card */
export const isTurned = (card) => Boolean(card.flip) && state.run?.key.text === changedText(card) && textsOf().pair === card.pair;

/**
 * Put a card's text in the boxes, with what is picked in it, and its instrument on the stage.
 * @param {Card} card
 */
export function stage(card) {
  const { text, pair } = card;
  const model = isListed(card.model) ? card.model : "";
  expect({
    text, pair, model, layer: card.layer ?? state.layer, head: card.head ?? state.head,
    find: (run) => (card.token ? placeOf(card, run) : null), word: card.token ?? "",
  });
  if (model && state.run?.key.model !== model) use(model);
  write(text, pair);
  go(card.step, card.on);
  settle(card);
}
