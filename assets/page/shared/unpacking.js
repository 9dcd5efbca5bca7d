// @ts-check
// Weights as they travel: base64 of bytes or of 16-bit numbers, large ones deflated. Packed by figures/payload.py.

/** @param {string} base64 */
export function bytesOf(base64) {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);  // Uint8Array.from takes 17 times as long: 0.1 s for 300 kB
  for (let i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** @param {string} base64 */
export async function inflate(base64) {
  const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}

/**
 * The attention of one head, exact to 1/131070.
 * @param {AttentionMap} map
 * @returns {Promise<import("./page.js").WeightMap>}
 */
export async function unpackMap({ weights, deflated, said }) {
  const levels = new Uint16Array(deflated ? await inflate(weights) : bytesOf(weights).buffer);
  return { weights: Float32Array.from(levels, (level) => level / 65535), said };
}

/**
 * What a file that was chosen holds, as base64.
 * @param {Blob} file
 * @returns {Promise<string>}
 */
export const contentOf = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    const address = String(reader.result);
    resolve(address.slice(address.indexOf(",") + 1));
  });
  reader.addEventListener("error", () => reject(reader.error));
  reader.readAsDataURL(file);
});
