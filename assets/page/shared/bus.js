// @ts-check
// One sentence, many windows on it: what is on screen, who draws it, and what is picked in it, in all windows at once.
import { part as fetchPart } from "./run.js";

/** @import { Answer, Changed, Choice, Draw, Parts, State, Subscriber } from "./page.js" */

/** @type {Choice & { run: import("./page.js").Run | null }} */
const now = { run: null, layer: 4, head: 2, token: null, chosen: null, tab: "explore" };

/** `token` is under the pointer, `chosen` is the one that Inside looks at. Its run is there when somebody is told of it. */
export const state = /** @type {State} */ (now);

/** @type {Set<Subscriber>} */
const subscribers = new Set();
/** @type {((answer: Answer) => void)[]} */
const listeners = [];
/** @type {Answer | null} */
let latest = null;

const everything = () => new Set(["run", "layer", "head", "token", "chosen"]);

/** @param {Changed} changed */
function tell(changed) {
  for (const subscriber of [...subscribers]) {
    if (!subscriber.element.isConnected) subscribers.delete(subscriber);
    else {
      changed.forEach((name) => subscriber.changed.add(name));
      refresh(subscriber);
    }
  }
}

// Only what is on screen is drawn, and a part of the run that no open tab needed is asked for when one does.
/** @param {Subscriber} subscriber */
function refresh(subscriber) {
  const { run } = now;
  if (!run || !subscriber.changed.size || !subscriber.element.getClientRects().length) return;
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
  new ResizeObserver(() => refresh(subscriber)).observe(element);  // a tab that opens gives it a size
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
  if ("error" in answer) return;
  Object.assign(now, {
    run: answer, token: null, chosen: null, layer: Math.min(now.layer, answer.layers), head: Math.min(now.head, answer.heads),
  });
  tell(everything());
}

/**
 * Every answer, the last one at once.
 * @param {(answer: Answer) => void} listener
 */
export function onAnswer(listener) {
  listeners.push(listener);
  if (latest) listener(latest);
}

export const view = () => ({ tab: now.tab, layer: now.layer, head: now.head });
