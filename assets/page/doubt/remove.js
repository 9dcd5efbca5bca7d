// @ts-check
// Heads switched off by a click: what each alone changes, and what all that are off change together.
import { subscribe } from "../shared/bus.js";
import { button, field, fill, make, taskPicker } from "../shared/controls.js";
import { digits, largest } from "../shared/digits.js";
import { finding } from "../shared/finding.js";
import { headGrid } from "../shared/headgrid.js";
import { asker } from "../shared/near.js";
import { column, matrixTable, numbers } from "../shared/numbers.js";
import { bar } from "../shared/pictures.js";
import { diverging } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";
import { draws } from "./remove_draws.js";

/** @import { Component, State, Words } from "../shared/page.js" */

const OFF = /** @type {[number, number, number]} */ ([128, 128, 128]);  // of a head that is off: no effect has this colour

/** @typedef {EffectsPayload & { about: string }} Alone what each head and part does, of the model, sentence and task */

/** @type {Component<RemoveFunctions>} */
export default function remove(element, words, server) {
  const off = /** @type {Map<string, [number, number]>} */ (new Map());
  let latest = /** @type {{ alone: Alone, both: RemovalPayload } | null} */ (null);
  let state = /** @type {State | null} */ (null);
  let model = "";  // whose heads are off
  const again = () => state && ask(state);
  const task = taskPicker(words, again);
  const set = (/** @type {[number, number][]} */ heads) => {
    off.clear();
    for (const one of heads) off.set(String(one), one);
    again();
  };
  const all = button(words.all_on, "bd-step-button", () => set([]));
  const random = draws(words, set);
  const said = finding(element);
  const bars = make("div", "bd-removed");
  const grid = headGrid(words.grid, words, (layer, head) => {
    const name = `${layer},${head}`;
    if (!off.delete(name)) off.set(name, [layer, head]);
    again();
  });
  const parts = make("div", "bd-removed-parts");
  const ramp = make("p", "bd-remove-ramp");
  element.append(make("div", "bd-remove-head", field(words.task, task), ...random.buttons, all),
    make("div", "bd-remove-two", make("div", "", grid.frame, ramp, make("p", "bd-remove-legend", words.legend)), make("div", "", bars, parts)));
  numbers(element, () => (latest ? tablesOf(latest, words) : []), () => (latest ? [verdictLeft(latest.both), partsOut(latest)] : []));
  const ask = asker(element, words, async (question) => {
    const wanted = { ...question, task: task.value, off: [...off.values()] };
    const about = JSON.stringify([question.model, question.text, question.text_pair, task.value]);
    const known = latest?.alone.about === about ? latest.alone : null;
    // What all heads that are off do is asked at every click. Both at once: a visitor may leave before the first has come.
    const [alone, both] = await Promise.all([known ?? server.each_head(wanted), server.removed(wanted)]);
    if ("error" in alone) return alone;
    return "error" in both ? both : { alone: { about, ...alone }, both };
  }, (effects) => {
    latest = effects;
    paint(effects);
  });

  function paint(/** @type {{ alone: Alone, both: RemovalPayload }} */ { alone, both }) {
    said.say(off.size ? both.said : alone.said, alone.speaker);
    all.disabled = !off.size;
    random.show(alone.effects);
    bars.replaceChildren(...both.labels.map((label, i) => change(label, both.before[i], both.after[i], words)));
    parts.replaceChildren(make("h3", "", words.parts), make("dl", alone.effects.length > 8 ? "bd-parts bd-many" : "bd-parts", ...alone.parts.flatMap((part) => effectOf(part, words)),
      ...layerNumbers(alone.effects.length, words)));
    const most = Math.max(0.02, largest(alone.effects));
    ramp.replaceChildren(`−${digits(most)}`, shades(), `+${digits(most)}`);
    grid.show(alone.effects.length, alone.effects[0].length,
      (l, h) => cell(words, l + 1, h + 1, alone.effects[l][h], most, off.has(`${l + 1},${h + 1}`)));
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (now, changed) => {
    if (!changed.has("run")) return;
    if (model !== now.run.key.model) off.clear();
    [state, model] = [now, now.run.key.model];
    ask(now);
  });
}

