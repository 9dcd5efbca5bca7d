// @ts-check
// Below the stage: what the picture shows, in one sentence that judges; who says so; the other instruments of the step.
import { onAnswer, state, watch } from "./bus.js";
import { changeLine } from "./compare.js";
import { button, fill, live, make } from "./controls.js";
import { findingOf, onFinding } from "./finding.js";
import { onFold, open, openFold } from "./folds.js";
import { say } from "./define.js";
import { embedLine } from "./embed.js";
import { isEnglish } from "./language.js";
import { nameOf } from "./modellist.js";
import { opened } from "./opening.js";
import { saveMenu } from "./save.js";
import { OF_ONE, current, go, laid } from "./stage.js";

/** @import { Component, Words } from "./page.js" */

const OF_A_HEAD = ["overview", "head", "attention", "arcs"];  // whose picture is that of the picked head
const OWN_TEXT = ["game", "next", "born", "lab", "lines", "entities", "answers", "translate", "checkpoints"];  // read another text
const OF_A_LAYER = ["layer"];

/** @type {Component} */
export default function foot(element, words) {
  const said = live("bd-finding");
  said.dataset.finding = "";
  said.tabIndex = 0;  // a long one scrolls
  const speaker = make("p", "bd-speaker");
  speaker.dataset.speaker = "";
  const also = make("div", "bd-also");
  const hidden = make("div", "bd-foot-folds", fold(words, "how"), fold(words, "code"), saveMenu(words.save, () => speaker.textContent));
  element.append(changeLine(), said, make("div", "bd-foot-row", speaker, hidden), also);
  const whole = embedLine(words.save, (on) => !OWN_TEXT.includes(on));
  if (whole) element.append(whole);

  function tell() {
    const isRead = !state.run?.unreadable || OWN_TEXT.includes(state.on);
    const finding = isRead ? findingOf(state.on) : null;
    say(said, isRead ? finding?.said ?? "" : words.unreadable);
    said.classList.toggle("bd-long", said.textContent.length > (isEnglish ? 210 : 110));
    said.classList.toggle("bd-was", isRead && Boolean(finding && finding.run !== state.run) && !OWN_TEXT.includes(state.on));
    said.classList.toggle("bd-problem-said", Boolean(finding?.error));
    speaker.textContent = finding?.speaker || picked(words);
  }
  function list() {
    const step = current();
    also.replaceChildren(...(step?.instruments ?? []).map((one) => {
      const made = button(one.title, "bd-also-button", () => go(state.step, one.name));
      made.dataset.instrument = one.name;
      made.setAttribute("aria-pressed", String(one.name === state.on));
      return made;
    }));
    also.setAttribute("role", "group");
    also.setAttribute("aria-label", words.also);
  }
  onFinding((name) => { if (name === state.on) tell(); });
  onAnswer(tell);
  watch((changed) => {
    if (["step", "on"].some((name) => changed.has(name))) list();
    if (["on", "run", "layer", "head"].some((name) => changed.has(name))) tell();
  });
  list();
  tell();
  laid.then(list);
  opened.then(tell);  // the models have their names from then on
}


/** Who speaks where the instrument names nobody: the picked model, and what of it is picked. @param {Words} words */
function picked(words) {
  const { run, layer, head, on } = state;
  if (!run) return "";
  const model = nameOf(run.key.model);
  const isOne = OF_ONE.includes(on);
  const values = { model, layer: layer || (isOne ? 1 : words.mean), head: head > 0 ? head : isOne ? 1 : head ? words.max : words.mean };
  if (OF_A_HEAD.includes(on)) return fill(words.speaker_head, values);
  return fill(OF_A_LAYER.includes(on) ? words.speaker_layer : words.speaker, values);
}

/** @param {Words} words @param {"how" | "code"} name */
function fold(words, name) {
  const made = button(`▸ ${words[name]}`, "bd-quiet-button", () => open(openFold() === name ? null : name));
  const mark = () => made.setAttribute("aria-expanded", String(openFold() === name));
  onFold(mark);
  mark();
  return made;
}
