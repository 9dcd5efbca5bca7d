// @ts-check
// Buttons that switch off so many heads at random, others at each click.
import { button, fill } from "../shared/controls.js";

/** @import { Words } from "../shared/page.js" */

const SHARES = [0.2, 0.5, 0.7];  // of all heads

/**
 * @param {Words} words
 * @param {(heads: [number, number][]) => void} drawn gets layers and heads, counted from 1
 */
export function draws(words, drawn) {
  let heads = /** @type {[number, number][]} */ ([]);
  const count = (/** @type {number} */ share) => Math.round(share * heads.length);
  const buttons = SHARES.map((share) => button(fill(words.at_random, { count: "…" }), "bd-step-button", () => drawn(shuffled(heads).slice(0, count(share)))));

  /** What there is to draw from. @param {number[][]} effects a number a head: (layers, heads) */
  function show(effects) {
    heads = effects.flatMap((layer, l) => layer.map((_, h) => /** @type {[number, number]} */ ([l + 1, h + 1])));
    SHARES.forEach((share, i) => { buttons[i].textContent = fill(words.at_random, { count: count(share) }); });
  }

  return { buttons, show };
}

/** In random order. @template T @param {T[]} list */
const shuffled = (list) => list.map((one) => ({ one, at: Math.random() })).sort((a, b) => a.at - b.at).map(({ one }) => one);
