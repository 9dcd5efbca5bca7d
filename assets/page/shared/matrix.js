// @ts-check
// A matrix of numbers between tokens: cells, labels, and a cross that mouse, finger and arrow keys move.
//
// The canvas holds one pixel a cell and the browser enlarges it unsmoothed: sharp at every device pixel ratio,
// and 512 x 512 cells cost one ImageData.
import { make } from "./controls.js";
import { tokenClass } from "./encoding.js";

/** @import { Run } from "./page.js" */
/** @typedef {number | null} Place a row or a column */

const HAN = /^\p{Script=Han}{1,2}$/u;
const MOST = 44;  // px a cell
const LINE = 14;  // px a label needs
const READABLE = 32;  // tokens up to which every label shows, even if the frame must scroll
const FITTING = 24;  // tokens up to which the whole matrix fits a stage that is no higher than the window
const NAME = 44;  // px of the name above each side of a comparison
const ONE_SCREEN = "(min-width: 1100px)";  // the stage has a height of its own
const LEAST = 9;  // px a cell of one that must fit

export class Matrix {
  /** @type {{ run: Run, indexes: number[] } | null} which tokens of the run are rows and columns */
  #shown = null;
  /** @type {{ row: Place, column: Place }} */
  #at = { row: null, column: null };
  #cell = 1;
  #width = 0;
  #height = 0;
  #fits = false;
  #least = LEAST;
  #moved;
  #columns = make("div", "bd-matrix-columns");
  #rows = make("div", "bd-matrix-rows");
  #cells = make("div", "bd-matrix-cells");
  #canvas = make("canvas");
  #rowBand = make("div", "bd-band");
  #columnBand = make("div", "bd-band");
  #ring = make("div", "bd-matrix-ring");
  /** @type {Place} */
  #ringed = null;
  #rowName = make("span");
  #columnName = make("span");

