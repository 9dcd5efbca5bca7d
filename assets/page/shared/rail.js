// @ts-check
// The eleven steps, always in sight: a column beside the stage, a row of numbers above it on a phone.
import { state, watch } from "./bus.js";
import { button, make } from "./controls.js";
import { rove, stopAt } from "./roving.js";
import { go, lay } from "./stage.js";

/** @import { Component, Step } from "./page.js" */

/** @type {Component} */
export default function rail(element, words) {
  /** @type {Step[]} */
  const steps = words.steps;
  const buttons = steps.map((step, i) => {
    const made = button(make("span", "bd-step-number", i ? i : "●"), "bd-rail-step", () => go(step.name));
    made.append(make("span", "bd-step-name", step.label));
    made.dataset.step = step.name;
    made.title = step.label;
    return made;
  });
  const list = make("nav", "bd-rail-steps", ...buttons);
  list.setAttribute("aria-label", words.steps_of_bert);
  rove(list, () => buttons);
  element.append(list);
  const mark = () => buttons.forEach((one, i) => {
    const isOpen = steps[i].name === state.step;
    if (isOpen) {
      one.setAttribute("aria-current", "step");
      const open = document.querySelector(".bd-step-open");  // a projector shows the numbers alone, and this in the header
      if (open) open.textContent = steps[i].label;
      list.scrollLeft = one.offsetLeft - list.clientWidth / 2 + one.offsetWidth / 2;
    } else one.removeAttribute("aria-current");
  });
  const draw = () => {
    mark();
    stopAt(buttons, steps.findIndex((step) => step.name === state.step));
  };
  lay(steps);
  draw();
  watch((changed) => { if (changed.has("step")) draw(); });
}
