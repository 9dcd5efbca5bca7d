// @ts-check
// What each head does on this text, by name and colour; one opens by a click.
import { select, state, subscribe } from "../shared/bus.js";
import { button, fill, make, region, segments } from "../shared/controls.js";
import { percent } from "../shared/digits.js";
import { finding } from "../shared/finding.js";
import { headGrid } from "../shared/headgrid.js";
import { asker } from "../shared/near.js";
import { column, numbers } from "../shared/numbers.js";
import { keepPart } from "../shared/part.js";
import { bar, kind as entry } from "../shared/pictures.js";
import { headColour, scale } from "../shared/scale.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Words } from "../shared/page.js" */

const KINDS = ["previous", "next", "itself", "first", "separator", "same", "broad", "mixed"];

/** One of the boxes at a time. @param {Words} words @param {{ kinds: HTMLElement, grammar: HTMLElement }} boxes */
function viewsOf(words, { kinds, grammar }) {
  const open = (/** @type {string} */ view) => {
    kinds.hidden = view !== "kinds";
    grammar.hidden = view !== "grammar";
  };
  open("kinds");
  const views = segments(words.views, [["kinds", words.view_kinds], ["grammar", words.view_grammar]], "kinds", (view) => {
    open(view);
    keep(view);
  });
  const keep = keepPart("finder", ["kinds", "grammar"], (view) => {
    views.press(view);
    open(view);
  });
  return views.box;
}

/** @type {Component<FinderFunctions>} */
export default function finder(element, words, server) {
  const said = finding(element);
  const legend = make("ul", "bd-kinds");
  const grid = headGrid(words.grid, words, (layer, head) => select({ layer, head }));
  const kinds = make("div", "bd-finder-kinds", grid.frame, legend);
  const grammar = region(words.view_grammar, "bd-grammar bd-room");
  element.append(viewsOf(words, { kinds, grammar }), kinds, grammar);
  /** @type {KindsPayload | null} */
  let latest = null;
  let known = "";  // the model whose heads for grammar are shown: the same for every sentence
  const ask = asker(element, words, (question) => {
    if (known !== question.model) findGrammar(question.model);  // at once: a visitor may leave before the kinds have come
    return server.head_kinds(question);
  }, (kinds) => {
    latest = kinds;
    paint(kinds);
  });

  /** @type {RelationHead[]} */
  let relations = [];
  numbers(element, () => [tableOf(grammar.hidden ? latest?.heads.flatMap((layer, l) =>
    layer.map(([name, share], h) => [l + 1, h + 1, words[`kind_${name}`], share])) ?? []
    : relations.map(({ name, layer, head, accuracy }) => [layer, head, name, accuracy]))]);

  async function findGrammar(/** @type {string} */ model) {
    known = model;
    const answer = await server.head_grammar({ model }).catch(() => ({ error: String(words.failed) }));
    if (known !== model) return;
    relations = "error" in answer ? [] : answer.rows;
    if ("error" in answer) known = "";
    else grammar.replaceChildren(make("p", "bd-small-title", answer.over), make("p", "bd-grammar-said", answer.said),
      ...relations.map(relation), make("p", "bd-legend", words.relations_note));
  }

  function paint(/** @type {KindsPayload} */ answer) {
    said.say(answer.said);
    legend.replaceChildren(...KINDS.filter((kind) => answer.counts[kind]).map((kind) => entry(`rgb(${colour(kind)})`,
      make("strong", "", words[`kind_${kind}`]), ` × ${answer.counts[kind]} `, make("span", "bd-quiet", words[`means_${kind}`]))));
    const { layer, head } = state;
    grid.show(answer.heads.length, answer.heads[0].length, (l, h) => {
      const [kind, score] = answer.heads[l][h];
      const share = percent(score);
      return {
        text: share, colour: colour(kind), on: l + 1 === layer && h + 1 === head,
        title: fill(words.head_said, { layer: l + 1, head: h + 1, kind: words[`kind_${kind}`], share }),
      };
    });
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (now, changed) => {
    if (changed.has("run")) ask(now);
    else if (latest) paint(latest);
  });
}

/** @param {import("../shared/numbers.js").Cell[][]} rows */
const tableOf = (rows) => ({ columns: [column("layer"), column("head"), column("name"), column("share")], rows });

/** Hues apart, and the two that are no pattern grey. @param {string} kind */
function colour(kind) {
  if (kind === "mixed") return scale(0.06);
  if (kind === "broad") return scale(0.3);
  return headColour(KINDS.indexOf(kind) + 1);
}

/** The head that finds a relation best. @param {RelationHead} found */
function relation({ name, said, sentence, accuracy, layer, head }) {
  const line = button(make("strong", "", name), "bd-grammar-row", () => select({ layer, head }));
  line.append(bar(accuracy), make("span", "", said), make("span", "bd-quiet", sentence));
  return line;
}
