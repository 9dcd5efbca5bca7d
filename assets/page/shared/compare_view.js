// @ts-check
// Two pictures beside each other: what is on the stage stays as A, what is picked next is B, and a line says what changed.
import { state } from "./bus.js";
import { isClosed } from "./closed.js";
import { button, choices, make } from "./controls.js";
import { copiesOf, copyOf } from "./compare_copy.js";
import { described, isToldAtOnce, mapOf, OF_A_HEAD, whatChanged } from "./compare_said.js";
import { DRAWN, LOADED, OF_NO_TEXT, SETTLED, isOther, isThere, isTyped, readBoxes, restore, settled, side } from "./compare_side.js";
import { differenceMatrix } from "./difference.js";
import { findingOf } from "./finding.js";
import { comparedOf } from "./numbers.js";
import { partOf } from "./part.js";

/** @import { Still } from "./compare_copy.js" */
/** @import { NumberTable } from "./numbers.js" */
/** @import { Words } from "./page.js" */
/** @import { Picked, Side } from "./compare_side.js" */

const TRIES = 4;  // to draw A, while somebody goes on to other pictures

export const line = make("p", "bd-change");
line.dataset.change = "";
line.setAttribute("aria-live", "polite");

export class Compare {
  /** @type {Side | null} */
  #a = null;
  #isMoving = false;
  #note;
  /** B, while A is drawn. @type {Picked | null} */
  #b = null;
  #box = make("section", "bd-frozen");
  #captionB = make("p", "bd-compare-name");
  #isDifference = false;
  /** The picture that A shows. */
  #on = "";
  /** A's picture at each of its steps, where it has such. @type {Map<string, Still>} */
  #steps = new Map();
  /** What A's picture showed. @type {Promise<NumberTable[]>} */
  #numbers = Promise.resolve([]);

  /** @param {Words} words @param {() => void} note told when something has become A, and when nothing is A any more */
  constructor(words, note) {
    this.words = words;
    this.#note = note;
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

  onItsWay() {
    return this.#a && this.#isMoving ? this.#b : null;
  }

  /** @param {Picked} a @param {Picked} b @param {() => void} act */
  goBeside(a, b, act) {
    const isSame = this.#a !== null && !isOther(this.#a, a);
    if (isSame) this.#b = b;
    act();
    const comes = isSame && this.#isMoving;
    if (!comes) this.#b = null;
    return comes;
  }

  /** A first, then B beside it. @param {Picked} a @param {Picked} b */
  async open(a, b) {
    if (this.#a && !isOther(this.#a, a)) return;  // B alone is another one, and on its way
    this.end();
    for (let tries = 0; tries < TRIES && (!tries || !isThere(a)); tries++) await restore(a, tries ? SETTLED : LOADED, true);
    if (!isThere(a)) return readBoxes();  // another model reads here
    this.#b = b;
    this.#isMoving = true;
    await this.begin();
    if (isThere(a)) {
      if (a.model === b.model && isTyped(b)) readBoxes();
      else await restore(b);
      return this.#rest();
    }
    this.#isMoving = false;  // what was still being read has come meanwhile: A is drawn once more
    await this.again();
  }

  turn() {
    if (this.#a) this.end();
    else this.begin(true);
  }

  // Somebody may have gone on to another picture meanwhile.
  #rest() {
    this.#isMoving = false;
    this.#b = null;
    if (this.#a && this.#on !== state.on) this.again();
    else this.tell();
  }

  // The column beside makes room for two pictures, unless a card compares there.
  async begin(isByHand = false) {
    if (this.#a || !state.run) return;
    this.#a = side();
    this.switch.setAttribute("aria-pressed", "true");
    const stage = document.getElementById("stage");
    document.body.classList.add("bd-comparing");
    document.body.classList.toggle("bd-no-cards", isClosed() || isByHand || !document.querySelector(".bd-side [data-card]"));
    stage?.classList.add("bd-halves");
    stage?.prepend(this.#box);
    stage?.append(this.#captionB, this.difference.box);
    stage?.before(this.how.box);
    this.difference.watch();
    this.#box.replaceChildren();
    await settled(300);  // the picture has half the room now
    this.#freeze();
    this.tell();
    this.#note();
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
    this.#note();
  }

  // Another instrument: A is drawn in it first, then B again.
  async again() {
    const a = this.#a;
    if (!a || this.#isMoving) return;  // it looks in the end what is on the stage
    this.#isMoving = true;
    this.#b ??= side();
    line.textContent = "";  // it was of the picture before
    this.#captionB.textContent = "B";
    const isDone = () => this.#a !== a || isThere(a);  // or it was ended meanwhile: then another sentence is there
    let on = "";
    for (let tries = 0; tries < TRIES && this.#a === a && (on !== state.on || !isDone()); tries++) {
      on = state.on;
      this.#box.replaceChildren();
      await settled(60);
      const now = side();
      if (!isThere(a) && !isThere(/** @type {Picked} */ (this.#b))) this.#b = now;  // somebody types meanwhile
      if (!isDone()) await restore(a, SETTLED, true);
      await settled(DRAWN);
    }
    if (this.#a === a) {
      this.#freeze();
      if (a.model === this.#b.model && isTyped(this.#b)) readBoxes();
      else if (isOther(a, this.#b)) await restore(this.#b);
    }
    this.#rest();
  }

  #freeze() {
    this.#on = state.on;
    const live = document.querySelector("#stage > .bd-on");
    if (!live || !this.#a) return;
    this.#steps = this.#on === "head" ? copiesOf(live, this.#on, this.words.no_copy) : new Map();
    const copy = copyOf(live, this.words.no_copy);
    const hidden = /** @type {HTMLElement | null} */ (live.querySelector(".bd-lens-hidden"));
    const room = hidden?.closest(".bd-room");
    if (hidden && room) room.scrollLeft = hidden.offsetLeft - room.clientWidth / 2;  // it has less room now
    this.#numbers = comparedOf(state.on);
    this.#box.replaceChildren(make("p", "bd-compare-name", "A"), copy, make("p", "bd-frozen-finding", findingOf(state.on)?.said ?? ""));
    this.#box.setAttribute("aria-label", "A");
    const scrolled = [...copy.querySelectorAll("*")];
    live.querySelectorAll("*").forEach((part, i) => {  // what is in sight of B is so of A
      if (part.scrollLeft || part.scrollTop) scrolled[i]?.scrollTo(part.scrollLeft, part.scrollTop);
    });
  }

  /** A goes to the step that B has come to. */
  step() {
    const still = this.#on === state.on ? this.#steps.get(partOf(state.on)) : null;
    if (still) {
      this.#box.querySelector(".bd-frozen-picture")?.replaceWith(still.copy);
      this.#numbers = still.numbers;
    }
    this.tell();
  }

  // A is scrolled along with B.
  #scroll(/** @type {Element} */ part) {
    const live = document.querySelector("#stage > .bd-on");
    const copy = this.#box.querySelector(".bd-frozen-picture");
    if (!this.#a || !live?.contains(part) || !copy) return;
    if (part === live) this.#box.scrollTo(part.scrollLeft, part.scrollTop);
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
    const { on } = state;
    const isHere = isToldAtOnce(on) || findingOf(on)?.run === b.run;
    line.classList.toggle("bd-was", !isHere);
    if (!isHere) return;
    const said = await whatChanged(on, a, b, this.#numbers, this.words).catch(() => "");
    if (this.#a === a && b.run === state.run && on === state.on) line.textContent = said;
  }
}
