// @ts-check
// Where the page's scripts begin: what Python's handlers call by name, and how an instrument is drawn in its place.
import { patient } from "./asking.js";
import { select, show, state } from "./bus.js";
import { embedAsAsked } from "./embedded.js";
import { how } from "./folds.js";
import { hearInputMethods } from "./inputmethods.js";
import { job, jobBefore, tellWhenLeaving } from "./jobs.js";
import { models, onServe, using } from "./modellist.js";
import { link } from "./memory.js";
import { came, open, start } from "./opening.js";
import { read } from "./reading.js";
import { connect, layerBytes } from "./run.js";
import { put } from "./stage.js";
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
    element.classList.toggle("bd-waits", Boolean(said));
  };
}

/**
 * A component has its place: a part of the frame is drawn in it at once, an instrument once it is on the stage.
 * @param {string} path of its script: "doubt/remove"
 * @param {HTMLElement} element
 * @param {Props} props
 * @param {object | null} functions
 * @param {(event: string) => void} trigger
 */
function mount(path, element, props, functions, trigger) {
  element.dataset.name = path.slice(path.indexOf("/") + 1);
  const load = () => drawing(path, element, props, functions, trigger);
  if (path.startsWith("shared/")) load().then((draw) => draw());
  else put(path, element, load);
}

/**
 * What draws a component, once its script has been read.
 * @param {string} path
 * @param {HTMLElement} element
 * @param {Props} props
 * @param {object | null} functions
 * @param {(event: string) => void} trigger
 * @returns {Promise<() => void>}
 */
async function drawing(path, element, props, functions, trigger) {
  const words = props.words ?? {};
  const fail = (/** @type {unknown} */ error) => {
    console.error(error);
    element.textContent = words.failed ?? "";
  };
  try {
    /** @type {{ default: Component }} */
    const { default: component } = await import(`../${path}.js`);
    return () => {
      try {
        component(element, words, functions ? patient(functions, waitingLine(element), true) : {}, trigger);
      } catch (error) {
        fail(error);
      }
    };
  } catch (error) {
    return () => fail(error);
  }
}

globalThis.bertdemo = {
  state, select, show, came, read, open, start, link, how, connect, mount, models, onServe, using, job, jobBefore,
  layerBytes: (/** @type {number} */ layer) => layerBytes(state.run, layer),
};
dress();
embedAsAsked();
hearInputMethods();
tellWhenLeaving();
