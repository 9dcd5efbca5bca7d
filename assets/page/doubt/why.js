// @ts-check
// Four answers to "which words carried the decision", and how fast the label falls when each is believed.
import { subscribe } from "../shared/bus.js";
import { field, live, make, taskPicker } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { chart, draw } from "../shared/drawing.js";
import { asker } from "../shared/near.js";
import { kind, shadedWords, signedDigits } from "../shared/pictures.js";
import { diverging, headColour } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Payload, State, Words } from "../shared/page.js" */

const METHODS = ["attention", "rollout", "integrated_gradients", "occlusion"];
const DASHES = ["", "7 4", "2 4", "10 4 2 4"];
const colour = (/** @type {number} */ i) => `rgb(${headColour(i + 1)})`;

/** @type {Component} */
export default function why(element, words, server) {
  /** @type {State | null} */
  let state = null;
  const task = taskPicker(words, () => { if (state) ask(state); });
  const said = live("bd-said");
  const rows = make("div", "bd-why");
  const curves = make("div", "bd-why-chart");
  const check = make("p", "bd-check");
  element.append(make("div", "bd-controls", field(words.task, task)), said, rows, curves, check);
  /** @type {Payload} */
  let answer = null;
  const ask = asker(element, words, (question) => server.explain({ ...question, task: task.value }),
    (explained) => { answer = explained; paint(); });

  function paint() {
    said.textContent = answer.said;
    check.textContent = answer.checked;
    rows.replaceChildren(...METHODS.map((method, i) => {
      const name = make("span", "bd-why-name", words[`method_${method}`]);
      name.style.borderColor = colour(i);
      return make("div", "bd-why-row", name,
        shadedWords(answer.tokens, answer.methods[method].scores, diverging, 0.8, signedDigits));
    }));
    curves.replaceChildren(make("h3", "", words.curves), deletion(answer, words), legend(answer, words));
  }

  onTheme(() => answer && paint());
  subscribe(element, (now, changed) => {
    if (!changed.has("run")) return;
    state = now;
    ask(now);
  });
}

/** One line a method: probability left (up) after hiding the k best words (right). @param {Payload} answer @param {Words} words */
function deletion(answer, words) {
  const steps = answer.methods.occlusion.deletion.length - 1;
  const { svg, x, y } = chart({ width: 520, height: 190, right: 10, steps, label: words.curves, axis: words.axis });
  METHODS.forEach((method, i) => {
    const points = answer.methods[method].deletion.map((share, k) => `${x(k)},${y(share)}`).join(" ");
    svg.append(draw("polyline", { points, fill: "none", stroke: colour(i), "stroke-width": 2.5, "stroke-dasharray": DASHES[i] }));
  });
  return svg;
}

/** @param {Payload} answer @param {Words} words */
const legend = (answer, words) => make("ul", "bd-kinds", ...METHODS.map((method, i) =>
  kind(colour(i), words[`method_${method}`], " ", make("span", "bd-number", digits(answer.methods[method].area)))));
