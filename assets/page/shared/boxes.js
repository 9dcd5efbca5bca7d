// @ts-check
// The two text boxes: what they hold, and how it is changed as if somebody had typed it.
import { state } from "./bus.js";
import { typed } from "./inputmethods.js";

/** @param {string} id @returns {HTMLTextAreaElement | null} */
const box = (id) => document.querySelector(`#${id} textarea`);

/** @param {string} id */
const textOf = (id) => {
  const field = box(id);
  return field ? typed(field) : "";
};

/** Both texts, without what an input method composes in one of them at this moment; those on screen before the boxes are there. */
export const textsOf = () => (box("sentence") ? { text: textOf("sentence"), pair: textOf("second") }
  : { text: state.run?.key.text ?? "", pair: state.run?.key.text_pair ?? "" });

/** @param {string} text @param {string} pair */
export function write(text, pair) {
  for (const [id, value] of [["second", pair], ["sentence", text]]) {
    const field = box(id);
    if (!field || field.value === value) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.body.classList.toggle("bd-with-second", Boolean(pair));
}

const LONG = 100;  // characters from which on a text may take more than two lines of the largest letters

/** A box is as high as its text, also after the page has become wider or narrower; a long one is smaller, or the picture would be. */
export function refit() {
  for (const field of [box("sentence"), box("second")]) {
    if (!field) continue;
    field.removeAttribute("data-long");
    field.style.height = "auto";
    if (field.value.length > LONG && field.scrollHeight > 2.5 * parseFloat(getComputedStyle(field).lineHeight)) field.setAttribute("data-long", "");
    field.style.height = `${field.scrollHeight}px`;
  }
}

let queued = 0;
const later = () => {
  cancelAnimationFrame(queued);
  queued = requestAnimationFrame(refit);
};

export function keepFitting() {
  for (const event of ["resize", "beforeprint", "input"]) addEventListener(event, later);
}

export { later as refitSoon };
