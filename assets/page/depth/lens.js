// @ts-check
// What the masked-word head says of every layer and token, the chosen word hidden: the likeliest in a cell, five in the
// readout. A click on a cell hides its word.
import { select, state, subscribe } from "../shared/bus.js";
import { button, fill, live, make, region } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { tokenClass } from "../shared/encoding.js";
import { finding } from "../shared/finding.js";
import { asker, hasAny } from "../shared/near.js";
import { column, numbers } from "../shared/numbers.js";
import { colour, header, row } from "../shared/pictures.js";
import { scale } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Drawn } from "../shared/page.js" */
/** @typedef {Drawn<LensPayload>} Lens */

const FULL = 0.85;  // of the scale, for what is certain
/** The table stands on its head: the last layer is the top row. @type {Record<string, [number, number]>} */
const MOVES = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @type {Component<LensFunctions>} */
export default function lens(element, words, server) {
  const readout = live("bd-lens-readout");
  const frame = region(words.grid, "bd-lens-frame bd-room");
  const note = make("p", "bd-lens-note");
  const said = finding(element);
  element.append(readout, frame, make("p", "bd-lens-note", words.hint), note);
  /** @type {Lens | null} */
  let latest = null;
  numbers(element, () => [{ columns: [column("layer"), column("position"), column("token"), column("word"), column("probability")],
    rows: latest?.layers.flatMap((places, layer) => places.flatMap((best, i) => best.map(([word, share]) => [layer, i, latest?.tokens[i], word, share]))) ?? [] }], () => [{
    columns: [column("layer"), column("word"), column("probability")],  // everywhere else each layer repeats its own token
    rows: latest?.layers.at(-1)?.[latest.hidden].map(([word, share]) => [Number(latest?.layers.length) - 1, word, share]) ?? [] }]);
  const ask = asker(element, words, server.read_lens, (answer) => { latest = answer; paint(answer); });

  function tell(/** @type {Lens} */ answer, /** @type {number} */ layer, /** @type {number} */ token) {
    readout.replaceChildren(make("span", "", layer ? fill(words.place, { layer, token: answer.tokens[token] })
      : fill(words.place_before, { token: answer.tokens[token] })),
      ...answer.layers[layer][token].map(([word, share]) =>
        make("span", "bd-lens-guess", make("span", "bd-token-name", word), ` ${digits(share)}`)));
  }

  function cell(/** @type {Lens} */ answer, /** @type {number} */ layer, /** @type {number} */ token) {
    const [word, share] = answer.layers[layer][token][0];
    const made = make("td", word === answer.run.tokens[token] ? "bd-lens-same" : "", word);
    colour(made, scale(share * FULL));
    made.setAttribute("role", "gridcell");
    made.tabIndex = layer === answer.layers.length - 1 && token === answer.hidden ? 0 : -1;
    made.addEventListener("pointerenter", () => tell(answer, layer, token));
    made.addEventListener("focus", () => tell(answer, layer, token));
    made.addEventListener("click", () => select({ chosen: token }));
    return made;
  }

  function paint(/** @type {Lens} */ answer) {
    const { run, layers, tokens: names, hidden } = answer;
    said.say(answer.said);
    note.textContent = answer.cut;
    const places = layers[0].flatMap((_, i) => (state.bare && run.special[i] ? [] : [i]));
    const rows = layers.map((_, layer) => row(header(layer ? fill(words.layer_name, { layer }) : words.before, "row", "bd-quiet"),
      ...places.map((token) => cell(answer, layer, token))));
    const heads = row(make("td"), ...places.map((i) => header(button(names[i], "bd-pin", () => select({ chosen: i })), "col",
      i === hidden ? `${tokenClass(run, i)} bd-lens-hidden` : tokenClass(run, i))));
    const table = make("table", "bd-lens", heads, ...[...rows].reverse());
    table.setAttribute("role", "grid");
    table.setAttribute("aria-label", words.grid);
    table.addEventListener("keydown", (event) => step(event, rows));
    frame.replaceChildren(table);
    const shown = /** @type {HTMLElement | null} */ (heads.querySelector(".bd-lens-hidden"));
    if (shown) frame.scrollLeft = shown.offsetLeft - frame.clientWidth / 2;  // the word that matters is in sight
    tell(answer, layers.length - 1, Math.min(hidden, layers[0].length - 1));
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (now, changed) => {
    if (hasAny(changed, "run", "chosen")) ask(now);
    else if (changed.has("bare") && latest) paint(latest);
  });
}

/** @param {KeyboardEvent} event @param {HTMLTableRowElement[]} rows */
function step(event, rows) {
  const [down, right] = MOVES[event.key] ?? [];
  const at = document.activeElement;
  if (!(at instanceof HTMLElement) || at.tagName !== "TD") return;
  if (event.key === "Enter") at.click();
  if (down === undefined) return;
  const layer = rows.findIndex((row) => row.contains(at));
  const cell = rows[layer + down]?.children[[...rows[layer].children].indexOf(at) + right];
  if (!(cell instanceof HTMLElement) || cell.tagName !== "TD") return;
  event.preventDefault();
  at.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus();
}
