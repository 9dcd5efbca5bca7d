// @ts-check
// The two parts of the arcs: the switches of the heads, and the token columns with the lines between them.
import { button, checkbox, fill, make } from "../shared/controls.js";
import { tokenClass } from "../shared/encoding.js";
import { headColour } from "../shared/scale.js";

/** @import { Run, State, Words } from "../shared/page.js" */
/** @typedef {"from" | "to"} Side */
/** @typedef {{ side: Side, index: number }} Focus */
/** @typedef {{ byte: number, head: number, i: number, j: number }} Link */

/**
 * @param {Words} words
 * @param {() => void} changed
 */
export function headToggles(words, changed) {
  const list = make("span", "bd-toggle-list");
  /** @type {HTMLInputElement[]} */
  let inputs = [];
  let picked = 1;
  let following = true;  // until the visitor switches heads here, the head picked anywhere is the one shown

  const set = (/** @type {(head: number) => boolean} */ on) => inputs.forEach((one, i) => { one.checked = on(i + 1); });
  const follow = () => set((head) => picked < 1 || head === picked);
  const choose = (/** @type {boolean} */ follows, /** @type {() => void} */ act) => () => {
    following = follows;
    act();
    changed();
  };
  const only = button(fill(words.only_head, { head: picked }), "bd-small", choose(true, follow));
  const buttons = make("span", "bd-toggle-buttons", button(words.all_heads, "bd-small", choose(false, () => set(() => true))), only,
    button(words.no_heads, "bd-small", choose(false, () => set(() => false))));

  function build(/** @type {number} */ heads) {
    inputs = Array.from({ length: heads }, (_, i) => {
      const one = checkbox(() => { following = false; changed(); });
      one.setAttribute("aria-label", fill(words.head_number, { head: i + 1 }));
      return one;
    });
    list.replaceChildren(...inputs.map((one, i) => make("label", "bd-toggle", one, make("span", "bd-swatch"), i + 1)));
    colour();
    following = true;
  }

  const colour = () => inputs.forEach((one, i) => {
    const swatch = /** @type {HTMLElement} */ (one.nextElementSibling);
    swatch.style.background = `rgb(${headColour(i + 1)})`;
  });

  return {
    box: make("fieldset", "bd-toggles", make("legend", "", words.heads), list, buttons),
    colour,
    shown: () => inputs.flatMap((one, i) => (one.checked ? [i + 1] : [])),
    show(/** @type {State} */ { run, head }) {
      picked = head;
      if (inputs.length !== run.heads) build(run.heads);
      only.hidden = picked < 1;
      only.textContent = fill(words.only_head, { head: picked });
      if (following) follow();
    },
  };
}

const [LOW, USUAL, HIGH, TOUCH] = [17, 24, 34, 32];  // px a row: at least, where the frame grows with them, at most, for fingers
const beside = matchMedia("(min-width: 1100px)");  // no phone
/** @type {Side[]} */
const SIDES = ["from", "to"];

/** The canvas is as high as the frame and stays in it while the columns scroll: 512 rows need no huge canvas. */
export class TokenColumns {
  /** @type {Record<Side, HTMLButtonElement[]>} */
  #words = { from: [], to: [] };
  /** @type {Link[]} */
  #links = [];
  #scheduled = false;
  #row = TOUCH;  // px
  #canvas = make("canvas");
  #middle = make("div", "bd-arcs-middle", this.#canvas);

