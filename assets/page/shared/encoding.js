// @ts-check
// Tokens as they are shown.

/** @typedef {Pick<import("./page.js").Run, "tokens">} Tokens */
/** @typedef {Pick<import("./page.js").Run, "special" | "token_type_ids">} Kinds */

/** @param {Kinds} run @param {number} i */
export const tokenClass = (run, i) =>
  `bd-word${run.special[i] ? " bd-is-special" : ""}${run.token_type_ids[i] === 1 ? " bd-is-b" : ""}`;

/** @param {string} token */
const isWhole = (token) =>
  /^\p{L}{3,}$/u.test(token) || /^(?![的了着过吗呢吧啊呀们地得])\p{Script=Han}$/u.test(token);

/**
 * Where a word stands that is worth hiding: one of three letters or more in one piece, or a Chinese character that is
 * more than a particle.
 * @param {Tokens & Kinds} run
 */
export const wholeWords = (run) => run.tokens.flatMap((token, i) =>
  (!run.special[i] && isWhole(token) && !(run.tokens[i + 1] || "").startsWith("##") ? [i] : []));

/**
 * The places that are hidden as long as nobody has chosen one: what was typed as [MASK], else the last whole word.
 * @param {Tokens & Kinds} run
 */
export function usualPlaces(run) {
  const typed = run.tokens.flatMap((token, i) => (/^(\[MASK\]|<mask>)$/.test(token) ? [i] : []));
  return typed.length ? typed : [wholeWords(run).at(-1) ?? run.special.indexOf(false)];
}

/** Pieces of a sentence are set apart; Chinese characters are not. @param {Tokens} run */
export const gap = (run) => (run.tokens.some((token) => /\p{Script=Han}/u.test(token)) ? "" : " ");
