// @ts-check
// Keys that turn the cards: arrows wherever nothing else takes them, and the space bar where it does nothing of its own.
import { isClosed } from "./closed.js";

/**
 * Where a key leads: 1 to the next card, -1 to the one before, 0 nowhere.
 * @param {KeyboardEvent} event
 */
export function turnOf({ target, key, ctrlKey, altKey, metaKey }) {
  const at = /** @type {HTMLElement} */ (target);
  const isFree = at === document.body;
  if (isClosed() || ctrlKey || altKey || metaKey) return 0;
  if (key === " " && (isFree || at.matches?.('[data-guess][aria-pressed="true"]'))) return 1;  // a guess that is made stays
  if (!isFree && !at.matches?.(".bd-card button")) return 0;
  return key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
}
