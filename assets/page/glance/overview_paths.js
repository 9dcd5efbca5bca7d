// @ts-check
// Arcs as numbers: which of a row of weights are drawn, how they lie, how they swing to others, where their labels fit.

/** @typedef {{ to: number, share: number }} Look what a token gets */
/**
 * An arc between the places `a` and `b` on the line of tokens, `height` above it.
 * @typedef {{ to: number, share: number, a: number, b: number, height: number, width: number, opacity: number }} Arc
 */
/** @typedef {{ along: number, away: number, share: number, to: number }} Label */

const MOST = 40;  // arcs of one token: more is a smear
const LOOP = 9;   // half the width of a look at itself
const LABELLED = 0.1;
const FAR = 1200;  // px, from where on arcs are as high as the highest

/**
 * The looks that are drawn, the strongest first. What is under 2 % is left out, but not where all are small.
 * @param {ArrayLike<number>} weights
 * @returns {Look[]}
 */
export function looks(weights) {
  const least = Math.min(0.02, 0.5 / weights.length);
  return Array.from(weights, (share, to) => ({ to, share })).filter(({ share }) => share >= least)
    .sort((one, other) => other.share - one.share).slice(0, MOST);
}

/**
 * [CLS], [SEP] and signs; [CLS] and [SEP] alone where a text is nothing but signs. As the server's `no_words`.
 * @param {{ tokens: string[], special: boolean[] }} run
 */
export function quiet({ tokens, special }) {
  const all = tokens.map((token, i) => special[i] || !/[\p{L}\p{N}]/u.test(token));
  return all.includes(false) ? all : special;
}

/**
 * The token whose link to another word is the strongest, as the server picks it; the first word where there is one only.
 * @param {ArrayLike<number>} weights row by row
 * @param {boolean[]} special
 */
export function strongestFrom(weights, special) {
  const tokens = special.length;
  let best = special.indexOf(false);
  let most = -1;
  for (let i = 0; i < tokens; i++) {
    for (let j = 0; j < tokens; j++) {
      if (i === j || special[i] || special[j] || weights[i * tokens + j] <= most) continue;
      most = weights[i * tokens + j];
      best = i;
    }
  }
  return Math.max(0, best);
}

/**
 * @param {Look[]} all
 * @param {number} from
 * @param {number[]} centres of the tokens
 * @param {number} room between the line of tokens and the edge
 * @param {boolean[]} special
 * @returns {Arc[]}
 */
export function arcsOf(all, from, centres, room, special) {
  const most = Math.max(24, (room - 26) / 0.75);  // a curve reaches three quarters of the way to its handles
  const far = Math.min(FAR, Math.max(1.5 * most, ...all.map(({ to }) => Math.abs(centres[from] - centres[to]))));
  return all.map(({ to, share }) => {
    const isLoop = to === from;
    const [a, b] = isLoop ? [centres[from] - LOOP, centres[from] + LOOP] : [centres[from], centres[to]];
    const height = isLoop ? Math.min(most, 46) : most * (0.2 + 0.8 * Math.min(1, Math.abs(a - b) / far) ** 0.7);
    return { to, share, a, b, height, width: 1 + 12 * share, opacity: special[to] ? 0.25 + 0.3 * share : 0.25 + 0.75 * share };
  });
}

/**
 * Each arc with the one that it comes from. The strongest look at a word swings to the one that is the strongest now, the others
 * grow or shrink where they are, and what is new or gone has no width on the other side.
 * @param {Arc[]} before
 * @param {Arc[]} now
 * @param {(token: number) => number} placed where a token of before is now
 * @param {{ before: boolean[], now: boolean[] }} special
 * @returns {[Arc, Arc][]}
 */
export function swings(before, now, placed, special) {
  const thin = (/** @type {Arc} */ arc) => ({ ...arc, width: 0, opacity: 0 });
  const old = before.find(({ to }) => !special.before[to]);
  const next = now.find(({ to }) => !special.now[to]);
  const rest = before.filter((arc) => arc !== old || !next);
  /** @type {[Arc, Arc][]} */
  const pairs = now.map((arc) => {
    const at = arc === next && old ? old : rest.find((one) => placed(one.to) === arc.to);
    return [at ?? thin(arc), arc];
  });
  const used = new Set(pairs.map(([from]) => from));
  return [...pairs, ...before.filter((arc) => !used.has(arc)).map((arc) => /** @type {[Arc, Arc]} */ ([arc, thin(arc)]))];
}

/** @param {Arc} from @param {Arc} to @param {number} t from 0 to 1 @returns {Arc} */
export function between(from, to, t) {
  const mix = (/** @type {"a" | "b" | "height" | "width" | "opacity"} */ name) => from[name] + (to[name] - from[name]) * t;
  return { ...to, a: mix("a"), b: mix("b"), height: mix("height"), width: mix("width"), opacity: mix("opacity") };
}

/**
 * The `d` of a path: above a line of tokens that lies at `base`, or beside one that runs down the page.
 * @param {Arc} arc
 * @param {number | null} base
 */
export function pathOf({ a, b, height }, base) {
  const [x, y, far, end, top] = [a, b, height, base ?? 0, (base ?? 0) - height].map((value) => Math.round(10 * value) / 10);
  return base === null ? `M0,${x} C${far},${x} ${far},${y} 0,${y}` : `M${x},${end} C${x},${top} ${y},${top} ${y},${end}`;
}

/**
 * Labels of the larger arcs: of the strongest above its top, of the others on the way down to what they look at, where arcs lie
 * apart. One that would meet another label is left out.
 * @param {Arc[]} arcs the strongest first
 * @param {number} wide
 * @param {number} high
 * @param {boolean} upright whether the tokens run down the page
 * @returns {Label[]}
 */
export function labels(arcs, wide, high, upright) {
  /** @type {Label[]} */
  const placed = [];
  const [along, away] = upright ? [high, wide] : [wide, high];
  arcs.forEach(({ a, b, height, width, share, to }, i) => {
    if (share < LABELLED) return;
    for (const t of i ? [0.8, 0.7, 0.6, 0.5] : [0.5]) {
      const label = {
        along: a * (1 - t) ** 2 * (1 + 2 * t) + b * t ** 2 * (3 - 2 * t),
        away: 3 * t * (1 - t) * height + (i ? 0 : width / 2 + (upright ? 4 : high / 2)),
        share, to,
      };
      const isFree = placed.every((one) => Math.abs(one.along - label.along) >= along || Math.abs(one.away - label.away) >= away);
      if (!isFree) continue;
      placed.push(label);
      return;
    }
  });
  return placed;
}

/**
 * Where a token of one sentence stands in another that differs in one word: of what was changed, its first new piece or the same place; no function where more
 * than a word (three pieces) differs, or nothing.
 * @param {string[]} before
 * @param {string[]} now
 * @returns {((token: number) => number) | null}
 */
export function oneWordApart(before, now) {
  let start = 0;
  while (start < Math.min(before.length, now.length) && before[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, now.length) - start && before[before.length - 1 - end] === now[now.length - 1 - end]) end++;
  const [old, next] = [before.length - start - end, now.length - start - end];
  if (old < 1 || next < 1 || old > 3 || next > 3 || start + end < 2) return null;
  return (token) => (token < start ? token : token >= before.length - end ? token + now.length - before.length : old === next ? token : start);
}
