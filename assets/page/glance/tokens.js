// @ts-check
// The token strip: the sentence as typed, and below it every token with its id, segment and position.
// Hover or focus ties the two: a token lights up its characters, and a character its token. A click pins a token.
import { select, state, subscribe } from "../shared/bus.js";
import { button, make, point } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { column, numbers } from "../shared/numbers.js";
import { rove, stopAt } from "../shared/roving.js";

const LONG = 400;  // characters of a rest that was cut off
const MANY = 30;  // tokens from which on they are smaller

/** @import { Component, Run, Words } from "../shared/page.js" */

/** @type {Component} */
export default function tokens(element, words) {
  const sentence = make("p", "bd-sentence");
  const strip = make("ol", "bd-strip");
  strip.setAttribute("aria-label", words.strip);
  const said = finding(element);
  element.append(sentence, strip, make("p", "bd-tokens-legend", words.legend));
  /** @type {HTMLElement[]} */
  let marks = [];  // per token the spans of the sentence that belong to it
  /** @type {HTMLButtonElement[]} */
  let chips = [];

  numbers(element, () => (state.run ? [{
    columns: [words.position, column("token"), words.id, words.segment],
    rows: state.run.tokens.map((token, i) => [state.run.positions[i], token, state.run.ids[i], state.run.token_type_ids[i] ? "B" : "A"]) }] : []));
  element.addEventListener("pointerleave", () => point(null));
  rove(strip, () => chips);
  subscribe(element, ({ run, token, chosen }, changed) => {
    if (changed.has("run")) {
      marks = [];
      const lines = [run.key.text, ...(run.key.text_pair ? [run.key.text_pair] : [])];
      sentence.replaceChildren(...lines.flatMap((text, segment) => [line(run, text, segment, marks, words), " "]));
      chips = run.tokens.map((_, i) => chip(run, i, words));
      strip.replaceChildren(...chips.map((one) => make("li", "", one)));
      strip.classList.toggle("bd-strip-many", run.tokens.length > MANY);
      said.say(run.said.tokens);
    }
    chips.forEach((item, i) => {
      item.classList.toggle("bd-picked", i === token);
      item.setAttribute("aria-pressed", String(i === chosen));
    });
    stopAt(chips, chosen ?? 0);
    marks.forEach((mark, i) => mark.classList.toggle("bd-picked", i === token));
  });
}

/**
 * A sentence with a mark a token. Offsets count code points; a JavaScript string counts UTF-16 units.
 * @param {Run} run
 * @param {string} text
 * @param {number} segment
 * @param {HTMLElement[]} marks
 * @param {Words} words
 */
function line(run, text, segment, marks, words) {
  const characters = Array.from(text);
  const shown = make("span", segment ? "bd-segment-b" : "");
  let at = 0;
  run.offsets.forEach((offsets, i) => {
    if (run.special[i] || run.token_type_ids[i] !== segment || !offsets) return;
    const [start, end] = offsets;
    if (start > at) shown.append(characters.slice(at, start).join(""));
    const mark = make("span", "bd-mark", characters.slice(start, end).join(""));
    mark.addEventListener("pointerenter", () => point(i));
    marks[i] = mark;
    shown.append(mark);
    at = Math.max(at, end);
  });
  const rest = characters.slice(at).join("");
  if (rest.trim()) {
    const cut = make("span", "bd-cut", rest.length > LONG ? `${rest.slice(0, LONG)}…` : rest);
    cut.title = words.cut;
    shown.append(cut);
  }
  return shown;
}

/** @param {Run} run @param {number} i @param {Words} words */
function chip(run, i, words) {
  const [token, id, position] = [run.tokens[i], run.ids[i], run.positions[i]];
  const segment = run.token_type_ids[i] ? "B" : "A";
  const item = button(make("span", "bd-token-text", token), "bd-token", () => select({ chosen: state.chosen === i ? null : i }));
  item.append(make("span", "bd-token-id", id), make("span", "bd-token-place", `${segment} · ${position}`));
  item.dataset.token = String(i);
  item.classList.toggle("bd-special", run.special[i] || /^\[[A-Z]+\]$/.test(token));
  item.classList.toggle("bd-unknown", token === "[UNK]");
  item.classList.toggle("bd-piece", token.startsWith("##"));
  item.classList.toggle("bd-b", run.token_type_ids[i] === 1);
  item.setAttribute("aria-label", `${token}, ${words.id} ${id}, ${words.segment} ${segment}, ${words.position} ${position}`);
  item.addEventListener("pointerenter", () => point(i));
  item.addEventListener("focus", () => point(i));
  return item;
}
