// @ts-check
// Compare: what is on the stage becomes A and stays as it is; the next sentence, token, head or model is B beside it.
import { onAnswer, state, watch } from "./bus.js";
import { LITTLE, largestChange } from "./change.js";
import { button, choices, fill, make } from "./controls.js";
import { LOADED, SETTLED, isOther, restore, settled, side } from "./compare_side.js";
import { differenceMatrix } from "./difference.js";
import { percentIn } from "./digits.js";
import { findingOf } from "./finding.js";
import { nameOf } from "./modellist.js";
import { headMap } from "./run.js";

/** @import { Words } from "./page.js" */
/** @import { Picked, Side } from "./compare_side.js" */

const OF_A_HEAD = ["overview", "head", "attention", "arcs"];  // whose difference is that of two matrices

const OF_NO_TEXT = ["lab", "born", "game", "lines", "checkpoints"];  // nothing in them is the sentence's

const line = make("p", "bd-change");
line.dataset.change = "";
line.setAttribute("aria-live", "polite");

/** What changed from A to B, in one sentence. */
export const changeLine = () => line;

/** @type {Compare | null} */
let made = null;
/** @type {(view: Compare) => void} */
let tellThere;
/** Once the bar has its switch: a link may be read before. @type {Promise<Compare>} */
const there = new Promise((resolve) => { tellThere = resolve; });
/** @type {(() => void)[]} */
const listeners = [];
const noteComparing = () => listeners.forEach((listener) => listener());

/** When something has become A, and when nothing is A any more. @param {() => void} listener */
export const onComparing = (listener) => { listeners.push(listener); };

/** What is on the stage becomes A, if nothing is A yet; done when it is drawn there. */
export const beginComparing = async () => { await made?.begin(); };

/** What is compared with, for an address; null where nothing is. @returns {Picked | null} */
export const comparedWith = () => made?.kept() ?? null;

/** What a link compares. @param {Picked} a @param {Picked} b */
export const compareAgain = async (a, b) => { await (await there).open(a, b); };

/** A card is another sentence on another picture: nothing of it is beside A. */
export const endComparing = () => made?.end();

/** The switch of it. @param {Words} words */
export function compareButton(words) {
  const view = made = new Compare(words);
  tellThere(view);
  watch((changed) => {
    if (changed.has("on")) view.again();
    else if (["run", "layer", "head", "chosen"].some((name) => changed.has(name))) view.tell();
  });
  onAnswer(() => view.tell());
  return view.switch;
}

class Compare {
  /** @type {Side | null} */
  #a = null;
  #isMoving = false;
  #box = make("section", "bd-frozen");
  #captionB = make("p", "bd-compare-name");
  #isDifference = false;

