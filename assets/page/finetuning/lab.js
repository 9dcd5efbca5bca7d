// @ts-check
// The fine-tuning lab in three views: data; recipe; training as it happens, and what came of it. lab_data.js, lab_recipe.js,
// lab_charts.js, lab_compare.js and lab_push.js draw their parts, training.js follows the training.
import { textsOf } from "../shared/boxes.js";
import { subscribe } from "../shared/bus.js";
import { button, choices, make, region } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { serve } from "../shared/modellist.js";
import { numbers } from "../shared/numbers.js";
import { training } from "../shared/training.js";
import { labCharts } from "./lab_charts.js";
import { labCompare } from "./lab_compare.js";
import { labData } from "./lab_data.js";
import { labPush } from "./lab_push.js";
import { labRecipe } from "./lab_recipe.js";

/** @import { Component, Words } from "../shared/page.js" */
/** @typedef {{ said: string, speaker: string }} Said */

/** @type {Component<LabFunctions>} */
export default function lab(element, words, server) {
  const said = finding(element);
  const findings = /** @type {Record<string, Said | null>} */ ({ data: null, training: null });  // of the rows, and of what came of the training
  const data = labData(words, (question) => server.look({ data: question, base: recipe.base() }), (line) => {
    findings.data = { said: line, speaker: "" };
    say();
  });
  const recipe = labRecipe(words, () => data.refresh());
  const charts = labCharts(words);
  const compare = labCompare(words, (text) => tuning.asked(server.before_after, { text }));
  const result = labResult(words, charts, compare, () => ({ training: tuning.key(), data: trained }));
  let trained = "";  // the name of the data that the training on screen learned from
  const main = views(words.view, (name) => words[`view_${name}`], { data: data.box, recipe: recipe.box, training: result.box }, say);
  const tuning = training(element, words, server, {
    job: "start",
    async start(ask) {
      const opening = await ask({ data: data.question(), base: recipe.base(), recipe: recipe.values(), name: data.name() });
      if (opening) opened(opening.name);
      return opening;
    },
    resume: ({ name }) => opened(String(name)),
    before: result.back,
    take: charts.take,
    paint: (progress) => charts.paint(progress.charts),
    done: conclude,
  });
  tuning.box.classList.add("bd-lab-tuning");
  numbers(element, () => (main.open() === "training" ? [...charts.numbers(), ...compare.numbers()] : data.numbers()));
  element.append(make("div", "bd-lab-bar", main.box, tuning.box), result.problem, ...main.shown);

  function say() {
    const line = (main.open() === "training" && findings.training) || findings.data;
    if (line) said.say(line.said, line.speaker);
  }

  function opened(/** @type {string} */ name) {
    findings.training = null;
    trained = name;
    result.begin();
    main.go("training");
  }

  async function conclude() {
    const conclusion = await tuning.asked(server.conclude, {});
    const end = charts.finished();
    if (!conclusion || !end) return;
    const load = button(words.download, "bd-chip", () => tuning.zip(load, server.download, { name: trained }));
    result.conclude(conclusion, button(words.use, "bd-chip", () => serve(end.model, words.mine)), load);
    findings.training = conclusion;
    say();
    compare.ask(textsOf().text);
  }

  let isRead = false;
  subscribe(element, (_, changed) => {
    if (!isRead) data.refresh();
    isRead = true;
    if (changed.has("run") && findings.training) compare.ask(textsOf().text);
  });
}

/**
 * What is seen of a training, a part at a time, and what may be done with what came of it.
 * @param {Words} words
 * @param {ReturnType<typeof labCharts>} charts
 * @param {ReturnType<typeof labCompare>} compare
 * @param {() => { training: string, data: string }} trained
 */
function labResult(words, charts, compare, trained) {
  const push = words.push ? labPush(words, trained) : null;  // only where the server is a client of the Hub
  const loop = region(words.loop, "bd-frame");
  const actions = make("div", "bd-lab-actions");
  const notes = make("p", "bd-lab-notes");
  const parts = views(words.part, (name) => words[`part_${name}`], { ...charts.views, compare: compare.box, loop });
  loop.append(codeTable(words.code));
  return {
    box: make("section", "bd-lab-part bd-lab-result", make("div", "bd-lab-bar", parts.box, actions), push?.box, charts.figures, notes, ...parts.shown),
    problem: push?.problem ?? "",
    back: () => push?.back(),
    begin() {
      actions.replaceChildren();
      push?.close();
      notes.textContent = "";
      compare.clear();
      charts.begin();
      if (["compare", "loop"].includes(parts.open())) parts.go("curves");
    },
    conclude(/** @type {LabConclusion} */ { code, notes: said }, /** @type {HTMLElement[]} */ ...buttons) {
      loop.replaceChildren(codeTable(code));
      actions.replaceChildren(...buttons, ...(push ? [push.opener] : []));
      push?.offer();
      notes.textContent = [...said, words.gone].join(" ");
    },
  };
}

/**
 * Views of which one is open, and the control that opens them.
 * @param {string} label
 * @param {(name: string) => string} named what a view is called
 * @param {Record<string, HTMLElement>} shown
 * @param {() => void} told once another one is open
 */
function views(label, named, shown, told = () => {}) {
  const names = Object.keys(shown);
  let [now] = names;
  const open = (/** @type {string} */ name) => {
    now = name;
    for (const [each, view] of Object.entries(shown)) view.hidden = each !== name;
    told();
  };
  const segments = choices(label, names.map((name) => [name, named(name)]), now, open);
  segments.box.classList.add("bd-segments");
  for (const [each, view] of Object.entries(shown)) view.hidden = each !== now;
  return {
    box: segments.box, shown: Object.values(shown), open: () => now,
    go(/** @type {string} */ name) {
      segments.press(name);
      open(name);
    },
  };
}

/** The loop that trains, a note beside a line. @param {[string, string][]} lines */
const codeTable = (lines) => make("table", "bd-code-lines", ...lines.map(([line, note]) =>
  make("tr", note ? "bd-code-noted" : "", make("td", "", make("code", "", line || " ")), make("td", "bd-code-note", note))));
