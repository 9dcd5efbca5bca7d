// @ts-check
// A small BERT born on this page: its losses and accuracies, and its guesses for your sentence as they get better.
import { button, field, fill, input, make, segments, textBox, wideField } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { gap } from "../shared/encoding.js";
import { finding } from "../shared/finding.js";
import { serve } from "../shared/modellist.js";
import { column, numbers } from "../shared/numbers.js";
import { guessBars, titled } from "../shared/pictures.js";
import { plot } from "../shared/plot.js";
import { training } from "../shared/training.js";

/** @import { Component, Words } from "../shared/page.js" */
/** @typedef {{ steps: NewbornStep[], looks: NewbornLook[], first: NewbornStart | null, end: NewbornEnd | null }} Life what came of the training */

/** @type {Component<BornFunctions>} */
export default function born(element, words, server) {
  const recipe = recipeOf(words);
  const said = finding(element);
  const recipeFold = Object.assign(make("details", "bd-born-recipe", make("summary", "", words.recipe), recipe.box), { open: true });
  said.say(words.unborn, words.mine);
  const charts = make("div", "bd-born-charts");
  /** @type {Record<string, ReturnType<typeof plot>>} */
  const plots = Object.fromEntries(["loss", "accuracy"].map((name) => [name, plot(words.plot, { height: "100%", file: `bert-${name}` })]));
  const progress = make("p", "bd-born-figures");
  const written = make("section", "bd-born-written");
  const after = make("div");
  let life = unborn();
  const grown = training(element, words, { start: server.start_born, follow: server.follow_born, steer: server.steer_born }, {
    job: "start_born",
    async start(ask) {
      const opening = await ask(recipe.question());
      if (opening) opened(opening.said);
      return opening;
    },
    resume: (opening) => opened(String(opening.said)),
    take(event) {
      if (event.kind === "step") life.steps.push(event);
      else if (event.kind === "look") life.looks.push(event);
      else if (event.kind === "start") life.first = event;
      else life.end = event;
    },
    paint: (progress) => paint(progress.charts),
    done: conclude,
  });
  numbers(element, () => [...Object.values(plots).map((one) => one.numbers()), diaryOf(life, words)]);
  element.append(recipeFold, make("div", "bd-born-run", grown.box), after, charts);

  function opened(/** @type {string} */ line) {
    life = unborn();
    recipeFold.open = false;
    charts.replaceChildren();
    after.replaceChildren();
    said.say(line);
  }

  // `drawn` are the charts as they are now.
  function paint(/** @type {NewbornEvents["charts"]} */ drawn) {
    if (life.first) said.say([life.first.said, life.looks.at(-1)?.said].filter(Boolean).join(" "), life.first?.speaker ?? "");
    progress.textContent = figures(life, words);
    if (!plots.loss.box.isConnected) {
      charts.replaceChildren(progress, written, ...["loss", "accuracy"].map((name) => titled("bd-born-chart", words[name], plots[name].box)));
    }
    written.replaceChildren(...guesses(life, words));
    for (const [name, figure] of Object.entries(drawn)) plots[name].show(figure, { keep: true });
  }

  function conclude() {
    const { end } = life;
    if (!end) return;
    said.say(end.said);
    const load = button(words.download, "bd-step-button", () => grown.zip(load, server.download_born, {}));
    const use = button(words.use, "bd-step-button bd-step-next", () => serve(end.model, words.mine));
    after.replaceChildren(make("div", "bd-born-after", use, load, make("p", "bd-born-gone", words.gone)));
  }
}

/** @param {Life} life @param {Words} words */
const diaryOf = ({ looks }, words) => ({
  title: words.guesses, columns: [column("step"), column("position"), column("word"), column("probability")],
  rows: looks.flatMap(({ step, guesses: places }) => places.flatMap((best, i) => best.map(([word, share]) => [step, i + 1, word, share]))),
});

/** @returns {Life} */
const unborn = () => ({ steps: [], looks: [], first: null, end: null });

/** What it reads, for how long, and the sentence that it is asked about. @param {Words} words */
function recipeOf(words) {
  let source = words.language;
  const paste = Object.assign(textBox("", 5), { placeholder: words.paste_hint, hidden: true });
  paste.setAttribute("aria-label", words.source_own);
  const [sentence, second] = [0, 1].map((i) => input("bd-input bd-question", { value: words.examples[source][i], maxLength: 500 }));
  const sources = segments(words.text, ["en", "zh", "own"].map((name) => [name, words[`source_${name}`]]), source, (name) => {
    source = name;
    paste.hidden = name !== "own";
    if (name !== "own") [sentence.value, second.value] = words.examples[name];
  });
  /** @param {number} min @param {number} max @param {number} value */
  const number = (min, max, value) => input("bd-input bd-number-input", { type: "number", min, max, step: 1, value });
  const steps = number(50, words.most_steps, words.default_steps);
  const seed = number(0, 2 ** 31 - 1, 0);
  return {
    box: make("section", "bd-born-form", make("div", "bd-born-row", sources.box, field(words.steps, steps), field(words.seed, seed)), paste,
      make("div", "bd-pair", wideField(words.sentence, sentence), wideField(words.second, second))),
    question: () => ({ source, text: paste.value, sentence: sentence.value, second: second.value,
      steps: steps.valueAsNumber || 0, seed: seed.valueAsNumber || 0 }),
  };
}

/** @param {Life} life @param {Words} words */
function figures({ steps }, words) {
  const now = steps.at(-1);
  return now ? fill(words.figures, {
    step: now.step, steps: now.steps, mlm: now.mlm_loss.toFixed(2), nsp: now.nsp_loss.toFixed(2),
    speed: Math.round(now.tokens_per_second).toLocaleString(), left: now.seconds_left.toFixed(0) }) : "";
}

/** The sentence, and for each hidden place what it would write: now, and at a few moments before. @param {Life} life @param {Words} words */
function guesses({ looks, first }, words) {
  const latest = looks.at(-1);
  if (!latest || !first) return [];
  let place = 0;
  const line = make("p", "bd-game-sentence", ...first.tokens.flatMap((token) => {
    if (token === "[CLS]" || token === "[SEP]") return [];
    const hidden = token === "[MASK]";
    return [make("span", hidden ? "bd-game-truth" : "", hidden ? latest.guesses[place++]?.[0]?.[0] ?? token : token), gap(first)];
  }));
  const every = Math.max(1, Math.ceil(looks.length / 6));
  const shown = looks.filter((_, i) => i % every === 0 || i === looks.length - 1);
  const written = (/** @type {[string, number][]} */ best) =>
    best.slice(0, 3).map(([token, share]) => `${token} ${digits(share)}`).join(" · ");
  const diary = make("table", "bd-rows", ...shown.map((look) => make("tr", "", make("th", "", fill(words.at, { step: look.step })),
    make("td", "bd-mono", look.guesses.map(written).join(" | ")))));
  return [make("h3", "", words.guesses), line, ...latest.guesses.map(guessBars),
    ...(latest.follows ? [make("p", "bd-born-follows", latest.follows)] : []), diary];
}
