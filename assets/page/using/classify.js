// @ts-check
// From logits to probabilities, by hand: a temperature to turn, and the words that carried the decision.
import { select, subscribe } from "../shared/bus.js";
import { button, field, group, input, make, taskPicker } from "../shared/controls.js";
import { digits, signed } from "../shared/digits.js";
import { finding } from "../shared/finding.js";
import { keepVerdict } from "../shared/known.js";
import { asker } from "../shared/near.js";
import { column, numbers } from "../shared/numbers.js";
import { colour, head, row } from "../shared/pictures.js";
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
  const slider = input("bd-slider", { type: "range", min: 0.25, max: 4, step: 0.001 });
  slider.addEventListener("input", () => latest && paint(latest));
  const shown = make("output", "bd-number");
  const fitted = button(words.fitted, "bd-chip", () => {
    if (!latest) return;
    slider.value = String(latest.temperature);
    paint(latest);
  });
  const turn = field(words.temperature, slider);
  turn.append(shown);
  const said = finding(element);
  const frame = make("div", "bd-frame");
  const line = group(words.words, "bd-classify-words");
  const why = make("p", "bd-check");
  element.append(make("div", "bd-controls", field(words.task, task), turn, fitted), frame,
    make("h3", "bd-part-title", words.words), line, why);
  numbers(element, () => (latest ? [{ title: "", columns: [words.label, "z", "z / T", "exp(z / T)", "p"], rows: stepsOf(latest, slider.valueAsNumber) },
    { title: words.words, columns: [column("token"), column("score")], rows: latest.tokens.map((token, i) => [token, latest?.scores[i]]) }] : []));
  const ask = asker(element, words, (question) => server.judge({ ...question, task: task.value }), (verdict) => {
    if (latest?.temperature !== verdict.temperature) slider.value = String(verdict.temperature);
    latest = verdict;
    paint(verdict);
    if (task.selectedIndex === 0) keepVerdict(verdict.run, verdict.labels, stepsOf(verdict, verdict.temperature).map(([, , , , share]) => share));
  });

  function paint(/** @type {VerdictPayload} */ answer) {
    shown.textContent = slider.valueAsNumber.toFixed(2);
    said.say(answer.said, answer.speaker);
    why.textContent = answer.why;
    frame.replaceChildren(softmax(answer, slider.valueAsNumber, words));
    line.replaceChildren(...wordsOf(answer, state));
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (now, changed) => {
    state = now;
    if (changed.has("run")) ask(now);
    else if (latest && ["chosen", "bare"].some((name) => changed.has(name))) paint(latest);
  });
}

/**
 * The words in the colours of what they added, the largest in full; a click pins the one that is at the same place of the run.
 * @param {VerdictPayload} answer
 * @param {State | null} state
 */
function wordsOf({ tokens, scores }, state) {
  const top = Math.max(1e-9, ...scores.map(Math.abs));
  const run = state?.run;
  return tokens.flatMap((token, i) => {
    const isSpecial = Boolean(run?.special[i]) && run?.tokens[i] === token;
    if (isSpecial && state?.bare) return [];
    const word = button(token, "bd-why-word", () => { if (run?.tokens[i] === token) select({ chosen: state?.chosen === i ? null : i }); });
    if (isSpecial) word.classList.add("bd-is-special");
    else colour(word, diverging((0.8 * scores[i]) / top));
    word.title = signed(scores[i]);
    word.setAttribute("aria-pressed", String(state?.chosen === i));
    return [word];
  });
}

/** Label, logit, divided by the temperature, its power, the probability. @param {Pick<VerdictPayload, "labels" | "logits">} answer @param {number} temperature @returns {[string, number, number, number, number][]} */
function stepsOf({ labels, logits }, temperature) {
  const powers = logits.map((logit) => Math.exp(logit / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return labels.map((label, i) => [label, logits[i], logits[i] / temperature, powers[i], powers[i] / sum]);
}

/** Every step of the softmax. @param {VerdictPayload} answer @param {number} temperature @param {Words} words */
function softmax({ labels, logits }, temperature, words) {
  const steps = stepsOf({ labels, logits }, temperature);
  const sum = steps.reduce((all, [, , , power]) => all + power, 0);
  const total = row(make("th", "", "Σ"), make("td"), make("td"), make("td", "", sum.toPrecision(4)), make("td", "", "1"));
  total.className = "bd-total";
  return make("table", "bd-steps-table bd-softmax", head([words.label, "z", "z / T", "exp(z / T)", "p = exp / Σ"]),
    ...steps.map(([label, logit, divided, power, probability]) => {
      const share = make("td", "bd-share", digits(probability));
      share.style.setProperty("--share", String(probability));
      return row(make("th", "", label), make("td", "", logit.toFixed(3)), make("td", "", divided.toFixed(3)),
        make("td", "", power.toPrecision(4)), share);
    }), total);
}
