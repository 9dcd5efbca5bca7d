// @ts-check
// The layers of the map, each with its heads as cells: the darker, the more of the words' attention goes to words.
import { select } from "./bus.js";
import { button, fill, group, make } from "./controls.js";
import { percentIn } from "./digits.js";
import { stopAt } from "./roving.js";
import { scale } from "./scale.js";

/** @import { Run, Words } from "./page.js" */
/** @typedef {{ box: HTMLElement, name: HTMLButtonElement, cells: HTMLButtonElement[] }} Layer */

/** Cells side by side in a layer. @param {number} heads */
export const columnsOf = (heads) => (heads <= 4 ? 2 : heads <= 12 ? 3 : 4);

export class HeadCells {
  /** @type {Layer[]} */
  #layers = [];
  #heads = 0;

  /** @param {Words} words */
  constructor(words) {
    this.words = words;
    this.box = make("div", "bd-map-layers");
  }

  /** @param {Run} run @param {number} layer @param {number} head */
  show(run, layer, head) {
    const { words } = this;
    if (this.#layers.length !== run.layers || this.#heads !== run.heads) this.#build(run.layers, run.heads);
    this.#layers.forEach(({ name, cells }, l) => {
      const shares = run.outline.between_words[l];
      const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      say(name, fill(words.layer_said, { layer: l + 1, share: percentIn(words.percent, mean) }));
      cells.forEach((cell, h) => {
        say(cell, fill(words.head_said, { layer: l + 1, head: h + 1, share: percentIn(words.percent, shares[h]) }));
        cell.style.background = `rgb(${scale(shares[h])})`;
      });
    });
    this.pick(layer, head);
  }

  /** Layer 0 and heads 0 and -1, means and maxima, are no cell. @param {number} layer @param {number} head */
  pick(layer, head) {
    this.#layers.forEach(({ box, name, cells }, l) => {
      const isPicked = l + 1 === layer;
      box.classList.toggle("bd-map-picked", isPicked);
      name.setAttribute("aria-pressed", String(isPicked));
      cells.forEach((cell, h) => cell.setAttribute("aria-pressed", String(isPicked && h + 1 === head)));
    });
    // For mouse and finger: who uses the keyboard has the bar's pickers, and the pictures behind the map are near.
    stopAt([...this.#cells(), ...this.#layers.map(({ name }) => name)], -1);
  }

  #cells = () => this.#layers.flatMap(({ cells }) => cells);

  /** @param {number} layers @param {number} heads */
  #build(layers, heads) {
    this.#heads = heads;
    this.#layers = Array.from({ length: layers }, (_, l) => {
      const cells = Array.from({ length: heads }, (__, h) =>
        button("", "bd-map-head", () => select({ layer: l + 1, head: h + 1 })));
      const name = button(String(l + 1), "bd-map-layer-name", () => select({ layer: l + 1 }));
      const box = make("div", "bd-map-layer", group(fill(this.words.heads, { layer: l + 1 }), "bd-map-heads", ...cells), name);
      return { box, name, cells };
    });
    this.box.closest(".bd-map")?.classList.toggle("bd-many", layers > 6);
    this.box.style.setProperty("--layers", String(layers));
    this.box.style.setProperty("--across", String(columnsOf(heads)));
    this.box.replaceChildren(...this.#layers.map(({ box }) => box));
  }
}

/** @param {HTMLElement} element @param {string} said */
function say(element, said) {
  element.title = said;
  element.setAttribute("aria-label", said);
}
