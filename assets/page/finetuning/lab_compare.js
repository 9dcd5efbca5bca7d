// @ts-check
// One sentence before and after a fine-tuning: scores, attention, how far each layer moved, what was forgotten.
import { newest, rested } from "../shared/asking.js";
import { make, textBox, wideField } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { typed } from "../shared/inputmethods.js";
import { bars, cells, head, row, titled } from "../shared/pictures.js";
import { scale } from "../shared/scale.js";

/** @import { Words } from "../shared/page.js" */

/** @param {Words} words @param {(text: string) => Promise<LabComparison | null>} fetchAnswer */
export function labCompare(words, fetchAnswer) {
  const text = textBox("", 2);
  const result = make("div", "bd-lab-charts");
  const newestAnswer = newest(words.failed);

  async function ask(/** @type {string} */ sentence = typed(text)) {
    if (sentence !== typed(text)) text.value = sentence;
    if (!sentence.trim()) return;
    const answer = await newestAnswer(() => fetchAnswer(sentence));
    if (answer && !("error" in answer)) result.replaceChildren(...columns(answer, words));
  }

  const later = rested(() => ask());
  text.addEventListener("input", () => later(300));
  return { box: titled("bd-lab-part", words.before_after, wideField(words.try_sentence, text), result), ask };
}

/** @param {LabComparison} answer @param {Words} words */
function columns(answer, words) {
  const column = (/** @type {string} */ title, /** @type {HTMLElement[]} */ ...parts) => titled("bd-lab-chart", title, ...parts);
  const scores = (/** @type {(number | null)[]} */ values) => bars(answer.labels.map((label, i) =>
    [label, values[i] ?? 0, values[i] === null ? "nan" : digits(values[i])]), { mono: false });
  const moved = bars(answer.moved.map((cosine, layer) =>
    [String(layer), Math.max(0, cosine ?? 0), cosine === null ? "nan" : cosine.toFixed(3)]));
  return [
    column(words.scores_before, scores(answer.before)), column(words.scores_after, scores(answer.after)),
    column(words.attention, make("div", "bd-attention-pair",
      ...answer.attention.map((weights, i) => picture(weights, i ? words.after : words.before, words)))),
    column(words.moved, moved, make("p", "bd-quiet", words.moved_said)),
    column(words.forgot, make("p", "bd-said", answer.said), ...(answer.forgotten.length ? [forgotten(answer, words)] : [])),
  ];
}

/** @param {LabComparison} answer @param {Words} words */
const forgotten = (answer, words) => make("table", "bd-rows", head([words.hidden, words.before, words.after]),
  ...answer.forgotten.map(([token, one, p, other, q]) => {
    const line = row(make("th", "bd-mono", token), make("td", "bd-mono", `${one} ${p}`), make("td", "bd-mono", `${other} ${q}`));
    if (one !== other) line.className = "bd-changed";
    return line;
  }));

/** @param {number[][]} weights @param {string} name @param {Words} words */
function picture(weights, name, words) {
  const flat = weights.flat();
  const canvas = cells(weights.length, weights.length, (i) => scale(Math.sqrt(flat[i])), `${words.attention}: ${name}`, "bd-pixels");
  return make("figure", "bd-attention-small", canvas, make("figcaption", "bd-quiet", name));
}
