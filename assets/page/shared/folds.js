// @ts-check
// Behind the instrument on stage: how it is computed, and the code that gives the same numbers. Read when it is opened.
import { newest, rested } from "./asking.js";
import { state, watch } from "./bus.js";
import { button, make, notice } from "./controls.js";
import { define, learn } from "./define.js";
import { hasAny } from "./near.js";
import { termList } from "./termlist.js";

/** @import { Component } from "./page.js" */
/** @typedef {"how" | "code" | "terms"} Fold */

const SHOWN = ["run", "layer", "head", "chosen"];  // what the code has in it
const REST = 120;  // ms; a choice changes several of them at once

let markdown = "";
/** What Gradio's Markdown shows. */
export const how = () => markdown;

/** @type {Fold | null} */
let opened = null;
/** @type {((fold: Fold | null) => void)[]} */
const listeners = [];

/** @param {Fold | null} fold */
export function open(fold) {
  opened = fold;
  document.body.dataset.fold = fold ?? "";
  for (const listener of listeners) listener(fold);
}

export const openFold = () => opened;

/** @param {(fold: Fold | null) => void} listener */
export const onFold = (listener) => { listeners.push(listener); };

/** The instrument on stage, and what is on screen. */
function question() {
  const { run, step, on, layer, head, chosen } = state;
  return { ...(run?.key ?? { text: "", text_pair: "", model: "" }), step, on, layer, head, token: chosen };
}

/** Gradio writes what its Markdown shows a moment later, and its formulas after that. */
function defineHow() {
  const written = document.getElementById("how");
  if (!written || heard) return;
  heard = true;
  new MutationObserver(() => { if (!written.textContent.includes("$")) define(written); }).observe(written, { childList: true, subtree: true });
}
let heard = false;
const PATIENCE = 60;  // looks at what Gradio has written, 50 ms apart

/** @type {() => Promise<string>} */
let ask = async () => "";

/** How the instrument on stage is computed, for a file: its formulas as MathML, which needs no style. @returns {Promise<HTMLElement | null>} */
export async function howComputed() {
  const written = document.getElementById("how");
  const before = { markdown, text: written?.textContent };
  const said = await ask();
  if (!said || !written) return null;
  const isThere = () => written.textContent.trim() && (said === before.markdown || written.textContent !== before.text) && !written.textContent.includes("$");
  for (let turn = 0; turn < PATIENCE && !isThere(); turn++) await new Promise((next) => setTimeout(next, 50));  // Gradio writes it
  const copy = make("div", "", ...[...(written.querySelector(".prose") ?? written).childNodes].map((node) => node.cloneNode(true)));
  for (const formula of copy.querySelectorAll(".katex")) formula.replaceWith(formula.querySelector("math") ?? formula.textContent ?? "");
  for (const term of copy.querySelectorAll(".bd-term")) term.replaceWith(term.textContent ?? "");
  for (const one of copy.querySelectorAll("button, script, style, svg")) one.remove();
  return copy;
}

/** @type {Component<PageFunctions>} */
export default function folds(element, words, server, trigger) {
  const title = make("h2", "bd-side-title");
  const close = button("×", "bd-side-close", () => open(null));
  close.setAttribute("aria-label", words.close);
  const problem = notice("status");
  const code = make("code");
  const block = make("pre", "bd-code", code);
  block.tabIndex = 0;
  const copy = button(words.copy, "bd-quiet-button", async () => {
    await navigator.clipboard?.writeText(code.textContent ?? "").catch(() => {});
    copy.textContent = words.copied;
  });
  const terms = termList(words);
  learn(words.terms);
  const box = make("section", "bd-fold-box", make("div", "bd-side-head", title, close), problem, copy, block, terms);
  element.append(box);
  const newestAnswer = newest(words.failed);

  ask = async () => {
    const answer = await server.explain(question());
    if ("error" in answer) return "";
    markdown = answer.how;
    defineHow();
    trigger("click");
    return markdown;
  };

  async function fillIn() {
    box.hidden = !opened;
    if (!opened) return;
    title.textContent = opened === "terms" ? words.terms_title : words[opened];
    terms.hidden = opened !== "terms";
    copy.textContent = words.copy;
    copy.hidden = block.hidden = opened !== "code";
    if (opened === "terms") return;
    const answer = await newestAnswer(() => server.explain(question()));
    if (!answer) return;
    problem.textContent = "error" in answer ? answer.error : "";
    if ("error" in answer) return;
    if (opened === "code") problem.textContent = answer.problem || (answer.code ? "" : words.no_code);
    code.textContent = answer.code;
    copy.hidden = block.hidden = opened !== "code" || !answer.code;
    markdown = answer.how;
    defineHow();
    trigger("click");
  }
  const later = rested(fillIn);
  onFold(fillIn);
  watch((changed) => { if (changed.has("on") || (opened === "code" && hasAny(changed, ...SHOWN))) later(REST); });
  box.hidden = true;
}
