// @ts-check
// Compare: what is on the stage becomes A and stays as it is; the next sentence, token, head or model is B beside it.
import { onAnswer, state, watch } from "./bus.js";
import { Compare, line } from "./compare_view.js";
import { onFinding } from "./finding.js";
import { onPart } from "./part.js";

/** @import { Words } from "./page.js" */
/** @import { Picked } from "./compare_side.js" */

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

/** Where the page is brought while a picture is drawn for A: that is B; null where nothing moves. @returns {Picked | null} */
export const onItsWay = () => made?.onItsWay() ?? null;

/** Go where Back leads in a comparison with the same A: it is drawn there first. @param {Picked} a @param {Picked} b @param {() => void} act @returns {boolean} whether B comes by itself */
export const goBeside = (a, b, act) => Boolean(made?.goBeside(a, b, act));

/** What a link compares. @param {Picked} a @param {Picked} b */
export const compareAgain = async (a, b) => { await (await there).open(a, b); };

/** A card is another sentence on another picture: nothing of it is beside A. */
export const endComparing = () => made?.end();

/** The switch of it. @param {Words} words */
export function compareButton(words) {
  const view = made = new Compare(words, noteComparing);
  tellThere(view);
  watch((changed) => {
    if (changed.has("on")) view.again();
    else if (["run", "layer", "head", "chosen"].some((name) => changed.has(name))) view.tell();
  });
  onAnswer(() => view.tell());
  onPart(() => view.step());
  onFinding((name) => { if (name === state.on) view.tell(); });  // its numbers are there
  return view.switch;
}
