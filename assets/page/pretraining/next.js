// @ts-check
// Does the second sentence follow the first? Two boxes of its own, a swap, traps, and the way from [CLS] to the answer.
import { newest, rested } from "../shared/asking.js";
import { subscribe } from "../shared/bus.js";
import { button, fill, group, live, make, textBox, wideField } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { typed } from "../shared/inputmethods.js";
import { bars, vector } from "../shared/pictures.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Words } from "../shared/page.js" */

/** @type {Component<NextFunctions>} */
export default function next(element, words, server) {
  /** @type {{ name: string, first: string, second: string }[]} */
  const pairs = JSON.parse(words.pairs);
  const [first, second] = [textBox(pairs[0].first, 2), textBox(pairs[0].second, 2)];
  const later = rested(go);
  const put = (/** @type {string} */ one, /** @type {string} */ other) => {
    [first.value, second.value] = [one, other];
    later(0);
  };
  for (const box of [first, second]) box.addEventListener("input", () => later(200));
  const swap = button(`⇅ ${words.swap}`, "bd-step-button", () => put(second.value, first.value));
  const chips = group(words.traps, "bd-controls",
    ...pairs.map((pair) => button(pair.name, "bd-small-chip", () => put(pair.first, pair.second))));
  const problem = make("p", "bd-problem");
  const said = live("bd-said");
  const sides = make("div");
  const path = make("div", "bd-embedding");
  const check = make("p", "bd-check");
  const traps = trapsOf(words, server, () => model);
  element.append(make("div", "bd-pair", wideField(words.first, first), swap, wideField(words.second, second)), chips,
    problem, said, sides, path, check, traps.ask, traps.rows);
  let model = "";
  /** @type {NextPayload | null} */
  let latest = null;
  const newestAnswer = newest(words.failed);

  async function go() {
    const judged = await newestAnswer(() => server.ask_next({ model, first: typed(first), second: typed(second) }));
    if (!judged) return;
    problem.textContent = "error" in judged ? judged.error : "";
    if ("error" in judged) return;
    latest = judged;
    paint(judged);
  }

  function paint(/** @type {NextPayload} */ answer) {
    said.textContent = answer.said;
    check.textContent = answer.checked;
    sides.replaceChildren(bars(answer.logits.map(({ name, share, logit }) => [name, share, `${digits(share)} (${logit})`]), { mono: false }));
    path.replaceChildren(...answer.vectors.map(({ name, values }) => vector(name, values, words)));
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, ({ run }) => {
    if (latest && run.key.model === model) return;
    model = run.key.model;
    traps.rows.replaceChildren();
    go();
  });
}

/** All pairs at once, by kind of trap. @param {Words} words @param {NextFunctions} server @param {() => string} model */
function trapsOf(words, server, model) {
  const rows = make("div");
  const ask = button(fill(words.ask_all, { pairs: words.count }), "bd-step-button", async () => {
    ask.disabled = true;
    const answer = await server.ask_traps({ model: model() }).catch(() => ({ error: String(words.failed) }));
    ask.disabled = false;
    rows.replaceChildren("error" in answer ? make("p", "bd-problem", answer.error)
      : bars(answer.rows.map(({ name, right, of }) => [name, right / of, `${right} / ${of}`]), { mono: false }));
  });
  return { ask, rows };
}
