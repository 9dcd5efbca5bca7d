// @ts-check
// The fine-tuning lab: data, recipe, training as it happens, before and after, download. lab_data.js, lab_recipe.js,
// lab_charts.js and lab_compare.js draw its parts, training.js follows the training.
import { button, make } from "../shared/controls.js";
import { serve } from "../shared/modellist.js";
import { whenNear } from "../shared/near.js";
import { training } from "../shared/training.js";
import { labCharts } from "./lab_charts.js";
import { labCompare } from "./lab_compare.js";
import { labData } from "./lab_data.js";
import { labRecipe } from "./lab_recipe.js";

/** @import { Component, Words } from "../shared/page.js" */

/** @type {Component<LabFunctions>} */
export default function lab(element, words, server) {
  const data = labData(words, (question) => server.look({ data: question, base: recipe.base() }));
  const recipe = labRecipe(words, () => data.refresh());
  const charts = labCharts(words);
  const after = make("div");
  const code = make("details", "bd-lab-code");
  let trained = "";  // the name of the data that the training on screen learned from
  const tuning = training(element, words, server, {
    job: "start",
    async start(ask) {
      const opening = await ask({ data: data.question(), base: recipe.base(), recipe: recipe.values(), name: data.name() });
      if (opening) opened(opening.name);
      return opening;
    },
    resume: ({ name }) => opened(String(name)),
    take: charts.take,
    paint: (progress) => charts.paint(progress.charts),
    done: conclude,
  });
  element.append(data.box, recipe.box, tuning.box, charts.box, after, code);
  showCode(code, words.code, words);

  function opened(/** @type {string} */ name) {
    after.replaceChildren();
    charts.begin();
    trained = name;
  }

  async function conclude() {
    const conclusion = await tuning.asked(server.conclude, {});
    const end = charts.finished();
    if (!conclusion || !end) return;
    showCode(code, conclusion.code, words);
    const load = button(words.download, "bd-step-button", () => tuning.zip(load, server.download, { name: trained }));
    const use = button(words.use, "bd-step-button bd-step-next", () => serve(end.model, words.mine));
    const compare = labCompare(words, (text) => tuning.asked(server.before_after, { text }));
    after.replaceChildren(make("h3", "bd-part-title", words.happened),
      make("div", "bd-said", ...conclusion.said.map((line) => make("p", "", line))),
      make("div", "bd-steps", use, load), make("p", "bd-quiet", words.gone), compare.box);
    compare.ask(data.example());
  }

  whenNear(element, () => data.refresh());
}

/** The loop that trains, a note beside a line. @param {HTMLElement} fold @param {[string, string][]} lines @param {Words} words */
function showCode(fold, lines, words) {
  const frame = make("div", "bd-frame", make("table", "bd-code-lines", ...lines.map(([line, note]) =>
    make("tr", note ? "bd-code-noted" : "", make("td", "", make("code", "", line || " ")), make("td", "bd-code-note", note)))));
  frame.tabIndex = 0;
  fold.replaceChildren(make("summary", "", words.loop), frame);
}
