// @ts-check
// Does the second sentence of the bar follow the first? The way from [CLS] to the answer; pairs to try, traps among them.
import { newest } from "../shared/asking.js";
import { textsOf, write } from "../shared/boxes.js";
import { subscribe } from "../shared/bus.js";
import { button, fill, group, make } from "../shared/controls.js";
import { digits } from "../shared/digits.js";
import { finding } from "../shared/finding.js";
import { column, numbers, vectorTable } from "../shared/numbers.js";
import { bars, vector } from "../shared/pictures.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Run, Words } from "../shared/page.js" */

/** @type {Component<NextFunctions>} */
export default function next(element, words, server) {
  /** @type {{ name: string, first: string, second: string }[]} */
  const pairs = JSON.parse(words.pairs);
  const chips = pairs.map((pair) => button(pair.name, "bd-chip", () => write(pair.first, pair.second)));
  const swap = button(`⇄ ${words.swap}`, "bd-chip", () => {
    const { text, pair } = textsOf();
    write(pair, text);
  });
  const said = finding(element);
  const sides = make("div", "bd-next-sides");
  const path = make("div", "bd-embedding");
  const check = make("p", "bd-next-check");
  const traps = trapsOf(words, server, () => model, (/** @type {string} */ all) => { if (!textsOf().pair) said.say(all); });
  const left = make("div", "bd-next-way", path, sides, check);
  element.append(group(words.traps, "bd-next-chips", make("span", "bd-chips-name", words.traps), ...chips, swap),
    make("div", "bd-next-two", left, traps.box));
  let model = "";
  /** @type {NextPayload | null} */
  let latest = null;
  numbers(element, () => [...(latest && !left.classList.contains("bd-next-none") ? [
    { title: "", columns: [column("name"), column("logit"), column("probability")], rows: latest.logits.map(({ name, logit, share }) => [name, Number(logit.replace("−", "-")), share]) },
    ...latest.vectors.map((one) => vectorTable(one.name, [one]))] : []), traps.numbers()]);
  const newestAnswer = newest(words.failed);

  async function go(/** @type {Run} */ { key }) {
    swap.disabled = !key.text_pair;
    if (!key.text_pair) {
      newestAnswer(async () => null);  // an answer on its way belongs to a pair that is gone
      left.classList.add("bd-next-none");
      return said.say(words.no_second);
    }
    element.setAttribute("aria-busy", "true");
    const judged = await newestAnswer(() => server.ask_next({ model, first: key.text, second: key.text_pair }));
    if (!judged) return;
    element.removeAttribute("aria-busy");
    if ("error" in judged) return said.fail(judged.error);
    latest = judged;
    left.classList.remove("bd-next-none");
    paint(judged);
  }

  function paint(/** @type {NextPayload} */ answer) {
    said.say(answer.said);
    check.textContent = answer.checked;
    sides.replaceChildren(bars(answer.logits.map(({ name, share, logit }) => [name, share, `${digits(share)} (${logit})`]), { mono: false }));
    path.replaceChildren(...answer.vectors.map(({ name, values }) => vector(name, values, words)));
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, ({ run }, changed) => {
    if (!changed.has("run")) return;
    if (run.key.model !== model) traps.forget();
    model = run.key.model;
    chips.forEach((chip, i) => chip.setAttribute("aria-pressed",
      String(pairs[i].first === run.key.text && pairs[i].second === run.key.text_pair)));
    go(run);
  });
}

/** All pairs at once, by kind of trap. @param {Words} words @param {NextFunctions} server @param {() => string} model @param {(said: string) => void} say */
function trapsOf(words, server, model, say) {
  const rows = make("div", "bd-next-rows");
  /** @type {TrapScore[]} */
  let scores = [];
  const ask = button(fill(words.ask_all, { pairs: words.count }), "bd-step-button", async () => {
    const asked = model();
    ask.disabled = true;
    const answer = await server.ask_traps({ model: asked }).catch(() => ({ error: String(words.failed) }));
    ask.disabled = false;
    if (asked !== model()) return;
    scores = "error" in answer ? [] : answer.rows;
    if (!("error" in answer)) say(answer.said);
    rows.replaceChildren("error" in answer ? make("p", "bd-problem", answer.error)
      : bars(answer.rows.map(({ name, right, of }) => [name, right / of, `${right} / ${of}`]), { mono: false }));
  });
  return {
    box: make("div", "bd-next-traps", ask, rows),
    forget() {
      scores = [];
      rows.replaceChildren();
    },
    numbers: () => ({ title: words.traps, columns: [column("name"), column("right"), column("of")], rows: scores.map(({ name, right, of }) => [name, right, of]) }),
  };
}
