// @ts-check
// Attention of several heads as a table: a row for each head and token that looks, a column for each token looked at.
import { column } from "./numbers.js";
import { layerBytes } from "./run.js";

/** @import { Run } from "./page.js" */
/** @import { NumberTable } from "./numbers.js" */

const EXACT = 1e4;  // the weights of many heads travel as bytes, exact to 1/510

/**
 * @param {string} title
 * @param {Run} run
 * @param {{ layer: number, bytes: Uint8Array }[]} layers of all heads; layer 0 is the mean over them
 * @param {number[]} heads from 1
 * @returns {NumberTable}
 */
export function headsTable(title, run, layers, heads) {
  const count = run.tokens.length;
  const weight = (/** @type {Uint8Array} */ bytes, /** @type {number} */ at) => Math.round((bytes[at] / 255) * EXACT) / EXACT;
  return {
    title, columns: [column("layer"), column("head"), column("token"), ...run.tokens],
    rows: layers.flatMap(({ layer, bytes }) => heads.flatMap((head) => run.tokens.map((token, i) =>
      [layer, head, token, ...run.tokens.map((_, j) => weight(bytes, ((head - 1) * count + i) * count + j))]))),
  };
}

/** Every head of some layers. @param {string} title @param {Run} run @param {number[]} layers from 1 */
export async function layersTable(title, run, layers) {
  const all = await Promise.all(layers.map(async (layer) => ({ layer, bytes: await layerBytes(run, layer) })));
  return headsTable(title, run, all, Array.from({ length: run.heads }, (_, i) => i + 1));
}
