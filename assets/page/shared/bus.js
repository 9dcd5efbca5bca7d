// @ts-check
// One sentence, many windows on it: what is on screen, who draws it, and what is picked in it, in all windows at once.
import { onlyPlace, placeKept, sameToken } from "./encoding.js";
import { part as fetchPart } from "./run.js";

/** @import { Answer, Changed, Choice, Draw, Expected, Parts, State, Subscriber } from "./page.js" */

/** @type {Choice & { run: import("./page.js").Run | null }} */
const now = { run: null, layer: 4, head: 2, token: null, chosen: null, step: "glance", on: "", bare: false };

/** `token` is under the pointer, `chosen` is pinned. Its run is there when somebody is told of it. */
export const state = /** @type {State} */ (now);

/** @type {Set<Subscriber>} */
const subscribers = new Set();
/** @type {((answer: Answer) => void)[]} */
const listeners = [];
/** @type {((changed: Changed) => void)[]} */
const watchers = [];
/** @type {Answer | null} */
let latest = null;
/** @type {Expected | null} what is to be picked once the run of a text has come */
let expected = null;
/** @type {import("./page.js").Run | null} what is shown where the first answer says why there is no other */
let spare = null;
/** The pinned token that went with a text: pinned again where a later text has it once, or another one in its place. @type {{ run: import("./page.js").Run, token: number } | null} */
let lost = null;
const nameOfLost = () => (lost ? lost.run.tokens[lost.token] : null);

const everything = () => new Set(["run", "layer", "head", "token", "chosen", "bare"]);

/** @param {Changed} changed */
function tell(changed) {
  for (const watcher of watchers) watcher(changed);
  const there = [...subscribers].filter((subscriber) => {
    if (!subscriber.element.isConnected) subscribers.delete(subscriber);
    else changed.forEach((name) => subscriber.changed.add(name));
    return subscriber.element.isConnected;
  });
  // Who is on screen is asked of all before any of them draws: a question after each drawing would lay out the page anew.
  for (const subscriber of there.filter(isSeen)) draw(subscriber);
}

/** Only what is on screen is drawn. @param {Subscriber} subscriber */
const isSeen = ({ element, changed }) => now.run !== null && changed.size > 0 && element.getClientRects().length > 0;

/** @param {Subscriber} subscriber */
function refresh(subscriber) {
  if (isSeen(subscriber)) draw(subscriber);
}

// A part of the run that nothing on stage needed is asked for when one does.
/** @param {Subscriber} subscriber */
function draw(subscriber) {
  const { run } = now;
  if (!run || !subscriber.changed.size) return;
  if (subscriber.part && !(subscriber.part in run)) {
    fetchPart(run, subscriber.part).then(() => { if (run === now.run) refresh(subscriber); }, (error) =>
      console.warn("bertdemo:", subscriber.part, error));
    return;
  }
  const { changed } = subscriber;
  subscriber.changed = new Set();
  subscriber.draw(/** @type {State<keyof Parts>} */ (state), changed);
}

/**
 * Draw again when the run or what is picked in it changes and the element is on screen; with the name of a part of the
 * run ("scores"), not before that part has come.
 * @template {keyof Parts} [Part=never]
 * @param {HTMLElement} element
 * @param {Draw<Part>} draw
 * @param {Part | null} part
 */
export function subscribe(element, draw, part = null) {
  /** @type {Subscriber} */
  const subscriber = { element, draw, part, changed: everything() };
  subscribers.add(subscriber);
  new ResizeObserver(() => refresh(subscriber)).observe(element);  // the stage gives it a size
  refresh(subscriber);
}

/**
 * Pick a layer, a head or a token.
 * @param {Partial<Choice>} choice
 */
export function select(choice) {
  choice = { ...choice };
  if (now.run) {  // a link may ask for more than this model has
    if (choice.layer !== undefined) choice.layer = Math.min(choice.layer, now.run.layers);
    if (choice.head !== undefined) choice.head = Math.min(choice.head, now.run.heads);
  }
  const names = /** @type {(keyof Choice)[]} */ (Object.keys(choice));
  const changed = names.filter((name) => now[name] !== choice[name]);
  if (choice.chosen !== undefined) lost = null;
  Object.assign(now, choice);
  if (changed.length) tell(new Set(changed));
}

/**
 * An answer without a run says why there is none; what was on screen stays.
 * @param {Answer} answer
 */
export function show(answer) {
  latest = answer;
  for (const listener of listeners) listener(answer);
  if (!("error" in answer)) take(answer);
  else if (!now.run && spare) take(spare);
}

/** Nobody's sentence yet: it is shown if no other one can be read. @param {import("./page.js").Run} run */
export const spareRun = (run) => { spare = run; };

/** @param {import("./page.js").Run} answer */
function take(answer) {
  const before = now.run;
  const asked = isExpected(answer) ? expected : null;
  if (asked) expected = lost = null;
  const { layer, head } = asked ?? now;
  const chosen = asked ? asked.find(answer) : before && stillPinned(before, answer);
  Object.assign(now, {
    run: answer, token: null, chosen, layer: Math.min(layer, answer.layers), head: Math.min(head, answer.heads),
  });
  tell(everything());
}

// Who types a sentence of their own passes through texts without the pinned word.
/** @param {import("./page.js").Run} before @param {import("./page.js").Run} after */
function stillPinned(before, after) {
  const same = now.chosen === null && lost ? onlyPlace(after, lost.run.tokens[lost.token]) ?? placeKept(lost.run, after, lost.token)
    : sameToken(before, after, now.chosen);
  if (same !== null) lost = null;
  else if (now.chosen !== null) lost = { run: before, token: now.chosen };
  return same;
}

/** @param {import("./page.js").Run} run */
const isExpected = (run) => Boolean(expected && run.key.text === expected.text && run.key.text_pair === expected.pair
  && (!expected.model || run.key.model === expected.model));

/**
 * What is to be picked in a text that is on its way; at once if it is there.
 * @param {Expected} choice
 */
export function expect(choice) {
  expected = choice;
  if (!now.run || !isExpected(now.run)) return;
  expected = null;
  select({ layer: choice.layer, head: choice.head, chosen: choice.find(now.run) });
}

/**
 * Told of every change, also of what is drawn by nobody: the names of what changed.
 * @param {(changed: Changed) => void} watcher
 */
export const watch = (watcher) => { watchers.push(watcher); };

/**
 * Every answer, the last one at once.
 * @param {(answer: Answer) => void} listener
 */
export function onAnswer(listener) {
  listeners.push(listener);
  if (latest) listener(latest);
}

/** What the server has to know of it to answer at once for the picture on stage. */
export const view = () => ({
  on: now.on, layer: expected?.layer ?? now.layer, head: expected?.head ?? now.head,
  ...(expected ? { token: null, word: expected.word ?? "", count: 0 } : pinnedBefore()),
});

const pinnedBefore = () => ({
  token: now.chosen, word: (now.chosen === null ? nameOfLost() : now.run?.tokens[now.chosen]) ?? "", count: now.run?.tokens.length ?? 0,
});
