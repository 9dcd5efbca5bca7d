// @ts-check
// Scores of a classifier as bars: probability beside the bar, logit on hover and in the table.
import { subscribe } from "../shared/bus.js";
import { make } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { bar } from "../shared/pictures.js";

/** @import { Component, Words } from "../shared/page.js" */

/** @type {Component} */
export default function scores(element, words) {
  subscribe(element, ({ run }, changed) => {
    if (changed.has("run")) element.replaceChildren(...run.scores.map((task) => classifier(task, words)));
  }, "scores");
}

/** @param {ScoresPayload | NoScoresPayload} task @param {Words} words */
function classifier(task, words) {
  const block = make("section", "bd-scores", make("h3", "bd-scores-title", task.title));
  block.setAttribute("aria-label", task.title);
  if ("error" in task) {
    block.append(make("p", "bd-said", task.error));
    return block;
  }
  const best = task.probabilities.indexOf(Math.max(...task.probabilities));
  block.append(make("dl", "bd-bars", ...task.labels.map((label, i) => {
    const logit = `${words.logit} ${task.logits[i].toFixed(2)}`;
    const share = task.probabilities[i];
    const line = make("div", i === best ? "bd-bar-row bd-best" : "bd-bar-row", make("dt", "bd-bar-label", label),
      make("dd", "bd-bar-figure", bar(share), make("span", "bd-number", digits(share)), make("span", "bd-logit", logit)));
    line.title = logit;
    line.tabIndex = 0;
    return line;
  })));
  if (task.more) block.append(make("p", "bd-quiet", task.more));
  block.append(make("p", "bd-said", task.said));
  return block;
}