  /**
   * @param {string} label
   * @param {(row: Place, column: Place) => void} moved
   * @param {(row: number) => void} picked a click on a cell, or Enter
   */
  constructor(label, moved, picked = () => {}) {
    this.#moved = moved;
    const canvas = this.#canvas;
    Object.assign(canvas, { tabIndex: 0, role: "application", ariaLabel: label });
    for (const names of [this.#columns, this.#rows]) names.ariaHidden = "true";  // the readout speaks
    this.#ring.hidden = true;
    this.#cells.append(canvas, this.#rowBand, this.#columnBand, this.#ring);
    this.frame = make("div", "bd-matrix", make("div", "bd-matrix-corner"), this.#columns, this.#rows, this.#cells);
    canvas.addEventListener("pointermove", (event) => this.#follow(event));
    canvas.addEventListener("pointerdown", (event) => this.#follow(event));
    canvas.addEventListener("click", () => { if (this.#at.row !== null) picked(this.#at.row); });
    canvas.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && document.activeElement !== canvas) this.#move(null, null);
    });
    canvas.addEventListener("focus", () => {
      if (this.#at.row === null && this.#shown?.indexes.length && canvas.matches(":focus-visible")) this.#move(0, 0);
    });
    canvas.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && this.#at.row !== null) picked(this.#at.row);
      else this.#step(event);
    });
  }

  /** Lay out anew when there is more or less room; with `fits` the height of what is around it counts too, down to cells of `least` px. */
  watch({ fits = false, least = LEAST } = {}) {
    const around = this.frame.parentElement;
    if (!around) return;
    [this.#fits, this.#least] = [fits, least];
    new ResizeObserver(() => {
      const height = fits ? around.clientHeight : 0;
      if (around.clientWidth === this.#width && height === this.#height) return;
      this.#width = around.clientWidth;
      this.#height = height;
      this.#layout();
    }).observe(around);
  }

  /** Which row is ringed, whatever is pointed at. @param {Place} row */
  ring(row) {
    this.#ringed = row;
    const count = this.#shown?.indexes.length ?? 0;
    this.#ring.hidden = row === null || row < 0 || row >= count;
    if (row === null) return;
    this.#ring.style.top = `${row * this.#cell}px`;
    this.#ring.style.height = `${this.#cell}px`;
  }

  /**
   * `colour(i, j)` is the pixel of row token i and column token j.
   * @param {Run} run
   * @param {number[]} indexes
   * @param {(i: number, j: number) => number} colour
   */
  show(run, indexes, colour) {
    const same = this.#shown && this.#shown.run === run && this.#shown.indexes.length === indexes.length;
    this.#shown = { run, indexes };
    const canvas = this.#canvas;
    const count = indexes.length;
    if (canvas.width !== Math.max(1, count)) canvas.width = canvas.height = Math.max(1, count);
    const image = new ImageData(canvas.width, canvas.height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let row = 0, k = 0; row < count; row++) {
      for (let column = 0; column < count; column++, k++) pixels[k] = colour(indexes[row], indexes[column]);
    }
    canvas.getContext("2d")?.putImageData(image, 0, 0);
    if (same) return;
    this.#at = { row: null, column: null };
    this.#layout();
  }

  /** @param {Place} row @param {Place} column */
  mark(row, column) {
    if (!this.#shown) return;
    this.#at = { row, column };
    this.#cross(this.#rowBand, this.#rowName, row, "top", "height");
    this.#cross(this.#columnBand, this.#columnName, column, "left", "width");
  }

  #layout() {
    const room = this.frame.parentElement?.clientWidth;
    if (!this.#shown || !room) return;
    const { run, indexes } = this.#shown;
    const count = indexes.length;
    const longest = Math.max(0, ...indexes.map((i) => run.tokens[i].length));
    const letters = Math.min(longest, room < 480 ? 9 : 14) + 1.5;
    this.#rows.style.width = this.#columns.style.height = `${letters}ch`;
    const wide = room - this.#rows.offsetWidth - 2;
    const high = this.#room() - this.#columns.offsetHeight - 2;
    const least = count > READABLE ? 2 : count <= FITTING && this.#isBound() ? this.#least : LINE;
    this.#cell = Math.max(least, Math.min(MOST, Math.floor(Math.min(wide, high) / Math.max(1, count))));
    const side = `${this.#cell * count}px`;
    for (const { style } of [this.#canvas, this.#cells]) style.width = style.height = side;
    this.#rows.style.height = this.#columns.style.width = side;
    this.#name(this.#rows, this.#rowName, "top");
    this.#name(this.#columns, this.#columnName, "left");
    this.mark(this.#at.row, this.#at.column);
    this.ring(this.#ringed);
  }

  // How high it may be: as what is around it; beside another picture as the stage; else as it likes.
  #room() {
    if (this.#isBound()) return this.#height;
    const stage = document.getElementById("stage");
    return this.#fits && stage && matchMedia(ONE_SCREEN).matches && document.body.classList.contains("bd-comparing") ? stage.clientHeight - NAME : Infinity;
  }

  // Whether the height of what is around it is given: it is not where that grows with the matrix (a phone, a comparison).
  #isBound() {
    const around = this.frame.parentElement;
    return this.#fits && around !== null && getComputedStyle(around).flexGrow !== "0";
  }

  #centre(/** @type {number} */ place) {  // of a label; the first and the last stay inside
    const side = (this.#shown?.indexes.length ?? 0) * this.#cell;
    return Math.max(LINE / 2, Math.min(side - LINE / 2, (place + 0.5) * this.#cell));
  }

  /**
   * @param {HTMLElement} names
   * @param {HTMLElement} hovered
   * @param {"top" | "left"} edge
   */
  #name(names, hovered, edge) {
    if (!this.#shown) return;
    const { run, indexes } = this.#shown;
    const every = Math.ceil(LINE / this.#cell);
    const made = [];
    let free = 0;
    for (let place = 0; place < indexes.length; place += every) {
      const centre = this.#centre(place);
      if (centre < free) continue;
      free = centre + LINE - 1;
      const word = make("span", tokenClass(run, indexes[place]), run.tokens[indexes[place]]);
      if (HAN.test(run.tokens[indexes[place]])) word.classList.add("bd-upright");
      word.style[edge] = `${centre}px`;
      made.push(word);
    }
    names.replaceChildren(...made, hovered);
  }

  /**
   * @param {HTMLElement} band
   * @param {HTMLElement} hovered
   * @param {Place} place
   * @param {"top" | "left"} edge
   * @param {"height" | "width"} size
   */
  #cross(band, hovered, place, edge, size) {
    const { run, indexes } = /** @type {{ run: Run, indexes: number[] }} */ (this.#shown);
    band.hidden = hovered.hidden = place === null || place >= indexes.length;
    if (place === null || place >= indexes.length) return;
    band.style[edge] = `${place * this.#cell}px`;
    band.style[size] = `${this.#cell}px`;
    hovered.style[edge] = `${this.#centre(place)}px`;
    hovered.className = "bd-word bd-word-on";
    hovered.textContent = run.tokens[indexes[place]];
  }

  #follow(/** @type {PointerEvent} */ event) {
    const count = this.#shown?.indexes.length;
    if (!count) return;
    const box = this.#canvas.getBoundingClientRect();
    const cellAt = (/** @type {number} */ share) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
    this.#move(cellAt((event.clientY - box.top) / box.height), cellAt((event.clientX - box.left) / box.width));
  }

  /** @param {Place} row @param {Place} column */
  #move(row, column) {
    if (row === this.#at.row && column === this.#at.column) return;
    this.mark(row, column);
    this.#moved(row, column);
  }

  #step(/** @type {KeyboardEvent} */ event) {
    const last = (this.#shown?.indexes.length ?? 0) - 1;
    const [row, column] = [this.#at.row ?? 0, this.#at.column ?? 0];
    /** @type {Record<string, [number, number]>} */
    const moves = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1], Home: [event.ctrlKey ? 0 : row, 0], End: [event.ctrlKey ? last : row, last],
    };
    const to = moves[event.key];
    if (!to || last < 0) return;
    event.preventDefault();
    const [toRow, toColumn] = to.map((place) => Math.min(last, Math.max(0, place)));
    this.#move(toRow, toColumn);
    this.#keepInSight("scrollTop", this.frame.clientHeight, toRow, this.#columns.offsetHeight);
    this.#keepInSight("scrollLeft", this.frame.clientWidth, toColumn, this.#rows.offsetWidth);
  }

  /**
   * @param {"scrollTop" | "scrollLeft"} scroll
   * @param {number} size
   * @param {number} place
   * @param {number} label
   */
  #keepInSight(scroll, size, place, label) {
    const start = place * this.#cell;
    if (start < this.frame[scroll]) this.frame[scroll] = start;
    else if (start + this.#cell > this.frame[scroll] + size - label) this.frame[scroll] = start + this.#cell - size + label;
  }
}
