// @ts-check
// The page's sentence before and after a fine-tuning: scores, attention, how far each layer moved, what was forgotten.
import { newest } from "../shared/asking.js";
import { make, region } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { column, matrixTable } from "../shared/numbers.js";
import { bars, cells, head, row, titled } from "../shared/pictures.js";
import { scale } from "../shared/scale.js";

/** @import { Words } from "../shared/page.js" */

/** @param {Words} words @param {(text: string) => Promise<LabComparison | null>} fetchAnswer */
export function labCompare(words, fetchAnswer) {
  const none = make("p", "bd-check", words.not_yet);
  const box = region(words.before_after, "bd-lab-compare");
  /** @type {LabComparison | null} */
  let latest = null;
  const newestAnswer = newest(words.failed);
  box.append(none);

  async function ask(/** @type {string} */ sentence) {
    if (!sentence.trim()) return;
    const answer = await newestAnswer(() => fetchAnswer(sentence));
    if (!answer || "error" in answer) return;
    latest = answer;
    box.replaceChildren(...columns(answer, words));
  }

  function clear() {
    latest = null;
    box.replaceChildren(none);
  }

  return { box, ask, clear, numbers: () => (latest ? tablesOf(latest, words) : []) };
}

/** @param {LabComparison} answer @param {Words} words */
function columns(answer, words) {
  const column = (/** @type {string} */ title, /** @type {HTMLElement[]} */ ...parts) => titled("bd-lab-chart", title, ...parts);
  const scores = (/** @type {(number | null)[]} */ values) => bars(answer.labels.map((label, i) =>
    [label, values[i] ?? 0, values[i] === null ? "nan" : digits(values[i])]), { mono: false });
  const moved = bars(answer.moved.map((cosine, layer) =>
    [String(layer), Math.max(0, cosine ?? 0), cosine === null ? "nan" : cosine.toFixed(3)]));
  return [
    make("div", "bd-lab-scores", column(words.scores_before, scores(answer.before)), column(words.scores_after, scores(answer.after))),
    column(words.attention, make("div", "bd-attention-pair",
      ...answer.attention.map((weights, i) => picture(weights, i ? words.after : words.before, words)))),
    column(words.moved, moved, make("p", "bd-quiet", words.moved_said)),
    column(words.forgot, make("p", "bd-said", answer.said), ...(answer.forgotten.length ? [forgotten(answer, words)] : [])),
  ];
}

/** @param {LabComparison} answer @param {Words} words */
const tablesOf = (answer, words) => [
  { title: words.before_after, columns: [column("label"), words.before, words.after], rows: answer.labels.map((label, i) => [label, answer.before[i], answer.after[i]]) },
  ...answer.attention.map((weights, i) => {
    const places = weights.map((_, at) => String(at));
    return matrixTable(`${words.attention}: ${i ? words.after : words.before}`, "", places, places, (row, to) => weights[row][to]);
  }),
  { title: words.moved, columns: [column("layer"), column("score")], rows: answer.moved.map((cosine, layer) => [layer, cosine]) },
  { title: words.forgot, columns: [words.hidden, words.before, "", words.after, ""], rows: answer.forgotten.map((one) => [...one]) },
];

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
