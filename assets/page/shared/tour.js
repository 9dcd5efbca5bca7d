// @ts-check
// The line below a card: the score, the card where the reader was, and a new start; and what stands behind the last card.
import { current, named } from "./card.js";
import { button, fill, make } from "./controls.js";
import { forget, place, score } from "./score.js";

/** @import { Card, Words } from "./page.js" */

/** @param {Words} words @param {Card} first @param {(card: Card) => void} open @param {boolean} isOver behind the last card */
export function tourLine(words, first, open, isOver) {
  const { right, of } = score();
  const last = named(place());
  const parts = [];
  if (of) parts.push(make("span", "", fill(words.score, { right, of })));
  if (last && last !== current()) parts.push(button(fill(words.go_on, { title: last.title }), "bd-quiet-button", () => open(last)));
  if ((of || last) && !isOver) {
    parts.push(button(words.start_again, "bd-quiet-button", () => {
      forget();
      open(first);
    }));
  }
  const line = make("div", "bd-tour", ...parts, isOver ? "" : make("span", "bd-card-hint", words.hint));
  line.dataset.score = `${right}/${of}`;
  return line;
}

/**
 * To the card before and the next; past the article's code, for who reads none.
 * @param {Words} words
 * @param {Card[]} all
 * @param {Card | null} card
 * @param {boolean} canGo whether there is one to go on to
 * @param {(by: number) => void} turn
 * @param {(card: Card) => void} stage
 */
export function turning(words, all, card, canGo, turn, stage) {
  const next = button(words.next, "bd-primary", () => turn(1));
  next.dataset.cardNext = "";
  next.hidden = !canGo;
  const before = button("‹", "bd-card-before", () => turn(-1));
  before.setAttribute("aria-label", words.previous);
  before.hidden = !card || all.indexOf(card) <= 0;
  const behind = card?.lines.length ? all.slice(all.indexOf(card)).find(({ lines }) => !lines.length) : null;
  return [before, next, ...(behind ? [button(words.skip, "bd-quiet-button bd-card-skip", () => stage(behind))] : [])];
}

/** The cards of a step to choose from. @param {Words} words @param {Card[]} own @param {Card | null} open @param {(card: Card) => void} stage */
export function chipsOf(words, own, open, stage) {
  return make("div", "bd-chips", make("span", "bd-chips-name", words.try_), ...own.map((card) => {
    const made = button(card.title, "bd-chip", () => stage(card));
    made.dataset.scene = card.name;
    made.setAttribute("aria-pressed", String(card === open));
    return made;
  }));
}

/** Where a card stands in its step and in the tour, and which head or layer it looks at. @param {Card | null} card @param {Card[]} own @param {Card[]} all @param {Words} words */
export function placeOfCard(card, own, all, words) {
  if (!card) return [];
  const { layer, head } = card;
  const looks = layer && head ? fill(words.at_head, { layer, head }) : layer ? fill(words.at_layer, { layer }) : "";
  const place = fill(card.quiz ? words.of_quiz : words.card, { number: own.indexOf(card) + 1, count: own.length, at: all.indexOf(card) + 1, all: all.length });
  return looks ? [`${place} · `, make("span", "", looks)] : [place];
}

/** What stands behind the last card. @param {Words} words @param {Card} first @param {(card: Card) => void} open */
export function tourEnd(words, first, open) {
  const { right, of } = score();
  const end = make("h2", "bd-card-title", words.end);
  end.dataset.tourEnd = "";
  const again = button(words.from_start, "bd-primary", () => {
    forget();
    open(first);
  });
  return [end, ...(of ? [make("p", "bd-card-question", fill(words.end_score, { right, of }))] : []),
    ...[words.end_keep, words.end_doubt, words.end_own].map((line) => make("p", "bd-card-say", line)), again];
}
