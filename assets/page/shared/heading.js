// @ts-check
// The heading of the stage, for those who hear the page: the eye has it among the buttons below.
import { state, watch } from "./bus.js";
import { make } from "./controls.js";
import { current, onCard, questionOf } from "./card.js";
import { laid, titleOf } from "./stage.js";

/** @type {import("./page.js").Component} */
export default function heading(element) {
  const line = make("h2", "bd-sr");
  const asked = make("p", "bd-question-line");
  element.append(line, asked);
  // On a phone the card lies below the picture: what it asks is said above it too.
  const ask = () => {
    const card = current();
    asked.textContent = card && card.step === state.step && card.on !== "overview" ? questionOf(card) : "";
  };
  onCard(ask);
  const draw = () => {
    ask();
    line.textContent = titleOf(state.on);
    document.getElementById("stage")?.setAttribute("aria-label", titleOf(state.on));
  };
  document.getElementById("stage")?.setAttribute("role", "region");
  watch((changed) => { if (changed.has("on")) draw(); });
  draw();
  laid.then(draw);
}
