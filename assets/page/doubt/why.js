// @ts-check
// Four answers to "which words carried the decision", and how fast the label falls when each is believed.
import { subscribe } from "../shared/bus.js";
import { field, make, taskPicker } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { asker } from "../shared/near.js";
import { column, numbers } from "../shared/numbers.js";
import { shadedWords, signedDigits } from "../shared/pictures.js";
import { plot } from "../shared/plot.js";
import { diverging, headColour } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, State } from "../shared/page.js" */

const METHODS = ["attention", "rollout", "integrated_gradients", "occlusion"];
const colour = (/** @type {number} */ i) => `rgb(${headColour(i + 1)})`;

/** @type {Component<WhyFunctions>} */
export default function why(element, words, server) {
  /** @type {State | null} */
  let state = null;
  const task = taskPicker(words, () => { if (state) ask(state); });
  const said = finding(element);
  const rows = make("div", "bd-why");
  const chart = plot(words.plot, { height: "100%", file: "bert-deletion" });
  const curves = make("div", "bd-why-chart", make("h3", "bd-small-title", words.curves), chart.box);
  const check = make("p", "bd-why-note");
  const left = make("div", "bd-why-left", field(words.task, task), rows, make("p", "bd-why-note", words.legend), check);
  element.append(make("div", "bd-why-two", left, curves));
  /** @type {WhyPayload | null} */
  let latest = null;
  numbers(element, () => (latest ? [{ title: "", columns: [column("token"), ...METHODS.map((method) => words[`method_${method}`])],
    rows: latest.tokens.map((token, i) => [token, ...METHODS.map((method) => latest?.methods[method].scores[i])]) }, chart.numbers()] : []));
  const ask = asker(element, words, (question) => server.explain({ ...question, task: task.value }),
    (answer) => {
      latest = answer;
      chart.show(answer.chart);
      paint(answer);
    });

  function paint(/** @type {WhyPayload} */ answer) {
    said.say(answer.said, answer.speaker);
    check.textContent = answer.checked;
    rows.replaceChildren(...METHODS.map((method, i) => {
      const name = make("span", "bd-why-name", words[`method_${method}`]);
      name.style.borderColor = colour(i);
      return make("div", "bd-why-row", name,
        shadedWords(answer.tokens, answer.methods[method].scores, diverging, 0.8, signedDigits));
    }));
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (now, changed) => {
    if (!changed.has("run")) return;
    state = now;
    ask(now);
  });
}
