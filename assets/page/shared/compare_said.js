// @ts-check
// What a comparison says: how its two sides are called, and in one sentence what changed from one to the other.
import { LITTLE, largestChange } from "./change.js";
import { largestNumber } from "./change_table.js";
import { changedTokens } from "./change_tokens.js";
import { state } from "./bus.js";
import { fill } from "./controls.js";
import { percentIn } from "./digits.js";
import { nameOf } from "./modellist.js";
import { findingOf } from "./finding.js";
import { column, comparedOf } from "./numbers.js";
import { partOf } from "./part.js";
import { signedDigits } from "./pictures.js";
import { headMap } from "./run.js";
import { OF_ONE } from "./stage.js";

/** @import { NumberTable } from "./numbers.js" */
/** @import { Words } from "./page.js" */
/** @import { Side } from "./compare_side.js" */

export const OF_A_HEAD = ["overview", "head", "attention", "arcs"];  // whose difference is that of two matrices

const OF_HEADS = [...OF_A_HEAD, "grid", "bertviz"];  // what is said is of the picked head

const OF_ALL_HEADS = ["grid", "bertviz"];  // which show more than the picked head

const OF_HIDDEN = ["guess", "masked", "lens", "sides"];  // what is said is what is written in a hidden place

const OF_TOKENS = ["tokens", "wordpiece", "tokenizers", "embeddings", "cost"];  // whose numbers are names, or seconds of this machine

const BEFORE_WEIGHTS = ["", "x", "q", "k", "q · k", "÷ √d"];  // steps of one head that have no attention yet

/** What of a side is another than on the other one. @param {Side} one @param {Side} other @param {Words} words */
export function described(one, other, words) {
  const token = one.chosen === null ? words.none : one.run.tokens[one.chosen];
  const parts = [
    one.text !== other.text || one.pair !== other.pair ? [one.text, one.pair].filter(Boolean).join(" / ") : "",
    one.chosen !== other.chosen || token !== (other.chosen === null ? words.none : other.run.tokens[other.chosen]) ? `“${token}”` : "",
    one.layer !== other.layer || one.head !== other.head ? headOf(one, words) : "",
    one.model !== other.model ? nameOf(one.model) : "",
  ].filter(Boolean);
  return parts.join(" · ") || headOf(one, words);
}

/** @param {Side} one @param {Words} words */
const headOf = ({ layer, head }, words) => fill(words.of_head, { layer: layer || words.mean, head: head > 0 ? head : head ? words.max : words.mean });

/** @param {Side} one */
export const mapOf = ({ run, layer, head }) => headMap(run, Math.max(1, layer), Math.max(1, head));

/** Where the pinned tokens look, in the heads that are picked. @param {Side} a @param {Side} b @param {Words} words */
export async function changedLook(a, b, words) {
  if (!OF_ONE.includes(state.on) && [a, b].some(({ layer, head }) => layer < 1 || head < 1)) return "";  // a mean is no head's
  if (a.chosen === null || b.chosen === null) return words.pin;
  const [before, after] = await Promise.all([a, b].map(async (one) => ({
    tokens: one.run.tokens, from: /** @type {number} */ (one.chosen),
    weights: (await mapOf(one)).weights,
  })));
  const most = largestChange(before, after);
  const values = {
    token: most.token || most.now, now: most.now, before: percentIn(words.percent, most.before), after: percentIn(words.percent, most.after),
    one: a.run.tokens[a.chosen], other: b.run.tokens[b.chosen],
  };
  if (Math.abs(most.after - most.before) < LITTLE) return fill(words.little, values);
  if (!most.now) return fill(words.changed_gone, values);
  if (!most.token) return fill(words.changed_new, values);
  const isOneWord = most.now === most.token && values.one === values.other && a.text === b.text;
  return fill(isOneWord ? words.changed_head : most.now === most.token ? words.changed : words.changed_other, values);
}

