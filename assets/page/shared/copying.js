// @ts-check
// Into the clipboard, or where that is closed into the visitor's own hands.

/** @param {string} text @param {import("./page.js").Words} words @param {HTMLElement} told @param {string} done */
export async function copied(text, words, told, done = words.copied) {
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = done;
  } catch {  // no permission, or a page without https: the visitor copies by hand
    window.prompt(words.not_copied, text);
  }
}