/** @param {{ alone: Alone, both: RemovalPayload }} effects @param {Words} words */
function tablesOf({ alone, both }, words) {
  const count = (/** @type {unknown[]} */ list) => list.map((_, i) => String(i + 1));
  return [matrixTable(words.legend, `${column("layer")} ↓ ${column("head")} →`, count(alone.effects), count(alone.effects[0]), (l, h) => alone.effects[l][h]),
    { title: "", columns: [column("label"), words.before, words.after], rows: both.labels.map((label, i) => [label, both.before[i], both.after[i]]) },
    { title: words.parts, columns: [column("name"), ...count(alone.effects)], rows: alone.parts.map(({ name, values }) => [name, ...alone.effects.map((_, i) => values[i] ?? null)]) }];
}

/** The verdict without the heads that are off. @param {RemovalPayload} both */
const verdictLeft = ({ labels, after }) => ({ title: "", columns: [column("label"), column("probability")], rows: labels.map((label, i) => [label, after[i]]) });

/** The verdict without each larger part, a row each; two texts with other labels have nothing to compare there. @param {{ alone: Alone, both: RemovalPayload }} effects */
function partsOut({ alone, both }) {
  const label = both.labels[both.before.indexOf(Math.max(...both.before))];
  const layerOf = (/** @type {string} */ name, /** @type {number} */ i) => (name.includes("…") ? null : i + 1);  // else it is in the name
  return { title: "", columns: [column("name"), column("label"), column("layer"), column("probability")],
    rows: alone.parts.flatMap(({ name, values }) => values.map((value, i) =>
      [name.replace("…", String(i + 1)), label, values.length > 1 ? layerOf(name, i) : null, value])) };
}

/**
 * A head in the grid.
 * @param {Words} words
 * @param {number} layer
 * @param {number} head
 * @param {number} effect of this head alone
 * @param {number} most the largest effect of all
 * @param {boolean} isOff
 */
function cell(words, layer, head, effect, most, isOff) {
  const signed = (effect < 0 ? "−" : "+") + digits(Math.abs(effect));
  return {
    text: isOff ? "✕" : "", colour: isOff ? OFF : diverging(effect / most), on: isOff,
    title: fill(words.head_said, { layer, head, effect: signed }),
  };
}

/** The colours of what a head alone changes, from what falls to what rises. */
function shades() {
  const bar = make("span");
  bar.style.background = `linear-gradient(to right, ${[-1, -0.5, 0, 0.5, 1].map((v) => `rgb(${diverging(v)})`).join(", ")})`;
  return bar;
}

/**
 * A part has a row; those of a layer have a cell a layer. The cells show per cent, their titles three digits.
 * @param {PartChances} part
 * @param {Words} words
 */
function effectOf({ name, values }, words) {
  const cells = values.map((value, i) => {
    const where = values.length > 1 ? fill(words.layer, { layer: i + 1 }) : words.whole;
    const cell = make("span", "bd-parts-value", Math.round(100 * value));
    cell.style.setProperty("--share", String(value));
    cell.title = `${where}: ${digits(value)}`;
    return cell;
  });
  return [make("dt", "", name), make("dd", "bd-parts-values", ...cells)];
}

/** Below the cells of the layers, which layer it is. @param {number} layers @param {Words} words */
const layerNumbers = (layers, words) => [make("dt", "bd-quiet", words.layers),
  make("dd", "bd-parts-values", ...Array.from({ length: layers }, (_, i) => make("span", "bd-parts-layer", i + 1)))];

/** The probability of a label with all heads on, and without those that are off. @param {string} label @param {number} before @param {number} after @param {Words} words */
function change(label, before, after, words) {
  const line = (/** @type {"before" | "after"} */ when, /** @type {number} */ share) => make("span", "bd-removed-bar",
    make("span", "bd-quiet", words[when]), bar(share, `bd-bar bd-is-${when}`), make("span", "bd-number", digits(share)));
  return make("div", "bd-removed-row", make("span", "bd-removed-label", label), line("before", before), line("after", after));
}
