// @ts-check
// The address follows every choice; Back, Forward, reload and a pasted link return to the same picture.
import { address, asked, root, search } from "./address.js";
import { expect, state, view as picture, watch } from "./bus.js";
import { textsOf, write } from "./boxes.js";
import { compareAgain, comparedWith, endComparing, goBeside, onComparing, onItsWay } from "./compare.js";
import { current, firstCard, hasText, named, onCard, settle, stage } from "./card.js";
import { isClosed } from "./closed.js";
import { isEmbedded } from "./embedded.js";
import { isListed, isOwn, use } from "./modellist.js";
import { onPart, openPart, partOf } from "./part.js";
import { isProjector } from "./projector.js";
import { go, stepOf } from "./stage.js";

/** @import { Asked, Card, Run } from "./page.js" */
/** @import { Picked } from "./compare_side.js" */

const REST = 250;  // ms: browsers refuse an address that changes too often
const READ = 30_000;  // ms in which the first text of a page has been read
let timer = 0;
let isRestoring = false;
let step = "";
let card = "";  // that was open when the address was written
let hasArrived = false;  // at a new place, just now

function view() {
  const b = onItsWay();
  const { text, pair } = b ?? textsOf();
  const model = b?.model ?? state.run?.key.model ?? "";
  const { on, layer, head, token } = b ? { ...b, on: state.on, token: b.chosen } : picture();  // of a text that is on its way, what it will show
  const a = comparedWith();
  return { step: state.step, on, text, pair, model: isOwn(model) ? "" : model, layer, head, token, part: partOf(on), projector: isProjector(), a: a && { ...a, model: isOwn(a.model) ? "" : a.model }, card: !isClosed() && current()?.step === state.step ? String(current()?.name) : "" };
}

/** The link to what is on screen. @param {string} language */
export const link = (language) => address(root(), language, view());

/** What an address cannot hold is kept with its entry in the browser's history. */
const kept = () => ({ ...history.state, bertdemo: { ...textsNow(), model: state.run?.key.model ?? "" } });

const textsNow = () => {
  const { text, pair } = onItsWay() ?? textsOf();
  return { text, pair };
};

function note() {
  clearTimeout(timer);
  timer = 0;
  if (isRestoring || !state.run) return;
  const to = `${location.pathname}?${search(view())}${isEmbedded() ? "&embed=1" : ""}`;  // Gradio's <base> would lead the Chinese page to the English one
  const isOther = state.step !== step || isOtherCard();
  card = current()?.name ?? "";
  if (isOther) {
    if (step) history.pushState(kept(), "", to);
    else history.replaceState(kept(), "", to);
    step = state.step;
    hasArrived = true;
    queueMicrotask(() => { hasArrived = false; });
  } else if (to !== location.pathname + location.search) history.replaceState(kept(), "", to);
}

// A step is a place of its own, and so is a card; one that comes with its step is the same place.
function isOtherCard() {
  const now = current()?.name ?? "";
  return card !== "" && now !== "" && now !== card && !hasArrived;
}

export function noteSoon() {
  if (!timer) timer = window.setTimeout(note, REST);
}

/** @returns {Asked} what the address asks for, and what was kept with it */
export function wanted() {
  const link = asked(location.search);
  const own = history.state?.bertdemo;
  if (!own || (link.text !== null && link.text !== own.text)) return link;
  return { ...link, text: own.text, pair: own.pair, model: link.model ?? own.model };
}

/** The card of the address, or the first one where it says nothing. @param {Card[]} all */
export function opening(all) {
  const { step, on, text, card } = wanted();
  if (card !== null) return named(card);
  if (step === null && text === null) return all[0];
  return all.find((one) => one.on === on && hasText(one, text ?? "")) ?? null;
}

/** The token that an address names, if the run has one there. @param {number | null} token */
export const tokenAt = (token) => (/** @type {Run} */ run) => (token !== null && token < run.tokens.length ? token : null);

/** Show what a link asks for. @param {Asked} link */
export function visit(link) {
  isRestoring = true;
  clearTimeout(timer);
  timer = 0;
  const asksNothing = link.step === null && link.text === null && link.on === null;
  const alone = asksNothing ? named(link.card) ?? firstCard() : null;
  if (alone) {  // a link to a card says nothing else, and one that says nothing is the first one's
    stage(alone);
    [step, card] = [state.step, alone.name];
    isRestoring = false;
    return;
  }
  const { text, pair } = link.text === null ? textsOf() : { text: link.text, pair: link.pair };
  const model = link.model && isListed(link.model) ? link.model : "";
  const there = () => go(link.step ?? stepOf(link.on ?? "") ?? state.step, link.on ?? "");
  if (link.a === null || !goBeside(picked(asked(link.a)), picked(link), there)) {
    expect({ text, pair, model, layer: link.layer ?? state.layer, head: link.head ?? state.head, find: tokenAt(link.token) });
    if (model && model !== state.run?.key.model) use(model);
    write(text, pair);
    there();
  }
  settle(named(link.card));
  openPart(state.on, link.part);
  [step, card] = [state.step, current()?.name ?? ""];
  if (link.a === null) endComparing();
  isRestoring = false;
  compare(link);
}

/** Open again what a link compares, if it does. @param {Asked} link */
async function compare(link) {
  if (link.a === null) return;
  const a = asked(link.a);
  isRestoring = true;
  if (a.text !== null || a.layer !== null) await compareAgain(picked(a), picked(link));  // else it says nothing
  isRestoring = false;
  noteSoon();
}

/** Gradio fills the boxes after the page has opened, and the model reads them then. @param {Asked} link */
async function compareOnceRead(link) {
  if (link.a === null) return;
  isRestoring = true;  // the address stays as it is meanwhile
  const end = performance.now() + READ;
  const isRead = () => state.run && textsOf().text === state.run.key.text && (link.text === null || textsOf().text === link.text);
  while (performance.now() < end && !isRead()) await new Promise((next) => setTimeout(next, 100));
  await compare(link);
}

/** What a link picks; what it does not say is as it is here. @param {Asked} link @returns {Picked} */
function picked(link) {
  const { text, pair } = link.text === null ? textsOf() : { text: link.text, pair: link.pair };
  const model = link.model && isListed(link.model) ? link.model : state.run?.key.model ?? "";
  return { text, pair, model, layer: link.layer ?? state.layer, head: link.head ?? state.head, chosen: link.token };
}

/** From now on, once the page has opened. */
export function remember() {
  [step, card] = [state.step, current()?.name ?? ""];
  addEventListener("popstate", () => visit(wanted()));
  watch((changed) => {
    if (changed.has("step") && !isRestoring) note();
    else if (changed.has("run") || ["on", "layer", "head", "chosen"].some((name) => changed.has(name))) noteSoon();
  });
  onCard(note);
  onComparing(noteSoon);
  onPart(noteSoon);
  addEventListener("input", noteSoon);
  addEventListener("bd-closed", noteSoon);
  noteSoon();  // what came before this
  compareOnceRead(wanted());
}