  /** @param {Words} words */
  constructor(words) {
    this.words = words;
    this.switch = button(`⚖ ${words.compare}`, "bd-quiet-button bd-compare-button", () => this.turn());
    this.switch.dataset.compare = "";
    this.switch.setAttribute("aria-pressed", "false");
    this.difference = differenceMatrix(words);
    this.how = choices(words.how_shown, [["beside", words.beside], ["difference", words.difference]], "beside", (how) => {
      this.#isDifference = how === "difference";
      this.tell();
    });
    this.how.box.classList.add("bd-compare-how");
    document.addEventListener("scroll", ({ target }) => this.#scroll(/** @type {Element} */ (target)), true);
  }

  kept() {
    return this.#a;
  }

  /** A first, then B beside it. @param {Picked} a @param {Picked} b */
  async open(a, b) {
    if (this.#a && !isOther(this.#a, a)) return;  // B alone is another one, and on its way
    this.end();
    await restore(a, LOADED);
    if (!state.run || isOther(side(), a)) return;  // another model reads here, or somebody types
    await this.begin();
    await restore(b);
  }

  turn() {
    if (this.#a) this.end();
    else this.begin();
  }

  async begin() {
    if (this.#a || !state.run) return;
    this.#a = side();
    this.switch.setAttribute("aria-pressed", "true");
    const stage = document.getElementById("stage");
    document.body.classList.add("bd-comparing");
    stage?.classList.add("bd-halves");
    stage?.prepend(this.#box);
    stage?.append(this.#captionB, this.difference.box);
    stage?.before(this.how.box);
    this.difference.watch();
    this.#box.replaceChildren();
    await settled(300);  // the picture has half the room now
    this.#freeze();
    this.tell();
    noteComparing();
  }

  end() {
    if (!this.#a) return;
    this.#a = null;
    this.switch.setAttribute("aria-pressed", "false");
    document.body.classList.remove("bd-comparing");
    this.#box.parentElement?.classList.remove("bd-halves");
    this.#box.remove();
    this.#captionB.remove();
    this.how.box.remove();
    this.difference.box.remove();
    document.body.classList.remove("bd-with-difference");
    line.textContent = "";
    noteComparing();
  }

  // Another instrument: A is drawn in it first, then B again.
  async again() {
    const a = this.#a;
    if (!a || this.#isMoving) return;
    this.#isMoving = true;
    const b = side();
    this.#box.replaceChildren();
    await settled(60);
    if (this.#a === a && isOther(a, b)) await restore(a);
    await settled(SETTLED);
    this.#freeze();
    if (this.#a === a && isOther(a, b)) await restore(b);  // unless it was ended meanwhile: then another sentence is there
    this.#isMoving = false;
    this.tell();
  }

  #freeze() {
    const live = document.querySelector("#stage > .bd-on");
    if (!live || !this.#a) return;
    const copy = /** @type {HTMLElement} */ (live.cloneNode(true));
    const drawn = copy.querySelectorAll("canvas");
    live.querySelectorAll("canvas").forEach((canvas, i) => {
      if (canvas.width && canvas.height) drawn[i].getContext("2d")?.drawImage(canvas, 0, 0);
    });
    for (const part of copy.querySelectorAll("iframe")) part.remove();
    for (const part of [copy, ...copy.querySelectorAll("[id], [data-token]")]) {
      part.removeAttribute("id");
      part.removeAttribute("data-token");
    }
    copy.classList.remove("bd-on");
    copy.classList.add("bd-frozen-picture");
    copy.inert = true;
    this.#box.replaceChildren(make("p", "bd-compare-name", "A"), copy, make("p", "bd-frozen-finding", findingOf(state.on)?.said ?? ""));
    this.#box.setAttribute("aria-label", "A");
    const scrolled = [...copy.querySelectorAll("*")];
    live.querySelectorAll("*").forEach((part, i) => {  // what is in sight of B is so of A
      if (part.scrollLeft || part.scrollTop) scrolled[i]?.scrollTo(part.scrollLeft, part.scrollTop);
    });
  }

  // A is scrolled along with B.
  #scroll(/** @type {Element} */ part) {
    const live = document.querySelector("#stage > .bd-on");
    const copy = this.#box.querySelector(".bd-frozen-picture");
    if (!this.#a || !live?.contains(part) || !copy) return;
    const at = [...live.querySelectorAll("*")].indexOf(part);
    [...copy.querySelectorAll("*")][at]?.scrollTo(part.scrollLeft, part.scrollTop);
  }

  tell() {
    const a = this.#a;
    const { run } = state;
    if (!a || !run || this.#isMoving) return;
    const b = side();
    const name = /** @type {HTMLElement | null} */ (this.#box.firstElementChild);
    if (name) name.textContent = `A · ${described(a, b, this.words)}`;
    this.#captionB.textContent = `B · ${described(b, a, this.words)}`;
    if (OF_NO_TEXT.includes(state.on)) line.textContent = "";
    else if (!isOther(a, b)) line.textContent = this.words.same;
    else this.#say(a, b);
    this.#drawDifference(a, b);
  }

  // Two matrices are subtracted where both have the same places.
  async #drawDifference(/** @type {Side} */ a, /** @type {Side} */ b) {
    const canBe = OF_A_HEAD.includes(state.on) && a.run.tokens.length === b.run.tokens.length;
    this.how.box.hidden = !canBe;
    const isDrawn = canBe && this.#isDifference;
    document.body.classList.toggle("bd-with-difference", isDrawn);
    if (!isDrawn) return;
    const maps = await Promise.all([a, b].map((one) => mapOf(one))).catch(() => null);
    if (maps && this.#a === a && b.run === state.run) this.difference.show(b.run, maps[0].weights, maps[1].weights);
  }

  async #say(/** @type {Side} */ a, /** @type {Side} */ b) {
    const said = await changed(a, b, this.words).catch(() => "");
    if (this.#a === a && b.run === state.run) line.textContent = said;
  }
}

/** What of a side is another than on the other one. @param {Side} one @param {Side} other @param {Words} words */
function described(one, other, words) {
  const token = one.chosen === null ? words.none : one.run.tokens[one.chosen];
  const parts = [
    one.text !== other.text || one.pair !== other.pair ? [one.text, one.pair].filter(Boolean).join(" / ") : "",
    one.chosen !== other.chosen || token !== (other.chosen === null ? words.none : other.run.tokens[other.chosen]) ? `“${token}”` : "",
    one.layer !== other.layer || one.head !== other.head ? fill(words.of_head, one) : "",
    one.model !== other.model ? nameOf(one.model) : "",
  ].filter(Boolean);
  return parts.join(" · ") || fill(words.of_head, one);
}

/** @param {Side} one */
const mapOf = ({ run, layer, head }) => headMap(run, Math.max(1, layer), Math.max(1, head));

/** What changed, in one sentence from the numbers of both. @param {Side} a @param {Side} b @param {Words} words */
async function changed(a, b, words) {
  if (a.chosen === null || b.chosen === null) return words.pin;
  const [before, after] = await Promise.all([a, b].map(async (one) => ({
    tokens: one.run.tokens, from: /** @type {number} */ (one.chosen),
    weights: (await mapOf(one)).weights,
  })));
  const most = largestChange(before, after);
  const values = {
    token: most.token || most.now, now: most.now, before: percentIn(words.percent, most.before), after: percentIn(words.percent, most.after),
    one: a.run.tokens[a.chosen], other: b.run.tokens[b.chosen],
  };
  if (Math.abs(most.after - most.before) < LITTLE) return fill(words.little, values);
  if (!most.now) return fill(words.changed_gone, values);
  if (!most.token) return fill(words.changed_new, values);
  return fill(most.now === most.token ? words.changed : words.changed_other, values);
}
