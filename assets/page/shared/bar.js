// @ts-check
// The bar: the only place where token, layer and head are picked; beside them who answers.
import { onAnswer, select, state, watch } from "./bus.js";
import { button, fill, make, numbered, selectOf } from "./controls.js";
import { compareButton } from "./compare.js";
import { open, openFold } from "./folds.js";
import { choose, modelsListed, onList } from "./modellist.js";
import { current, onCard } from "./card.js";
import { OF_ONE } from "./stage.js";
import { refitSoon, textsOf, write } from "./boxes.js";

/** @import { Component, Words } from "./page.js" */

/** @param {string} label @param {(value: number) => void} choose */
function pick(label, choose) {
  const list = selectOf([], () => choose(Number(list.value)));
  list.className = "bd-pick-list";
  /** @type {string[]} */
  let shown = [];  // what each option says
  return {
    box: make("label", "bd-pick", make("span", "bd-pick-name", label), list),
    show(/** @type {[number, string][]} */ options, /** @type {number} */ value) {
      list.length = Math.min(list.length, options.length);
      const wanted = options.map(([number, name]) => `${number} ${name}`);
      options.forEach(([number, name], i) => {  // who types changes one or two
        if (shown[i] !== wanted[i]) list.options[i] = new Option(name, String(number));
      });
      shown = wanted;
      list.value = String(value);
    },
  };
}

/** @type {Component} */
export default function bar(element, words) {
  const token = pick(words.token, (value) => select({ chosen: value < 0 ? null : value }));
  const layer = pick(words.layer, (value) => select({ layer: value }));
  const head = pick(words.head, (value) => select({ head: value }));
  token.box.title = words.pinned;
  const who = make("span", "bd-who");
  element.append(token.box, layer.box, head.box, flipButton(words), modelPick(words), who, make("span", "bd-bar-end", secondButton(words), compareButton(words)));

  function draw() {
    const { run } = state;
    if (!run) return;
    token.show([[-1, words.none], .../** @type {[number, string][]} */ (run.tokens.map((name, i) => [i, name]))], state.chosen ?? -1);
    const isOne = OF_ONE.includes(state.on);
    layer.show([...numbered(run.layers), .../** @type {[number, string][]} */ (isOne ? [] : [[0, words.mean]])], isOne ? Math.max(1, state.layer) : state.layer);
    head.show([...numbered(run.heads), .../** @type {[number, string][]} */ (isOne ? [] : [[0, words.mean], [-1, words.max]])], isOne ? Math.max(1, state.head) : state.head);
    who.textContent = who.title = words.who[run.key.model] ?? "";
  }
  watch((changed) => { if (["run", "on", "layer", "head", "chosen"].some((name) => changed.has(name))) draw(); });
  onAnswer(draw);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], .bd-more[open]")) return;
    if (openFold()) open(null);  // what lies on top goes first
    else select({ chosen: null });
  });
}

/** @param {Words} words */
function modelPick(words) {
  const list = selectOf([], () => choose(list.value));
  list.className = "bd-pick-list bd-model-list";
  onList(() => {
    const { options, value } = modelsListed();
    list.replaceChildren(...options.map(([key, name]) => new Option(name, key)));
    list.value = value;
  });
  return make("label", "bd-pick bd-model", make("span", "bd-pick-name", words.model), list);
}

/** The one word of a scene that changes everything. @param {Words} words */
function flipButton(words) {
  const made = button("", "bd-chip bd-flip", () => {
    const { text, pair } = textsOf();
    const flipped = turned(text);
    if (flipped) write(flipped.text, pair);
  });
  made.dataset.flip = "";
  made.title = words.flip_title;
  function turned(/** @type {string} */ text) {
    const flip = current()?.flip;
    if (!flip) return null;
    for (const [from, to] of [flip, [flip[1], flip[0]]]) {
      const at = wordAt(text, from);
      if (at >= 0) return { from, to, text: text.slice(0, at) + to + text.slice(at + from.length) };
    }
    return null;
  }
  const draw = () => {
    const flipped = turned(textsOf().text);
    made.hidden = !flipped;
    if (flipped) made.textContent = fill(words.flip, { word: flipped.from, other: flipped.to });
  };
  onCard(draw);
  onAnswer(draw);
  draw();
  return made;
}

/** Where a word stands by itself; a Chinese one has no spaces around it. @param {string} text @param {string} word */
function wordAt(text, word) {
  if (/\p{Script=Han}/u.test(word)) return text.indexOf(word);
  return text.search(new RegExp(`(?<![\\p{L}])${word.replace(/[^\p{L}\p{N}]/gu, "\\$&")}(?![\\p{L}])`, "u"));
}

/** The second sentence takes no room until it is wanted. @param {Words} words */
function secondButton(words) {
  const made = button(`+ ${words.second}`, "bd-quiet-button bd-second-open", () => {
    document.body.classList.toggle("bd-with-second");
    draw();
    refitSoon();  // a box that was hidden had no height
    if (isOpen()) /** @type {HTMLElement | null} */ (document.querySelector("#second textarea"))?.focus();
    else write(textsOf().text, "");
  });
  const isOpen = () => document.body.classList.contains("bd-with-second");
  const draw = () => {
    made.textContent = `${isOpen() ? "−" : "+"} ${words.second}`;
    made.setAttribute("aria-expanded", String(isOpen()));
  };
  onAnswer(() => {
    if (textsOf().pair) document.body.classList.add("bd-with-second");
    draw();
  });
  draw();
  return made;
}
