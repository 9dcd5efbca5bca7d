// @ts-check
// What changed between two rows of attention, or two verdicts: numbers only, the words come from the page.

/** @typedef {{ tokens: string[], weights: ArrayLike<number>, from: number }} Look where one token looks */
/** @typedef {{ token: string, now: string, before: number, after: number }} Change the token in A, and what stands in its place in B; "" where there is none */

export const LITTLE = 0.02;  // a change that is smaller is called none

/**
 * The token whose share changed most. Tokens are matched by their place where both texts have as many, else by their name
 * and how often it has come before. What only one text has counts from or to nothing.
 * @param {Look} a
 * @param {Look} b
 * @returns {Change}
 */
export function largestChange(a, b) {
  const shares = new Map(names(a).map((name, i) => [name, { token: a.tokens[i], now: "", before: share(a, i), after: 0 }]));
  names(b, a).forEach((name, i) => {
    const known = shares.get(name);
    if (known) Object.assign(known, { now: b.tokens[i], after: share(b, i) });
    else shares.set(name, { token: "", now: b.tokens[i], before: 0, after: share(b, i) });
  });
  return [...shares.values()].reduce((most, one) =>
    (Math.abs(one.after - one.before) > Math.abs(most.after - most.before) ? one : most));
}

/** @param {Look} look @param {number} i */
const share = (look, i) => look.weights[look.from * look.tokens.length + i];

/** @param {Look} look @param {Look} [other] */
function names(look, other) {
  if (other?.tokens.length === look.tokens.length) return namesOf(other.tokens);
  return namesOf(look.tokens);
}

/** @param {string[]} tokens */
function namesOf(tokens) {
  /** @type {Record<string, number>} */
  const times = {};
  return tokens.map((token) => `${token} ${times[token] = (Object.hasOwn(times, token) ? times[token] : 0) + 1}`);
}
