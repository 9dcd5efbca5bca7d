// @ts-check
// The way of every token through the layers, in one plane or space; two places of one word, layer by layer.
import { state, subscribe } from "../shared/bus.js";
import { button, checkbox, field, fill, live, make, picker, tokenPicker } from "../shared/controls.js";
import { Matrix } from "../shared/matrix.js";
import { asker, hasAny } from "../shared/near.js";
import { plot } from "../shared/plot.js";
import { pixels } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";
import { inflate } from "../shared/unpacking.js";

/** @import { Component, Drawn, Words } from "../shared/page.js" */

/** @typedef {Drawn<PathsPayload & { bytes: Uint8Array }>} Ways with `similarity` as bytes */

/** @type {Component<PathsFunctions>} */
export default function paths(element, words, server) {
  const tokens = tokenPicker(words);
  const space = checkbox(() => ask(state));
  const example = button(words.example, "bd-step-button", () =>
    /** @type {HTMLElement | null} */ (document.querySelector("#example-bank"))?.click());
  const said = make("p", "bd-said");
  const plane = plot(words.plot, { height: 420, file: "bert-paths" });
  const alike = plot(words.plot, { height: 300, file: "bert-similarity" });
  const noTwins = make("p", "bd-quiet", words.no_twins);
  const nearest = make("div", "bd-paths");
  const charts = make("div", "bd-layer-lower", make("div", "bd-paths", make("h3", "", words.plane), plane.box),
    make("div", "bd-paths", make("h3", "", words.alike), alike.box, noTwins, nearest));
  charts.hidden = true;
  const layers = likeness(words);
  element.append(make("div", "bd-controls", tokens.box, example, field(words.space, space)), said, charts, ...layers.parts);
  layers.matrix.watch();
  /** @type {Ways | null} */
  let latest = null;
  const ask = asker(element, words, async (question) => {
    const ways = await server.follow({ ...question, space: space.checked });
    return "error" in ways ? ways : { ...ways, bytes: new Uint8Array(await inflate(ways.similarity)) };
  }, (answer) => {
    latest = answer;
    charts.hidden = false;
    plane.show(answer.plane);
    alike.box.hidden = !answer.alike;
    noTwins.hidden = Boolean(answer.alike);
    if (answer.alike) alike.show(answer.alike);
    tokens.show(answer.run, answer.token);
    said.textContent = answer.said;
    const title = fill(words.nearest, { token: answer.run.tokens[answer.token] });
    nearest.replaceChildren(make("h3", "", title), neighbours(answer.nearest, title));
    layers.show(answer);
  });

  onTheme(() => latest && layers.show(latest));
  subscribe(element, (now, changed) => { if (hasAny(changed, "run", "chosen")) ask(now); });
}

/** Layer by layer, from the embeddings (0). @param {[string, number][]} nearest @param {string} title */
function neighbours(nearest, title) {
  const list = make("ol", "bd-nearest", ...nearest.map(([token, share]) =>
    make("li", "", make("span", "bd-token-name", token), ` ${share.toFixed(2)}`)));
  list.start = 0;
  list.setAttribute("aria-label", title);
  return list;
}

/** How alike any two tokens are, as a matrix a layer. @param {Words} words */
function likeness(words) {
  /** @type {Ways} */
  let answer;
  let shown = Infinity;  // the layer of the matrix; the last one until a visitor picks another
  const layers = picker(words.matrix, words.previous, words.next, (layer) => { shown = layer; show(answer); });
  const readout = live("bd-readout", words.hint);
  const matrix = new Matrix(words.matrix_name, (row, column) => {
    readout.replaceChildren(...(row === null || column === null ? [words.hint] : [make("span", "bd-token-name", answer.run.tokens[row]), " · ",
      make("span", "bd-token-name", answer.run.tokens[column]), " ", make("strong", "bd-number", cosine(row, column).toFixed(2))]));
  });
  const layer = () => Math.min(shown, answer.layers);
  const cosine = (/** @type {number} */ row, /** @type {number} */ column) =>  // as bytes: -1 … 1 is 0 … 255
    (answer.bytes[(layer() * answer.size + row) * answer.size + column] / 255) * 2 - 1;

  function show(/** @type {Ways} */ ways) {
    answer = ways;
    layers.show(Array.from({ length: answer.layers + 1 }, (_, i) => [i, String(i)]), layer());
    const steps = pixels();
    matrix.show(answer.run, Array.from({ length: answer.size }, (_, i) => i), (row, column) =>
      steps[Math.round(Math.max(0, cosine(row, column)) * 255)]);
  }

  return { matrix, parts: [layers.box, readout, make("div", "bd-picture", matrix.frame)], show };
}
