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
 * The places that are hidden as long as nobody has chosen others: what was typed as [MASK], else the pinned word, else the
 * last whole one.
 * @param {Tokens & Kinds} run
 * @param {number | null} [pinned]
 */
export function usualPlaces(run, pinned = null) {
  const typed = run.tokens.flatMap((token, i) => (/^(\[MASK\]|<mask>)$/.test(token) ? [i] : []));
  if (!typed.length && pinned !== null && run.special[pinned] === false) return [pinned];
  return typed.length ? typed : [wholeWords(run).at(-1) ?? run.special.indexOf(false)];
}

/** Pieces of a sentence are set apart; Chinese characters are not. @param {Tokens} run */
export const gap = (run) => (run.tokens.some((token) => /\p{Script=Han}/u.test(token)) ? "" : " ");

/**
 * Where a token stands in the next run: at its place, if nothing but one word changed or the token there is the same; else
 * where it stands alone; null where it is gone.
 * @param {Tokens} before
 * @param {Tokens} after
 * @param {number | null} token
 */
export function sameToken(before, after, token) {
  if (token === null || token >= before.tokens.length) return null;
  const name = before.tokens[token];
  if (after.tokens[token] === name) return token;
  return placeKept(before, after, token) ?? onlyPlace(after, name);
}

/** The place of a token where no more than one has changed, itself or another. @param {Tokens} before @param {Tokens} after @param {number} token */
export function placeKept(before, after, token) {
  const changed = before.tokens.filter((one, i) => one !== after.tokens[i]).length;
  return before.tokens.length === after.tokens.length && changed <= 1 ? token : null;
}

/** Where a token stands if it does so once. @param {Tokens} run @param {string} name */
export function onlyPlace({ tokens }, name) {
  const places = tokens.flatMap((one, i) => (one === name ? [i] : []));
  return places.length === 1 ? places[0] : null;
}
