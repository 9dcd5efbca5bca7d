// @ts-check
// From logits to probabilities, by hand: a temperature to turn, and the words that carried the decision.
import { subscribe } from "../shared/bus.js";
import { button, field, input, live, make, taskPicker } from "../shared/controls.js";
import { digits, signed } from "../shared/digits.js";
import { asker } from "../shared/near.js";
import { head, row, shadedWords } from "../shared/pictures.js";
import { diverging } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, State, Words } from "../shared/page.js" */

/** @type {Component<ClassifyFunctions>} */
export default function classify(element, words, server) {
  /** @type {State | null} */
  let state = null;
  /** @type {VerdictPayload | null} */
  let latest = null;
  const task = taskPicker(words, () => { if (state) ask(state); });
  const slider = input("bd-slider", { type: "range", min: 0.25, max: 4, step: 0.01 });
  slider.addEventListener("input", () => latest && paint(latest));
  const shown = make("output", "bd-number");
  const fitted = button(words.fitted, "bd-step-button", () => {
    if (!latest) return;
    slider.value = String(latest.temperature);
    paint(latest);
  });
  const turn = field(words.temperature, slider);
  turn.append(shown);
  const said = live("bd-said");
  const frame = make("div", "bd-frame");
  const line = make("div");
  const why = make("p", "bd-check");
  element.append(make("div", "bd-controls", field(words.task, task), turn, fitted), said, frame,
    make("h3", "bd-part-title", words.words), line, why);
  const ask = asker(element, words, (question) => server.judge({ ...question, task: task.value }), (verdict) => {
    if (latest?.temperature !== verdict.temperature) slider.value = String(verdict.temperature);
    latest = verdict;
    paint(verdict);
  });

  function paint(/** @type {VerdictPayload} */ answer) {
    shown.textContent = slider.valueAsNumber.toFixed(2);
    said.textContent = answer.said;
    why.textContent = answer.why;
    frame.replaceChildren(softmax(answer, slider.valueAsNumber, words));
    line.replaceChildren(shadedWords(answer.tokens, answer.scores, diverging, 0.8, signed));
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (now, changed) => {
    if (!changed.has("run")) return;
    state = now;
    ask(now);
  });
}

/** Every step of the softmax. @param {VerdictPayload} answer @param {number} temperature @param {Words} words */
function softmax({ labels, logits }, temperature, words) {
  const divided = logits.map((logit) => logit / temperature);
  const powers = divided.map(Math.exp);
  const sum = powers.reduce((a, b) => a + b, 0);
  const total = row(make("th", "", "Σ"), make("td"), make("td"), make("td", "", sum.toPrecision(4)), make("td", "", "1"));
  total.className = "bd-total";
  return make("table", "bd-steps-table bd-softmax", head([words.label, "z", "z / T", "exp(z / T)", "p = exp / Σ"]),
    ...labels.map((label, i) => {
      const share = make("td", "bd-share", digits(powers[i] / sum));
      share.style.setProperty("--share", String(powers[i] / sum));
      return row(make("th", "", label), make("td", "", logits[i].toFixed(3)), make("td", "", divided[i].toFixed(3)),
        make("td", "", powers[i].toPrecision(4)), share);
    }), total);
}
