// @ts-check
// Where the page's scripts begin: what Python's handlers call by name, and how an instrument is drawn in its place.
import { patient } from "./asking.js";
import { select, show, state, view } from "./bus.js";
import { hearInputMethods } from "./inputmethods.js";
import { job, jobBefore, tellWhenLeaving } from "./jobs.js";
import { models, onServe, picked, using } from "./modellist.js";
import { link, start } from "./opening.js";
import { connect, layerBytes } from "./run.js";
import { dress } from "./theme.js";

/** @import { Component, Props } from "./page.js" */

/**
 * Where an instrument says that it waits: one line below it, there only while there is something to say.
 * @param {HTMLElement} element
 */
function waitingLine(element) {
  const line = document.createElement("p");
  line.className = "bd-waiting";
  line.setAttribute("role", "status");
  line.hidden = true;
  element.after(line);
  return (/** @type {string} */ said) => {
    if (line.textContent === said) return;
    line.textContent = said;
    line.hidden = !said;
  };
}

/**
 * Draw an instrument, by the path of its script: "doubt/remove".
 * @param {string} path
 * @param {HTMLElement} element
 * @param {Props} props
 * @param {object} [functions]
 */
async function mount(path, element, props, functions) {
  const words = props.words ?? {};
  try {
    /** @type {{ default: Component }} */
    const { default: instrument } = await import(`../${path}.js`);
    instrument(element, words, functions ? patient(functions, waitingLine(element), true) : {});
  } catch (error) {
    console.error(error);
    element.textContent = words.failed ?? "";
  }
}

globalThis.bertdemo = {
  state, select, show, view, open: select, start, link, connect, mount, models, onServe, picked, using, job, jobBefore,
  layerBytes: (/** @type {number} */ layer) => layerBytes(state.run, layer),
};
dress();
hearInputMethods();
tellWhenLeaving();
