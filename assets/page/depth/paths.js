// @ts-check
// The way of every token through the layers, in one plane or space; two places of one word, layer by layer; how alike all
// tokens are in the layer of the bar. One of the three at a time.
import { select, state, subscribe } from "../shared/bus.js";
import { checkbox, field, fill, live, make, segments } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { Matrix } from "../shared/matrix.js";
import { asker, hasAny } from "../shared/near.js";
import { column, matrixTable, numbers } from "../shared/numbers.js";
import { keepPart } from "../shared/part.js";
import { plot } from "../shared/plot.js";
import { pixels, scale } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";
import { inflate } from "../shared/unpacking.js";

/** @import { Component, Drawn, Words } from "../shared/page.js" */

/** @typedef {Drawn<PathsPayload & { bytes: Uint8Array }>} Ways with `similarity` as bytes */

const PARTS = ["plane", "alike", "matrix"];

/** @type {Component<PathsFunctions>} */
export default function paths(element, words, server) {
  const space = checkbox(() => ask(state));
  const spaceField = field(words.space, space);
  const said = finding(element);
  const plane = plot(words.plot, { height: "100%", file: "bert-paths" });
  const twins = twinsOf(words);
  const layers = likeness(words);
  const parts = [make("div", "bd-paths-part", plane.box), twins.box, layers.box];
  const show = (/** @type {string} */ part) => {
    parts.forEach((box, i) => { box.hidden = PARTS[i] !== part; });
    spaceField.hidden = part !== "plane";
  };
  const chosen = segments(words.parts, PARTS.map((part) => [part, words[part]]), "plane", (part) => {
    show(part);
    keep(part);
  });
  element.append(make("div", "bd-paths-head", chosen.box, spaceField), ...parts);
  show("plane");
  const keep = keepPart("paths", PARTS, (part) => {
    chosen.press(part);
    show(part);
  });
  numbers(element, () => {
    if (!latest) return [];
    if (!layers.box.hidden) return layers.numbers();
    return twins.box.hidden ? [plane.numbers()] : latest.alike ? [twins.numbers()] : [];
  });
  layers.matrix.watch();
  /** @type {Ways | null} */
  let latest = null;
  const ask = asker(element, words, async (question) => {
    const ways = await server.follow({ ...question, space: space.checked });
    return "error" in ways ? ways : { ...ways, bytes: new Uint8Array(await inflate(ways.similarity)) };
  }, (answer) => {
    latest = answer;
    plane.show(answer.plane);
    twins.show(answer);
    said.say(answer.said);
    layers.show(answer);
  });

  onTheme(() => latest && layers.show(latest));
  subscribe(element, (now, changed) => {
    if (hasAny(changed, "run", "chosen")) ask(now);
    else if (hasAny(changed, "layer", "bare") && latest) layers.show(latest);
  });
}

/** The places of a word that comes twice, or that there is none. @param {Words} words */
function twinsOf(words) {
  const chart = plot(words.plot, { height: "100%", file: "bert-similarity" });
  const none = make("p", "bd-paths-none", words.no_twins);
  return {
    box: make("div", "bd-paths-part", chart.box, none),
    numbers: () => chart.numbers(),
    show(/** @type {Ways} */ { alike }) {
      none.hidden = Boolean(alike);
      if (alike) chart.show(alike);
      chart.box.hidden = !alike;
    },
  };
}

/** Layer by layer, from the embeddings (0). @param {[string, number][]} nearest @param {string} title @param {number} layer */
function neighbours(nearest, title, layer) {
  const list = make("ol", "bd-nearest", ...nearest.map(([token, share], i) =>
    make("li", i === layer ? "bd-nearest-on" : "", make("span", "bd-token-name", token), ` ${share.toFixed(2)}`)));
  list.start = 0;
  list.setAttribute("aria-label", title);
  return list;
}

/** How alike any two tokens are in the layer of the bar; beside it, what is most alike to the pinned one. @param {Words} words */
function likeness(words) {
  /** @type {Ways} */
  let answer;
  const readout = live("bd-paths-readout", words.hint);
  const title = make("h3", "bd-small-title");
  const nearest = make("div", "bd-paths-nearest");
  /** @type {number | null} the row that is pointed at */
  let at = null;
  const matrix = new Matrix(words.matrix_name, (row, column) => {
    at = row;
    readout.replaceChildren(...(row === null || column === null ? [words.hint] : [make("span", "bd-token-name", answer.run.tokens[places[row]]), " · ",
      make("span", "bd-token-name", answer.run.tokens[places[column]]), " ",
      make("strong", "bd-number", cosine(places[row], places[column]).toFixed(2))]));
  });
  matrix.frame.addEventListener("click", (event) => {
    if (event.target instanceof HTMLCanvasElement && at !== null) select({ chosen: places[at] });
  });
  /** @type {number[]} the tokens that are rows and columns */
  let places = [];
  const layer = () => Math.min(state.layer || Infinity, answer.layers);
  const cosine = (/** @type {number} */ row, /** @type {number} */ column) =>  // as bytes: -1 … 1 is 0 … 255
    (answer.bytes[(layer() * answer.size + row) * answer.size + column] / 255) * 2 - 1;

  function show(/** @type {Ways} */ ways) {
    answer = ways;
    const { run } = answer;
    title.textContent = fill(words.matrix_title, { layer: layer() });
    const steps = pixels();
    places = Array.from({ length: answer.size }, (_, i) => i).filter((i) => !(state.bare && run.special[i]));
    matrix.show(run, places, (row, column) => steps[Math.round(Math.max(0, cosine(row, column)) * 255)]);
    const name = fill(words.nearest, { token: run.tokens[answer.token] });
    nearest.replaceChildren(make("h3", "bd-small-title", name), neighbours(answer.nearest, name, layer()));
    legend.replaceChildren("0", ramp(), "1", make("span", "", words.cosine));
  }

  function tables() {
    const names = places.map((i) => answer.run.tokens[i]);
    return [matrixTable(String(title.textContent), "", names, names, (i, j) => cosine(places[i], places[j])),
      { title: fill(words.nearest, { token: answer.run.tokens[answer.token] }), columns: [column("layer"), column("token"), column("score")],
        rows: answer.nearest.map(([token, share], i) => [i, token, share]) }];
  }

  const legend = make("p", "bd-legend");
  const side = make("div", "bd-paths-side", title, readout, legend, nearest);
  return { matrix, box: make("div", "bd-paths-part bd-paths-likeness", make("div", "bd-paths-square", matrix.frame), side), show, numbers: tables };
}

/** The scale of the matrix. */
function ramp() {
  const bar = make("span", "bd-legend-bar");
  bar.style.background = `linear-gradient(to right, ${[0, 0.25, 0.5, 0.75, 1].map((v) => `rgb(${scale(v)})`).join(", ")})`;
  return bar;
}
