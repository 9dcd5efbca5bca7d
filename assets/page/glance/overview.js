// @ts-check
// The first screen's picture: where the pinned token looks, the verdict, the guess for its place, and the whole head.
import { keeper, accepted, newest } from "../shared/asking.js";
import { select, subscribe } from "../shared/bus.js";
import { fill, isOnScreen, make, notice } from "../shared/controls.js";
import { percentIn } from "../shared/digits.js";
import { finding } from "../shared/finding.js";
import { keepPlace, overviewOf, placeOf, tellKnown, verdictOf } from "../shared/known.js";
import { column, matrixTable, numbers } from "../shared/numbers.js";
import { bar, titled } from "../shared/pictures.js";
import { headMap } from "../shared/run.js";
import { pixels } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";
import { TokenArcs } from "./overview_arcs.js";
import { looks, oneWordApart, quiet, strongestFrom } from "./overview_paths.js";

/** @import { Component, Run, State, Words } from "../shared/page.js" */
/** @typedef {{ run: Run, layer: number, head: number, weights: Float32Array, pinned: number }} Shown */

/** @type {Component<OverviewFunctions>} */
export default function overview(element, words, server) {
  const view = new Overview(element, words, server);
  const verdict = make("section", "bd-overview-block bd-overview-verdict", make("h3", "", words.verdict));
  element.append(view.problem, view.arcs.frame, make("div", "bd-overview-three", verdict, view.guess, view.matrix));
  numbers(element, () => view.numbers());
  onTheme(() => view.draw());
  subscribe(element, (now, changed) => {
    if (changed.has("run")) verdict.classList.toggle("bd-was", !now.run.scores);
    if (["run", "layer", "head", "chosen"].some((name) => changed.has(name))) view.show(now);
    else view.point(now.token);
  });
  subscribe(verdict, ({ run }, changed) => {
    if (!changed.has("run")) return;
    verdict.replaceChildren(make("h3", "", words.verdict), ...verdictLines(run, words));
    verdict.classList.remove("bd-was");
    tellKnown();
  }, "scores");
}

/** @param {Run} run @param {Words} words */
function verdictLines(run, words) {
  const verdict = verdictOf(run, words.sentiment);
  if (!verdict?.label) return [make("p", "bd-overview-note", verdict?.said)];
  const row = line(verdict.label, verdict.share, words, true);
  row.title = verdict.said;
  const others = verdict.others.slice(0, 2).map(([label, share]) => line(label, share, words, false));
  return [row, ...others, make("p", "bd-overview-note", words.must_choose)];
}

/** @param {string} label @param {number} share @param {Words} words @param {boolean} strong */
const line = (label, share, words, strong) => make("div", strong ? "bd-overview-bar bd-best" : "bd-overview-bar",
  make("span", "bd-overview-label", label), bar(share), make("span", "bd-number", percentIn(words.percent, share)));

/**
 * A pixel for every weight, in the colours of the large matrix.
 * @param {Float32Array} weights
 * @param {number} count of tokens
 * @param {string} said
 */
function matrixOf(weights, count, said) {
  const canvas = Object.assign(make("canvas"), { width: count, height: count });
  const image = new ImageData(count, count);
  const steps = pixels();
  new Uint32Array(image.data.buffer).set(Uint32Array.from(weights, (weight) => steps[Math.round(Math.sqrt(weight) * 255)]));
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", said);
  return canvas;
}

class Overview {
  /** @type {Shown | null} as drawn */
  #shown = null;
  /** @type {number | null} under the pointer */
  #pointed = null;
  #kept = keeper();
  #newestMap;
  #newestLook;
  #newestPlace;

