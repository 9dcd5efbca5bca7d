// @ts-check
// One word hidden, guessed from both sides, from the left alone and from the right alone.
import { subscribe } from "../shared/bus.js";
import { make } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { asker, hasAny } from "../shared/near.js";
import { column, numbers } from "../shared/numbers.js";
import { guessBars } from "../shared/pictures.js";

/** @import { Component } from "../shared/page.js" */

/** @type {Component<SidesFunctions>} */
export default function sides(element, words, server) {
  const said = finding(element);
  const columns = make("div", "bd-views");
  element.append(columns);
  /** @type {SideGuess[]} */
  let guesses = [];
  numbers(element, () => guesses.map(({ name, best }) => ({ title: name, columns: [column("word"), column("probability")], rows: best })));
  const ask = asker(element, words, server.both_sides, (answer) => {
    said.say(answer.said);
    guesses = answer.sides;
    columns.replaceChildren(...guesses.map(({ name, sentence, best, own }) => {
      const view = make("section", "bd-view", make("h3", "bd-view-name", name), make("p", "bd-side-text", ...hole(sentence)),
        guessBars(best), make("p", "bd-view-own", own));
      view.setAttribute("aria-label", name);
      return view;
    }));
  });
  subscribe(element, (state, changed) => { if (hasAny(changed, "run", "chosen")) ask(state); });
}

/** What is hidden stands out. @param {string} sentence */
const hole = (sentence) => sentence.split(/(\[MASK\])/).map((part) => (part === "[MASK]" ? make("strong", "", part) : part));
