// @ts-check
// A cell for every head, layers as rows: arrow keys move, Enter and a click choose.
import { fadesWhereMore } from "./more.js";
import { button, fill, make } from "./controls.js";
import { header, row } from "./pictures.js";
import { inkOn } from "./scale.js";

/** @import { Colour, Words } from "./page.js" */
/** @typedef {{ text: string, title: string, colour: Colour, on: boolean }} Cell */

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * @param {string} label
 * @param {Words} words
 * @param {(layer: number, head: number) => void} choose layer and head from 1
 */
export function headGrid(label, words, choose) {
  const table = make("table", "bd-headgrid");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", label);
  /** @type {HTMLButtonElement[][]} */
  let cells = [];

  function build(/** @type {number} */ layers, /** @type {number} */ heads) {
    table.classList.toggle("bd-many", layers > 7);
    const numbers = Array.from({ length: heads }, (_, h) => header(h + 1, "col", "bd-quiet"));
    cells = Array.from({ length: layers }, (_, l) => Array.from({ length: heads }, (__, h) => cell(l, h)));
    table.replaceChildren(row(header(make("span", "bd-sr", label), "col", "bd-quiet"), ...numbers), ...cells.map((line, l) =>
      row(header(fill(words.layer_name, { layer: l + 1 }), "row", "bd-quiet"), ...line.map(placed))));
    rove(cells[0][0]);
  }

  function cell(/** @type {number} */ layer, /** @type {number} */ head) {
    const made = button("", "bd-headcell", () => { rove(made); choose(layer + 1, head + 1); });
    made.addEventListener("keydown", (event) => {
      const [down, right] = MOVES[event.key] ?? [];
      const next = down === undefined ? null : cells[layer + down]?.[head + right];
      if (!next) return;
      event.preventDefault();
      rove(next);
      next.focus();
    });
    return made;
  }

  function rove(/** @type {HTMLButtonElement} */ chosen) {
    for (const one of cells.flat()) one.tabIndex = one === chosen ? 0 : -1;
  }

  return {
    frame: fadesWhereMore(make("div", "bd-steps-frame", table)),
    /** `of(layer, head)` counts from 0. */
    show(/** @type {number} */ layers, /** @type {number} */ heads, /** @type {(layer: number, head: number) => Cell} */ of) {
      if (cells.length !== layers || cells[0]?.length !== heads) build(layers, heads);
      cells.forEach((line, l) => line.forEach((one, h) => paint(one, of(l, h))));
    },
  };
}

function placed(/** @type {HTMLElement} */ cell) {
  const place = make("td", "", cell);
  place.setAttribute("role", "gridcell");
  return place;
}

/** @param {HTMLButtonElement} button @param {Cell} cell */
function paint(button, { text, title, colour, on }) {
  button.textContent = text;
  button.title = title;
  button.setAttribute("aria-label", title);
  button.setAttribute("aria-pressed", String(Boolean(on)));
  button.style.background = `rgb(${colour})`;
  button.style.color = inkOn(colour);
}
