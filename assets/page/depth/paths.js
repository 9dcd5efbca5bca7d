// @ts-check
// The way of every token through the layers, in one plane; two places of one word, layer by layer.
import { subscribe } from "../shared/bus.js";
import { button, fill, live, make, picker, tokenPicker } from "../shared/controls.js";
import { chart, draw } from "../shared/drawing.js";
import { Matrix } from "../shared/matrix.js";
import { asker, hasAny } from "../shared/near.js";
import { headColour, pixels } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";
import { inflate } from "../shared/unpacking.js";

/** @import { Component, Payload, Words } from "../shared/page.js" */

/** @type {Component} */
export default function paths(element, words, server) {
  const tokens = tokenPicker(words);
  /** @type {HTMLElement | null} */
  const scene = document.querySelector("#example-bank");
  const example = button(words.example, "bd-step-button", () => scene?.click());
  const said = make("p", "bd-said");
  const plane = make("div", "bd-paths");
  const twins = make("div", "bd-paths");
  const layers = likeness(words);
  element.append(make("div", "bd-controls", tokens.box, example), said, make("div", "bd-layer-lower", plane, twins), ...layers.parts);
  layers.matrix.watch();
  /** @type {Payload} */
  let answer = null;
  const ask = asker(element, words, async (question) => {
    const shown = await server.follow(question);
    return shown.error ? shown : { ...shown, bytes: new Uint8Array(await inflate(shown.similarity)) };
  }, (shown) => {
    answer = shown;
    paint();
  });

  function paint() {
    tokens.show(answer.run, answer.token);
    said.textContent = answer.said;
    plane.replaceChildren(make("h3", "", words.plane), ways(answer, words));
    const title = fill(words.nearest, { token: answer.run.tokens[answer.token] });
    const near = make("ol", "bd-nearest", ...answer.nearest.map(([token, share]) =>
      make("li", "", make("span", "bd-token-name", token), ` ${share.toFixed(2)}`)));
    near.start = 0;
    near.setAttribute("aria-label", title);
    twins.replaceChildren(make("h3", "", words.alike), alike(answer, words), make("h3", "", title), near);
    layers.show(answer);
  }

  onTheme(() => answer && paint());
  subscribe(element, (state, changed) => { if (hasAny(changed, "run", "chosen")) ask(state); });
}

/** How alike any two tokens are, as a matrix a layer. @param {Words} words */
function likeness(words) {
  /** @type {Payload} */
  let answer = null;
  /** @type {number | null} */
  let shown = null;  // the layer of the matrix; the last one until a visitor picks another
  const layers = picker(words.matrix, words.previous, words.next, (layer) => { shown = layer; paint(); });
  const readout = live("bd-readout", words.hint);
  const matrix = new Matrix(words.matrix_name, (row, column) => {
    readout.replaceChildren(...(row === null || column === null ? [words.hint] : [make("span", "bd-token-name", answer.run.tokens[row]), " · ",
      make("span", "bd-token-name", answer.run.tokens[column]), " ", make("strong", "bd-number", cosine(row, column).toFixed(2))]));
  });
  const last = () => answer.points.length - 1;
  const cosine = (/** @type {number} */ row, /** @type {number} */ column) => {  // as bytes: -1 … 1 is 0 … 255
    const size = answer.points[0].length;
    return (answer.bytes[(Math.min(shown ?? Infinity, last()) * size + row) * size + column] / 255) * 2 - 1;
  };

  function paint() {
    layers.show(Array.from({ length: last() + 1 }, (_, i) => [i, String(i)]), Math.min(shown ?? Infinity, last()));
    const steps = pixels();
    matrix.show(answer.run, answer.points[0].map((_, i) => i), (row, column) => steps[Math.round(Math.max(0, cosine(row, column)) * 255)]);
  }

  return {
    matrix, parts: [layers.box, readout, make("div", "bd-picture", matrix.frame)],
    show(/** @type {Payload} */ found) {
      answer = found;
      paint();
    },
  };
}

/** A line a token, from the embeddings (0) to the last layer. @param {Payload} answer @param {Words} words */
function ways(answer, words) {
  const [width, height, edge] = [560, 400, 34];
  const all = answer.points.flat();
  const span = (axis) => [Math.min(...all.map((p) => p[axis])), Math.max(...all.map((p) => p[axis]))];
  const [[left, right], [low, high]] = [span(0), span(1)];
  const x = (p) => edge + ((width - 2 * edge) * (p[0] - left)) / (right - left || 1);
  const y = (p) => height - edge - ((height - 2 * edge) * (p[1] - low)) / (high - low || 1);
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "bd-chart", role: "img", "aria-label": words.plane });
  svg.append(draw("text", { x: width / 2, y: height - 6, "text-anchor": "middle" }, answer.axes[0]),
    draw("text", { x: 12, y: height / 2, "text-anchor": "middle", transform: `rotate(-90 12 ${height / 2})` }, answer.axes[1]));
  answer.run.tokens.slice(0, answer.points[0].length).forEach((token, i) => {
    const way = answer.points.map((layer) => ({ x: x(layer[i]), y: y(layer[i]) }));
    const on = answer.shown.indexOf(i);
    if (on < 0) svg.prepend(wayOf(token, way, "var(--bd-line)", 1));
    else svg.append(named(token, way, `rgb(${headColour(on + 1)})`));
  });
  return svg;
}

/** @param {string} token @param {{ x: number, y: number }[]} way @param {string} stroke @param {number} width */
function wayOf(token, way, stroke, width) {
  const group = draw("g", {});
  group.append(draw("title", {}, token),
    draw("polyline", { points: way.map((at) => `${at.x},${at.y}`).join(" "), fill: "none", stroke, "stroke-width": width }));
  return group;
}

/** @param {string} token @param {{ x: number, y: number }[]} way @param {string} fill */
function named(token, way, fill) {
  const group = wayOf(token, way, fill, 2.5);
  const [first, last] = [way[0], way[way.length - 1]];
  group.append(...way.map((at) => draw("circle", { cx: at.x, cy: at.y, r: at === last ? 5 : 2.5, fill })),
    draw("text", { x: last.x + 7, y: last.y + 4, class: "bd-paths-name" }, token),
    draw("text", { x: first.x + 5, y: first.y - 5 }, "0"));
  return group;
}

/** Two places of one word. @param {Payload} answer @param {Words} words */
function alike(answer, words) {
  if (!answer.twins.length) return make("p", "bd-quiet", words.no_twins);
  const steps = answer.twins[0].similarity.length - 1;
  const { svg, x, y } = chart({ width: 520, height: 230, right: 90, steps, label: words.alike, axis: words.layers, numbered: true });
  /** @type {number[]} */
  const taken = [];
  answer.twins.forEach(({ token, similarity }, i) => {
    const colour = `rgb(${headColour(i + 1)})`;
    const points = similarity.map((share, layer) => `${x(layer)},${y(Math.max(0, share))}`).join(" ");
    let at = y(Math.max(0, similarity[steps])) + 4;
    while (taken.some((other) => Math.abs(other - at) < 13)) at += 13;
    taken.push(at);
    svg.append(draw("polyline", { points, fill: "none", stroke: colour, "stroke-width": 2.5 }),
      draw("text", { x: x(steps) + 8, y: at, fill: colour, class: "bd-paths-name" }, token));
  });
  return svg;
}
