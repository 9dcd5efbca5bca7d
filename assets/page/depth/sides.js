// @ts-check
// One word hidden, guessed from both sides, from the left alone and from the right alone.
import { subscribe } from "../shared/bus.js";
import { live, make, tokenPicker } from "../shared/controls.js";
import { asker, hasAny } from "../shared/near.js";
import { guessBars } from "../shared/pictures.js";

/** @import { Component } from "../shared/page.js" */

/** @type {Component<SidesFunctions>} */
export default function sides(element, words, server) {
  const tokens = tokenPicker(words);
  const said = live("bd-said");
  const columns = make("div", "bd-sides");
  element.append(make("div", "bd-controls", tokens.box), said, columns);
  const ask = asker(element, words, server.both_sides, (answer) => {
    tokens.show(answer.run, answer.token);
    said.textContent = answer.said;
    columns.replaceChildren(...answer.sides.map(({ name, sentence, best, own }) => make("div", "", make("h3", "", name),
      make("p", "bd-quiet bd-mono bd-side-text", sentence), guessBars(best), make("p", "bd-quiet", own))));
  });
  subscribe(element, (state, changed) => { if (hasAny(changed, "run", "chosen")) ask(state); });
}
