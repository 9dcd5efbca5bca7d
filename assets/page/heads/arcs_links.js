// @ts-check
// Which links between tokens are drawn as arcs: the strongest, found in the bytes of a layer.

/** @typedef {import("./arcs_parts.js").Link} Link */

/**
 * The strongest links, found by counting how often each byte occurs; and how many there are in all.
 * @param {Uint8Array} bytes all heads of a layer
 * @param {number} tokens
 * @param {number[]} from
 * @param {number[]} to
 * @param {number[]} heads
 * @param {number} most
 */
export function strongest(bytes, tokens, from, to, heads, most) {
  const counts = new Uint32Array(256);
  const each = (/** @type {(byte: number, head: number, i: number, j: number) => void} */ visit) => {
    for (const head of heads) {
      for (const i of from) {
        const start = ((head - 1) * tokens + i) * tokens;
        for (const j of to) visit(bytes[start + j], head, i, j);
      }
    }
  };
  each((byte) => { counts[byte]++; });
  let least = 256;
  let sum = 0;
  while (least > 1 && sum + counts[least - 1] <= most) sum += counts[--least];
  /** @type {Link[]} */
  const links = [];
  let ties = least > 1 ? most - sum : 0;
  each((byte, head, i, j) => {
    if (byte >= least || (byte === least - 1 && ties-- > 0)) links.push({ byte, head, i, j });
  });
  return { links, all: from.length * to.length * heads.length };
}

/**
 * What each token of the other side has of a token's links: the mean over the heads.
 * @param {Uint8Array} bytes
 * @param {number} tokens
 * @param {import("./arcs_parts.js").Focus} focus
 * @param {number[]} others
 * @param {number[]} heads
 */
export function shares(bytes, tokens, focus, others, heads) {
  const means = new Float32Array(tokens);
  for (const other of others) {
    const [i, j] = focus.side === "from" ? [focus.index, other] : [other, focus.index];
    for (const head of heads) means[other] += bytes[((head - 1) * tokens + i) * tokens + j];
    means[other] /= 255 * heads.length;
  }
  return means;
}

/**
 * The mean over the layers, head by head.
 * @param {number} layers
 * @param {(layer: number) => Promise<Uint8Array>} bytesOf
 */
export async function meanOfLayers(layers, bytesOf) {
  /** @type {Uint16Array | null} */
  let sums = null;
  for (let layer = 1; layer <= layers; layer++) {
    const bytes = await bytesOf(layer);
    sums ??= new Uint16Array(bytes.length);
    for (let at = 0; at < bytes.length; at++) sums[at] += bytes[at];
  }
  return Uint8Array.from(sums ?? [], (sum) => Math.round(sum / layers));
}
