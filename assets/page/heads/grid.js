// @ts-check
// Every head of every layer as a small matrix, drawn layer by layer as the weights come; one opens by a click.
import { newest } from "../shared/asking.js";
import { layersTable } from "../shared/attention_numbers.js";
import { select, state, subscribe } from "../shared/bus.js";
import { button, fill, isOnScreen, live, make, notice, numbered } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { weightLegend } from "../shared/legend.js";
import { fadesWhereMore } from "../shared/more.js";
import { hasAny } from "../shared/near.js";
import { numbers } from "../shared/numbers.js";
import { layerBytes, once, part } from "../shared/run.js";
import { pixels } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";
import { inflate } from "../shared/unpacking.js";
import { shrink, strongestLink } from "./grid_pixels.js";

/** @import { Component, Run, State, Words } from "../shared/page.js" */
/** `size` × `size` bytes a head. @typedef {{ run: Run, bytes: Uint8Array, size: number, strongest: (head: number) => { best: number[] | null, most: number } }} Layer */

const [LEAST, MOST, GAP] = [16, 88, 5];  // px of a head's picture, and between two
const [NAMES, NUMBERS] = [72, 28];  // px for the names of the layers, and above for the numbers of the heads
const beside = matchMedia("(min-width: 1100px)");  // where the stage has a height of its own

/** @type {Component<GridFunctions>} */
export default function grid(element, words, server) {
  const heads = new Heads(words);
  const said = finding(element);
  const newestFinding = newest(words.failed);
  const frame = fadesWhereMore(make("div", "bd-heads-frame bd-room", heads.grid));
  const legend = make("div", "bd-heads-legend");
  const colour = () => { legend.replaceChildren(weightLegend(words.scale), make("span", "bd-legend", words.note)); };
  colour();
  numbers(element, async () => [await layersTable("", state.run, numbered(state.run.layers).map(([layer]) => layer))]);
  element.append(heads.problem, heads.readout, frame, legend);
  onTheme(() => { colour(); heads.repaint(); });
  let width = 0;
  const fit = () => {
    heads.fit(frame);
    const now = heads.buttons[0]?.[0].clientWidth ?? 0;
    if (Math.abs(now - width) > 8) heads.repaint();
    width = now;
  };
  new ResizeObserver(fit).observe(frame);
  async function tell(/** @type {Run} */ run) {
    const answer = await newestFinding(() => (heads.isLong(run) ? smallHeads(run) : server.heads_together(run.key)));
    if (answer && "error" in answer) said.fail(answer.error);
    else if (answer) said.say(answer.said);
  }

  subscribe(element, (now, changed) => {
    if (changed.has("run")) {
      heads.show(now.run);
      fit();
      tell(now.run);
    }
    if (hasAny(changed, "run", "layer", "head")) heads.outline(now);
  });
}

class Heads {
  /** @type {HTMLButtonElement[][]} */
  buttons = [];  // [layer - 1][head - 1]
  /** @type {Layer[]} */
  #drawn = [];  // [layer - 1] what is on screen
  #newest;
  #asked = 0;

  /** @param {Words} words */
  constructor(words) {
    this.words = words;
    this.#newest = newest(words.failed);
    this.problem = notice("status");
    this.readout = live("bd-readout", words.hint);
    this.grid = make("div", "bd-heads");
    this.grid.setAttribute("role", "grid");
    this.grid.setAttribute("aria-label", words.grid);
    this.grid.addEventListener("pointerleave", () => { this.readout.textContent = words.hint; });
  }

