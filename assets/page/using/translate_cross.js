// @ts-check
// What each character of a translation looks at in the sentence.
import { make, numbered, plainHeadPicker, plainLayerPicker } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { row } from "../shared/pictures.js";
import { scale } from "../shared/scale.js";
import { inflate } from "../shared/unpacking.js";

/** @import { Words } from "../shared/page.js" */
/** @typedef {TranslatedSentence & { levels?: Uint8Array }} Sentence with its weights as bytes, once it was shown */

/** @param {Words} words */
export function crossAttention(words) {
  /** @type {Sentence | null} */
  let sentence = null;
  let layer = Infinity;  // the last one until another is picked; 0 is the mean
  let head = 0;
  const layers = plainLayerPicker(words, (value) => { layer = value; if (sentence) show(sentence); });
  const heads = plainHeadPicker(words, (value) => { head = value; if (sentence) show(sentence); });
  const matrix = make("div", "bd-frame");
  matrix.tabIndex = 0;

  async function show(/** @type {Sentence} */ written) {
    sentence = written;
    const { shape: [count, each], weights } = written;
    const levels = written.levels ??= new Uint8Array(await inflate(weights));
    if (sentence !== written) return;
    layer = Math.min(layer, count);
    layers.show([...numbered(count), [0, words.mean]], layer);
    heads.show([...numbered(each), [0, words.mean]], head);
    matrix.replaceChildren(table(written, levels, layer, head));
  }

  return { parts: [make("div", "bd-controls", layers.box, heads.box), matrix], show };
}

/** @param {TranslatedSentence} sentence @param {Uint8Array} levels @param {number} layer @param {number} head */
function table({ shape: [layers, heads, out, read], written, read: tokens }, levels, layer, head) {
  /** @type {number[]} */
  const maps = [];
  for (let l = 0; l < layers; l++) {
    for (let h = 0; h < heads; h++) if ((!layer || l === layer - 1) && (!head || h === head - 1)) maps.push(l * heads + h);
  }
  const weight = (/** @type {number} */ i, /** @type {number} */ j) =>
    maps.reduce((sum, map) => sum + levels[(map * out + i) * read + j], 0) / maps.length / 255;
  const names = tokens.map((token) => make("th", "bd-cross-column", make("span", "bd-mono", token)));
  return make("table", "bd-cross", row(make("th"), ...names), ...written.map((token, i) =>
    row(make("th", "", token), ...tokens.map((name, j) => {
      const value = weight(i, j);
      const cell = make("td");
      cell.style.background = `rgb(${scale(value)})`;
      cell.title = `${token} → ${name}: ${digits(value)}`;
      return cell;
    }))));
}
