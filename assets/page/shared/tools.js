// @ts-check
// Language, dark, projector size, and a link that holds what is on screen.
import { button, make } from "./controls.js";
import { link } from "./opening.js";
import { keep } from "./theme.js";

/** @import { Words } from "./page.js" */

/**
 * @param {string} label
 * @param {string} sign
 * @param {() => void} act
 */
function tool(label, sign, act) {
  const made = button(sign, "bd-tool", act);
  made.title = label;
  made.setAttribute("aria-label", label);
  return made;
}

/**
 * A tool that is on or off.
 * @param {string} label
 * @param {string} sign
 * @param {boolean} on
 * @param {() => boolean} turn
 */
function toggle(label, sign, on, turn) {
  const press = (/** @type {boolean} */ pressed) => made.setAttribute("aria-pressed", String(pressed));
  const made = tool(label, sign, () => press(turn()));
  press(on);
  return made;
}

/** @param {Words} words */
function otherLanguage(words) {
  const other = make("a", "bd-tool", words.other_language);
  other.title = words.other_language_name;
  other.lang = words.language === "zh" ? "en" : "zh";
  const follow = () => { other.href = link(other.lang); };
  for (const event of ["pointerenter", "focus", "click"]) other.addEventListener(event, follow);
  follow();
  return other;
}

/** @param {Words} words @param {HTMLElement} told */
async function copyLink(words, told) {
  const address = link(words.language);
  try {
    await navigator.clipboard.writeText(address);
    told.textContent = words.copied;
  } catch {  // no permission, or a page without https: the visitor copies by hand
    window.prompt(words.not_copied, address);
  }
}

/** @param {HTMLElement} element @param {Words} words */
export default function tools(element, words) {
  const told = make("span", "bd-quiet");
  told.setAttribute("role", "status");
  const dark = toggle(words.dark, "☾", document.body.classList.contains("dark"), () => {
    const on = document.body.classList.toggle("dark");
    keep(on);
    return on;
  });
  const projector = toggle(words.projector, "⤢", false, () => document.documentElement.classList.toggle("bd-projector"));
  element.append(otherLanguage(words), dark, projector, tool(words.link, "🔗", () => copyLink(words, told)), told);
}
