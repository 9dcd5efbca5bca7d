// @ts-check
// The map: from the text to the answer, with glyphs of this sentence's numbers. A part leads to its step, a head is picked.
import { state, subscribe } from "./bus.js";
import { button, fill, group, make } from "./controls.js";
import { percentIn } from "./digits.js";
import { guessOf, judgedOf, onKnown } from "./known.js";
import { continues, glyph, textLengths } from "./map_glyphs.js";
import { HeadCells } from "./map_heads.js";
import { bar } from "./pictures.js";
import { rove, stopAt } from "./roving.js";
import { go } from "./stage.js";
import { onTheme } from "./theme.js";

/** @import { Component, Run, State, Words } from "./page.js" */
/** @typedef {{ box: HTMLButtonElement, picture: HTMLElement }} Part */

// Of each part: the step that a click goes to first, and all steps during which it is where one is.
/** @type {Record<string, string[]>} */
const STEPS = {
  text: ["glance"],
  pieces: ["pieces"],
  vectors: ["vectors"],
  layers: ["heads", "head", "layer", "depth", "doubt"],
  verdict: ["using", "finetuning"],
  guess: ["pretraining"],
};

/** @type {Component} */
export default function map(element, words) {
  const parts = Object.fromEntries(Object.keys(STEPS).map((name) => [name, part(name, words)]));
  const heads = new HeadCells(words);
  parts.layers.picture.remove();
  const layers = make("div", "bd-map-middle", heads.box, parts.layers.box);
  const places = ["text", "pieces", "vectors", "layers", "verdict", "guess"];
  element.append(group(words.name, "bd-map", ...places.flatMap((name, i) =>
    [i ? arrow(name === "guess") : null, name === "layers" ? layers : parts[name].box])));

  const boxes = places.map((name) => parts[name].box);
  rove(element, () => boxes);
  stopAt(boxes, 0);

  const show = (/** @type {State} */ now) => {
    drawParts(parts, now.run, words);
    heads.show(now.run, now.layer, now.head);
  };
  onTheme(() => { if (state.run) show(state); });
  onKnown(() => { if (state.run) drawAnswers(parts, state.run, words); });
  subscribe(element, (now, changed) => {
    if (changed.has("run")) show(now);
    else if (changed.has("layer") || changed.has("head")) heads.pick(now.layer, now.head);
    for (const [name, { box }] of Object.entries(parts)) {
      const isHere = now.on === "next" ? name === "verdict" : STEPS[name].includes(now.step);  // its answer is that of [CLS]
      if (isHere) box.setAttribute("aria-current", "step");
      else box.removeAttribute("aria-current");
    }
  });
}

/** From one part to the next; the two answers stand beside each other. @param {boolean} isOr */
const arrow = (isOr) => {
  const made = make("span", isOr ? "bd-map-arrow bd-map-or" : "bd-map-arrow", isOr ? "·" : "▸");
  made.setAttribute("aria-hidden", "true");
  return made;
};

/** @param {string} name @param {Words} words @returns {Part} */
function part(name, words) {
  const picture = make("span", "bd-map-picture");
  const box = button(picture, `bd-map-part bd-map-${name}`, () => go(STEPS[name][0]));
  const names = /** @type {Record<string, string>} */ ({
    text: words.text, pieces: words.pieces, vectors: words.vectors, layers: words.layers, verdict: words.verdict, guess: words.guess,
  });
  box.append(make("span", "bd-map-name", names[name]));
  return { box, picture };
}

/** @param {Record<string, Part>} parts @param {Run} run @param {Words} words */
function drawParts({ text, pieces, vectors, layers, ...answers }, run, words) {
  const count = run.tokens.length;
  const { norms } = run.outline;
  const [least, most] = [Math.min(...norms), Math.max(...norms)];
  const { layers: deep, heads: wide } = run;
  const all = `${run.key.text} ${run.key.text_pair}`.trim();
  say(text, fill(words.text_said, { count: Array.from(all).length }), glyph(textLengths(all)));
  say(pieces, fill(words.pieces_said, { count, continued: run.tokens.filter(continues).length }),
    glyph(run.tokens.map((token, i) => (run.special[i] ? 1 : Array.from(token.replace(/^##/, "")).length)), run.tokens.map(continues), run.special));
  say(vectors, fill(words.vectors_said, {
    count, least: least.toPrecision(3), most: most.toPrecision(3),
    least_token: run.tokens[norms.indexOf(least)], most_token: run.tokens[norms.indexOf(most)],
  }), glyph(norms, [], run.special));
  say(layers, fill(words.layers_said, { layers: deep, heads: wide }), null);
  /** @type {HTMLElement} */ (layers.box.lastChild).textContent = fill(words.layers, { layers: deep, heads: wide });
  drawAnswers(answers, run, words);
}

/** Verdict and guess, as far as somebody has asked for them. @param {Record<string, Part>} parts @param {Run} run @param {Words} words */
function drawAnswers({ verdict, guess }, run, words) {
  const judged = judgedOf(run, words.sentiment);
  const share = (/** @type {number} */ one) => percentIn(words.percent, one);
  if (judged?.label) say(verdict, fill(words.verdict_said, { label: judged.label, share: share(judged.share) }), answer(judged.label, judged.share, share));
  else say(verdict, words.verdict_unknown, answer("", 0, share));
  const written = guessOf(run);
  if (written) say(guess, fill(words.guess_said, { token: written.own, label: written.label, share: share(written.share) }), answer(written.label, written.share, share));
  else say(guess, words.guess_unknown, answer("", 0, share));
}

/** @param {string} label @param {number} chance @param {(share: number) => string} share */
const answer = (label, chance, share) => make("span", "bd-map-answer", make("span", "bd-map-label", label || "?"), bar(chance),
  make("span", "bd-number", label ? share(chance) : ""));

/** @param {Part} part @param {string} said @param {Element | null} drawn */
function say({ box, picture }, said, drawn) {
  box.title = said;
  box.setAttribute("aria-label", said);
  if (drawn) picture.replaceChildren(drawn);
}

