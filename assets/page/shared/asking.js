// @ts-check
// Questions to the server: the newest answer only, turns to wait for, answers that are kept, and when to ask.

/** @import { Shown } from "./page.js" */

/**
 * Of several questions only the last one's answer counts. An older one's is null; one that failed is `{ error }`, with
 * what the server said or `failed`.
 * @param {string} failed
 */
export function newest(failed) {
  let last = 0;
  /**
   * @template {object} Payload
   * @param {() => Promise<Payload | ErrorPayload | null>} ask
   * @returns {Promise<Payload | ErrorPayload | null>}
   */
  return async (ask) => {
    const mine = ++last;
    let answer;
    try {
      answer = (await ask()) ?? { error: failed };
    } catch (error) {
      answer = { error: error instanceof Refused ? error.message : failed };
    }
    return mine === last ? answer : null;
  };
}

/** What the server answered was no answer, and why. */
export class Refused extends Error {}

/**
 * An answer without an error, or an exception.
 * @template {object} Payload
 * @param {Payload | ErrorPayload} answer
 * @returns {Payload}
 */
export function accepted(answer) {
  if ("error" in answer) throw new Refused(answer.error);
  return answer;
}

/** Answers by name; a failed one is asked again next time. */
export function keeper() {
  /** @type {Map<string, Promise<any>>} */
  const kept = new Map();
  /**
   * @template Kept
   * @param {string} name
   * @param {() => Promise<Kept>} ask
   * @returns {Promise<Kept>}
   */
  return (name, ask) => {
    let answer = kept.get(name);
    if (!answer) {
      answer = ask().catch((error) => {
        kept.delete(name);
        throw error;
      });
      kept.set(name, answer);
    }
    return answer;
  };
}

const OVERTAKEN = 3;  // times that a question is put again

const random = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");

/**
 * Heavy work takes its turn: a question that must wait is asked again with its ticket, and its place is shown. With
 * `one`, a newer question to the same function has the older one's ticket, and so its place; the older one ends.
 * @template {object} Functions
 * @param {Functions} functions
 * @param {Shown} show
 * @param {boolean} one
 * @returns {Functions}
 */
export function patient(functions, show, one) {
  /** @type {Record<string, string>} */
  const tickets = {};
  /** @type {Record<string, number>} */
  const last = {};
  const ask = async (/** @type {string} */ name, /** @type {object} */ question) => {
    const mine = last[name] = (last[name] ?? 0) + 1;
    const ticket = one ? tickets[name] ??= random() : random();
    for (let overtaken = 0;;) {
      const answer = await /** @type {Record<string, (question: object) => Promise<any>>} */ (functions)[name]({ ...question, ticket });
      if (!one || mine === last[name]) show(answer?.waiting ? answer.said : "");
      // Of an older question nobody wants the answer any more: who asked it is never told one.
      if (one && mine !== last[name] && (answer?.waiting || answer?.error === "")) return new Promise(() => {});
      // An older question that came to the server after this one has ended it there.
      const again = answer?.error === "" && mine === last[name] && overtaken++ < OVERTAKEN;
      if (!answer?.waiting && !again) return answer;
    }
  };
  return new Proxy(functions, { get: (_, name) => (/** @type {object} */ question) => ask(String(name), question) });
}

/**
 * `act` a while after the last call.
 * @param {() => void} act
 */
export function rested(act) {
  let timer = 0;
  return (/** @type {number} */ wait) => {
    clearTimeout(timer);
    timer = window.setTimeout(act, wait);
  };
}
