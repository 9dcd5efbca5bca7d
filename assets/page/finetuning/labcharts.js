// @ts-check
// What the lab draws while it trains: curves, the plane of [CLS], confusion, worst errors.
import { fill, make } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { chart, draw } from "../shared/drawing.js";
import { colour as inColour, titled } from "../shared/pictures.js";
import { headColour, scale } from "../shared/scale.js";

/** @import { Payload, Words } from "../shared/page.js" */
/** @typedef {{ steps: Payload[], looks: Payload[], reading: Payload, end: Payload, labels: string[] }} Course */

const SHAPES = ["circle", "square", "triangle", "diamond"];
const colour = (/** @type {number} */ i) => `rgb(${headColour(i + 1)})`;
const part = (title, ...parts) => titled("bd-lab-chart", title, ...parts);
const isKnown = (value) => value !== null && value !== undefined;

/** @param {Words} words */
export function labCharts(words) {
  const box = make("div", "bd-lab-charts");
  const figures = make("p", "bd-said");
  figures.setAttribute("aria-live", "off");
  let course = begun([]);

  function paint() {
    const { steps, looks, reading } = course;
    const now = steps.at(-1);
    if (now) figures.textContent = told(now, words);
    if (now || looks.length) {
      const look = looks.at(-1);
      box.replaceChildren(figures, curves(course, "loss", words), curves(course, "accuracy", words),
        ...(look ? [plane(course, look, words), confusion(course, look, words), worst(look, words)] : []));
    } else if (reading) {
      figures.textContent = fill(words.reading, reading);
      box.replaceChildren(figures);
    }
  }

  return {
    box, paint, finished: () => course.end,
    begin(/** @type {string[]} */ labels) {
      course = begun(labels);
      box.replaceChildren();
    },
    take(/** @type {Payload} */ event) {
      if (event.kind === "step") course.steps.push(event);
      else if (event.kind === "progress") course.looks.push(event);
      else if (event.kind === "reading") course.reading = event;
      else course.end = event;
    },
  };
}

/** @param {string[]} labels @returns {Course} */
const begun = (labels) => ({ steps: [], looks: [], reading: null, end: null, labels });

/** @param {Payload} now @param {Words} words */
const told = (now, words) => fill(words.figures, {
  step: now.step, steps: now.steps, epoch: now.epoch, loss: now.loss === null ? "nan" : now.loss.toFixed(3),
  speed: Math.round(now.tokens_per_second).toLocaleString(), seconds: now.seconds.toFixed(1),
  left: now.seconds_left.toFixed(0), rate: now.learning_rate.toPrecision(2),
});

/** Training (mean over a few steps) and held-back rows, over the steps. @param {Course} course @param {string} name @param {Words} words */
function curves({ steps, looks }, name, words) {
  const all = steps.at(-1)?.steps ?? 1;
  const known = [...steps, ...looks].map((one) => one[name]).filter(isKnown);
  const top = name === "accuracy" ? 1 : Math.max(0.1, ...known);
  const perEpoch = looks.length > 1 ? steps.filter(({ epoch }) => epoch === 1).length : 1;
  const { svg, x, y } = chart({ width: 480, height: 200, right: 12, steps: all, label: words[name], axis: words.step, top });
  const smooth = Math.max(1, Math.round(all / 60));
  const points = [];
  for (let at = 0; at < steps.length; at += smooth) {
    const some = steps.slice(at, at + smooth).map((one) => one[name]).filter((value) => value !== null);
    if (some.length) points.push(`${x(steps[at].step)},${y(some.reduce((a, b) => a + b, 0) / some.length / top)}`);
  }
  const held = looks.filter((one) => one[name] !== null).map((one) => [x(one.epoch * perEpoch), y(Math.min(1, one[name] / top))]);
  svg.append(draw("polyline", { points: points.join(" "), class: "bd-curve" }),
    draw("polyline", { points: held.map((point) => point.join(",")).join(" "), class: "bd-curve bd-curve-held" }),
    ...held.map(([cx, cy]) => draw("circle", { cx, cy, r: 3.5, class: "bd-curve-dot" })));
  const latest = looks.at(-1)?.[name];
  return part(words[name], svg, make("p", "bd-quiet", fill(words.legend, { value: isKnown(latest) ? digits(latest) : "–" })));
}

function shape(/** @type {number} */ label, /** @type {number} */ cx, /** @type {number} */ cy) {
  const s = 4.5;
  const kind = SHAPES[label % SHAPES.length];
  const path = { square: `M${cx - s} ${cy - s}h${2 * s}v${2 * s}h${-2 * s}z`,
    triangle: `M${cx} ${cy - s}L${cx + s} ${cy + s}H${cx - s}z`,
    diamond: `M${cx} ${cy - s}L${cx + s} ${cy}L${cx} ${cy + s}L${cx - s} ${cy}z` }[kind];
  return path ? draw("path", { d: path, fill: colour(label) }) : draw("circle", { cx, cy, r: s, fill: colour(label) });
}

/** @param {Course} course @param {Payload} look @param {Words} words */
function plane({ looks, labels }, look, words) {
  const [width, height] = [480, 260];
  const most = Math.max(1e-9, ...looks.flatMap(({ points }) => points.flat().map(Math.abs)));
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "bd-chart", role: "img", "aria-label": words.plane });
  look.points.forEach(([a, b], i) => svg.append(shape(look.labels[i], width / 2 + (a / most) * (width / 2 - 12), height / 2 - (b / most) * (height / 2 - 12))));
  const legend = make("ul", "bd-kinds", ...labels.map((label, i) => {
    const sign = draw("svg", { viewBox: "0 0 12 12", width: 12, height: 12 });
    sign.append(shape(i, 6, 6));
    return make("li", "bd-kind", sign, ` ${label}`);
  }));
  return part(words.plane, svg, legend, make("p", "bd-quiet", look.explained));
}

/** @param {Course} course @param {Payload} look @param {Words} words */
function confusion({ labels }, look, words) {
  const most = Math.max(1, ...look.confusion.flat());
  const head = make("tr", "", ...[words.truth, ...labels].map((name) => make("th", "", name)));
  return part(words.confusion, make("div", "bd-frame", make("table", "bd-confusion", head, ...look.confusion.map((counts, i) =>
    make("tr", "", make("th", "", labels[i]), ...counts.map((count, j) => {
      const cell = make("td", i === j ? "bd-right" : "", count);
      inColour(cell, scale((0.75 * count) / most));
      return cell;
    }))))));
}

/** @param {Payload} look @param {Words} words */
function worst(look, words) {
  const list = make("ol", "bd-worst", ...look.worst.map((one) =>
    make("li", "", make("span", "", one.text), make("span", "bd-quiet", ` — ${one.said}`))));
  return part(words.worst, look.worst.length ? list : make("p", "bd-quiet", words.no_errors));
}
