// @ts-check
// The stages of normalisation as a ladder: what was typed, what each stage changes, and the words at the foot.
import { fill, group, make } from "../shared/controls.js";

/** @import { Child, Words } from "../shared/page.js" */

const visible = (/** @type {string} */ text) => text.replace(/ /g, "␣");

/** @param {string} character */
function named(character) {
  if (!/[\p{C}\p{Z}]/u.test(character)) return /\p{M}/u.test(character) ? `◌${character}` : character;
  return ` U+${Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0")} `;
}

const names = (/** @type {string} */ text) => Array.from(text, named).join("").trim();

/** What a stage leaves is a string; what it changes is marked. @param {[string, string?]} change */
function changed([before, after]) {
  if (after === undefined) return before;
  const mark = make(after ? "mark" : "del", "bd-wp-change", after ? visible(after) : names(before));
  mark.title = `${names(before)} → ${after ? visible(after) : "∅"}`;
  return mark;
}

/** @param {string} label @param {string} className @param {string} note @param {...Child} text */
const rung = (label, className, note, ...text) => make("li", `bd-wp-rung ${className}`, make("span", "bd-wp-stage", label),
  text.length ? make("bdi", "bd-wp-line", ...text) : null, note ? make("span", "bd-wp-note", note) : null);

/** @param {StageChanges} stage @param {Words} words */
function stageRung(stage, words) {
  const count = stage.changes.filter((change) => change.length > 1).length;
  const label = words[`stage_${stage.name}`];
  if (!stage.on) return rung(label, "bd-wp-still", words.off);
  return count ? rung(label, "", fill(words.changed, { count }), ...stage.changes.map(changed)) : rung(label, "bd-wp-still", words.same);
}

/**
 * @param {SentenceWords} sentence
 * @param {HTMLButtonElement[]} chips
 * @param {Words} words
 * @param {(event: KeyboardEvent) => void} walk
 */
export function ladder(sentence, chips, words, walk) {
  const shown = Array.from(sentence.text).length;
  const cut = sentence.characters > shown ? fill(words.cut_characters, { shown, total: sentence.characters.toLocaleString() }) : "";
  const rest = sentence.words_total > sentence.words.length
    ? fill(words.cut_words, { shown: sentence.words.length, total: sentence.words_total.toLocaleString() }) : "";
  const last = rung(words.stage_split, "bd-wp-words-rung", rest);
  const box = group(words.words, "bd-wp-words", ...chips);
  box.addEventListener("keydown", walk);
  last.append(box);
  return make("ol", "bd-wp-ladder", rung(words.typed, "", cut, sentence.text),
    ...sentence.stages.map((stage) => stageRung(stage, words)), last);
}
