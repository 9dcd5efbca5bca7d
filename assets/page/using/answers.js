// @ts-check
// The sentence as a question and the second sentence as the text: start and end scores over every token, the search for
// the best pair, the answers.
import { newest } from "../shared/asking.js";
import { textsOf, write } from "../shared/boxes.js";
import { subscribe } from "../shared/bus.js";
import { button, fill, make, picker, region } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { draw } from "../shared/drawing.js";
import { finding } from "../shared/finding.js";
import { column, numbers } from "../shared/numbers.js";
import { bar } from "../shared/pictures.js";

/** @import { Child, Component, Words } from "../shared/page.js" */

/** @type {Component<AnswersFunctions>} */
export default function answers(element, words, server) {
  const said = finding(element);
  const { picture, text, list, frame, pair, windows } = pictureOf(words, (number) => {
    shown = number - 1;
    if (latest) paint(latest);
  });
  const none = make("div", "bd-answers-none", make("p", "", words.no_passage),
    button(words.example, "bd-primary", () => write(words.question, words.passage)));
  picture.hidden = none.hidden = true;
  element.append(picture, none);
  /** @type {AnswersPayload | null} */
  let latest = null;
  let shown = 0;  // the window whose scores are drawn
  let chosen = 0;  // the answer that is marked
  numbers(element, () => (latest && !picture.hidden ? tablesOf(latest, latest.windows[shown], words) : []));
  const newestAnswer = newest(words.failed);

  async function ask(/** @type {string} */ model) {
    const { text: question, pair: context } = textsOf();
    if (!context.trim()) {
      newestAnswer(async () => null);  // of an earlier passage nothing is shown any more
      [picture.hidden, none.hidden] = [true, false];
      said.say(words.no_passage);
      return;
    }
    element.setAttribute("aria-busy", "true");
    const spans = await newestAnswer(() => server.find_answer({ question, context, model }));
    if (!spans) return;
    element.removeAttribute("aria-busy");
    none.hidden = true;
    picture.classList.toggle("bd-old", "error" in spans);
    if ("error" in spans) {
      said.fail(spans.error);
      return;
    }
    picture.hidden = false;
    latest = spans;
    choose(spans, 0);
  }

  function choose(/** @type {AnswersPayload} */ answer, /** @type {number} */ i) {
    chosen = i;
    shown = answer.answers[i].window;
    paint(answer);
  }

  function paint(/** @type {AnswersPayload} */ answer) {
    said.say([answer.said, answer.cut].filter(Boolean).join(" "), answer.speaker);
    pair.textContent = `${answer.pair} ${answer.margin}`;
    text.replaceChildren(...marked(answer.context, answer.answers[chosen]));
    list.replaceChildren(ranking(answer, chosen, (i) => choose(answer, i), words));
    windows.box.hidden = answer.windows.length < 2;
    windows.show(answer.windows.map(({ characters: [from, to] }, i) => [i + 1, fill(words.window_of, { number: i + 1, from, to })]), shown + 1);
    const { svg, at } = spans(answer, answer.answers[chosen], shown, words);
    frame.replaceChildren(svg);
    requestAnimationFrame(() => { bring(text, frame, at); });
  }

  subscribe(element, ({ run }, changed) => { if (changed.has("run")) ask(run.key.model); });
}

/** @param {AnswersPayload} answer @param {WindowPayload} shown @param {Words} words */
const tablesOf = ({ answers: all, no_answer }, { tokens, start, end }, words) => [
  { title: words.scores, columns: [column("token"), words.start, words.end], rows: tokens.map((token, i) => [token, start[i], end[i]]) },
  { title: words.legend, columns: [column("name"), column("probability"), column("logit")],
    rows: [...all.map(({ text, score, logits }) => [text, score, logits]), [words.no_answer, no_answer, null]] },
];

/** The text beside the answers, the scores below them. @param {Words} words @param {(number: number) => void} turn to another window */
function pictureOf(words, turn) {
  const windows = picker(words.window, words.previous_window, words.next_window, turn);
  const list = make("div", "bd-answers-list");
  const pair = make("p", "bd-check");
  const frame = region(words.scores, "bd-frame bd-spans");
  const text = region(words.context, "bd-marked bd-answers-text");
  const picture = make("div", "bd-answers-picture", make("div", "bd-answers-top", text, list), frame,
    make("div", "bd-answers-foot", make("p", "bd-check", words.legend), windows.box,
      make("details", "bd-answers-pair", make("summary", "", words.pair), pair)));
  return { picture, text, list, frame, pair, windows };
}

/** The answer's place into sight. @param {HTMLElement} text @param {HTMLElement} frame @param {number} at of the scores, px */
function bring(text, frame, at) {
  frame.scrollLeft = Math.max(0, at - frame.clientWidth / 2);
  const mark = text.querySelector("mark");
  if (mark) text.scrollTop = Math.max(0, mark.offsetTop - text.clientHeight / 2);
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

const [HIGH, LABEL] = [54, 24];
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
      draw("text", { x: left + wide / 2, y: HIGH + 16, "text-anchor": "middle", class: "bd-span-token" }, token));
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
    const column = { token, left, width: 8.4 * [...token].reduce((sum, one) => sum + (one > "\u2e80" ? 1.7 : 1), 0) + 10 };
    left += column.width;
    return column;
  });
}

/** @param {number[]} values */
function scaled(values) {
  const [low, top] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (value - low) / (top - low || 1));
}
