// @ts-check
// A chart over the page; and the attention that is picked as one: zoomed into with the wheel or keys, each weight under
// the pointer. The page has its weights already; only a head that no picture has shown yet is asked for.
import { state } from "./bus.js";
import { button, make } from "./controls.js";
import { plot, plotly, tool } from "./plot.js";
import { plainLabel } from "./plottable.js";
import { headMap } from "./run.js";

/** @import { Plotly, Run, Words } from "./page.js" */
/** @typedef {{ title: string, figure: Plotly }} Large */

/**
 * The button that opens it. `ask` is null where there is nothing yet.
 * @param {Words} words
 * @param {() => Promise<Large | null>} ask
 */
export function largePlot(words, ask) {
  /** @type {ReturnType<typeof dialogOf> | null} */
  let opened = null;
  const made = button(words.large, "bd-large-open", async () => {
    const large = await ask();
    if (!large) return;
    opened ??= dialogOf(words, made);
    opened.title.textContent = large.title;
    if (!opened.dialog.open) opened.dialog.showModal();
    opened.chart.show(large.figure);
  });
  for (const near of ["pointerenter", "focus"]) made.addEventListener(near, () => plotly().catch(() => {}));  // who draws says what failed
  return made;
}

/** @param {Words} words @param {HTMLElement} opener */
function dialogOf(words, opener) {
  const title = make("h2");
  const chart = plot(words, { height: "100%", file: "bert-attention", withTable: false, wheel: true });
  const dialog = make("dialog", "bd-large", make("div", "bd-large-head", title, tool("✕", words.close, () => dialog.close())), chart.box);
  dialog.setAttribute("aria-label", words.large);
  dialog.addEventListener("close", () => opener.focus());
  document.body.append(dialog);
  return { dialog, title, chart };
}

/** @param {Words} words */
export const openLarge = (words) => largePlot(words.plot, async () => {
  const { run, layer, head } = state;
  const map = run && await headMap(run, layer, head).catch(() => null);  // the picture beside it says what failed
  if (!map || run !== state.run) return null;
  const heads = head > 0 ? head : head ? words.max : words.mean;
  return { title: `${words.layer} ${layer || words.mean} · ${words.head} ${heads}`, figure: filled(words.matrix_frame, run, map) };
});

/** @param {Plotly} frame @param {Run} run @param {import("./page.js").WeightMap} map */
function filled({ data: [cells], layout }, run, { weights, said }) {
  const count = run.tokens.length;
  const z = Array.from({ length: count }, (_, row) => weights.subarray(row * count, (row + 1) * count));
  const labelalias = Object.fromEntries(run.tokens.map((token, i) => [i, plainLabel(token)]));
  const { xaxis, yaxis } = layout;
  return { data: [{ ...cells, z }], said, layout: { ...layout, xaxis: { ...xaxis, labelalias }, yaxis: { ...yaxis, labelalias } } };
}
