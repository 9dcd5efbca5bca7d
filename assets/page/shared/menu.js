// @ts-check
// A menu behind one sign: Esc and a click elsewhere close it, arrows go from entry to entry.
import { make } from "./controls.js";

/** @import { Child } from "./page.js" */

/** @type {Record<string, number>} */
const MOVES = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * @param {string} sign
 * @param {string} name
 * @param {string} className
 * @param {...Child} entries
 */
export function menu(sign, name, className, ...entries) {
  const summary = make("summary", "bd-tool", sign);
  summary.title = name;
  summary.setAttribute("aria-label", name);
  const box = make("div", "bd-menu", ...entries);
  const made = make("details", `bd-more ${className}`.trim(), summary, box);
  const stops = () => /** @type {HTMLElement[]} */ ([...box.querySelectorAll("a, button, input")]).filter((one) => one.getClientRects().length);
  addEventListener("pointerdown", (event) => {
    if (!made.contains(/** @type {Node} */ (event.target))) made.open = false;
  });
  made.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && made.open) {
      made.open = false;
      summary.focus();
      event.stopPropagation();
    }
    const by = MOVES[event.key];
    const all = stops();
    const at = all.indexOf(/** @type {HTMLElement} */ (event.target));
    const isTyped = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    const isAcross = ["ArrowLeft", "ArrowRight"].includes(event.key);
    if (!by || !made.open || isTyped || (at < 0 && isAcross)) return;  // beside the sign there may be other ones to go to
    event.preventDefault();
    all[(at + by + all.length + (at < 0 && by < 0 ? 1 : 0)) % all.length]?.focus();
  });
  return made;
}
