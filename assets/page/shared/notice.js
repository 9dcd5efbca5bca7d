// @ts-check
// What the visitor must know about the text: cut, empty, too many waiting, in another language; and the model that would
// read it, in one click. A picture that belongs to an earlier sentence is dimmed, never taken away.
import { onAnswer } from "./bus.js";
import { button } from "./controls.js";
import { use } from "./modellist.js";

/** @param {HTMLElement} element */
export default function notice(element) {
  element.setAttribute("role", "status");
  onAnswer((answer) => {
    const isError = "error" in answer;
    element.textContent = isError ? answer.error : answer.notice;
    const offer = isError ? null : answer.offer;
    if (offer) element.append(" ", button(offer.name, "bd-offer", () => use(offer.key)));
    document.body.classList.toggle("bd-stale", isError);
  });
}
