// @ts-check
// Scores of a classifier as bars: probability beside the bar, logit on hover and in the table; who says it, and how often
// it is right.
import { state, subscribe } from "../shared/bus.js";
import { make } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { finding } from "../shared/finding.js";
import { isEnglish } from "../shared/language.js";
import { tellKnown } from "../shared/known.js";
import { column, numbers } from "../shared/numbers.js";
import { bar } from "../shared/pictures.js";

/** @import { Component, Words } from "../shared/page.js" */

/** Chinese has no space between sentences. */
const between = () => (isEnglish ? " " : "");

/** @type {Component} */
export default function scores(element, words) {
  const said = finding(element);
  const say = (/** @type {ScoresPayload[]} */ verdicts) =>
    said.say(verdicts.map((task) => task.said).join(between()), verdicts.map((task) => task.speaker).filter(Boolean).join(" · "));
  numbers(element, () => (state.run.scores ?? []).flatMap((task) => ("error" in task ? [] : [{ title: task.title,
    columns: [column("label"), words.logit, column("probability")], rows: task.labels.map((label, i) => [label, task.logits[i], task.probabilities[i]]) }])));
  subscribe(element, ({ run }, changed) => {
    if (!changed.has("run")) return;
    tellKnown();
    element.replaceChildren(...run.scores.map((task) => classifier(task, words)));
    const verdicts = run.scores.flatMap((task) => ("error" in task ? [] : [task]));
    if (verdicts.length) say(verdicts);
    else said.fail(run.scores.map((task) => ("error" in task ? task.error : "")).join(" "));
  }, "scores");
}

/** @param {ScoresPayload | NoScoresPayload} task @param {Words} words */
function classifier(task, words) {
  const block = make("section", "bd-scores", make("h3", "bd-scores-title", task.title));
  block.setAttribute("aria-label", task.title);
  if ("error" in task) {
    block.append(make("p", "bd-problem", task.error));
    return block;
  }
  const best = task.probabilities.indexOf(Math.max(...task.probabilities));
  block.append(make("p", "bd-scores-speaker", task.speaker), make("dl", "bd-bars", ...task.labels.map((label, i) => {
    const logit = `${words.logit} ${task.logits[i].toFixed(2)}`;
    const share = task.probabilities[i];
    const line = make("div", i === best ? "bd-bar-row bd-best" : "bd-bar-row", make("dt", "bd-bar-label", label),
      make("dd", "bd-bar-figure", bar(share), make("span", "bd-number", digits(share)), make("span", "bd-logit", logit)));
    line.title = logit;
    line.tabIndex = 0;
    return line;
  })), make("p", "bd-scores-rate", [task.more, task.rate].filter(Boolean).join(between())));
  return block;
}
