// @ts-check
// The heading of the stage, for those who hear the page: the eye has it among the buttons below.
import { state, watch } from "./bus.js";
import { isClosed } from "./closed.js";
import { make } from "./controls.js";
import { onTold } from "./cards_reveal.js";
import { current, onCard, questionOf } from "./card.js";
import { laid, titleOf } from "./stage.js";

/** @type {import("./page.js").Component} */
export default function heading(element) {
  const line = make("h2", "bd-sr");
  const asked = make("p", "bd-question-line");
  element.append(line, asked);
  // On a phone a card with a word to change lies below the picture: what it asks, and then tells, is said above it too.
  let told = "";
  const ask = () => {
    const card = current();
    const question = card && card.on !== "overview" ? questionOf(card) : "";
    const isHere = card && card.step === state.step && card.on === state.on && !isClosed();
    asked.textContent = isHere ? told || question : "";
  };
  onCard(ask);
  onTold((said) => {
    told = said;
    ask();
  });
  const draw = () => {
    ask();
    line.textContent = titleOf(state.on);
    document.getElementById("stage")?.setAttribute("aria-label", titleOf(state.on));
  };
  document.getElementById("stage")?.setAttribute("role", "region");
  watch((changed) => { if (changed.has("on")) draw(); });
  draw();
  addEventListener("bd-closed", ask);
  laid.then(draw);
}
