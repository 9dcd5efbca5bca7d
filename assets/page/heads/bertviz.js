// @ts-check
// BertViz in a frame of its own, drawn when it comes on the stage and again when the sentence or the theme changes.
import { newest, rested } from "../shared/asking.js";
import { layersTable } from "../shared/attention_numbers.js";
import { state, subscribe } from "../shared/bus.js";
import { region, segments } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { hasAny } from "../shared/near.js";
import { framed } from "../shared/frame.js";
import { numbers } from "../shared/numbers.js";
import { keepPart } from "../shared/part.js";
import { isDark, onTheme } from "../shared/theme.js";

/** @import { Component } from "../shared/page.js" */

const VIEWS = ["head", "model", "neuron"];

/** @type {Component<BertvizFunctions>} */
export default function bertviz(element, words, server) {
  const said = finding(element);
  const place = region(words.frame, "bd-frame");
  let open = VIEWS[0];
  let isDrawn = false;
  const views = segments(words.views, VIEWS.map((view) => [view, words[view]]), open, (view) => {
    open = view;
    keep(view);
    draw();
  });
  const keep = keepPart("bertviz", VIEWS, (view) => {
    open = view;
    views.press(view);
    if (isDrawn) draw();
  });
  element.append(views.box, place);
  numbers(element, async () => {
    const { run, layer } = state;
    const layers = open === "model" ? Array.from({ length: run.layers }, (_, i) => i + 1) : [Math.max(1, layer)];
    return [await layersTable("", run, layers)];
  });
  const newestAnswer = newest("");

  async function draw() {
    const { run, layer, head } = state;
    const slow = setTimeout(() => said.say(words.waiting), 300);
    const answer = await newestAnswer(() => server.draw_bertviz({ ...run.key, view: open, layer, head, dark: isDark() })
      .catch((error) => ({ error: String(error.message || error) })));
    clearTimeout(slow);
    if (!answer) return;
    if ("error" in answer) {
      said.fail(answer.error);
      return;
    }
    said.say(answer.said);
    place.replaceChildren(framed(words.frame, answer));
  }

  const later = rested(draw);
  subscribe(element, (_, changed) => {
    if (!hasAny(changed, "run", "layer") && !(open === "neuron" && changed.has("head"))) return;
    if (isDrawn) later(600);  // a frame takes seconds to draw, so it follows when the typing rests
    else draw();
    isDrawn = true;
  });
  onTheme(() => { if (isDrawn) draw(); });
}
