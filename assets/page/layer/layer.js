// @ts-check
// One layer, stage by stage, for the chosen token; which neurons fire; how long its vector is through all layers.
import { select, subscribe } from "../shared/bus.js";
import { button, make, region } from "../shared/controls.js";
import { digits, largest, signed } from "../shared/digits.js";
import { finding } from "../shared/finding.js";
import { signedLegend } from "../shared/legend.js";
import { asker, hasAny } from "../shared/near.js";
import { column, numbers, vectorTable } from "../shared/numbers.js";
import { bars, head, header, row } from "../shared/pictures.js";
import { strip } from "../shared/strip.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Drawn, Words } from "../shared/page.js" */

/** @type {Component<LayerFunctions>} */
export default function layer(element, words, server) {
  const said = finding(element);
  const frame = region(words.stages);
  const neurons = make("div", "bd-layer-part");
  const norms = make("div", "bd-layer-part");
  const check = make("p", "bd-check");
  element.append(make("div", "bd-two", make("div", "bd-layer-stages", frame, signedLegend(words.signs), check),
    make("div", "bd-layer-side", norms, neurons)));
  /** @type {Drawn<LayerPayload> | null} */
  let latest = null;
  const stagesTable = () => (latest ? [{ title: words.stages, columns: [words.stage, words.length, words.mean],
    rows: latest.stages.map(({ name, norm, mean }) => [name, norm, mean]) }] : []);
  numbers(element, () => (latest ? [
    ...stagesTable(),
    ...latest.stages.map((stage) => vectorTable(stage.name, [stage])),
    { title: latest.title, columns: [column("layer"), ...(latest.norms[0] ?? []).map((_, i) => i + 1)], rows: latest.norms.map((norms, i) => [i + 1, ...norms]) },
    { title: words.neurons, columns: [column("name"), column("value")], rows: latest.neurons.map(({ name, value }) => [name, value]) },
  ] : []), stagesTable);
  const ask = asker(element, words, server.whole_layer, (answer) => { latest = answer; paint(answer); });

  function paint(/** @type {Drawn<LayerPayload>} */ answer) {
    said.say(answer.said);
    check.textContent = answer.checked;
    frame.replaceChildren(stages(answer.stages, words));
    const most = answer.neurons[0].value;
    neurons.replaceChildren(make("h3", "bd-small-title", words.neurons), make("p", "bd-legend", answer.fired),
      bars(answer.neurons.map(({ name, value }) => [name, value / most, signed(value)]), { mono: false }));
    norms.replaceChildren(make("h3", "bd-small-title", answer.title), lengths(answer, words));
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (state, changed) => { if (hasAny(changed, "run", "layer", "chosen")) ask(state); });
}

/** @param {StageVector[]} all @param {Words} words */
const stages = (all, words) => make("table", "bd-steps-table bd-stages", head([words.stage, words.vector, words.length, words.mean]), ...all.map((stage) => {
  const label = header(stage.name, "row");
  label.title = stage.formula;
  return row(label, make("td", "", strip(stage.values, largest([stage.values]), words)),
    make("td", "bd-number", digits(stage.norm)), make("td", "bd-number bd-quiet", digits(stage.mean)));
}));

/** One bar a stage, a group a layer; the layer shown is in full colour. @param {LayerPayload} answer @param {Words} words */
function lengths(answer, words) {
  const most = largest(answer.norms);
  return make("div", "bd-lengths", ...answer.norms.map((norms, i) => {
    const on = i + 1 === answer.layer;
    const group = button(null, on ? "bd-lengths-layer bd-lengths-on" : "bd-lengths-layer", () => select({ layer: i + 1 }));
    group.setAttribute("aria-label", `${words.layer} ${i + 1}: ${norms.map(digits).join(", ")}`);
    group.setAttribute("aria-pressed", String(on));
    group.append(make("span", "bd-lengths-bars", ...norms.map((norm) => {
      const bar = make("span", "bd-lengths-bar");
      bar.style.height = `${(100 * norm) / most}%`;
      bar.title = digits(norm);
      return bar;
    })), make("span", "bd-lengths-name", i + 1));
    return group;
  }));
}
