// @ts-check
// Heads switched off by a click: what each alone changes, and what all that are off change together.
import { subscribe } from "../shared/bus.js";
import { button, field, fill, live, make, taskPicker } from "../shared/controls.js";
import { digits, largest } from "../shared/digits.js";
import { headGrid } from "../shared/headgrid.js";
import { asker } from "../shared/near.js";
import { bar } from "../shared/pictures.js";
import { diverging, scale } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, State, Words } from "../shared/page.js" */

/** @typedef {EffectsPayload & { about: string }} Alone what each head and part does, of the model, sentence and task */

/** @type {Component<RemoveFunctions>} */
export default function remove(element, words, server) {
  /** @type {Map<string, [number, number]>} */
  const off = new Map();
  /** @type {{ alone: Alone, both: RemovalPayload } | null} */
  let latest = null;
  /** @type {State | null} */
  let state = null;
  let model = "";  // whose heads are off
  const again = () => { if (state) ask(state); };
  const task = taskPicker(words, again);
  const all = button(words.all_on, "bd-step-button", () => { off.clear(); again(); });
  const said = live("bd-said");
  const bars = make("div", "bd-removed");
  const grid = headGrid(words.grid, words, (layer, head) => {
    const name = `${layer},${head}`;
    if (!off.delete(name)) off.set(name, [layer, head]);
    again();
  });
  const parts = make("div", "bd-removed-parts");
  element.append(make("div", "bd-controls", field(words.task, task), all), said, bars, grid.frame,
    make("p", "bd-quiet bd-note", words.legend), parts);
  const ask = asker(element, words, async (question) => {
    const wanted = { ...question, task: task.value, off: [...off.values()] };
    const about = JSON.stringify([question.model, question.text, question.text_pair, task.value]);
    const alone = latest?.alone.about === about ? latest.alone : { about, ...await server.each_head(wanted) };
    if ("error" in alone) return alone;
    const both = await server.removed(wanted);  // what all heads that are off do: asked at every click
    return "error" in both ? both : { alone, both };
  }, (effects) => {
    latest = effects;
    paint(effects);
  });

  function paint(/** @type {{ alone: Alone, both: RemovalPayload }} */ { alone, both }) {
    said.textContent = off.size ? both.said : alone.said;
    all.disabled = !off.size;
    bars.replaceChildren(...both.labels.map((label, i) => change(label, both.before[i], both.after[i], words)));
    parts.replaceChildren(make("h3", "", words.parts), make("dl", "bd-parts", ...alone.parts.flatMap((part) => effectOf(part, words))));
    const most = Math.max(0.02, largest(alone.effects));
    grid.show(alone.effects.length, alone.effects[0].length, (l, h) => {
      const effect = alone.effects[l][h];
      const isOff = off.has(`${l + 1},${h + 1}`);
      return {
        text: isOff ? "✕" : "", colour: isOff ? scale(0.55) : diverging(effect / most), on: isOff,
        title: fill(words.head_said, { layer: l + 1, head: h + 1, effect: (effect < 0 ? "−" : "+") + digits(Math.abs(effect)) }),
      };
    });
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (now, changed) => {
    if (!changed.has("run")) return;
    if (model !== now.run.key.model) off.clear();
    state = now;
    model = now.run.key.model;
    ask(now);
  });
}

/** A part has a row; those of a layer have a bar a layer. @param {PartChances} part @param {Words} words */
function effectOf({ name, values }, words) {
  const cells = values.map((value, i) => {
    const many = values.length > 1;
    const cell = make("span", "bd-parts-value", many ? make("span", "bd-parts-layer", i + 1) : null, digits(value));
    cell.style.setProperty("--share", String(value));
    cell.title = many ? fill(words.layer, { layer: i + 1 }) : words.whole;
    return cell;
  });
  return [make("dt", "", name), make("dd", "bd-parts-values", ...cells)];
}

/** The probability of a label with all heads on, and without those that are off. @param {string} label @param {number} before @param {number} after @param {Words} words */
function change(label, before, after, words) {
  const line = (/** @type {"before" | "after"} */ when, /** @type {number} */ share) => make("span", "bd-removed-bar",
    make("span", "bd-quiet", words[when]), bar(share, `bd-bar bd-is-${when}`), make("span", "bd-number", digits(share)));
  return make("div", "bd-removed-row", make("span", "bd-removed-label", label), line("before", before), line("after", after));
}
