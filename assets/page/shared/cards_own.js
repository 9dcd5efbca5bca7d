// @ts-check
// A visitor's own sentence beside the cards: none of them asks about it, and none of them takes it away for good.
import { textsOf, write } from "./boxes.js";
import { state } from "./bus.js";
import { hasText } from "./card.js";
import { button } from "./controls.js";

/** @import { Card, Words } from "./page.js" */

let kept = /** @type {{ text: string, pair: string } | null} */ (null);

/** Before a card writes its own text: that of the visitor, if it is none of a card. @param {Card[]} cards */
export function keepOwn(cards) {
  const now = textsOf();
  if (now.text.trim() && !cards.some((card) => hasText(card, now.text))) kept = now;
}

/** A way back to what the visitor had typed, where something had been. @param {Words} words */
export function ownButton(words) {
  const made = button(words.own, "bd-quiet-button bd-own", () => { if (kept) write(kept.text, kept.pair); });
  const follow = () => {
    made.hidden = !kept || textsOf().text === kept.text;
    made.title = kept?.text ?? "";
  };
  follow();
  return { button: made, follow };
}

/** Whether another text is there than the one that the card asks about; behind an empty box the last picture stays. @param {Card | null} card */
export function markAway(card) {
  const typed = textsOf().text;
  const text = typed.trim() ? typed : state.run?.key.text ?? "";
  const isAway = Boolean(card && text && !hasText(card, text));
  document.body.classList.toggle("bd-away", isAway);
  return isAway;
}