  /**
   * @param {Words} words
   * @param {(focus: Focus | null) => void} hovered
   * @param {(focus: Focus) => void} pinned
   */
  constructor(words, hovered, pinned) {
    this.hovered = hovered;
    this.pinned = pinned;
    this.#canvas.setAttribute("aria-hidden", "true");
    this.sides = { from: column("from", words), to: column("to", words) };
    this.frame = make("div", "bd-arcs", make("span", "bd-arcs-title", words.from), make("span"), make("span", "bd-arcs-title", words.to),
      this.sides.from, this.#middle, this.sides.to);
    this.frame.addEventListener("scroll", () => this.#schedule(), { passive: true });
    this.frame.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hovered(null));
    new ResizeObserver(() => { this.#fit(); this.#schedule(); }).observe(this.frame);
  }

  // Rows as high as there is room for, in a stage that has a height of its own.
  #fit() {
    const count = this.#words.from.length;
    if (!count) return;
    const room = this.frame.clientHeight - (this.frame.firstElementChild?.clientHeight ?? 0);
    const isBound = getComputedStyle(this.frame).flexGrow !== "0";
    this.#row = !beside.matches ? TOUCH : isBound ? Math.max(LOW, Math.min(HIGH, Math.floor(room / count))) : USUAL;
    this.frame.style.setProperty("--row", `${this.#row}px`);
  }

  /** @param {Run} run */
  show(run) {
    for (const side of SIDES) {
      this.#words[side] = run.tokens.map((_, i) => this.#word(run, side, i));
      this.sides[side].replaceChildren(...this.#words[side]);
    }
    this.frame.style.setProperty("--letters", String(Math.max(...run.tokens.map((token) => token.length))));
    this.frame.scrollTop = 0;
    this.#fit();
  }

  /**
   * @param {Link[]} links
   * @param {Focus | null} focus whose links they are; null for all
   * @param {Focus | null} held
   * @param {Float32Array | null} shares of each token on the other side
   */
  draw(links, focus, held, shares) {
    this.#links = links;
    const is = (/** @type {Focus | null} */ one, /** @type {Side} */ side, /** @type {number} */ i) => one?.side === side && one.index === i;
    for (const side of SIDES) {
      const measured = focus && focus.side !== side ? shares : null;
      this.#words[side].forEach((word, i) => {
        word.classList.toggle("bd-word-on", is(focus, side, i));
        word.setAttribute("aria-pressed", String(is(held, side, i)));
        const share = /** @type {HTMLElement} */ (word.lastChild);
        const text = measured && measured[i] >= 0.005 ? measured[i].toFixed(2) : "";
        if (share.textContent !== text) share.textContent = text;
        share.style.setProperty("--share", String(measured ? measured[i] : 0));
      });
    }
    this.#schedule();
  }

  #word(/** @type {Run} */ run, /** @type {Side} */ side, /** @type {number} */ index) {
    const word = button(make("span", "bd-arcs-text", run.tokens[index]), tokenClass(run, index), () => this.pinned({ side, index }));
    word.tabIndex = index ? -1 : 0;
    word.append(make("span", "bd-arcs-share"));
    word.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && this.hovered({ side, index }));
    word.addEventListener("focus", () => word.matches(":focus-visible") && this.hovered({ side, index }));
    word.addEventListener("blur", () => this.hovered(null));
    word.addEventListener("keydown", (event) => this.#step(event, side, index));
    return word;
  }

  #step(/** @type {KeyboardEvent} */ event, /** @type {Side} */ side, /** @type {number} */ i) {
    const { from, to } = this.#words;
    const list = this.#words[side];
    const next = { ArrowUp: list[i - 1], ArrowDown: list[i + 1], Home: list[0], End: list.at(-1),
      ArrowLeft: from[i], ArrowRight: to[i] }[event.key];
    if (!next) return;
    event.preventDefault();
    for (const one of [...from, ...to]) one.tabIndex = -1;
    next.tabIndex = 0;
    (from.includes(next) ? to : from)[i].tabIndex = 0;
    next.focus();
  }

  #schedule() {
    if (!this.#scheduled) requestAnimationFrame(() => this.#stroke());
    this.#scheduled = true;
  }

  #stroke() {
    this.#scheduled = false;
    const width = this.#middle.clientWidth;
    const height = Math.min(this.frame.clientHeight, this.#words.from.length * this.#row);
    const canvas = this.#canvas;
    const pen = canvas.getContext("2d");
    if (!width || !pen) return;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    canvas.style.height = `${height}px`;
    pen.scale(devicePixelRatio, devicePixelRatio);
    const top = canvas.getBoundingClientRect().top - this.sides.from.getBoundingClientRect().top;
    for (const [key, path] of curves(this.#links, this.#row, top, width, height)) {
      const weight = ((key % 32) + 0.5) / 32;
      pen.strokeStyle = `rgb(${headColour(key >> 5)} / ${0.06 + 0.9 * weight ** 0.7})`.replace(/,/g, " ");
      pen.lineWidth = 0.6 + 3 * weight;
      pen.stroke(path);
    }
  }
}

/** @param {Side} side @param {Words} words */
function column(side, words) {
  const list = make("div", `bd-arcs-column bd-arcs-${side}`);
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", words[side]);
  return list;
}

/**
 * Links of one head and nearly one weight are one stroke; the lightest come first.
 * @param {Link[]} links
 * @param {number} row
 * @param {number} top
 * @param {number} width
 * @param {number} height
 */
function curves(links, row, top, width, height) {
  /** @type {Map<number, Path2D>} */
  const paths = new Map();
  for (const link of links) {
    const from = (link.i + 0.5) * row - top;
    const to = (link.j + 0.5) * row - top;
    if (Math.max(from, to) < 0 || Math.min(from, to) > height) continue;
    const key = link.head * 32 + (link.byte >> 3);
    const path = paths.get(key) ?? new Path2D();
    paths.set(key, path);
    path.moveTo(0, from);
    path.bezierCurveTo(width * 0.4, from, width * 0.6, to, width, to);
  }
  return [...paths].sort(([a], [b]) => (a % 32) - (b % 32));
}
