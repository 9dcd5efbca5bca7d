// @ts-check
// Names marked in the page's text, all of it; below, each word with its tag and each of its pieces with theirs.
import { newest } from "../shared/asking.js";
import { textsOf } from "../shared/boxes.js";
import { select, state, subscribe } from "../shared/bus.js";
import { button, make, region } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { finding } from "../shared/finding.js";
import { column, numbers } from "../shared/numbers.js";
import { headColour } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Words } from "../shared/page.js" */

/** @type {Component<EntitiesFunctions>} */
export default function entities(element, words, server) {
  const said = finding(element);
  const marked = make("p", "bd-marked");
  const nested = region(words.legend, "bd-nested");
  element.append(marked, nested, make("p", "bd-quiet bd-legend", words.legend));
  /** @type {EntitiesPayload | null} */
  let latest = null;
  numbers(element, () => (latest ? [
    { title: "", columns: [column("word"), column("token"), column("label"), column("probability")],
      rows: latest.words.flatMap(({ text, pieces: all }) => all.map(({ token, label, score }) => [text, token, label, score])) },
    { title: words.legend, columns: [column("name"), column("label"), column("probability")], rows: latest.entities.map(({ text, label, score }) => [text, label, score]) },
  ] : []));
  const newestAnswer = newest(words.failed);

  async function ask(/** @type {string} */ model) {
    element.setAttribute("aria-busy", "true");
    const names = await newestAnswer(() => server.find_names({ text: textsOf().text, model }));
    if (!names) return;
    element.removeAttribute("aria-busy");
    element.classList.toggle("bd-old", "error" in names);
    if ("error" in names) {
      said.fail(names.error);
      return;
    }
    latest = names;
    paint(names);
  }

  function paint(/** @type {EntitiesPayload} */ answer) {
    said.say(answer.said, answer.speaker);
    marked.replaceChildren(...marks(answer));
    let place = 1;  // of the next piece in the run, behind [CLS]
    nested.replaceChildren(...answer.words.map((word) => {
      const box = pieces(word, place, answer.kinds, words);
      place += word.pieces.length;
      return box;
    }));
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, ({ run }, changed) => {
    if (changed.has("run")) ask(run.key.model);
    else if (latest && changed.has("chosen")) paint(latest);
  });
}

/** @param {string[]} kinds @param {string} kind */
const hue = (kinds, kind) => `rgb(${headColour(1 + kinds.indexOf(kind))})`;

/** The text with its names. @param {EntitiesPayload} answer */
function marks(answer) {
  const characters = [...answer.text];  // offsets count code points
  const parts = [];
  let at = 0;
  for (const { start, end, label, score } of answer.entities) {
    const name = characters.slice(start, end).join("");
    const mark = make("mark", "bd-entity", name, make("span", "bd-entity-kind", label));
    mark.style.borderColor = hue(answer.kinds, label);
    mark.title = digits(score);
    mark.tabIndex = 0;
    mark.setAttribute("aria-label", `${name}: ${label}, ${digits(score)}`);
    parts.push(characters.slice(at, start).join(""), mark);
    at = end;
  }
  return [...parts, characters.slice(at).join("")];
}

/**
 * A word and its pieces, each with its tag; a click pins a piece that is read at the same place of the run.
 * @param {TaggedWord} word
 * @param {number} place of its first piece
 * @param {string[]} kinds
 * @param {Words} words
 */
function pieces(word, place, kinds, words) {
  const kind = word.label.replace(/^[BIESLU]-/, "");
  const box = make("div", word.label === "O" ? "bd-nested-word" : "bd-nested-word bd-nested-named",
    make("span", "bd-nested-text", `${word.text} · ${word.label}${word.divided ? " *" : ""}`),
    make("div", "bd-nested-pieces", ...word.pieces.map(({ token, label, score }, i) => {
      const at = place + i;
      const piece = button("", i ? "bd-nested-piece bd-nested-later" : "bd-nested-piece", () => {
        if (state.run.tokens[at] === token) select({ chosen: state.chosen === at ? null : at });
      });
      piece.append(make("span", "bd-mono", token), make("span", "bd-nested-tag", label), make("span", "bd-token-place", digits(score)));
      piece.title = i ? words.later : words.first;
      piece.setAttribute("aria-pressed", String(state.chosen === at && state.run.tokens[at] === token));
      return piece;
    })));
  if (word.label !== "O" && kinds.includes(kind)) box.style.borderColor = hue(kinds, kind);
  return box;
}
