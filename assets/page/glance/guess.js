// @ts-check
// One word hidden, and what BERT would write there. The words are buttons; the first choice is a [MASK] that was typed, else
// the last whole word of the text, and a visitor's choice is kept for as long as there is a token at that place.
import { newest } from "../shared/asking.js";
import { subscribe } from "../shared/bus.js";
import { button, fill, group, live, make } from "../shared/controls.js";
import { usualPlaces } from "../shared/encoding.js";
import { guessBars } from "../shared/pictures.js";

/** @import { Component, Run } from "../shared/page.js" */

/** @type {Component<GuessFunctions>} */
export default function guess(element, words, server) {
  const list = group(words.hint, "bd-choices");
  const bars = make("div");
  const said = live("bd-said");
  element.append(make("p", "bd-quiet", words.hint), list, bars, said);
  /** @type {number | null} */
  let chosen = null;  // what the visitor chose; null until then
  const newestAnswer = newest(words.failed);

  const place = (/** @type {Run} */ run) =>
    (chosen !== null && chosen < run.tokens.length && !run.special[chosen] ? chosen : usualPlaces(run)[0]);
  /** @returns {HTMLElement | null} */
  const pressed = () => list.querySelector('[aria-pressed="true"]');

  async function draw(/** @type {Run} */ run) {
    const position = place(run);
    list.replaceChildren(...run.tokens.flatMap((token, i) => (run.special[i] ? [] : [word(run, token, i, i === position)])));
    const shown = pressed();
    if (shown) list.scrollTop = shown.offsetTop - list.offsetTop - list.clientHeight / 2;  // the page itself stays
    const answer = await newestAnswer(() => server.guess_token({ ...run.key, position }));
    if (!answer) return;
    const isError = "error" in answer;
    said.textContent = isError ? answer.error : answer.said;
    bars.replaceChildren(guessBars(isError ? [] : answer.labels.map((label, i) => [label, answer.probabilities[i]])));
  }

  function word(/** @type {Run} */ run, /** @type {string} */ token, /** @type {number} */ i, /** @type {boolean} */ hidden) {
    const made = button(hidden ? "[MASK]" : token, "bd-choice", () => {
      chosen = i;
      draw(run).then(() => pressed()?.focus());
    });
    made.setAttribute("aria-pressed", String(hidden));
    if (hidden) made.title = fill(words.mask, { word: token });
    return made;
  }

  subscribe(element, ({ run }, changed) => { if (changed.has("run")) draw(run); });
}
