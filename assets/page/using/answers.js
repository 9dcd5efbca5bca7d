// @ts-check
// A question and a text of its own: start and end scores over every token, the search for the best pair, the answers.
import { newest, rested } from "../shared/asking.js";
import { subscribe } from "../shared/bus.js";
import { button, fill, input, live, make, picker, textBox, wideField } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { draw } from "../shared/drawing.js";
import { typed } from "../shared/inputmethods.js";
import { bar } from "../shared/pictures.js";

/** @import { Child, Component, Words } from "../shared/page.js" */

/** @type {Component<AnswersFunctions>} */
export default function answers(element, words, server) {
  const question = input("bd-input bd-question", { value: words.questions[0] });
  const passage = textBox(words.passage, 4);
  const later = rested(ask);
  for (const box of [question, passage]) box.addEventListener("input", () => later(250));
  const chips = words.questions.map((/** @type {string} */ one) => button(one, "bd-small-chip", () => {
    question.value = one;
    later(0);
  }));
  const problem = make("p", "bd-problem");
  const said = live("bd-said");
  const list = make("div");
  const windows = picker(words.window, words.previous_window, words.next_window, (number) => { shown = number - 1; if (latest) paint(latest); });
  const pair = make("p", "bd-said");
  const frame = make("div", "bd-frame bd-spans");
  frame.tabIndex = 0;
  const text = make("p", "bd-marked");
  element.append(wideField(words.question, question), make("div", "bd-controls", ...chips), wideField(words.context, passage),
    problem, said, text, list, windows.box, frame, make("p", "bd-quiet", words.legend), pair);
  let model = "";
  /** @type {AnswersPayload | null} */
  let latest = null;
  let shown = 0;  // the window whose scores are drawn
  let chosen = 0;  // the answer that is marked
  const newestAnswer = newest(words.failed);

  async function ask() {
    const spans = await newestAnswer(() => server.find_answer({ question: typed(question), context: typed(passage), model }));
    if (!spans) return;
    problem.textContent = "error" in spans ? spans.error : "";
    if ("error" in spans) return;
    latest = spans;
    choose(spans, 0);
  }

  function choose(/** @type {AnswersPayload} */ answer, /** @type {number} */ i) {
    chosen = i;
    shown = answer.answers[i].window;
    paint(answer);
  }

  function paint(/** @type {AnswersPayload} */ answer) {
    said.textContent = [answer.said, answer.margin, answer.cut].filter(Boolean).join(" ");
    pair.textContent = answer.pair;
    text.replaceChildren(...marked(answer.context, answer.answers[chosen]));
    list.replaceChildren(ranking(answer, chosen, (i) => choose(answer, i), words));
    windows.box.hidden = answer.windows.length < 2;
    windows.show(answer.windows.map(({ characters: [from, to] }, i) => [i + 1, fill(words.window_of, { number: i + 1, from, to })]), shown + 1);
    const { svg, at } = spans(answer, answer.answers[chosen], shown, words);
    frame.replaceChildren(svg);
    requestAnimationFrame(() => { frame.scrollLeft = Math.max(0, at - frame.clientWidth / 2); });
  }

  subscribe(element, ({ run }) => {
    if (latest && run.key.model === model) return;
    model = run.key.model;
    ask();
  });
}

/** @param {string} context @param {AnswerSpan} span */
function marked(context, { start, end }) {
  const characters = [...context];
  const part = (/** @type {number} */ from, /** @type {number} */ to) => characters.slice(from, to).join("");
  return [part(0, start), make("mark", "bd-entity", part(start, end)), part(end, characters.length)];
}

/** @param {AnswersPayload} answer @param {number} chosen @param {(i: number) => void} choose @param {Words} words */
function ranking(answer, chosen, choose, words) {
  const line = (/** @type {Child} */ label, /** @type {number} */ share, note = "", on = false) => make("div", on ? "bd-bar-row bd-best" : "bd-bar-row",
    make("dt", "bd-bar-label", label), make("dd", "bd-bar-figure", bar(share), make("span", "bd-number", digits(share)), make("span", "bd-quiet", note)));
  return make("dl", "bd-bars bd-answers", ...answer.answers.map((one, i) =>
    line(button(one.text, "bd-answer", () => choose(i)), one.score, fill(words.sum, { sum: one.logits.toFixed(2) }), i === chosen)),
  line(words.no_answer, answer.no_answer));
}

const [HIGH, LABEL] = [70, 22];
const HEIGHT = 2 * HIGH + LABEL;

/**
 * A column a token: its start logit upwards, its end logit downwards, from the lowest of the window; and where the best
 * one begins.
 * @param {AnswersPayload} answer
 * @param {AnswerSpan} best
 * @param {number} shown
 * @param {Words} words
 */
function spans(answer, best, shown, words) {
  const { tokens, start, end } = answer.windows[shown];
  const isInside = (/** @type {number} */ i) => best.window === shown && i >= best.first && i <= best.last;
  const columns = columnsOf(tokens);
  const width = columns.reduce((sum, one) => sum + one.width, 0);
  const [up, down] = [scaled(start), scaled(end)];
  const svg = draw("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": words.scores });
  columns.forEach(({ token, left, width: wide }, i) => {
    if (isInside(i)) svg.append(draw("rect", { x: left, y: 0, width: wide, height: HEIGHT, class: "bd-span-inside" }));
    /** @param {number} share @param {number} y @param {string} name @param {number} value */
    const column = (share, y, name, value) => {
      const rect = draw("rect", { x: left + 3, y, width: wide - 6, height: Math.max(1, HIGH * share), class: name });
      rect.append(draw("title", {}, `${token}: ${value.toFixed(2)}`));
      return rect;
    };
    svg.append(column(up[i], HIGH * (1 - up[i]), "bd-span-start", start[i]), column(down[i], HIGH + LABEL, "bd-span-end", end[i]),
      draw("text", { x: left + wide / 2, y: HIGH + 15, "text-anchor": "middle", class: "bd-span-token" }, token));
  });
  for (const [[window, i], y, name] of [[answer.best_start, 10, words.start], [answer.best_end, HEIGHT - 4, words.end]]) {
    if (window !== shown) continue;
    const { left, width: wide } = columns[i];
    svg.append(draw("text", { x: left + wide / 2, y, "text-anchor": "middle", class: "bd-span-best" }, `▸${name}`));
  }
  return { svg, at: best.window === shown ? columns[best.first].left : 0 };
}

/** @param {string[]} tokens */
function columnsOf(tokens) {
  let left = 0;
  return tokens.map((token) => {
    const column = { token, left, width: 8 * [...token].length + 10 };
    left += column.width;
    return column;
  });
}

/** @param {number[]} values */
function scaled(values) {
  const [low, top] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (value - low) / (top - low || 1));
}
