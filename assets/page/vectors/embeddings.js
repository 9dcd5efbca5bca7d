// @ts-check
// What a token is before the first layer: three vectors, their sum, LayerNorm; its neighbours; all positions as a picture.
import { subscribe } from "../shared/bus.js";
import { make, region } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { finding } from "../shared/finding.js";
import { signedLegend } from "../shared/legend.js";
import { asker, hasAny } from "../shared/near.js";
import { column, numbers, vectorTable } from "../shared/numbers.js";
import { bars, vector } from "../shared/pictures.js";
import { plot } from "../shared/plot.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Drawn, Plotly, Words } from "../shared/page.js" */

/** @type {Component<EmbeddingsFunctions>} */
export default function embeddings(element, words, server) {
  const said = finding(element);
  const vectors = make("div", "bd-embedding");
  const lower = make("div", "bd-embedding-lower");
  const check = make("p", "bd-check");
  /** @type {Drawn<EmbeddingPayload> | null} */
  let latest = null;
  /** @type {PositionsPayload & OfModel | null} */
  let table = null;  // { model, chart, said }: the position vectors, the same for every sentence
  const chart = plot(words.plot, { height: "100%", file: "bert-positions" });
  const about = make("p", "bd-legend");
  const positions = make("div", "bd-embedding-positions", make("h3", "bd-small-title", words.positions), chart.box, about, check);
  const token = region(words.token, "bd-embedding-token");
  token.append(vectors, signedLegend(words.signs), lower);
  element.append(make("div", "bd-two", token, positions));
  numbers(element, () => (latest ? [vectorTable(latest.run.tokens[latest.token ?? 0], latest.vectors),
    ...[[words.before, latest.before], [words.after, latest.after]].map(([title, rows]) => ({ title, columns: [column("word"), column("score")], rows }))] : []));
  let coming = /** @type {{ model: string, picture: ReturnType<typeof server.position_picture> } | null} */ (null);
  const ask = asker(element, words, (question) => {  // both at once: a visitor may leave before the first has come
    if (coming?.model !== question.model) coming = { model: question.model, picture: server.position_picture({ model: question.model }) };
    return server.embedding(question);
  }, async (embedding) => {
    latest = embedding;
    paint(embedding);
    if (table?.model === embedding.model) {
      mark(table, embedding.token, true);
      return;
    }
    const asked = coming;
    const loaded = await asked?.picture;
    if (!loaded || "error" in loaded) coming = null;  // asked again with the next word
    if (!loaded || "error" in loaded || asked?.model !== embedding.model || latest?.model !== embedding.model) return;
    table = { model: embedding.model, ...loaded };
    about.textContent = table.said;
    mark(table, latest.token, false);
  });

  function paint(/** @type {Drawn<EmbeddingPayload>} */ answer) {
    said.say(answer.said);
    check.textContent = answer.checked;
    vectors.replaceChildren(...answer.vectors.map(({ name, values }) => vector(name, values, words)));
    lower.replaceChildren(neighbours(words.before, answer.before, words), neighbours(words.after, answer.after, words));
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
const neighbours = (title, nearest, words) => make("div", "", make("h3", "bd-small-title", title), nearest.length
  ? bars(nearest.map(([token, share]) => [token, share, digits(Math.max(0, share))])) : make("p", "bd-quiet", words.none));
