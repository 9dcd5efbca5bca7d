// @ts-check
// What an instrument finds: one sentence that judges, and who says it. The frame shows that of the instrument on stage.

import { state } from "./bus.js";

/** @import { Run } from "./page.js" */
/** `run` is what was on screen then. @typedef {{ said: string, speaker: string, error: boolean, run: Run | null }} Finding */

/** @type {Map<string, Finding>} */
const findings = new Map();
/** @type {((name: string) => void)[]} */
const listeners = [];

/**
 * `said` and who says it; "" is the model that is picked. With `error` it is why there is nothing to say.
 * @param {HTMLElement} element of the instrument
 */
export function finding(element) {
  const name = element.dataset.name ?? "";
  const say = (/** @type {string} */ said, speaker = "", error = false) => {
    findings.set(name, { said, speaker, error, run: state.run });
    for (const listener of listeners) listener(name);
  };
  return { say, fail: (/** @type {string} */ why) => say(why, "", true) };
}

/** @param {string} name */
export const findingOf = (name) => findings.get(name) ?? null;

/** @param {(name: string) => void} listener */
export const onFinding = (listener) => { listeners.push(listener); };