  /** @param {Run} run */
  async show(run) {
    if (this.buttons.length !== run.layers || this.buttons[0].length !== run.heads) this.#build(run.layers, run.heads);
    const mine = ++this.#asked;
    this.grid.setAttribute("aria-busy", "true");
    for (let layer = 1; layer <= run.layers; layer++) {
      const answer = await this.#newest(() => this.#layer(run, layer));
      if (!answer || mine !== this.#asked || !isOnScreen(run)) return;  // hidden, and the sentence has changed
      this.problem.textContent = "error" in answer ? answer.error : "";
      if ("error" in answer) break;
      this.#drawn[layer - 1] = answer;
      this.#paint(layer);
      await new Promise((next) => setTimeout(next));  // each layer shows, and the page answers, in between
      if (mine !== this.#asked) return;
    }
    this.grid.removeAttribute("aria-busy");
  }

  isLong(/** @type {Run} */ run) {
    return run.tokens.length > Number(this.words.side);
  }

  /** Of a long text what is drawn is brought, of others every weight. @param {Run} run @param {number} layer @returns {Promise<Layer>} */
  async #layer(run, layer) {
    const tokens = run.tokens.length;
    if (!this.isLong(run)) {
      const bytes = await layerBytes(run, layer);
      return { run, bytes, size: tokens, strongest: (head) => strongestLink(run, bytes, head) };
    }
    const { side, bytes, strongest } = await smallHeads(run);
    const size = run.heads * side * side;
    const [links, own] = [strongest[layer - 1], bytes.subarray((layer - 1) * size, layer * size)];
    return { run, bytes: own, size: side, strongest: (head) => ({ best: links[head - 1].slice(0, 2), most: 255 * links[head - 1][2] }) };
  }

  /** All heads in sight where the stage has a height of its own, if they are not too small then. @param {HTMLElement} frame */
  fit(frame) {
    const [layers, heads] = [this.buttons.length, this.buttons[0]?.length ?? 0];
    if (!heads || !frame.clientWidth) return;
    const wide = (frame.clientWidth - NAMES) / heads;
    const high = beside.matches ? (frame.clientHeight - NUMBERS) / layers : wide;
    this.grid.style.setProperty("--cell", `${Math.max(LEAST, Math.min(MOST, Math.floor(Math.min(wide, high)) - GAP))}px`);
  }

  repaint() {
    this.#drawn.forEach((layer, i) => layer && this.#paint(i + 1));
  }

  /** @param {State} state */
  outline({ layer, head }) {
    this.buttons.forEach((row, i) => row.forEach((one, k) =>
      one.setAttribute("aria-pressed", String(i + 1 === layer && k + 1 === head))));
    const all = this.buttons.flat();
    if (!all.some((one) => one === document.activeElement)) this.#rove(this.buttons[layer - 1]?.[head - 1] ?? all[0]);
  }

  #build(/** @type {number} */ layers, /** @type {number} */ heads) {
    this.grid.style.setProperty("--heads", String(heads));
    const corner = make("span", "bd-heads-corner", make("span", "bd-sr", this.words.layer_and_head));
    const top = line(corner, "columnheader");
    for (let head = 1; head <= heads; head++) top.append(cell(make("span", "bd-heads-number", head), "columnheader"));
    this.buttons = Array.from({ length: layers }, (_, i) => Array.from({ length: heads }, (__, k) => this.#thumbnail(i + 1, k + 1)));
    this.#drawn = [];
    this.grid.replaceChildren(top, ...this.buttons.map((row, i) => {
      const made = line(make("span", "bd-heads-layer", fill(this.words.layer_name, { layer: i + 1 })), "rowheader");
      made.append(...row.map((one) => cell(make("div", "", one), "gridcell")));
      return made;
    }));
  }

  #thumbnail(/** @type {number} */ layer, /** @type {number} */ head) {
    const made = button(make("canvas"), "bd-thumbnail", () => select({ layer, head }));
    made.tabIndex = -1;
    made.setAttribute("aria-label", this.#name(layer, head));
    made.addEventListener("pointerenter", () => this.#tell(layer, head));
    made.addEventListener("focus", () => { this.#rove(made); this.#tell(layer, head); });
    made.addEventListener("keydown", (event) => this.#step(event, layer, head));
    return made;
  }

  #name(/** @type {number} */ layer, /** @type {number} */ head) {
    return fill(this.words.head_name, { layer, head });
  }

  #step(/** @type {KeyboardEvent} */ event, /** @type {number} */ layer, /** @type {number} */ head) {
    const last = this.buttons[0].length;
    const to = {
      ArrowUp: [layer - 1, head], ArrowDown: [layer + 1, head], ArrowLeft: [layer, head - 1],
      ArrowRight: [layer, head + 1], Home: [event.ctrlKey ? 1 : layer, 1],
      End: [event.ctrlKey ? this.buttons.length : layer, last],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    this.buttons[to[0] - 1]?.[to[1] - 1]?.focus();
  }

  #rove(/** @type {HTMLButtonElement} */ chosen) {
    for (const one of this.buttons.flat()) one.tabIndex = one === chosen ? 0 : -1;
  }

  #paint(/** @type {number} */ layer) {
    const { bytes, size } = this.#drawn[layer - 1];
    const steps = pixels();
    const colours = Uint32Array.from({ length: 256 }, (_, byte) => steps[Math.round(Math.sqrt(byte / 255) * 255)]);
    const room = Math.round(this.buttons[0][0].clientWidth * devicePixelRatio) || 64;
    const side = Math.min(size, room);
    const strongest = new Uint8Array(side * side);
    this.buttons[layer - 1].forEach((one, head) => {
      shrink(bytes, head * size * size, size, strongest, side);
      const canvas = /** @type {HTMLCanvasElement} */ (one.firstChild);
      canvas.width = canvas.height = side;
      const image = new ImageData(side, side);
      new Uint32Array(image.data.buffer).set(Uint32Array.from(strongest, (byte) => colours[byte]));
      canvas.getContext("2d")?.putImageData(image, 0, 0);
    });
  }

  #tell(/** @type {number} */ layer, /** @type {number} */ head) {
    this.readout.replaceChildren(this.#name(layer, head));
    if (!this.#drawn[layer - 1]) return;
    const { run, strongest } = this.#drawn[layer - 1];
    this.readout.replaceChildren(make("strong", "", this.#name(layer, head)));
    const { best, most } = strongest(head);
    if (!best) return;
    this.readout.append(this.words.strongest, make("span", "bd-token-name", run.tokens[best[0]]), " → ",
      make("span", "bd-token-name", run.tokens[best[1]]), ` ≈ ${(most / 255).toFixed(2)}`);
  }
}

/** All heads of a long text as small pictures; they may have come with the run. @param {Run} run */
const smallHeads = (run) => once(run, "small heads", async () => {
  const { heads_small } = "heads_small" in run ? run : await part(run, "heads_small");
  const { weights, ...small } = /** @type {Thumbnails} */ (heads_small);
  return { ...small, bytes: new Uint8Array(await inflate(weights)) };
});

/** @param {HTMLElement} element @param {string} role */
function cell(element, role) {
  element.setAttribute("role", role);
  return element;
}

/** @param {HTMLElement} first @param {string} role */
const line = (first, role) => cell(make("div", "bd-heads-row", cell(first, role)), "row");
