// @ts-check
// Charts with axes. Python makes them (bertdemo/figures) and says what they show; Plotly draws them here, in the colours
// of the theme on screen. Its script lies on this server and is fetched when the first chart is needed.
import { button, make } from "./controls.js";
import { root } from "./address.js";
import { coloured, enlarged, template } from "./plotcolours.js";
import { tableOf, tabulated } from "./plottable.js";
import { onTheme } from "./theme.js";
import { inflate } from "./unpacking.js";

/** @import { Plotly, Words } from "./page.js" */
/** @typedef {{ right?: number, up?: number, times?: number }} Move by a part of what is shown, or to a part of it or more */
/** @typedef {{ height?: number | string, file?: string, withTable?: boolean, wheel?: boolean }} Options */

const NARROW = 420;  // px in which a scale beside a matrix finds no room
const READABLE = 12;  // px that the name of a row needs
const calm = matchMedia("(pointer: coarse)");  // a finger that goes over a chart scrolls the page
/** @type {Record<string, Move>} */
const MOVES = {
  ArrowLeft: { right: -0.15 }, ArrowRight: { right: 0.15 }, ArrowUp: { up: 0.15 }, ArrowDown: { up: -0.15 },
  "+": { times: 0.7 }, "=": { times: 0.7 }, "-": { times: 1 / 0.7 },
};

/** @type {Promise<Plotly> | null} */
let library = null;

/** Plotly's own script; one that did not come is asked for again when the next chart is drawn. */
export function plotly() {
  library ??= new Promise((resolve, reject) => {
    /** @type {HTMLMetaElement | null} */
    const address = document.querySelector('meta[name="bertdemo-plotly"]');
    const script = make("script");
    script.src = root() + address?.content;
    script.addEventListener("load", () => resolve(/** @type {Plotly} */ (globalThis).Plotly));
    script.addEventListener("error", () => {
      library = null;
      script.remove();
      reject(new Error("plotly"));
    });
    document.head.append(script);
  });
  return library;
}

/** A table that came as bytes (payload.packed_table), as rows of numbers. @param {Plotly} trace */
async function unpack(trace) {
  if (!trace.z?.packed) return;
  const { packed, rows, columns, most } = trace.z;
  const numbers = Float32Array.from(new Uint8Array(await inflate(packed)), (level) => {
    const share = (level - 127) / 127;
    return Math.sign(share) * share * share * most;
  });
  trace.z = Array.from({ length: rows }, (_, line) => numbers.subarray(line * columns, (line + 1) * columns));
}

/** What the axes go to when a chart is moved. @param {Plotly} layout @param {Move} move */
function ranges(layout, { right = 0, up = 0, times = 1 }) {
  if (layout.scene) return { "scene.camera.eye": around(layout.scene.camera.eye, right, up, times) };
  /** @type {Record<string, [number, number]>} */
  const change = {};
  for (const { axis, by } of [{ axis: "xaxis", by: right }, { axis: "yaxis", by: up }]) {
    if (!layout[axis]?.range) continue;
    const [from, to] = layout[axis].range.map(Number);
    const [middle, half] = [(from + to) / 2 + by * Math.abs(to - from), ((to - from) / 2) * times];
    change[`${axis}.range`] = [middle - half, middle + half];
  }
  return change;
}

/**
 * Where the eye goes that looks at a space.
 * @param {{ x: number, y: number, z: number }} eye
 * @param {number} right
 * @param {number} up
 * @param {number} times
 */
function around({ x, y, z }, right, up, times) {
  const turn = 2 * right;
  return { x: times * (x * Math.cos(turn) - y * Math.sin(turn)), y: times * (x * Math.sin(turn) + y * Math.cos(turn)), z: times * z + 2 * up };
}

/** Names of cells: one at each cell, or as many as find room. Between cells there is none. @param {number} cells @param {Element} node */
function every(cells, node) {
  const size = 0.7 * Math.min(node.clientWidth, node.clientHeight);  // a matrix of cells is square
  return Math.max(1, Math.ceil((cells * READABLE * enlarged()) / size));
}

/** @param {Plotly} layout */
const named = (layout) => ["xaxis", "yaxis"].filter((name) => layout[name]?.labelalias);

/** @param {Plotly} node */
function names(node) {
  /** @type {Record<string, number>} */
  const change = {};
  for (const name of named(node.layout)) {
    const { range, dtick } = node.layout[name];
    const wanted = every(Math.abs(range[1] - range[0]), node);
    if (wanted !== dtick) change[`${name}.dtick`] = wanted;
  }
  return change;
}

class Plot {
  /** @type {Plotly} */
  #shown = null;
  /** @type {{ figure: Plotly, width: number, height: number } | null} */
  #drawn = null;  // what is drawn already, and how large
  #revision = 1;
  #isHeard = false;

