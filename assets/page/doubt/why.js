// @ts-check
// Four answers to "which words carried the decision", and how fast the label falls when each is believed.
import { subscribe } from "../shared/bus.js";
import { field, live, make, taskPicker } from "../shared/controls.js";
import { asker } from "../shared/near.js";
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
  const said = live("bd-said");
  const rows = make("div", "bd-why");
  const chart = plot(words.plot, { height: 320, file: "bert-deletion" });
  const curves = make("div", "bd-why-chart", make("h3", "", words.curves), chart.box);
  curves.hidden = true;
  const check = make("p", "bd-check");
  element.append(make("div", "bd-controls", field(words.task, task)), said, rows, curves, check);
  /** @type {WhyPayload | null} */
  let latest = null;
  const ask = asker(element, words, (question) => server.explain({ ...question, task: task.value }),
    (answer) => {
      latest = answer;
      curves.hidden = false;
      chart.show(answer.chart);
      paint(answer);
    });

  function paint(/** @type {WhyPayload} */ answer) {
    said.textContent = answer.said;
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
