// @ts-check
// The first use of each term in a text becomes a button that says what it means; the text stays as it is.
import { make } from "./controls.js";
import { glossaryOf, usesIn } from "./glossary.js";
import { hearTerms } from "./termline.js";

/** @import { Glossary, Term, Use } from "./glossary.js" */

const NOT_IN = ".bd-card-number, h2, a, button, code, pre, kbd, textarea, .katex, .bd-card-source, [role='button'], .bd-lines";

/** @type {Glossary | null} */
let known = null;
/** Elements that were there before the terms. @type {Set<HTMLElement>} */
const waiting = new Set();

/** @param {HTMLElement} element */
function textsOf(element) {
  /** @type {Text[]} */
  const nodes = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (!node.parentElement?.closest(NOT_IN)) nodes.push(node);
  }
  return nodes;
}

/** @param {Use} use */
function termButton({ word, term }) {
  const made = make("span", "bd-term", word);  // no button: its text could not be selected, nor the line break as it should
  made.dataset.term = term.key;
  made.tabIndex = 0;
  made.setAttribute("role", "button");
  made.setAttribute("aria-expanded", "false");
  return made;
}

/** @param {HTMLElement} element @param {Glossary} glossary */
function mark(element, glossary) {
  const nodes = textsOf(element);
  const uses = usesIn(nodes.map((node) => node.data), glossary);
  for (const use of uses.reverse()) {  // from the end, so that places before it stay
    const node = nodes[use.node];
    node.splitText(use.at + use.word.length);
    node.splitText(use.at).replaceWith(termButton(use));
  }
}

/**
 * Mark the terms of an element's text, which stays as it is.
 * @template {HTMLElement} Marked
 * @param {Marked} element
 */
export function define(element) {
  if (!known) waiting.add(element);
  else if (!element.querySelector(".bd-term")) mark(element, known);
  return element;
}

/** Put a text into an element, with its terms marked; the same text again changes nothing. @param {HTMLElement} element @param {string} text */
export function say(element, text) {
  const unbroken = text.replace(/ %/g, "\u00a0%");  // no line begins with a per cent sign
  if (element.textContent === unbroken) return;
  element.textContent = unbroken;
  define(element);
}

/** The terms of the page's language, once. @param {Term[]} terms */
export function learn(terms) {
  known = glossaryOf(terms);
  hearTerms((key) => terms.find((term) => term.key === key));
  for (const element of waiting) define(element);
  waiting.clear();
}
