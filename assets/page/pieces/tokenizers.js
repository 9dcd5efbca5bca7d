// @ts-check
// Two tokenizers side by side on the sentence on screen.
import { state, subscribe } from "../shared/bus.js";
import { fill, live, make, selectOf } from "../shared/controls.js";

/** @import { Component, Parts, Words } from "../shared/page.js" */
/** @typedef {ReturnType<typeof column>} Column */

/** @type {Component} */
export default function tokenizers(element, words) {
  // Of a sentence that has just changed this part may be on its way; it is drawn with this choice when it comes.
  const again = () => { if (state.run.tokenizers) draw(state.run.tokenizers); };
  const columns = ["left", "right"].map((name) => column(words[name], again));
  const said = live("bd-said");
  element.append(make("div", "bd-compare", ...columns.map(({ box }) => box)), said);

  function draw(/** @type {Parts["tokenizers"]} */ known) {
    /** @type {Record<string, unknown>} */
    const values = {};
    columns.forEach((one, i) => {
      const tokenizer = show(one, known, i, words);
      const side = i ? "right" : "left";
      Object.assign(values, {
        [side]: tokenizer.name, [`${side}_count`]: tokenizer.count, [`${side}_unknown`]: tokenizer.unknown,
      });
    });
    said.textContent = fill(words.said, values);
  }

  subscribe(element, ({ run }, changed) => { if (changed.has("run")) draw(run.tokenizers); }, "tokenizers");
}

/** @param {string} name @param {() => void} change */
function column(name, change) {
  const list = selectOf([], change);
  list.className = "";
  const strip = make("ol", "bd-strip");
  return { box: make("section", "", make("label", "bd-field", `${name} `, list), strip), list, strip };
}

/**
 * The tokens of the tokenizer that is picked in a column.
 * @param {Column} column
 * @param {TokenizerPayload[]} known
 * @param {number} first what is picked before a visitor picks
 * @param {Words} words
 */
function show({ list, strip }, known, first, words) {
  const names = known.map(({ name }) => name);
  const before = list.selectedIndex;
  if (list.options.length !== names.length || names.some((name, n) => list.options[n].text !== name)) {
    list.replaceChildren(...names.map((name) => new Option(name)));
    list.selectedIndex = Math.min(before < 0 ? first : before, names.length - 1);
  }
  const tokenizer = known[list.selectedIndex];
  strip.setAttribute("aria-label", tokenizer.name);
  strip.replaceChildren(...chips(tokenizer, words));
  return tokenizer;
}

/** @param {TokenizerPayload} tokenizer @param {Words} words */
function chips(tokenizer, words) {
  const made = tokenizer.tokens.map((token, i) => {
    const chip = make("li", "bd-token", make("span", "bd-token-text", token), make("span", "bd-token-id", tokenizer.ids[i]));
    chip.classList.toggle("bd-special", /^\[(CLS|SEP|PAD|MASK)\]$/.test(token));
    chip.classList.toggle("bd-unknown", token === "[UNK]");
    chip.classList.toggle("bd-piece", token.startsWith("##"));
    return chip;
  });
  const more = tokenizer.count - made.length;
  return more > 0 ? [...made, make("li", "bd-quiet", fill(words.more, { count: more }))] : made;
}
