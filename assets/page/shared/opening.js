// @ts-check
// What a page opens with: what its link asks for, else what is there.
import { expect, select, show, spareRun, state } from "./bus.js";
import { keepFitting, refitSoon } from "./boxes.js";
import { named, stage, there } from "./card.js";
import { htmlLanguage } from "./language.js";
import { remember, tokenAt, wanted } from "./memory.js";
import { isAway, isListed, list, using } from "./modellist.js";
import { openPart } from "./part.js";
import { projectAsBefore } from "./projector.js";
import { read } from "./reading.js";
import { go, stepOf } from "./stage.js";
import { dress } from "./theme.js";

/** @import { Opening, Run } from "./page.js" */

/** What came with the page, while it is not known which sentence that shows. @type {Run | null} */
let first = null;

/** @type {(model: string) => void} */
let tellOpened;
/** The model that the link names, once the page has opened; "" for none. */
export const opened = new Promise((/** @type {(model: string) => void} */ resolve) => { tellOpened = resolve; });

/**
 * What is open when the address says nothing: step, instrument, layer, head. What it says comes first, before the page
 * knows its boxes, so that no other picture is drawn first.
 * @param {{ step: string, on: string, layer: number, head: number, token: number | null }} usual
 */
export function open(usual) {
  const link = wanted();
  const step = link.step ?? stepOf(link.on ?? "") ?? (link.on ? "" : usual.step);  // "" until the steps are there: an instrument alone opens its own
  select({
    step, on: link.on ?? (link.step && link.step !== usual.step ? "" : usual.on),
    layer: link.layer ?? usual.layer, head: link.head ?? usual.head,
  });
  go(state.step, state.on);  // an address may name what is not there
  openPart(state.on, link.part);
  if (link.text !== null && (link.token !== null || link.layer !== null)) {
    expect({
      text: link.text, pair: link.pair, model: link.model ?? "", layer: state.layer, head: state.head, find: tokenAt(link.token),
    });
  }
}

/**
 * The picture that came with the page; one that opens with another sentence draws that alone, and asks about no other.
 * @param {Run} run
 */
export function came(run) {
  const { text, card } = wanted();
  if (text === null && card === null) return show(run);
  first = run;
  spareRun(run);
}

/**
 * [text, second text, model] for Gradio's boxes.
 * @param {Opening} opening
 * @param {[string, string, string]} there
 */
export async function start(opening, [text, pair, usual]) {
  dress();
  document.documentElement.lang = htmlLanguage;
  document.title = opening.title;
  list(opening, usual);
  const link = wanted();
  projectAsBefore(link.projector);
  if (link.card !== null) await there;
  const card = link.text === null ? named(link.card) : null;
  const model = [card?.model, link.model].find((one) => isListed(one ?? null)) ?? "";
  tellOpened(model);
  const texts = card ? [card.text, card.pair] : link.text === null ? [text, pair] : [link.text, link.pair];
  if (card) stage(card);  // the boxes are given the same texts below
  document.body.classList.toggle("bd-with-second", Boolean(texts[1]));
  keepFitting();
  refitSoon();
  remember();
  if (first && texts[0] === first.key.text && texts[1] === first.key.text_pair) show(first);
  const opens = model && !isAway(model) ? model : usual;
  // Of another model than the bundled one no picture came with the page; what is the same in the boxes is no change that would be read.
  if (!state.run && texts[0] === text && texts[1] === pair && opens === usual) read(text, pair, using(usual));
  return [...texts, opens];
}