  /** @param {HTMLElement} element @param {Words} words @param {OverviewFunctions} server */
  constructor(element, words, server) {
    this.words = words;
    this.server = server;
    this.#newestMap = newest(words.failed);
    this.#newestLook = newest(words.failed);
    this.#newestPlace = newest(words.failed);
    this.problem = notice("status");
    this.arcs = new TokenArcs(words, (chosen) => select({ chosen }));
    this.guess = make("section", "bd-overview-block bd-overview-guess");
    this.ring = make("span", "bd-overview-ring");
    this.cells = make("div", "bd-overview-cells");
    this.cells.addEventListener("click", (event) => this.#pinRow(event));
    this.matrix = titled("bd-overview-block bd-overview-matrix", words.matrix, this.cells);
    this.finding = finding(element);
  }

  numbers() {
    if (!this.#shown) return [];
    const { run, weights } = this.#shown;
    const { words } = this;
    const written = placeOf(run);  // none while the guess on screen is of the sentence before
    const verdict = run.scores ? verdictOf(run, words.sentiment) : null;
    return [
      matrixTable(words.matrix, "", run.tokens, run.tokens, (i, j) => weights[i * run.tokens.length + j]),
      { title: this.guess.querySelector("h3")?.textContent ?? "", columns: [column("word"), column("probability")],
        rows: written?.labels.map((label, i) => [label, written.probabilities[i]]) ?? [] },
      { title: words.verdict, columns: [column("label"), column("probability")], rows: verdict?.label ? [[verdict.label, verdict.share], ...verdict.others] : [] },
    ];
  }

  /** @param {State} now */
  async show(now) {
    const { run } = now;
    const [layer, head] = [Math.max(1, now.layer), Math.max(1, now.head)];
    const map = await this.#newestMap(() => headMap(run, layer, head));
    if (!map || !isOnScreen(run)) return;
    this.problem.textContent = "error" in map ? map.error : "";
    if ("error" in map) return;
    const keeps = this.#keeps(now, layer, head);
    if (this.#shown?.run !== run) this.#kept = keeper();
    const { weights } = map;
    const pinned = Math.min(run.tokens.length - 1, keeps ?? now.chosen ?? strongestFrom(weights, quiet(run)));
    this.#shown = { run, layer, head, weights, pinned };
    this.#pointed = now.token;
    this.draw();
    if (keeps !== null) select({ chosen: pinned });  // in all windows
    else {
      this.#askLook(now.chosen);
      this.#askPlace(now.chosen);
    }
  }

  /**
   * What is pinned in a new run where nobody has chosen: the token of the scene that it came with, or, where one word has
   * changed, the word that was pinned.
   * @param {State} now
   * @param {number} layer
   * @param {number} head
   */
  #keeps({ run, chosen }, layer, head) {
    const before = this.#shown;
    if (before?.run === run || chosen !== null) return null;
    const came = overviewOf(run);
    if (came?.layer === layer && came.head === head) return came.token;
    return (before && oneWordApart(before.run.tokens, run.tokens)?.(before.pinned)) ?? null;
  }

  /** @param {number | null} token */
  point(token) {
    if (token === this.#pointed || !this.#shown || !isOnScreen(this.#shown.run)) return;
    this.#pointed = token;
    this.draw(false);
  }

  draw(anew = true) {
    if (!this.#shown) return;
    const { run, layer, head, weights, pinned } = this.#shown;
    const count = run.tokens.length;
    const from = this.#pointed !== null && this.#pointed < count ? this.#pointed : pinned;
    this.arcs.show({ run, row: weights.subarray(from * count, (from + 1) * count), from, pinned, layer, head });
    if (anew) this.#drawMatrix();
    this.ring.style.top = `${(100 * from) / count}%`;
    this.ring.style.height = `${100 / count}%`;
  }

  #drawMatrix() {
    const { words } = this;
    const { run, layer, head, weights, pinned } = /** @type {Shown} */ (this.#shown);
    const count = run.tokens.length;
    const [best] = looks(weights.subarray(pinned * count, (pinned + 1) * count));
    const said = fill(words.matrix_said, {
      layer, head, count, token: run.tokens[pinned], target: run.tokens[best.to], share: percentIn(words.percent, best.share),
    });
    this.cells.replaceChildren(matrixOf(weights, count, said), this.ring);
    this.cells.title = said;
  }

  /** A click on a row pins the token that looks; for the keyboard there are the tokens. @param {MouseEvent} event */
  #pinRow(event) {
    if (!this.#shown) return;
    const box = this.cells.getBoundingClientRect();
    const count = this.#shown.run.tokens.length;
    select({ chosen: Math.min(count - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * count))) });
  }

  /** The finding; it may have come with the run. @param {number | null} chosen */
  async #askLook(chosen) {
    const { run, layer, head, pinned } = /** @type {Shown} */ (this.#shown);
    const answer = await this.#newestLook(async () => {
      const came = overviewOf(run);
      if (came?.layer === layer && came.head === head && came.token === pinned) return came;
      return this.#kept(`look ${layer} ${head} ${chosen}`, async () =>
        accepted(await this.server.look_of_token({ ...run.key, layer, head, token: chosen })));
    });
    if (!this.#isAnswer(run, answer)) return;
    const shown = /** @type {Shown} */ (this.#shown);
    if (shown.pinned !== answer.token) {  // two links were as strong as each other: the server's choice stands
      this.#shown = { ...shown, pinned: answer.token };
      this.draw();
    }
    this.finding.say(answer.said, [answer.speaker, answer.judge].filter(Boolean).join(" · "));
  }

  /** The guess: a pass of its own. @param {number | null} chosen */
  async #askPlace(chosen) {
    const { run, layer, head, pinned } = /** @type {Shown} */ (this.#shown);
    this.guess.classList.add("bd-was");  // seen where the answer takes its time
    const answer = await this.#newestPlace(async () => {
      const came = placeOf(run);
      if (came?.token === pinned) return came;
      return this.#kept(`place ${chosen ?? [layer, head]}`, async () =>
        accepted(await this.server.guess_of_token({ ...run.key, layer, head, token: chosen })));
    });
    if (answer && isOnScreen(run)) this.guess.classList.remove("bd-was");
    if (answer && "error" in answer && isOnScreen(run)) this.guess.replaceChildren();  // the one before is of another sentence
    if (!this.#isAnswer(run, answer)) return;
    keepPlace(run, answer);
    this.#tellPlace(answer);
  }

  /**
   * Whether it is an answer for what is on screen; why there is none is told.
   * @template {object} Payload
   * @param {Run} run
   * @param {Payload | ErrorPayload | null | undefined} answer
   * @returns {answer is Payload}
   */
  #isAnswer(run, answer) {
    if (!answer || !isOnScreen(run)) return false;
    if ("error" in answer) this.problem.textContent = /** @type {ErrorPayload} */ (answer).error;
    return !("error" in answer);
  }

  #tellPlace(/** @type {PlacePayload} */ answer) {
    const { words } = this;
    const isMask = /^(\[MASK\]|<mask>)$/.test(answer.own);
    const title = isMask ? words.guess_mask : fill(words.guess, { token: answer.own });
    this.guess.replaceChildren(make("h3", "", title), ...answer.labels.map((label, i) =>
      line(label, answer.probabilities[i], words, label === answer.own)), make("p", "bd-overview-note", answer.about));
  }
}
