// @ts-check
// What the lab shows while it trains: figures, curves, the plane of [CLS], confusion, worst errors.
import { fill, make } from "../shared/controls.js";
import { titled } from "../shared/pictures.js";
import { plot } from "../shared/plot.js";

/** @import { Words } from "../shared/page.js" */
/** @typedef {{ steps: LabStep[], looks: LabProgress[], reading: LabReading | null, end: LabFinished | null }} Course */

const HEIGHTS = { loss: 260, accuracy: 260, plane: 340, confusion: 340 };

/** @param {Words} words */
export function labCharts(words) {
  const box = make("div", "bd-lab-charts");
  const figures = make("p", "bd-said");
  figures.setAttribute("aria-live", "off");
  /** @type {Record<string, ReturnType<typeof plot>>} */
  const charts = Object.fromEntries(Object.entries(HEIGHTS).map(([name, height]) =>
    [name, plot(words.plot, { height, file: `bert-${name}` })]));
  const explained = make("p", "bd-quiet");
  const mistakes = make("section", "bd-lab-chart");
  const part = (/** @type {string} */ name, /** @type {HTMLElement[]} */ ...more) =>
    titled("bd-lab-chart", words[name], charts[name].box, ...more);
  let course = begun();

  // `drawn` are the charts that have changed.
  function paint(/** @type {LabEvents["charts"]} */ drawn) {
    const now = course.steps.at(-1);
    const look = course.looks.at(-1);
    if (!now && !look) {
      if (course.reading) figures.textContent = fill(words.reading, course.reading);
      if (course.reading) box.replaceChildren(figures);
      return;
    }
    if (now) figures.textContent = told(now, words);
    if (!charts.loss.box.isConnected) box.replaceChildren(figures, part("loss"), part("accuracy"));
    if (look && !charts.plane.box.isConnected) box.append(part("plane", explained), part("confusion"), mistakes);
    for (const [name, figure] of Object.entries(drawn)) charts[name].show(figure, { keep: true });
    if (!look) return;
    explained.textContent = look.explained;
    mistakes.replaceChildren(make("h3", "", words.worst), worst(look, words));
  }

  return {
    box, paint, finished: () => course.end,
    begin() {
      course = begun();
      box.replaceChildren();
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
