// @ts-check
// A head as few pixels, and its strongest link.

/** @import { Run } from "../shared/page.js" */

/**
 * Each pixel is the largest weight under it, so that one strong link among 512 tokens does not fade.
 * @param {Uint8Array} bytes
 * @param {number} at where the head begins in them
 * @param {number} tokens
 * @param {Uint8Array} strongest side × side of them
 * @param {number} side
 */
export function shrink(bytes, at, tokens, strongest, side) {
  const bin = Uint16Array.from({ length: tokens }, (_, i) => Math.floor((i * side) / tokens));
  strongest.fill(0);
  for (let i = 0; i < tokens; i++) {
    const row = bin[i] * side;
    for (let j = 0; j < tokens; j++, at++) {
      const pixel = row + bin[j];
      if (bytes[at] > strongest[pixel]) strongest[pixel] = bytes[at];
    }
  }
}

/** Between words, not [CLS] and [SEP]. @param {Run} run @param {Uint8Array} bytes @param {number} head */
export function strongestLink(run, bytes, head) {
  const tokens = run.tokens.length;
  const start = (head - 1) * tokens * tokens;
  const plain = run.tokens.map((_, i) => i).filter((i) => !run.special[i]);
  let best = null;
  let most = -1;
  for (const i of plain) {
    for (const j of plain) {
      const byte = bytes[start + i * tokens + j];
      if (byte > most) [most, best] = [byte, [i, j]];
    }
  }
  return { best, most };
}
