// @ts-check
// A vector as a strip of cells, blue above zero and orange below, or in other colours; the number under the pointer is told.
import { fill, make } from "./controls.js";
import { signed } from "./digits.js";
import { diverging } from "./scale.js";

/**
 * @param {number[]} values
 * @param {number} most what has the full colour
 * @param {import("./page.js").Words} words
 * @param {(share: number) => import("./page.js").Colour} colour of -1 to 1
 */
export function strip(values, most, words, colour = diverging) {
  const canvas = Object.assign(make("canvas", "bd-numbers"), { width: values.length, height: 1 });
  const image = new ImageData(values.length, 1);
  values.forEach((value, i) => {
    // The square root keeps small numbers visible beside the few large ones that BERT's vectors hold.
    const share = Math.sign(value) * Math.sqrt(Math.min(1, Math.abs(value) / (most || 1)));
    image.data.set([...colour(share), 255], 4 * i);
  });
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", fill(words.strip, { count: values.length }));
  canvas.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * values.length);
    const i = Math.min(values.length - 1, Math.max(0, at));
    canvas.title = fill(words.number, { number: i + 1, value: signed(values[i]) });
  });
  return canvas;
}
