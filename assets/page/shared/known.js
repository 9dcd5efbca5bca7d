// @ts-check
// What else is known of the run on screen without asking for it: the verdict, and the look and guess of one token.

/** @import { Run } from "./page.js" */
/** A hidden token, and the likeliest one in its place. @typedef {{ own: string, label: string, share: number }} Guess */
/** @typedef {{ label: string, share: number }} Judged */
/** @typedef {Run & { overview?: OverviewPayload, place?: PlacePayload, guess?: Guess, judged?: Judged }} Known */
/** @typedef {Judged & { said: string, others: [string, number][] }} Verdict */

/** @type {(() => void)[]} */
const listeners = [];

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
  delete known.guess;
  tellKnown();
}

/** The last guess that any instrument has shown. @param {Run} run @returns {Guess | null} */
export function guessOf(run) {
  const place = placeOf(run);
  return /** @type {Known} */ (run).guess ?? (place?.labels.length ? { own: place.own, label: place.labels[0], share: place.probabilities[0] } : null);
}

/** @param {Run} run @param {Guess} guess */
export function keepGuess(run, guess) {
  /** @type {Known} */ (run).guess = guess;
  tellKnown();
}

/** What a classifier said in one of its own pictures. @param {Run} run @param {string[]} labels @param {number[]} shares */
export function keepVerdict(run, labels, shares) {
  const share = Math.max(...shares);
  /** @type {Known} */ (run).judged = { label: labels[shares.indexOf(share)], share };
  tellKnown();
}

/** The likeliest label of the classifier that the map asks, whichever instrument has heard it. @param {Run} run @param {string} title @returns {Judged | null} */
export const judgedOf = (run, title) => verdictOf(run, title) ?? /** @type {Known} */ (run).judged ?? null;

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
