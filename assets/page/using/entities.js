// @ts-check
// Names marked in a text of its own; below, each word with its tag and each of its pieces with theirs.
import { newest, rested } from "../shared/asking.js";
import { subscribe } from "../shared/bus.js";
import { button, live, make, textBox } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { typed } from "../shared/inputmethods.js";
import { headColour } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Words } from "../shared/page.js" */

/** @type {Component<EntitiesFunctions>} */
export default function entities(element, words, server) {
  const text = textBox(words.examples[0], 2);
  text.setAttribute("aria-label", words.text);
  const later = rested(ask);
  text.addEventListener("input", () => later(250));
  /** @type {string[]} */
  const examples = words.examples;
  const chips = examples.map((example, i) => button(`${words.example} ${i + 1}`, "bd-small-chip", () => {
    text.value = example;
    later(0);
  }));
  const problem = make("p", "bd-problem");
  const said = live("bd-said");
  const marked = make("p", "bd-marked");
  const nested = make("div", "bd-nested");
  element.append(text, make("div", "bd-controls", ...chips), problem, marked, said, make("p", "bd-quiet", words.legend), nested);
  let model = "";
  /** @type {EntitiesPayload | null} */
  let latest = null;
  const newestAnswer = newest(words.failed);

  async function ask() {
    const names = await newestAnswer(() => server.find_names({ text: typed(text), model }));
    if (!names) return;
    problem.textContent = "error" in names ? names.error : "";
    if ("error" in names) return;
    latest = names;
    paint(names);
  }

  function paint(/** @type {EntitiesPayload} */ answer) {
    said.textContent = answer.said;
    marked.replaceChildren(...marks(answer));
    nested.replaceChildren(...answer.words.map((word) => pieces(word, answer.kinds, words)));
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, ({ run }) => {
    if (latest && run.key.model === model) return;
    model = run.key.model;
    ask();
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

/** A word and its pieces, each with its tag. @param {TaggedWord} word @param {string[]} kinds @param {Words} words */
function pieces(word, kinds, words) {
  const kind = word.label.replace(/^[BIESLU]-/, "");
  const box = make("div", word.label === "O" ? "bd-nested-word" : "bd-nested-word bd-nested-named",
    make("span", "bd-nested-text", `${word.text} · ${word.label}${word.divided ? " *" : ""}`),
    make("div", "bd-nested-pieces", ...word.pieces.map(({ token, label, score }, i) => {
      const piece = make("span", i ? "bd-nested-piece bd-nested-later" : "bd-nested-piece", make("span", "bd-mono", token),
        make("span", "bd-nested-tag", label), make("span", "bd-token-place", digits(score)));
      piece.title = i ? words.later : words.first;
      return piece;
    })));
  if (word.label !== "O" && kinds.includes(kind)) box.style.borderColor = hue(kinds, kind);
  return box;
}
