// @ts-check
// Compare: what is on the stage becomes A and stays as it is; the next sentence, token, head or model is B beside it.
import { onAnswer, state, watch } from "./bus.js";
import { isClosed } from "./closed.js";
import { button, choices, make } from "./controls.js";
import { changedLook, changedNumbers, described, mapOf } from "./compare_said.js";
import { LOADED, OF_NO_TEXT, SETTLED, isOther, restore, settled, side } from "./compare_side.js";
import { differenceMatrix } from "./difference.js";
import { findingOf, onFinding } from "./finding.js";
import { comparedOf } from "./numbers.js";

/** @import { NumberTable } from "./numbers.js" */
/** @import { Words } from "./page.js" */
/** @import { Picked, Side } from "./compare_side.js" */

const OF_A_HEAD = ["overview", "head", "attention", "arcs"];  // whose difference is that of two matrices

const OF_HEADS = [...OF_A_HEAD, "grid", "bertviz"];  // what is said is of the picked head

const OF_NO_SIZE = ["tokens", "wordpiece", "tokenizers", "embeddings", "cost"];  // whose numbers are names, or seconds of this machine

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
  onFinding((name) => { if (name === state.on) view.tell(); });  // its numbers are there
  return view.switch;
}

class Compare {
  /** @type {Side | null} */
  #a = null;
  #isMoving = false;
  #box = make("section", "bd-frozen");
  #captionB = make("p", "bd-compare-name");
  #isDifference = false;
  /** What A's picture showed. @type {Promise<NumberTable[]>} */
  #numbers = Promise.resolve([]);

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
    // Without a card the column beside has nothing to say, and two pictures need the room.
    document.body.classList.toggle("bd-no-cards", isClosed() || !document.querySelector(".bd-side [data-card]"));
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
    document.body.classList.toggle("bd-no-cards", isClosed());
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
    this.#numbers = comparedOf(state.on);
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
    if (OF_NO_TEXT.includes(state.on) || OF_NO_SIZE.includes(state.on)) line.textContent = "";
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
    const { on } = state;
    const isHere = OF_HEADS.includes(on) || findingOf(on)?.run === b.run;
    line.classList.toggle("bd-was", !isHere);
    if (!isHere) return;
    const said = await (OF_HEADS.includes(on) ? changedLook(a, b, this.words)
      : Promise.all([this.#numbers, comparedOf(on)]).then(([before, after]) => changedNumbers(before, after, this.words))).catch(() => "");
    if (this.#a === a && b.run === state.run && on === state.on) line.textContent = said;
  }
}
