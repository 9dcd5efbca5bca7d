// @ts-check
// A small BERT born on this page: its losses and accuracies, and its guesses for your sentence as they get better.
import { button, choices, field, fill, input, live, make, textBox, wideField } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { chart, draw } from "../shared/drawing.js";
import { gap } from "../shared/encoding.js";
import { serve } from "../shared/modellist.js";
import { guessBars, kind, titled } from "../shared/pictures.js";
import { headColour } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";
import { training } from "../shared/training.js";

/** @import { Component, Payload, Words } from "../shared/page.js" */
/** @typedef {{ steps: Payload[], looks: Payload[], first: Payload, end: Payload }} Life what came of the training */

const NAMES = { start: "start_born", follow: "follow_born", steer: "steer_born", download: "download_born" };

/** @type {Component} */
export default function born(element, words, server) {
  const recipe = recipeOf(words);
  const said = live("bd-said");
  const charts = make("div", "bd-lab-charts");
  const after = make("div");
  let life = unborn();
  const grown = training(element, words, server, NAMES, {
    async start(ask) {
      const opening = await ask(recipe.question());
      if (opening) opened(opening);
      return opening;
    },
    resume: opened,
    take(event) {
      if (event.kind === "step") life.steps.push(event);
      else if (event.kind === "look") life.looks.push(event);
      else if (event.kind === "start") life.first = event;
      else life.end = event;
    },
    paint,
    done: conclude,
  });
  element.append(recipe.box, grown.box, said, charts, after);

  function opened(/** @type {Payload} */ opening) {
    life = unborn();
    charts.replaceChildren();
    after.replaceChildren();
    said.textContent = opening.said;
  }

  function paint() {
    if (life.first) said.textContent = life.first.said;
    const [losses, accuracies] = ["loss", "accuracy"].map((name) => [[`mlm_${name}`, words.mlm], [`nsp_${name}`, words.nsp]]);
    charts.replaceChildren(figures(life, words), guesses(life, words),
      curves(life, words.loss, losses, life.steps, Math.max(1, life.steps[0]?.mlm_loss ?? 1), words),
      curves(life, words.accuracy, accuracies, life.looks, 1, words));
  }

  function conclude() {
    said.textContent = life.end.said;
    const load = button(words.download, "bd-step-button", () => grown.zip(load));
    const use = button(words.use, "bd-step-button bd-step-next", () => serve(life.end.model, words.mine));
    after.replaceChildren(make("div", "bd-steps", use, load), make("p", "bd-quiet", words.gone));
  }

  onTheme(() => life.looks.length && paint());
}

/** @returns {Life} */
const unborn = () => ({ steps: [], looks: [], first: null, end: null });

/** What it reads, for how long, and the sentence that it is asked about. @param {Words} words */
function recipeOf(words) {
  let source = words.language;
  const paste = Object.assign(textBox("", 5), { placeholder: words.paste_hint, hidden: true });
  paste.setAttribute("aria-label", words.source_own);
  const [sentence, second] = [0, 1].map((i) => input("bd-input bd-question", { value: words.examples[source][i], maxLength: 500 }));
  const sources = choices(words.text, ["en", "zh", "own"].map((name) => [name, words[`source_${name}`]]), source, (name) => {
    source = name;
    paste.hidden = name !== "own";
    if (name !== "own") [sentence.value, second.value] = words.examples[name];
  });
  const number = (min, max, value) => input("bd-input bd-number-input", { type: "number", min, max, step: 1, value });
  const steps = number(50, words.most_steps, words.default_steps);
  const seed = number(0, 2 ** 31 - 1, 0);
  return {
    box: make("section", "bd-lab-part", sources.box, paste,
      make("div", "bd-pair", wideField(words.sentence, sentence), wideField(words.second, second)),
      make("div", "bd-controls", field(words.steps, steps), field(words.seed, seed))),
    question: () => ({ source, text: paste.value, sentence: sentence.value, second: second.value,
      steps: steps.valueAsNumber || 0, seed: seed.valueAsNumber || 0 }),
  };
}

/** @param {Life} life @param {Words} words */
function figures({ steps }, words) {
  const now = steps.at(-1);
  return make("p", "bd-said", now ? fill(words.figures, {
    step: now.step, steps: now.steps, mlm: now.mlm_loss.toFixed(2), nsp: now.nsp_loss.toFixed(2),
    speed: Math.round(now.tokens_per_second).toLocaleString(), left: now.seconds_left.toFixed(0) }) : "");
}

/**
 * Two lines over the steps; of many steps the mean of a few.
 * @param {Life} life
 * @param {string} title
 * @param {string[][]} lines
 * @param {Payload[]} events
 * @param {number} top
 * @param {Words} words
 */
function curves(life, title, lines, events, top, words) {
  const all = life.steps.at(-1)?.steps ?? 1;
  const { svg, x, y } = chart({ width: 480, height: 210, right: 12, steps: all, label: title, axis: words.step, top });
  const few = Math.max(1, Math.round(events.length / 80));
  const legend = make("ul", "bd-kinds");
  lines.forEach(([name, label], i) => {
    const points = [];
    for (let at = 0; at < events.length; at += few) {
      const some = events.slice(at, at + few);
      points.push(`${x(some.at(-1).step)},${y(Math.min(1, some.reduce((sum, one) => sum + one[name], 0) / some.length / top))}`);
    }
    const stroke = `rgb(${headColour(i + 1)})`;
    svg.append(draw("polyline", { points: points.join(" "), fill: "none", stroke, "stroke-width": 2.5, "stroke-dasharray": i ? "7 4" : "" }));
    legend.append(kind(stroke, `${label} `, make("span", "bd-number", events.length ? digits(events.at(-1)[name]) : "–")));
  });
  if (top === 1 && life.first) {
    const height = y(life.first.commonest);
    svg.append(draw("line", { x1: x(0), x2: x(all), y1: height, y2: height, class: "bd-chart-chance" }));
    legend.append(make("li", "bd-kind", fill(words.chance, { share: `${Math.round(100 * life.first.commonest)} %` })));
  }
  return titled("bd-lab-chart", title, svg, legend);
}

/** The sentence, and for each hidden place what it would write: now, and at a few moments before. @param {Life} life @param {Words} words */
function guesses({ looks, first }, words) {
  const latest = looks.at(-1);
  if (!latest || !first) return "";
  let place = 0;
  const line = make("p", "bd-game-sentence", ...first.tokens.flatMap((token) => {
    if (token === "[CLS]" || token === "[SEP]") return [];
    const hidden = token === "[MASK]";
    return [make("span", hidden ? "bd-game-truth" : "", hidden ? latest.guesses[place++]?.[0]?.[0] ?? token : token), gap(first)];
  }));
  const every = Math.max(1, Math.ceil(looks.length / 6));
  const shown = looks.filter((_, i) => i % every === 0 || i === looks.length - 1);
  const written = (best) => best.slice(0, 3).map(([token, share]) => `${token} ${digits(share)}`).join(" · ");
  const diary = make("table", "bd-rows", ...shown.map((look) => make("tr", "", make("th", "", fill(words.at, { step: look.step })),
    make("td", "bd-mono", look.guesses.map(written).join(" | ")))));
  return titled("bd-lab-chart", words.guesses, line, ...latest.guesses.map(guessBars),
    ...(latest.follows ? [make("p", "bd-said", latest.follows)] : []), diary);
}
