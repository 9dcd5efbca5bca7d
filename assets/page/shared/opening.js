// @ts-check
// What a page opens with: what its link asks for, else what is there; and the link to what is on screen.
import { select, state, view } from "./bus.js";
import { address, asked, root } from "./links.js";
import { isAway, isListed, isOwn, list } from "./modellist.js";
import { dress } from "./theme.js";

/** @import { Choice, Opening } from "./page.js" */

/** @type {(model: string) => void} */
let tellOpened;
/** The model that the link names, once the page has opened; "" for none. */
export const opened = new Promise((/** @type {(model: string) => void} */ resolve) => { tellOpened = resolve; });

/**
 * [text, second text, model] for Gradio's boxes.
 * @param {Opening} opening
 * @param {[string, string, string]} there
 */
export function start(opening, [text, pair, model]) {
  dress();
  document.documentElement.lang = opening.language === "zh" ? "zh-CN" : "en";
  document.title = opening.title;
  list(opening, model);
  const link = asked(location.search);
  /** @type {Partial<Choice>} */
  const picked = {};
  if (link.layer !== null) picked.layer = link.layer;
  if (link.head !== null) picked.head = link.head;
  select(picked);
  if (link.tab) tabButton(link.tab, opening.tabs[link.tab])?.click();
  const named = isListed(link.model) ? String(link.model) : "";
  tellOpened(named);
  const texts = link.text === null ? [text, pair] : [link.text, link.pair];
  return [...texts, named && !isAway(named) ? named : model];
}

/**
 * A tab that finds no room on a narrow screen is an entry of the menu beside them.
 * @param {string} tab
 * @param {string} label
 * @returns {HTMLElement | undefined}
 */
function tabButton(tab, label) {
  /** @type {HTMLElement | null} */
  const button = document.querySelector(`.bd-tabs button[role="tab"][data-tab-id="${CSS.escape(tab)}"]`);
  /** @type {NodeListOf<HTMLElement>} */
  const entries = document.querySelectorAll(".bd-tabs .overflow-dropdown button");
  return button ?? [...entries].find((entry) => entry.textContent?.trim() === label);
}

/** @param {string} language */
export function link(language) {
  const [text, pair] = ["sentence", "second"].map((id) => {
    /** @type {HTMLTextAreaElement | null} */
    const box = document.querySelector(`#${id} textarea`);
    return box?.value || "";
  });
  const model = state.run?.key.model;
  return address(root(), language, { text, pair, model: isOwn(model) ? "" : model, ...view() });
}
