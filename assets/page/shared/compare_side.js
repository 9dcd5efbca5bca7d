// @ts-check
// One side of a comparison: what is picked, and how the page is brought there.
import { expect, state } from "./bus.js";
import { textsOf, write } from "./boxes.js";
import { findingOf } from "./finding.js";
import { use } from "./modellist.js";
import { read } from "./reading.js";

/** @import { Run } from "./page.js" */
/** @typedef {{ text: string, pair: string, model: string, layer: number, head: number, chosen: number | null }} Picked */
/** @typedef {Picked & { run: Run }} Side */

export const SETTLED = 1500;  // ms in which a picture has been drawn anew
export const DRAWN = 8000;  // the same where nothing else can be shown: on a busy server A is waited for
export const LOADED = 20_000;  // ms in which a model has been loaded, where a link opens a page

export const OF_NO_TEXT = ["lab", "born", "game", "lines", "checkpoints"];  // nothing in them is the sentence's

/** What is picked now. @returns {Side} */
export function side() {
  const { layer, head, chosen } = state;
  const run = /** @type {Run} */ (state.run);
  return { text: run.key.text, pair: run.key.text_pair, model: run.key.model, layer, head, chosen, run };
}

const KEYS = /** @type {const} */ (["text", "pair", "model", "layer", "head", "chosen"]);
/** @param {Picked} a @param {Picked} b */
export const isOther = (a, b) => KEYS.some((key) => a[key] !== b[key]);

/** Whether the page is where it was brought: a picture may pin a token of its own where none was. @param {Picked} to */
export const isThere = (to) => state.run !== null && !isOther({ ...to, chosen: to.chosen ?? state.chosen }, side());

/** Whether somebody has typed since the page was brought away from a side, whose texts the boxes keep where the model is the same. @param {Picked} from */
export function isTyped(from) {
  const { text, pair } = textsOf();
  return state.run?.key.model === from.model && (text !== from.text || pair !== from.pair);
}

/** What is in the boxes is read again, if something else is on the stage. */
export function readBoxes() {
  const { text, pair } = textsOf();
  const { key } = /** @type {Run} */ (state.run);
  if (key.text !== text || key.text_pair !== pair) read(text, pair, key.model);
}

/** Time for a picture to be drawn, longer while it waits for an answer. @param {number} most */
export async function settled(most) {
  const end = performance.now() + most;
  await new Promise((next) => setTimeout(next, Math.min(most, 120)));
  while (performance.now() < end && isDrawing()) await new Promise((next) => setTimeout(next, 40));
}

const isDrawing = () => document.querySelector("#stage > .bd-on [aria-busy='true']")
  || (!OF_NO_TEXT.includes(state.on) && findingOf(state.on)?.run !== state.run);

/**
 * Bring the page to a side.
 * @param {Picked} to
 * @param {number} most ms to wait for its answer
 * @param {boolean} isForAWhile the boxes keep what is in them, where the same model reads it: somebody may type meanwhile
 */
export async function restore(to, most = SETTLED, isForAWhile = false) {
  const { text, pair, model, layer, head, chosen } = to;
  expect({ text, pair, model, layer, head, find: () => chosen });
  const isSameModel = state.run?.key.model === model;
  const isInBoxes = textsOf().text === text && textsOf().pair === pair;
  if (!isSameModel) use(model);
  if (isSameModel && (isForAWhile || isInBoxes)) {
    const { key } = /** @type {Run} */ (state.run);
    if (key.text !== text || key.text_pair !== pair) read(text, pair, model);
  } else if (!isInBoxes) write(text, pair);
  const begun = performance.now();
  let asked = begun;
  while (performance.now() < begun + most && !isThere(to)) {
    await new Promise((next) => setTimeout(next, 40));
    if (!isForAWhile || !isSameModel || performance.now() < asked + SETTLED) continue;
    asked = performance.now();
    read(text, pair, model);  // what is in the boxes was read in its place
  }
  await settled(SETTLED);
}
