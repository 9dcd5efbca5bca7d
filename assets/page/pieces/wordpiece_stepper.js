// @ts-check
// The look-ups of a word one after another: buttons, arrow keys, and a list that scrolls to the one shown.
import { button, fill, group, make } from "../shared/controls.js";

/** @import { Words } from "../shared/page.js" */
/** @import { LookUp } from "./wordpiece_lookups.js" */

/**
 * @param {LookUp[]} rows
 * @param {number} total
 * @param {string} prefix
 * @param {Words} words
 * @param {() => void} unfold
 */
export function stepper(rows, total, prefix, words, unfold) {
  const items = rows.map((row) => (row.folded ? foldedItem(row.folded, words, unfold) : item(row, words)));
  const list = make("ol", "bd-wp-tries", ...items);
  list.tabIndex = 0;  // it scrolls, so the keyboard must reach it
  list.setAttribute("aria-label", words.tries);
  list.style.setProperty("--prefix", `${prefix.length}ch`);
  const told = make("span", "bd-wp-count");
  told.setAttribute("role", "status");
  let shown = rows.length;
  const go = (/** @type {number} */ to) => {
    shown = Math.max(1, Math.min(rows.length, to));
    items.forEach((one, i) => {
      one.classList.toggle("bd-wp-later", i >= shown);
      one.classList.toggle("bd-wp-now", i === shown - 1 && shown < rows.length);
    });
    told.textContent = fill(words.step, { step: rows.slice(0, shown).reduce((sum, row) => sum + row.count, 0), total });
    for (const made of [first, back]) made.setAttribute("aria-disabled", String(shown === 1));
    for (const made of [next, all]) made.setAttribute("aria-disabled", String(shown === rows.length));
  };
  const move = (/** @type {number} */ to) => {
    go(to);
    keepInSight(list, items[shown - 1]);
  };
  const first = control("|◀", words.first, () => move(1));
  const back = control("◀", words.back, () => move(shown - 1));
  const next = control("▶", words.next, () => move(shown + 1));
  const all = control(words.whole, words.whole, () => go(rows.length));
  const controls = group(words.tries, "bd-wp-controls", first, back, next, all, told);
  controls.hidden = rows.length === 1;
  const box = make("div", "bd-wp-stepper", controls, list);
  box.addEventListener("keydown", (event) => {
    const to = { ArrowRight: shown + 1, ArrowLeft: shown - 1, Home: 1, End: rows.length }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  });
  go(rows.length);
  return box;
}

/** @param {number} folded @param {Words} words @param {() => void} unfold */
const foldedItem = (folded, words, unfold) =>
  make("li", "bd-wp-try bd-wp-refused", button(fill(words.skipped, { count: folded }), "bd-wp-folded", unfold));

/** @param {LookUp} row @param {Words} words */
function item({ before, prefix, text, found }, words) {
  const isFound = found !== undefined;
  const past = make("span", "bd-wp-before", before);
  past.setAttribute("aria-hidden", "true");
  return make("li", `bd-wp-try ${isFound ? "bd-wp-found" : "bd-wp-refused"}`,
    make("span", "bd-wp-candidate", past, prefix ? make("span", "bd-wp-prefix", prefix) : null, make("bdi", "bd-wp-tried", text)),
    make("span", "bd-wp-result", isFound ? "✓ " : "✗ ",
      make("span", "bd-wp-why", isFound ? `${words.found} ` : words.refused), isFound ? `${words.id} ${found}` : ""));
}

/** @param {HTMLElement} list @param {HTMLElement} item */
function keepInSight(list, { offsetTop: top, offsetHeight: height }) {
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
}

/**
 * aria-disabled rather than disabled: a button that disables itself would throw away the keyboard's focus.
 * @param {string} sign
 * @param {string} label
 * @param {() => void} act
 */
function control(sign, label, act) {
  const made = button(sign, "bd-wp-step", () => {
    if (made.getAttribute("aria-disabled") !== "true") act();
  });
  made.setAttribute("aria-label", label);
  made.title = label;
  return made;
}
