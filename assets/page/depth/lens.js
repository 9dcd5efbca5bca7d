// @ts-check
// What the masked-word head says of every layer and token: the likeliest word in a cell, five in the readout.
import { subscribe } from "../shared/bus.js";
import { fill, live, make } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { tokenClass } from "../shared/encoding.js";
import { asker } from "../shared/near.js";
import { colour, header, row } from "../shared/pictures.js";
import { scale } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Drawn } from "../shared/page.js" */

/** The table stands on its head: the last layer is the top row. @type {Record<string, [number, number]>} */
const MOVES = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @type {Component<LensFunctions>} */
export default function lens(element, words, server) {
  const readout = live("bd-readout", words.hint);
  const frame = make("div", "bd-steps-frame");
  const note = make("p", "bd-quiet bd-note");
  const said = make("p", "bd-said");
  element.append(readout, frame, note, said);
  /** @type {Drawn<LensPayload> | null} */
  let latest = null;
  const ask = asker(element, words, server.read_lens, (answer) => { latest = answer; paint(answer); });

  function tell(/** @type {Drawn<LensPayload>} */ answer, /** @type {number} */ layer, /** @type {number} */ token) {
    readout.replaceChildren(fill(words.place, { layer, token: answer.run.tokens[token] }), " ",
      ...answer.layers[layer][token].flatMap(([word, share]) => [make("span", "bd-token-name", word), ` ${digits(share)}  `]));
  }

  function cell(/** @type {Drawn<LensPayload>} */ answer, /** @type {number} */ layer, /** @type {number} */ token) {
    const [word, share] = answer.layers[layer][token][0];
    const made = make("td", word === answer.run.tokens[token] ? "bd-lens-same" : "", word);
    colour(made, scale(share * 0.85));
    made.setAttribute("role", "gridcell");
    made.tabIndex = layer || token ? -1 : 0;
    made.addEventListener("pointerenter", () => tell(answer, layer, token));
    made.addEventListener("focus", () => tell(answer, layer, token));
    return made;
  }

  function paint(/** @type {Drawn<LensPayload>} */ answer) {
    const { run, layers } = answer;
    said.textContent = answer.said;
    note.textContent = answer.cut;
    const rows = layers.map((tokens, layer) => row(header(layer ? fill(words.layer_name, { layer }) : words.before, "row", "bd-quiet"),
      ...tokens.map((_, token) => cell(answer, layer, token))));
    const names = row(make("td"), ...layers[0].map((_, i) => header(run.tokens[i], "col", tokenClass(run, i))));
    const table = make("table", "bd-lens", names, ...[...rows].reverse());
    table.setAttribute("role", "grid");
    table.setAttribute("aria-label", words.grid);
    table.addEventListener("keydown", (event) => step(event, rows));
    frame.replaceChildren(table);
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (state, changed) => { if (changed.has("run")) ask(state); });
}

/** @param {KeyboardEvent} event @param {HTMLTableRowElement[]} rows */
function step(event, rows) {
  const [down, right] = MOVES[event.key] ?? [];
  const at = document.activeElement;
  if (down === undefined || !(at instanceof HTMLElement)) return;
  const layer = rows.findIndex((row) => row.contains(at));
  const cell = rows[layer + down]?.children[[...rows[layer].children].indexOf(at) + right];
  if (!(cell instanceof HTMLElement) || cell.tagName !== "TD") return;
  event.preventDefault();
  at.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus();
}
