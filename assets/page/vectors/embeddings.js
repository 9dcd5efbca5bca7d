// @ts-check
// What a token is before the first layer: three vectors, their sum, LayerNorm; its neighbours; all positions as a picture.
import { subscribe } from "../shared/bus.js";
import { live, make, tokenPicker } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { asker, hasAny } from "../shared/near.js";
import { bars, vector } from "../shared/pictures.js";
import { plot } from "../shared/plot.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Drawn, Plotly, Words } from "../shared/page.js" */

/** @type {Component<EmbeddingsFunctions>} */
export default function embeddings(element, words, server) {
  const tokens = tokenPicker(words);
  const said = live("bd-said");
  const vectors = make("div", "bd-embedding");
  const lower = make("div", "bd-embedding-lower");
  const check = make("p", "bd-check");
  element.append(make("div", "bd-controls", tokens.box), said, vectors, check, lower);
  /** @type {Drawn<EmbeddingPayload> | null} */
  let latest = null;
  /** @type {PositionsPayload & OfModel | null} */
  let table = null;  // { model, chart, said }: the position vectors, the same for every sentence
  const chart = plot(words.plot, { height: 340, file: "bert-positions" });
  const about = make("p", "bd-quiet");
  const positions = make("div", "", make("h3", "", words.positions), chart.box, about);
  const ask = asker(element, words, server.embedding, async (embedding) => {
    latest = embedding;
    paint(embedding);
    if (table?.model === embedding.model) {
      mark(table, embedding.token, true);
      return;
    }
    const loaded = await server.position_picture({ model: embedding.model });
    if ("error" in loaded || latest?.model !== embedding.model) return;
    table = { model: embedding.model, ...loaded };
    about.textContent = table.said;
    mark(table, latest.token, false);
  });

  function paint(/** @type {Drawn<EmbeddingPayload>} */ answer) {
    tokens.show(answer.run, answer.token);
    said.textContent = answer.said;
    check.textContent = answer.checked;
    vectors.replaceChildren(...answer.vectors.map(({ name, values }) => vector(name, values, words)));
    lower.replaceChildren(neighbours(words.before, answer.before, words), neighbours(words.after, answer.after, words),
      positions);
  }

  // The line goes to the token that is shown.
  function mark(/** @type {PositionsPayload} */ positions, /** @type {number} */ token, /** @type {boolean} */ keep) {
    /** @type {Plotly} */
    const { layout } = positions.chart;
    const line = { ...layout.shapes[0], y0: token, y1: token };
    chart.show({ ...positions.chart, layout: { ...layout, shapes: [line] } }, { keep });
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (state, changed) => { if (hasAny(changed, "run", "chosen")) ask(state); });
}

/** @param {string} title @param {[string, number][]} nearest @param {Words} words */
const neighbours = (title, nearest, words) => make("div", "", make("h3", "", title), nearest.length
  ? bars(nearest.map(([token, share]) => [token, share, digits(Math.max(0, share))])) : make("p", "bd-quiet", words.none));
