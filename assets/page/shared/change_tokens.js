// @ts-check
// What changed between the tokens of two texts: numbers only, the words come from the page.

/** @typedef {{ tokens: string[], ids: number[], token_type_ids: number[] }} Read */
/** `same` places have the same token at the same place; `stay` tokens are in both, wherever. @typedef {{ count: number, other: number, same: number, stay: number, first: { token: string, id: number, now: string, nowId: number } | null }} TokenChange */

/** @param {Read} a @param {Read} b @returns {TokenChange} `first` is the one other token of two texts that are as long as each other */
export function changedTokens(a, b) {
  const isSame = (/** @type {number} */ i) => a.tokens[i] === b.tokens[i] && a.ids[i] === b.ids[i] && a.token_type_ids[i] === b.token_type_ids[i];
  const others = b.ids.flatMap((_, i) => (isSame(i) ? [] : [i]));
  const [at] = others;
  const isOne = others.length === 1 && a.ids.length === b.ids.length;
  return {
    count: a.ids.length, other: b.ids.length, same: b.ids.length - others.length, stay: shared(a.tokens, b.tokens),
    first: isOne ? { token: a.tokens[at], id: a.ids[at], now: b.tokens[at], nowId: b.ids[at] } : null,
  };
}

/** How many of one list are in the other, each as often as it is in both. @param {string[]} a @param {string[]} b */
function shared(a, b) {
  /** @type {Map<string, number>} */
  const left = new Map();
  for (const token of a) left.set(token, (left.get(token) ?? 0) + 1);
  return b.filter((token) => {
    const more = left.get(token) ?? 0;
    left.set(token, more - 1);
    return more > 0;
  }).length;
}
