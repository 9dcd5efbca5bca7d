// @ts-check
// What a token is before the first layer: three vectors, their sum, LayerNorm; its neighbours; all positions as a picture.
import { subscribe } from "../shared/bus.js";
import { live, make, tokenPicker } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { asker, hasAny } from "../shared/near.js";
import { bars, cells, vector } from "../shared/pictures.js";
import { diverging } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";
import { bytesOf } from "../shared/unpacking.js";

/** @import { Component, Payload, Words } from "../shared/page.js" */

/** @type {Component} */
export default function embeddings(element, words, server) {
  const tokens = tokenPicker(words);
  const said = live("bd-said");
  const vectors = make("div", "bd-embedding");
  const lower = make("div", "bd-embedding-lower");
  const check = make("p", "bd-check");
  element.append(make("div", "bd-controls", tokens.box), said, vectors, check, lower);
  /** @type {Payload} */
  let answer = null;
  /** @type {Payload} */
  let table = null;  // { model, levels, rows, columns }: the position vectors, the same for every sentence
  const ask = asker(element, words, server.embedding, async (embedding) => {
    answer = embedding;
    paint();
    if (table?.model === embedding.model) return;
    const loaded = await server.position_picture({ model: embedding.model });
    if (loaded.error || answer.model !== embedding.model) return;
    table = { model: embedding.model, ...loaded, levels: bytesOf(loaded.values) };
    paint();
  });

  function paint() {
    tokens.show(answer.run, answer.token);
    said.textContent = answer.said;
    check.textContent = answer.checked;
    vectors.replaceChildren(...answer.vectors.map(({ name, values }) => vector(name, values, words)));
    lower.replaceChildren(neighbours(words.before, answer.before, words), neighbours(words.after, answer.after, words),
      positions(table, answer.token, words));
  }

  onTheme(() => answer && paint());
  subscribe(element, (state, changed) => { if (hasAny(changed, "run", "chosen")) ask(state); });
}

/** @param {string} title @param {[string, number][]} nearest @param {Words} words */
const neighbours = (title, nearest, words) => make("div", "", make("h3", "", title), nearest.length
  ? bars(nearest.map(([token, share]) => [token, share, digits(Math.max(0, share))])) : make("p", "bd-quiet", words.none));

/** @param {Payload} table @param {number} token @param {Words} words */
function positions(table, token, words) {
  const part = make("div", "", make("h3", "", words.positions));
  if (!table) return part;
  const picture = cells(table.columns, table.rows, (i) => diverging((table.levels[i] - 127) / 127), words.positions);
  const mark = make("div", "bd-positions-mark");
  mark.style.top = `${(100 * token) / table.rows}%`;
  part.append(make("div", "bd-positions", picture, mark), make("p", "bd-quiet", table.said));
  return part;
}
