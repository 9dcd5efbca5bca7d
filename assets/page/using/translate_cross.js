// @ts-check
// What each character of a translation looks at in the sentence.
import { make, numbered, plainHeadPicker, plainLayerPicker, region } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { matrixTable } from "../shared/numbers.js";
import { row } from "../shared/pictures.js";
import { scale } from "../shared/scale.js";
import { inflate } from "../shared/unpacking.js";

/** @import { Words } from "../shared/page.js" */
/** @typedef {TranslatedSentence & { levels?: Uint8Array }} Sentence with its weights as bytes, once it was shown */

const SPECIAL = /^\[(CLS|SEP)\]$/;

/** @param {Words} words */
export function crossAttention(words) {
  /** @type {Sentence | null} */
  let sentence = null;
  let layer = Infinity;  // the last one until another is picked; 0 is the mean
  let head = 0;
  const layers = plainLayerPicker(words, (value) => { layer = value; if (sentence) show(sentence); });
  const heads = plainHeadPicker(words, (value) => { head = value; if (sentence) show(sentence); });
  const matrix = region(words.view_cross, "bd-cross-frame");

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

  function numbers() {
    if (!sentence?.levels) return [];
    const { written, read } = sentence;
    return [matrixTable(words.view_cross, "", written, read, weightsOf(sentence, sentence.levels, layer, head))];
  }

  return { numbers, parts: [make("div", "bd-controls", layers.box, heads.box), matrix], show };
}

/** The weight of a token read for a token written: of one head, or the mean. @param {TranslatedSentence} sentence @param {Uint8Array} levels @param {number} layer @param {number} head */
function weightsOf({ shape: [layers, heads, out, read] }, levels, layer, head) {
  /** @type {number[]} */
  const maps = [];
  for (let l = 0; l < layers; l++) {
    for (let h = 0; h < heads; h++) if ((!layer || l === layer - 1) && (!head || h === head - 1)) maps.push(l * heads + h);
  }
  return (/** @type {number} */ i, /** @type {number} */ j) =>
    maps.reduce((sum, map) => sum + levels[(map * out + i) * read + j], 0) / maps.length / 255;
}

/** @param {TranslatedSentence} sentence @param {Uint8Array} levels @param {number} layer @param {number} head */
function table(sentence, levels, layer, head) {
  const { written, read: tokens } = sentence;
  const weight = weightsOf(sentence, levels, layer, head);
  const names = tokens.map((token) => make("th", "bd-cross-column", make("span", SPECIAL.test(token) ? "bd-mono bd-quiet" : "bd-mono", token)));
  return make("table", "bd-cross", row(make("th"), ...names), ...written.map((token, i) =>
    row(make("th", SPECIAL.test(token) ? "bd-quiet" : "", token), ...tokens.map((name, j) => {
      const value = weight(i, j);
      const cell = make("td", "", make("span", "bd-sr", digits(value)));
      cell.style.background = `rgb(${scale(value)})`;
      cell.title = `${token} → ${name}: ${digits(value)}`;
      return cell;
    }))));
}