  /** @param {Words} words @param {Required<Options>} options */
  constructor(words, { height, file, withTable, wheel }) {
    this.words = words;
    this.wheel = wheel;
    /** @type {Plotly} */
    this.node = make("div", "bd-plot-canvas");
    this.node.style.setProperty("--height", typeof height === "number" ? `${height}px` : height);
    this.node.tabIndex = 0;
    this.node.setAttribute("role", "img");
    this.fold = make("details", "bd-table", make("summary", "", words.table));
    this.fold.addEventListener("toggle", () => this.#fill());
    const save = (/** @type {string} */ format) => this.#with((drawing) => drawing.downloadImage(this.node,
      { format, filename: file, width: this.node.clientWidth, height: this.node.clientHeight, scale: 2 }));
    const tools = make("div", "bd-plot-tools",
      tool("+", words.zoom_in, () => this.#move(MOVES["+"])), tool("−", words.zoom_out, () => this.#move(MOVES["-"])),
      tool("⟲", words.reset, () => this.#reset()), tool("PNG", words.png, () => save("png")), tool("SVG", words.svg, () => save("svg")));
    this.box = make("figure", "bd-plot", this.node, make("div", "bd-plot-foot", tools, withTable ? this.fold : null));
    this.box.hidden = true;
    this.node.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
    new ResizeObserver(() => this.#paint(false)).observe(this.node);
    onTheme(() => requestAnimationFrame(() => this.#paint(true)));
  }

  /** With `keep`, what a visitor zoomed into stays. @param {Plotly} figure */
  show(figure, { keep = false } = {}) {
    if (!keep) this.#revision++;
    this.#shown = figure;
    this.box.hidden = false;
    this.node.setAttribute("aria-label", `${figure.said} ${this.words.keys}`);
    this.#paint(true);
    this.#fill();
  }

  /** What it shows, for a file. @returns {import("./numbers.js").NumberTable} */
  numbers() {
    const { names, rows } = this.#shown ? tabulated(this.#shown, Infinity) : { names: [], rows: [] };
    return { title: String(this.#shown?.said ?? ""), columns: names, rows };
  }

  #with(/** @type {(drawing: Plotly) => void} */ act) {
    if (this.node.layout) plotly().then(act);
  }

  #move(/** @type {Move} */ move) {
    this.#with((drawing) => drawing.relayout(this.node, ranges(this.node.layout, move)));
  }

  #reset() {
    this.#revision++;
    this.#paint(true);
  }

  async #paint(/** @type {boolean} */ anew) {
    const { node } = this;
    const figure = this.#shown;
    if (!figure || !node.clientWidth) return;
    const before = this.#drawn;
    if (!anew && before && before.figure === figure && before.width === node.clientWidth && before.height === node.clientHeight) return;
    const mine = { figure, width: node.clientWidth, height: node.clientHeight };
    this.#drawn = mine;
    node.setAttribute("aria-busy", "true");
    try {
      const drawing = await plotly();
      await Promise.all(figure.data.map(unpack));
      if (mine !== this.#drawn) return;
      await this.#draw(drawing, figure);
      this.#fill();
    } catch (error) {
      this.#drawn = null;
      this.#isHeard = false;
      /** @type {Plotly} */ (globalThis).Plotly?.purge(node);
      node.textContent = this.words.failed;
      console.warn("bertdemo: plotly", error);
    }
    node.removeAttribute("aria-busy");
  }

  async #draw(/** @type {Plotly} */ drawing, /** @type {Plotly} */ figure) {
    const { node, wheel } = this;
    const layout = { ...coloured(figure.layout), template: template(), uirevision: this.#revision, width: node.clientWidth, height: node.clientHeight,
      dragmode: figure.layout.scene ? "turntable" : calm.matches && !wheel ? false : "zoom" };
    const data = coloured(figure.data);
    if (!node.layout) node.textContent = "";  // what stood there instead
    for (const name of named(layout)) layout[name].dtick = every(data[0].z.length, node);  // 512 names would take seconds
    if (node.clientWidth < NARROW) for (const trace of data) if (trace.type === "heatmap") trace.showscale = false;
    await drawing.react(node, data, layout, { displayModeBar: false, displaylogo: false, scrollZoom: wheel });
    const rename = () => {
      const change = names(node);
      if (Object.keys(change).length) drawing.relayout(node, change);
    };
    rename();
    if (!this.#isHeard) node.on("plotly_relayout", rename);
    this.#isHeard = true;
  }

  #fill() {
    const summary = this.fold.firstChild;
    if (this.fold.open && this.#shown && summary) this.fold.replaceChildren(summary, tableOf(tabulated(this.#shown), this.words));
  }

  #key(/** @type {KeyboardEvent} */ event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.node) return;
    if (event.key === "0") this.#reset();
    else if (event.key in MOVES) this.#move(MOVES[event.key]);
    else return;
    event.preventDefault();
  }
}

/** @param {string} sign @param {string} label @param {() => void} act */
export function tool(sign, label, act) {
  const made = button(sign, "bd-plot-tool", act);
  made.title = label;
  made.setAttribute("aria-label", label);
  return made;
}

/**
 * A chart with its buttons and the table of its numbers. `show` gets what figure_payload made. `height` is kept free until
 * it is drawn.
 * @param {Words} words
 * @param {Options} options
 */
export const plot = (words, { height = 300, file = "bert", withTable = true, wheel = false } = {}) =>
  new Plot(words, { height, file, withTable, wheel });
