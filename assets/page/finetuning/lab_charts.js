// @ts-check
// What the lab shows while it trains: figures, curves, the plane of [CLS], confusion, worst errors.
import { fill, make, region } from "../shared/controls.js";
import { titled } from "../shared/pictures.js";
import { plot } from "../shared/plot.js";

/** @import { Words } from "../shared/page.js" */
/** @typedef {{ steps: LabStep[], looks: LabProgress[], reading: LabReading | null, end: LabFinished | null }} Course */

const CHARTS = ["loss", "accuracy", "plane", "confusion"];

/** @param {Words} words */
export function labCharts(words) {
  const figures = make("p", "bd-lab-figures", words.not_yet);
  figures.setAttribute("aria-live", "off");
  /** @type {Record<string, ReturnType<typeof plot>>} */
  const charts = Object.fromEntries(CHARTS.map((name) => [name, plot(words.plot, { height: "100%", file: `bert-${name}` })]));
  const explained = make("p", "bd-check");
  const mistakes = region(words.worst, "bd-lab-worst");
  const part = (/** @type {string} */ name) => titled("bd-lab-chart", words[name], charts[name].box);
  const side = (/** @type {HTMLElement[]} */ ...parts) => make("div", "bd-lab-side", ...parts);
  const views = {
    curves: side(part("loss"), part("accuracy")),
    points: make("div", "bd-lab-points", side(part("plane"), part("confusion")), explained),
    errors: mistakes,
  };
  let course = begun();

  // `drawn` are the charts that have changed.
  function paint(/** @type {LabEvents["charts"]} */ drawn) {
    const now = course.steps.at(-1);
    const look = course.looks.at(-1);
    if (now) figures.textContent = told(now, words);
    else if (course.reading) figures.textContent = fill(words.reading, course.reading);
    for (const [name, figure] of Object.entries(drawn)) charts[name].show(figure, { keep: true });
    if (!look) return;
    explained.textContent = look.explained;
    mistakes.replaceChildren(make("h3", "bd-part-title", words.worst), worst(look, words));
  }

  return {
    figures, views, paint, numbers: () => Object.values(charts).map((one) => one.numbers()), finished: () => course.end,
    begin() {
      course = begun();
      figures.textContent = "";
      explained.textContent = "";
      mistakes.replaceChildren();
      for (const one of Object.values(charts)) one.box.hidden = true;
    },
    take(/** @type {LabEvents["events"][number]} */ event) {
      if (event.kind === "step") course.steps.push(event);
      else if (event.kind === "progress") course.looks.push(event);
      else if (event.kind === "reading") course.reading = event;
      else course.end = event;
    },
  };
}

/** @returns {Course} */
const begun = () => ({ steps: [], looks: [], reading: null, end: null });

/** @param {LabStep} now @param {Words} words */
const told = (now, words) => fill(words.figures, {
  step: now.step, steps: now.steps, epoch: now.epoch, loss: now.loss === null ? "nan" : now.loss.toFixed(3),
  speed: Math.round(now.tokens_per_second).toLocaleString(), seconds: now.seconds.toFixed(1),
  left: now.seconds_left.toFixed(0), rate: now.learning_rate.toPrecision(2),
});

/** @param {LabProgress} look @param {Words} words */
const worst = (look, words) => (look.worst.length
  ? make("ol", "bd-worst", ...look.worst.map((one) => make("li", "", make("span", "", one.text), make("span", "bd-quiet", ` — ${one.said}`))))
  : make("p", "bd-quiet", words.no_errors));
