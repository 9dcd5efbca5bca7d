// @ts-check
// What the visitor must know about the text: cut, empty, too many waiting, in another language; and the model that would
// read it, in one click. A picture that belongs to an earlier sentence is dimmed, never taken away.
import { textsOf } from "./boxes.js";
import { onAnswer, state } from "./bus.js";
import { button } from "./controls.js";
import { use } from "./modellist.js";

/** @import { Words } from "./page.js" */

const PATIENCE = 6_000;  // ms from the last key until it is told that no answer has come

/** @param {HTMLElement} element @param {Words} words */
export default function notice(element, words) {
  let timer = 0;
  const tellUnanswered = () => {
    const { text, pair } = textsOf();
    if (!state.run || (text === state.run.key.text && pair === state.run.key.text_pair)) return;
    element.textContent = words.unanswered;
    element.closest(".block")?.toggleAttribute("data-filled", true);
    document.body.classList.add("bd-stale");
  };
  addEventListener("input", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("#sentence, #second")) return;
    clearTimeout(timer);
    timer = window.setTimeout(tellUnanswered, PATIENCE);
  });
  element.setAttribute("role", "status");
  element.dataset.notice = "";
  onAnswer((answer) => {
    clearTimeout(timer);
    const isError = "error" in answer;
    element.textContent = isError ? answer.error : answer.notice;
    const offer = isError ? null : answer.offer;
    element.closest(".block")?.toggleAttribute("data-filled", element.textContent !== "");
    if (offer) element.append(" ", button(offer.name, "bd-offer", () => use(offer.key)));
    document.body.classList.toggle("bd-stale", isError);
  });
}