/** The picked head among all that are shown. @param {Side} a @param {Side} b @param {Words} words */
async function changedHeads(a, b, words) {
  if (a.text === b.text && a.pair === b.pair && a.model === b.model) return words.nothing;
  const said = a.layer === b.layer && a.head === b.head ? await changedLook(a, b, words) : "";
  return said && fill(words.in_head, { head: headOf(b, words), said });
}

/** Whether two texts differ in one token: where it is hidden, both are the same text. @param {Side} a @param {Side} b */
const isOneOther = (a, b) => a.run.tokens.length === b.run.tokens.length && a.run.tokens.filter((token, i) => token !== b.run.tokens[i]).length === 1;

/** What is written in a hidden place, each side's first guess first. @param {NumberTable[]} a @param {NumberTable[]} b @param {Side[]} sides @param {Words} words */
export function changedGuess([a], [b], sides, words) {
  if (!a || !b) return "";
  const [[token, before], [now, after]] = [a, b].map(({ rows: [first] }) => [String(first.at(-2)), Number(first.at(-1))]);
  if (token === now && before === after) return isOneOther(sides[0], sides[1]) ? words.hidden_same : words.nothing;
  const values = { token, now, before: percentIn(words.percent, Number(before)), after: percentIn(words.percent, Number(after)) };
  return fill(token === now ? words.guess_changed : words.guess_other, values);
}

/** Which tokens are others; of vectors, how many are not. @param {Side} a @param {Side} b @param {string} on @param {Words} words */
export function changedPieces(a, b, on, words) {
  const { count, other, same, stay, first } = changedTokens(a.run, b.run);
  const one = first && { token: first.token, id: first.id, now: first.now, now_id: first.nowId, same };
  const isNone = same === count && same === other;
  const said = one ? fill(words.tokens_one, one) : fill(isNone ? words.tokens_none : words.tokens_some, { count, other, stay });
  return on === "embeddings" && a.model === b.model ? `${said} ${fill(words.vectors_same, { other, same })}` : said;
}

/** The numbers of a picture of which no head is picked. @param {NumberTable[]} a @param {NumberTable[]} b @param {Words} words */
export function changedNumbers(a, b, words) {
  const most = largestNumber(a, b, {
    shares: [column("probability"), column("share"), "p"], named: [column("layer"), column("head")], ignored: [column("position"), column("id")],
  });
  if (!most) return "";
  const say = (/** @type {number} */ value) => (most.isShare ? percentIn(words.percent, value) : signedDigits(value));
  const token = most.what.join(" · ");
  if (most.before === most.after) return words.nothing;
  const values = { token, before: say(most.before), after: say(most.after) };
  return fill(values.before === values.after || (most.isShare && Math.abs(most.after - most.before) < LITTLE) ? words.little : words.changed_number, values);
}

/** Whether it is known before the picture has its numbers. @param {string} on */
export const isToldAtOnce = (on) => OF_HEADS.includes(on) || OF_TOKENS.includes(on);

/**
 * What changed in a picture, in one sentence; "" where there is nothing to tell.
 * @param {string} on
 * @param {Side} a
 * @param {Side} b
 * @param {Promise<NumberTable[]>} numbers of A's picture
 * @param {Words} words
 */
export async function whatChanged(on, a, b, numbers, words) {
  if (OF_TOKENS.includes(on)) return changedPieces(a, b, on, words);
  if (OF_ALL_HEADS.includes(on)) return changedHeads(a, b, words);
  if (OF_HEADS.includes(on) && !(on === "head" && BEFORE_WEIGHTS.includes(partOf(on)))) return changedLook(a, b, words);
  if (findingOf(on)?.error) return "";  // B has none; the finding says why
  const [before, after] = await Promise.all([numbers, comparedOf(on)]);
  return OF_HIDDEN.includes(on) ? changedGuess(before, after, [a, b], words) : changedNumbers(before, after, words);
}
