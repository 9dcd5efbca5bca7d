// @ts-check
// Two tokenizers side by side on the sentence on screen.
import { state, subscribe } from "../shared/bus.js";
import { fill, make, selectOf } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { fadesWhereMore } from "../shared/more.js";
import { column, numbers } from "../shared/numbers.js";

/** @import { Component, Parts, Words } from "../shared/page.js" */
/** @typedef {ReturnType<typeof columnOf>} Column */

/** @type {Component} */
export default function tokenizers(element, words) {
  // Of a sentence that has just changed this part may be on its way; it is drawn with this choice when it comes.
  const again = () => { if (state.run.tokenizers) draw(state.run.tokenizers); };
  const columns = ["left", "right"].map((name) => columnOf(words[name], again));
  const said = finding(element);
  element.append(fadesWhereMore(make("div", "bd-compare bd-room", ...columns.map(({ box }) => box))));

  function draw(/** @type {Parts["tokenizers"]} */ known) {
    const [own] = known;
    const picked = new Set(columns.map((one, i) => show(one, known, i, words)));
    // Each is told against the model's own; that one is told by itself only where no other is picked.
    const others = [...picked].filter((one) => one !== own);
    said.say((others.length ? others : [own]).map((one) => one.said).join(" "));
  }

  numbers(element, () => columns.map(({ list }) => state.run.tokenizers?.[list.selectedIndex]).flatMap((one) => (one ? [{
    title: one.name, columns: [column("token"), column("id")], rows: one.tokens.map((token, i) => [token, one.ids[i]]) }] : [])));
  subscribe(element, ({ run }, changed) => { if (changed.has("run")) draw(run.tokenizers); }, "tokenizers");
}

/** @param {string} name @param {() => void} change */
function columnOf(name, change) {
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
