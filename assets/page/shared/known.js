// @ts-check
// What else is known of the run on screen without asking for it: the verdict, and the look and guess of one token.

/** @import { Run } from "./page.js" */
/** @typedef {Run & { overview?: OverviewPayload, place?: PlacePayload }} Known */
/** @typedef {{ label: string, share: number, said: string, others: [string, number][] }} Verdict */

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
  /** @type {Known} */ (run).place = place;
  tellKnown();
}

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
