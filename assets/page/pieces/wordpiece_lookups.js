// @ts-check
// What the greedy longest match tried of a word, read off its matches: from each start the whole rest, then one
// character less.
import { fill } from "../shared/controls.js";

/** @import { Words } from "../shared/page.js" */
/** @typedef {{ count: number, folded?: number, prefix: string, before: string, text: string, found?: number }} LookUp */

const LONG_RUN = 10;  // more refusals from one place are folded to the first 4 and the last 2, until asked for

/** @param {WordMatches} word */
export const isUnknown = (word) => word.too_long || word.failed_at !== null;

/** @param {WordMatches} word */
export const pieceCount = (word) => (isUnknown(word) ? 1 : word.matches.length);

/** @param {WordMatches} word @param {string} prefix of a piece inside a word @param {boolean} whole nothing is folded */
export function lookUps(word, prefix, whole) {
  const letters = Array.from(word.text);
  /** @type {LookUp[]} */
  const rows = [];
  const from = (/** @type {number} */ start, /** @type {number} */ end, /** @type {number | undefined} */ id) => {
    const row = (/** @type {number} */ stop, /** @type {number | undefined} */ found) => rows.push({ count: 1,
      prefix: start ? prefix : "", before: letters.slice(0, start).join(""), text: letters.slice(start, stop).join(""), found });
    const refused = Array.from({ length: letters.length - end }, (_, back) => letters.length - back);
    const folds = refused.length > LONG_RUN && !whole;
    for (const stop of folds ? refused.slice(0, 4) : refused) row(stop, undefined);
    if (folds) {
      const folded = refused.length - 6;
      rows.push({ folded, count: folded, prefix: "", before: "", text: "" });
      for (const stop of refused.slice(-2)) row(stop, undefined);
    }
    if (id !== undefined) row(end, id);
  };
  if (word.token === null) for (const [start, end, id] of word.matches) from(start, end, id);
  if (word.failed_at !== null) from(word.failed_at, word.failed_at, undefined);
  return rows;
}

/** @param {WordMatches} word @param {number} lookups @param {WordPiecePayload} data @param {Words} words */
export function verdict(word, lookups, data, words) {
  const letters = Array.from(word.text);
  const values = { word: word.text, lookups, count: word.matches.length, unknown: data.unknown.piece,
    longest: data.longest, characters: word.characters.toLocaleString(), prefix: data.prefix };
  if (word.token !== null) return fill(words.said_token, values);
  if (word.too_long) return fill(words.said_long, { ...values, word: `${letters.slice(0, 20).join("")}…` });
  if (word.failed_at !== null) {
    return fill(words.said_unknown, { ...values, place: word.failed_at + 1, letter: letters[word.failed_at] });
  }
  return fill(word.matches.length > 1 ? words.said_split : words.said_whole, values);
}

/** [piece, id] of each. @param {WordMatches} word @param {WordPiecePayload} data @returns {[string, number | null][]} */
export function piecesOf(word, data) {
  if (isUnknown(word)) return [[data.unknown.piece, data.unknown.id]];
  const letters = Array.from(word.text);
  return word.matches.map(([start, end, id]) => [word.token ?? (start ? data.prefix : "") + letters.slice(start, end).join(""), id]);
}
