// @ts-check
// While an input method composes (Chinese from pinyin, accents from dead keys), what stands in a box is no text yet:
// nobody hears of it, and a question that was on its way takes the text from before. What is composed is told once,
// when it is finished. Chromium and Safari send the last `input` before `compositionend`; Firefox sends it behind, when
// it is told already. The Enter that ends a composition is the input method's: Safari sends it behind, as key 229.

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Box */

/** @type {WeakMap<Box, string>} */
const composing = new WeakMap();  // a box → its text from before
/** @type {WeakMap<Box, string>} */
const told = new WeakMap();  // a box → its text when its last composition ended

/**
 * What stands in a box, without what an input method composes there at this moment.
 * @param {Box} box
 */
export const typed = (box) => composing.get(box) ?? box.value;

const boxOf = (/** @type {Event} */ event) => /** @type {Box} */ (event.target);

function ended(/** @type {Event} */ event) {
  const box = boxOf(event);
  const before = composing.get(box);
  composing.delete(box);
  if (box.value === before) return;  // cancelled
  box.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  told.set(box, box.value);
}

function heard(/** @type {Event} */ event) {
  const { inputType = "", isComposing } = /** @type {InputEvent} */ (event);
  const box = boxOf(event);
  const again = inputType.includes("omposition") && told.get(box) === box.value;
  if (isComposing || composing.has(box) || again) event.stopImmediatePropagation();
}

export function hearInputMethods() {
  document.addEventListener("compositionstart", (event) => composing.set(boxOf(event), boxOf(event).value), true);
  document.addEventListener("compositionend", ended, true);
  document.addEventListener("input", heard, true);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
  }, true);
}
