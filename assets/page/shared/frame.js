// @ts-check
// A document of its own in the page: BertViz, which may run its scripts and see nothing of the page.
import { make } from "./controls.js";

/** @param {string} title @param {{ html: string, height: number }} document */
export function framed(title, { html, height }) {
  const frame = make("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = title;
  frame.style.height = `${height}px`;
  frame.srcdoc = html;
  return frame;
}
