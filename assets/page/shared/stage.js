// @ts-check
// The stage: one instrument at a time. The others are not there: no script of theirs is read and nothing is computed.
import { select, state, watch } from "./bus.js";

/** @import { Step } from "./page.js" */
/** @typedef {() => void} Drawing what draws an instrument, once its script is there */
/** @typedef {{ element: HTMLElement, load: () => Promise<Drawing>, begun: boolean }} Place */

export const OF_ONE = ["overview", "head", "layer"];  // instruments that show one head: of a mean, which has no steps of its own, the first

/** @type {Map<string, Place>} by the name of the instrument */
const places = new Map();
/** @type {Step[]} */
let steps = [];
/** @type {Map<string, string>} which instrument a step showed last */
const shown = new Map();

/** @type {() => void} */
let tellLaid;
/** Once the steps are there, with the names of their instruments. @type {Promise<void>} */
export const laid = new Promise((resolve) => { tellLaid = resolve; });

/** @param {Step[]} table */
export function lay(table) {
  if (steps.length) return;
  steps = table;
  tellLaid();
  if (!known(state.step, state.on)) go(state.step || (stepOf(state.on) ?? ""), state.on);
  else light();
}

const known = (/** @type {string} */ step, /** @type {string} */ on) =>
  steps.find((one) => one.name === step)?.instruments.some((one) => one.name === on);

/** The step that has an instrument. @param {string} on */
export const stepOf = (on) => steps.find((step) => step.instruments.some((one) => one.name === on))?.name;

export const current = () => steps.find((one) => one.name === state.step);

/** @param {string} name */
export const titleOf = (name) => steps.flatMap((step) => step.instruments).find((one) => one.name === name)?.title ?? "";

/**
 * Open a step, with one of its instruments: the one named, the one that it showed last, or its first.
 * @param {string} name
 * @param {string} on
 */
export function go(name, on = "") {
  const step = steps.find((one) => one.name === name) ?? steps[0];
  if (!step) return;
  const names = step.instruments.map((one) => one.name);
  const wanted = [on, shown.get(step.name)].find((one) => one && names.includes(one)) ?? names[0];
  select({ step: step.name, on: wanted });
  light();
}

/**
 * An instrument has its place on the page; it is drawn once it is on the stage.
 * @param {string} path of its script: "heads/grid"
 * @param {HTMLElement} element
 * @param {() => Promise<Drawing>} load
 */
export function put(path, element, load) {
  const name = path.slice(path.indexOf("/") + 1);
  places.set(name, { element, load, begun: false });
  if (name === state.on) light();
}

// Gradio wraps a component once or twice: what lies in the stage itself is hidden or shown.
function light() {
  const stage = document.getElementById("stage");
  if (!stage) return;
  stage.dataset.stage = state.on;
  if (known(state.step, state.on)) shown.set(state.step, state.on);
  for (const [name, place] of places) {
    /** @type {HTMLElement | null} */
    let wrapper = place.element;
    while (wrapper && wrapper.parentElement !== stage) wrapper = wrapper.parentElement;
    wrapper?.classList.toggle("bd-on", name === state.on);
  }
  begin(state.on);
}

// Who has gone on before the script came asks for nothing: it is drawn when it is on the stage again.
async function begin(/** @type {string} */ name) {
  const place = places.get(name);
  if (!place || place.begun) return;
  place.begun = true;
  const draw = await place.load();
  if (name === state.on) draw();
  else place.begun = false;
}

watch((changed) => { if (changed.has("on")) light(); });
