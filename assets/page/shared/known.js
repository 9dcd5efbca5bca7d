// @ts-check
// What else is known of the run on screen without asking for it: the verdict, and the look and guess of one token.

/** @import { Run } from "./page.js" */
/** A hidden token, and the likeliest one in its place. @typedef {{ own: string, label: string, share: number }} Guess */
/** @typedef {{ label: string, share: number }} Judged */
/** @typedef {Run & { overview?: OverviewPayload, place?: PlacePayload }} Known */
/** @typedef {Judged & { said: string, others: [string, number][] }} Verdict */

const HEARD = 4;  // sentences of which it is remembered when they come again: both sides of a comparison do

/** @type {(() => void)[]} */
const listeners = [];
/** The last guess and verdict of a sentence. @type {Map<string, { guess?: Guess, judged?: Judged }>} */
const heard = new Map();

const keyOf = (/** @type {Run} */ { key }) => JSON.stringify([key.model, key.text, key.text_pair]);

/** @param {Run} run @param {{ guess?: Guess, judged?: Judged }} news */
function remember(run, news) {
  const key = keyOf(run);
  const known = { ...heard.get(key), ...news };
  heard.delete(key);
  heard.set(key, known);
  if (heard.size > HEARD) heard.delete([...heard.keys()][0]);
}

/** When more is known than when the run came. @param {() => void} act */
export const onKnown = (act) => listeners.push(act);

export const tellKnown = () => listeners.forEach((act) => act());

/** @param {Run} run */
export const overviewOf = (run) => /** @type {Known} */ (run).overview ?? null;

/** What would be written in a token's place. @param {Run} run */
export const placeOf = (run) => /** @type {Known} */ (run).place ?? null;

/** @param {Run} run @param {PlacePayload} place */
export function keepPlace(run, place) {
  if (placeOf(run) === place) return;
  const known = /** @type {Known} */ (run);
  known.place = place;
  remember(run, { guess: undefined });
  tellKnown();
}

/** The last guess that any instrument has shown. @param {Run} run @returns {Guess | null} */
export function guessOf(run) {
  const place = placeOf(run);
  return heard.get(keyOf(run))?.guess ?? (place?.labels.length ? { own: place.own, label: place.labels[0], share: place.probabilities[0] } : null);
}

/** @param {Run} run @param {Guess} guess */
export function keepGuess(run, guess) {
  remember(run, { guess });
  tellKnown();
}

/** What a classifier said in one of its own pictures. @param {Run} run @param {string[]} labels @param {number[]} shares */
export function keepVerdict(run, labels, shares) {
  const share = Math.max(...shares);
  remember(run, { judged: { label: labels[shares.indexOf(share)], share } });
  tellKnown();
}

/** The likeliest label of the classifier that the map asks, whichever instrument has heard it. @param {Run} run @param {string} title @returns {Judged | null} */
export const judgedOf = (run, title) => verdictOf(run, title) ?? heard.get(keyOf(run))?.judged ?? null;

/**
 * The likeliest label of one classifier, by its title; why there is none in `said`, and null while it is not known.
 * @param {Run} run
 * @param {string} title
 * @returns {Verdict | null}
 */
export function verdictOf(run, title) {
  const task = run.scores?.find((one) => one.title === title) ?? run.scores?.[0];
  if (!task) return null;
  if ("error" in task) return { label: "", share: 0, said: task.error, others: [] };
  const share = Math.max(...task.probabilities);
  const label = task.labels[task.probabilities.indexOf(share)];
  const others = task.labels.map((name, i) => /** @type {[string, number]} */ ([name, task.probabilities[i]])).filter(([name]) => name !== label);
  return { label, share, said: task.said, others };
}
