// @ts-check
// The tokens of a sentence in a line, and the arcs from one of them: across the page, on a phone down the page.
import { button, fill, make, point } from "../shared/controls.js";
import { draw } from "../shared/drawing.js";
import { tokenClass } from "../shared/encoding.js";
import { percentIn } from "../shared/digits.js";
import { fadesWhereMore } from "../shared/more.js";
import { rove, stopAt } from "../shared/roving.js";
import { scale } from "../shared/scale.js";
import { arcsOf, between, labels, looks, oneWordApart, pathOf, swings } from "./overview_paths.js";

/** @import { Run, Words } from "../shared/page.js" */
/** @import { Arc } from "./overview_paths.js" */
/** @typedef {{ run: Run, row: Float32Array, from: number, pinned: number, layer: number, head: number }} Look */

const SWING = 350;  // ms
const LABEL = { wide: 44, high: 18 };
const NARROW = 560;  // px of the picture from which on the words run down the page
const BESIDE = 800;  // the same beside another picture
const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class TokenArcs {
  /** @type {HTMLButtonElement[]} */
  #tokens = [];
  /** @type {Look | null} */
  #look = null;
  /** @type {Arc[]} */
  #arcs = [];
  /** @type {number[]} of the tokens; empty until they are measured */
  #centres = [];
  #room = 0;  // for arcs
  #upright = false;
  #frames = 0;
  #line = make("div", "bd-overview-tokens");
  #svg = draw("svg", { class: "bd-overview-arcs", role: "img" });
  #sky = make("div", "bd-overview-sky", this.#svg);
  #picture = make("div", "bd-overview-picture");

  /**
   * @param {Words} words
   * @param {(token: number) => void} pin
   */
  constructor(words, pin) {
    this.words = words;
    this.pin = pin;
    this.#line.setAttribute("role", "group");
    this.#line.setAttribute("aria-label", words.tokens);
    this.#picture.append(this.#sky, this.#line);
    this.frame = fadesWhereMore(make("div", "bd-overview-frame", this.#picture));
    rove(this.#line, () => this.#tokens);
    this.frame.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && point(null));
    new ResizeObserver(() => {
      this.#centres = [];
      this.#place();
    }).observe(this.frame);
  }

  /** @param {Look} look */
  show(look) {
    const before = this.#look;
    const isNew = before?.run !== look.run;
    if (isNew) this.#build(look.run);
    this.#look = look;
    this.#shade(look);
    const swing = before && isNew && before.layer === look.layer && before.head === look.head
      ? oneWordApart(before.run.tokens, look.run.tokens) : null;
    if (swing && before && !isStill()) this.#swing(before, look, swing);
    else if (isNew || before?.from !== look.from || before.layer !== look.layer || before.head !== look.head) this.#place();
    if (isNew || before?.pinned !== look.pinned) this.#keepInSight(look.pinned);
  }

  // Who types changes a word or two: a place keeps its button, and of those only what is another is written.
  #build(/** @type {Run} */ run) {
    const before = this.#tokens;
    this.#tokens = run.tokens.map((token, i) => {
      const made = before[i] ?? this.#made(i);
      const [word, id] = made.children;
      if (made.className !== tokenClass(run, i)) made.className = tokenClass(run, i);
      if (word.textContent === token && id.textContent === String(run.ids[i])) return made;
      [word.textContent, id.textContent] = [token, String(run.ids[i])];
      delete made.dataset.share;  // its name is told anew
      return made;
    });
    for (const gone of before.slice(this.#tokens.length)) gone.remove();
    this.#line.append(...this.#tokens.slice(before.length));
    this.#centres = [];
  }

  #made(/** @type {number} */ i) {
    const made = button(make("span", "bd-overview-word"), "", () => this.pin(i));
    made.append(make("span", "bd-overview-id"), make("span", "bd-overview-cell"));
    made.dataset.token = String(i);
    made.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && point(i));
    made.addEventListener("focus", () => made.matches(":focus-visible") && point(i));
    made.addEventListener("blur", () => point(null));
    return made;
  }

  #shade(/** @type {Look} */ { run, row, from, pinned }) {
    const { words } = this;
    const focused = this.#tokens.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    stopAt(this.#tokens, focused < 0 ? pinned : focused);
    this.#tokens.forEach((token, i) => {
      // Of 512 tokens most get nothing: what does not change is not written, which is what a move of the pointer costs.
      if (token.ariaPressed !== String(i === pinned)) token.setAttribute("aria-pressed", String(i === pinned));
      if (token.classList.contains("bd-overview-from") !== (i === from)) token.classList.toggle("bd-overview-from", i === from);
      const share = percentIn(words.percent, row[i]);
      if (token.dataset.share !== share) {
        token.dataset.share = share;
        token.title = fill(words.token, { token: run.tokens[i], id: run.ids[i], share });
        token.setAttribute("aria-label", token.title);
      }
      const colour = `rgb(${scale(Math.sqrt(row[i])).join(", ")})`;
      const { style } = /** @type {HTMLElement} */ (token.lastChild);
      if (style.backgroundColor !== colour) style.backgroundColor = colour;
    });
    const most = looks(row).slice(0, 3).map(({ to, share }) => `${run.tokens[to]} ${percentIn(words.percent, share)}`).join(", ");
    this.#svg.setAttribute("aria-label", fill(words.arcs, { token: run.tokens[from], most }));
  }

  /** Everything where it lies, without motion. */
  #place() {
    if (!this.#look || (!this.#centres.length && !this.frame.clientWidth)) return;
    cancelAnimationFrame(this.#frames);
    this.#arcs = this.#lay(this.#look);
    this.#stroke(this.#arcs);
    this.#label(this.#arcs);
  }

  #lay(/** @type {Look} */ { run, row, from }) {
    if (!this.#centres.length) this.#measure();
    return arcsOf(looks(row), from, this.#centres, this.#room, run.special);
  }

  // Kept until the size or the sentence changes: whoever asks for a size makes the browser lay out all tokens.
  #measure() {
    const picture = this.frame.closest(".bd-is-overview");
    const upright = this.#upright = Boolean(picture && picture.clientWidth <= (document.body.classList.contains("bd-comparing") ? BESIDE : NARROW));
    picture?.classList.toggle("bd-overview-upright", upright);
    if (upright) this.#line.style.setProperty("--bd-rows", String(this.#tokens.length));
    this.#room = upright ? this.#sky.clientWidth : this.#sky.clientHeight;
    this.#centres = this.#tokens.map((token) => (upright ? token.offsetTop + token.offsetHeight / 2 : token.offsetLeft + token.offsetWidth / 2));
  }

  /**
   * @param {Look} before
   * @param {Look} look
   * @param {(token: number) => number} placed
   */
  #swing(before, look, placed) {
    cancelAnimationFrame(this.#frames);
    const pairs = swings(this.#arcs, this.#lay(look), placed, { before: before.run.special, now: look.run.special });
    const start = performance.now();
    const step = (/** @type {number} */ time) => {
      const t = Math.min(1, Math.max(0, (time - start) / SWING));
      this.#arcs = pairs.map(([from, to]) => between(from, to, t * t * (3 - 2 * t)));
      this.#stroke(this.#arcs);
      if (t < 1) this.#frames = requestAnimationFrame(step);
      else this.#place();
    };
    step(start);
  }

  #stroke(/** @type {Arc[]} */ arcs) {
    const special = this.#look?.run.special ?? [];
    const base = this.#upright ? null : this.#room;
    this.#svg.replaceChildren(...arcs.map((arc) => draw("path", {
      d: pathOf(arc, base), class: special[arc.to] ? "bd-overview-arc bd-is-special" : "bd-overview-arc",
      "stroke-width": arc.width.toFixed(2), "stroke-opacity": arc.opacity.toFixed(3),
    })));
  }

  #label(/** @type {Arc[]} */ arcs) {
    const upright = this.#upright;
    const special = this.#look?.run.special ?? [];
    this.#svg.append(...labels(arcs, LABEL.wide, LABEL.high, upright).map(({ along, away, share, to }) => draw("text", {
      class: special[to] ? "bd-overview-share bd-is-special" : "bd-overview-share",
      ...(upright ? { x: Math.min(away, this.#room - LABEL.wide), y: along + 5 } : { x: along, y: Math.max(14, this.#room - away + 5), "text-anchor": "middle" }),
    }, percentIn(this.words.percent, share))));
  }

  // Only the frame scrolls: the page stays where it is.
  #keepInSight(/** @type {number} */ i) {
    const { frame } = this;
    const token = this.#tokens[i];
    if (this.#upright) {
      if (token.offsetTop < frame.scrollTop || token.offsetTop + token.offsetHeight > frame.scrollTop + frame.clientHeight) {
        frame.scrollTop = token.offsetTop - frame.clientHeight / 2;
      }
    } else if (token.offsetLeft < frame.scrollLeft || token.offsetLeft + token.offsetWidth > frame.scrollLeft + frame.clientWidth) {
      frame.scrollLeft = token.offsetLeft - frame.clientWidth / 2;
    }
  }
}
