// @ts-check
// All terms with their lines, behind the "?": found by what one types, and all on a page of their own.
import { root } from "./address.js";
import { input, make, notice } from "./controls.js";

/** @import { Term } from "./glossary.js" */
/** @import { Words } from "./page.js" */

/** Whether a term has what is looked for in its name, a spelling or its line. @param {Term} term @param {string} wanted */
export function has(term, wanted) {
  const said = [term.name, term.line, ...term.spellings].join("\n").toLowerCase();
  return said.includes(wanted.trim().toLowerCase());
}

/** @param {Words} words */
export function termList(words) {
  /** @type {Term[]} */
  const terms = words.terms;
  const entries = terms.map(({ key, name, line }) => {
    const entry = make("div", "", make("dt", "", name), make("dd", "", line));
    entry.dataset.entry = key;
    return entry;
  });
  const none = notice("status", "bd-quiet");
  const filter = input("bd-input bd-term-filter", { type: "search", placeholder: words.filter, ariaLabel: words.filter });
  filter.addEventListener("input", () => {
    terms.forEach((term, i) => { entries[i].hidden = !has(term, filter.value); });
    none.textContent = entries.every((entry) => entry.hidden) ? words.no_term : "";
  });
  const all = make("a", "bd-menu-link", words.all_terms);
  all.href = `${root()}/${words.glossary}`;
  all.target = "_blank";
  return make("div", "bd-terms", filter, all, none, make("dl", "", ...entries));
}
