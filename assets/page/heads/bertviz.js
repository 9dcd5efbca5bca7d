// @ts-check
// BertViz in a frame of its own, drawn when asked for and again when the sentence or the theme changes.
import { newest, rested } from "../shared/asking.js";
import { state, subscribe } from "../shared/bus.js";
import { button, live, make } from "../shared/controls.js";
import { hasAny } from "../shared/near.js";
import { framed } from "../shared/frame.js";
import { isDark, onTheme } from "../shared/theme.js";

/** @import { Component } from "../shared/page.js" */

const VIEWS = ["head", "model", "neuron"];

/** @type {Component<BertvizFunctions>} */
export default function bertviz(element, words, server) {
  const said = live("bd-said", words.choose);
  const place = make("div", "bd-frame");
  /** @type {string | null} */
  let open = null;
  const buttons = VIEWS.map((view) => button(words[view], "bd-tool", () => {
    open = open === view ? null : view;
    press();
    draw();
  }));
  const press = () => buttons.forEach((one, i) => one.setAttribute("aria-pressed", String(VIEWS[i] === open)));
  press();
  element.append(make("div", "bd-controls", ...buttons), said, place);
  const newestAnswer = newest("");

  async function draw() {
    const { run, layer, head } = state;
    const slow = setTimeout(() => { if (open) said.textContent = words.waiting; }, 300);
    /** @type {() => Promise<BertvizPayload | { said: string } | ErrorPayload>} */
    const ask = async () => (open
      ? server.draw_bertviz({ ...run.key, view: open, layer, head, dark: isDark() }).catch((error) => ({ error: String(error.message || error) }))
      : { said: words.choose });
    const answer = await newestAnswer(ask);
    clearTimeout(slow);
    if (!answer) return;
    said.textContent = "error" in answer ? answer.error : answer.said;
    if (!("error" in answer)) place.replaceChildren(...("html" in answer ? [framed(words.frame, answer)] : []));
  }

  const later = rested(draw);
  subscribe(element, (_, changed) => {
    if (!open || !(hasAny(changed, "run", "layer") || (open === "neuron" && changed.has("head")))) return;
    later(600);  // a frame takes seconds to draw, so it follows when the typing rests
  });
  onTheme(() => { if (open) draw(); });
}
