// @ts-check
// What is typed is read: one text after another, whatever comes meanwhile.
import { show, view } from "./bus.js";
import { ask } from "./run.js";

/** @type {[string, string, string] | null} text, second text and model that are to be read next */
let next = null;
let isReading = false;

/**
 * Read what somebody types, one text after another, and of those that come meanwhile the last.
 * @param {string} text
 * @param {string} pair
 * @param {string} model
 */
export async function read(text, pair, model) {
  next = [text ?? "", pair ?? "", model ?? ""];
  if (isReading) return;
  isReading = true;
  while (next) {
    const asked = next;
    next = null;
    try {
      const answer = await ask({ text: asked[0], text_pair: asked[1], model: asked[2], ...view() });
      if (answer) show(/** @type {any} */ (answer));
    } catch (error) {  // the notice tells when no answer has come
      console.warn("bertdemo: read", error);
    }
  }
  isReading = false;
}
