// @ts-check
// One word hidden, and what BERT would write there. The words are buttons that pin a token; without a pinned one it is a
// [MASK] that was typed, else the last whole word of the text.
import { newest } from "../shared/asking.js";
import { select, state, subscribe } from "../shared/bus.js";
import { button, fill, group, make } from "../shared/controls.js";
import { usualPlaces } from "../shared/encoding.js";
import { finding } from "../shared/finding.js";
import { keepGuess } from "../shared/known.js";
import { hasAny } from "../shared/near.js";
import { column, numbers } from "../shared/numbers.js";
import { guessBars } from "../shared/pictures.js";

/** @import { Component, State } from "../shared/page.js" */

/** @type {Component<GuessFunctions>} */
export default function guess(element, words, server) {
  const list = group(words.hint, "bd-choices");
  const bars = make("div");
  const said = finding(element);
  element.append(make("p", "bd-guess-hint", words.hint), list, bars);
  const newestAnswer = newest(words.failed);
  /** @type {GuessPayload | null} */
  let latest = null;
  numbers(element, () => [{ columns: [column("word"), column("probability")], rows: latest?.labels.map((label, i) => [label, latest?.probabilities[i]]) ?? [] }]);
  /** @type {number | null} */
  let clicked = null;  // a word of this text that was clicked here: it goes before a [MASK] that was typed

  /** @returns {HTMLElement | null} */
  const pressed = () => list.querySelector('[aria-pressed="true"]');

  async function draw(/** @type {State} */ { run, chosen }) {
    const position = clicked !== null && clicked === chosen ? clicked : usualPlaces(run, chosen)[0];
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(...run.tokens.flatMap((token, i) => (run.special[i] ? [] : [word(token, i, i === position)])));
    const shown = pressed();
    if (hadFocus) shown?.focus();
    if (shown) list.scrollTop = shown.offsetTop - list.offsetTop - list.clientHeight / 2;  // the page itself stays
    const answer = await newestAnswer(() => server.guess_token({ ...run.key, position }));
    if (!answer) return;
    const isError = "error" in answer;
    latest = isError ? null : answer;
    if (isError) said.fail(answer.error);
    else {
      said.say(answer.said);
      keepGuess(run, { own: run.tokens[position], label: answer.labels[0], share: answer.probabilities[0] });
    }
    bars.replaceChildren(guessBars(isError ? [] : answer.labels.map((label, i) => [label, answer.probabilities[i]])));
  }

  function word(/** @type {string} */ token, /** @type {number} */ i, /** @type {boolean} */ hidden) {
    const made = button(hidden ? "[MASK]" : token, "bd-choice", () => {
      clicked = i;
      if (state.chosen === i) draw(state);
      else select({ chosen: i });
    });
    made.setAttribute("aria-pressed", String(hidden));
    if (hidden) made.title = fill(words.mask, { word: token });
    return made;
  }

  subscribe(element, (now, changed) => {
    if (changed.has("run")) clicked = null;
    if (hasAny(changed, "run", "chosen")) draw(now);
  });
}
