// @ts-check
// Who looks at whom: tokens left (from) and right (to), a line for every link, a colour for every head.
import { newest } from "../shared/asking.js";
import { headsTable } from "../shared/attention_numbers.js";
import { select, state, subscribe } from "../shared/bus.js";
import { field, fill, isOnScreen, live, make, notice, point, selectOf } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { hasAny } from "../shared/near.js";
import { numbers } from "../shared/numbers.js";
import { layerBytes } from "../shared/run.js";
import { onTheme } from "../shared/theme.js";
import { headToggles, TokenColumns } from "./arcs_parts.js";
import { meanOfLayers, shares, strongest } from "./arcs_links.js";

/** @import { Component, Run, State, Words } from "../shared/page.js" */
/** @import { Focus, Side } from "./arcs_parts.js" */
/** @typedef {{ run: Run, layer: number, bytes: Uint8Array }} Shown */

const MANY = 96;       // tokens beyond which lines of all tokens at once would only be a smear
const MOST = 3000;     // lines on one picture
const MOST_OF_MANY = 300;
const PAIRS = ["all", "aa", "ab", "ba", "bb"];

/** @type {Component<RowsFunctions>} */
export default function arcs(element, words, server) {
  const view = new Arcs(words);
  const found = finding(element);
  const newestFinding = newest(words.failed);
  element.append(view.problem, make("div", "bd-two", view.columns.frame,
    make("div", "bd-arcs-side", view.readout, view.toggles.box, view.controls, view.said)));
  numbers(element, () => view.numbers());
  element.addEventListener("keydown", (event) => { if (event.key === "Escape") view.unpin(); });
  onTheme(() => { view.toggles.colour(); view.draw(); });
  async function tell(/** @type {State} */ { run, layer, head, chosen }) {
    const answer = await newestFinding(() => server.attention_row({ ...run.key, layer, head, token: chosen }));
    if (answer && "error" in answer) found.fail(answer.error);
    else if (answer) found.say(answer.said);
  }

  subscribe(element, (now, changed) => {
    if (hasAny(changed, "run", "layer", "head", "chosen")) tell(now);
    if (changed.has("run") || changed.has("head")) view.toggles.show(now);
    if (changed.has("run") || changed.has("layer")) view.show(now);
    else view.draw();
  });
}

class Arcs {
  /** @type {Shown | null} as drawn */
  #answer = null;
  /** @type {Focus | null} */
  #hover = null;
  /** @type {Focus | null} */
  #pinned = null;
  /** @type {{ key: string, answer: Shown, drawn: ReturnType<typeof strongest> } | null} */
  #overview = null;
  #newest;

  /** @param {Words} words */
  constructor(words) {
    this.words = words;
    this.#newest = newest(words.failed);
    this.pairs = selectOf(PAIRS.map((pair) => [pair, words[`pairs_${pair}`]]), () => this.draw());
    this.pairsField = field(words.pairs, this.pairs);
    this.controls = make("div", "bd-controls", this.pairsField);
    this.toggles = headToggles(words, () => this.draw());
    this.problem = notice("status");
    this.readout = live("bd-readout", words.hint);
    this.said = make("p", "bd-quiet bd-note");
    this.columns = new TokenColumns(words, (focus) => this.#hovered(focus), (focus) => {
      if (focus.side === "from") this.#choose(focus.index);
      else {
        this.#pinned = this.#pinned?.index === focus.index ? null : focus;
        this.draw();
      }
    });
  }

  /** @param {State} now */
  async show(now) {
    const { run, layer } = now;
    const answer = await this.#newest(async () => ({ bytes: layer ? await layerBytes(run, layer)
      : await meanOfLayers(run.layers, (one) => layerBytes(run, one)) }));
    if (!answer || (!("error" in answer) && !isOnScreen(run))) return;
    this.problem.textContent = "error" in answer ? answer.error : "";
    if ("error" in answer) return;
    if (this.#answer?.run !== run) {
      this.#hover = this.#pinned = null;
      this.pairsField.hidden = !run.token_type_ids.includes(1);
      if (this.pairsField.hidden) this.pairs.value = "all";
      this.columns.show(run);
    }
    this.#answer = { run, layer, bytes: answer.bytes };
    this.draw();
  }

  numbers() {
    const answer = this.#answer;
    return answer ? [headsTable("", answer.run, [answer], this.toggles.shown())] : [];
  }

  // Who looks is the token that is pinned everywhere; who is looked at is held here.
  #choose(/** @type {number} */ token) {
    this.#pinned = null;
    if (this.#answer && isOnScreen(this.#answer.run)) select({ chosen: state.chosen === token ? null : token });
    this.draw();
  }

  unpin() {
    if (!this.#pinned) return;
    this.#pinned = null;
    this.draw();
  }

  draw() {
    if (!this.#answer) return;
    const { run, bytes } = this.#answer;
    const tokens = run.tokens.length;
    const heads = this.toggles.shown();
    const focus = this.#focus();
    const ends = { from: this.#ends("from"), to: this.#ends("to") };
    const own = focus && { ...ends, [focus.side]: ends[focus.side].filter((i) => i === focus.index) };
    const drawn = own ? strongest(bytes, tokens, own.from, own.to, heads, MOST) : this.#all(ends, heads);
    const others = own && heads.length ? own[focus.side === "from" ? "to" : "from"] : null;
    this.columns.draw(drawn.links, focus, this.#held(), focus && others && shares(bytes, tokens, focus, others, heads));
    this.#tell(focus, drawn.links, heads);
    this.#count(drawn, heads);
  }

  #hovered(/** @type {Focus | null} */ focus) {
    this.#hover = focus;
    if (this.#answer && isOnScreen(this.#answer.run) && focus?.side !== "to") point(focus?.index ?? null);
    this.draw();
  }

  /** @returns {Focus | null} */
  #focus() {
    const token = this.#answer && isOnScreen(this.#answer.run) ? state.token : null;
    return this.#hover ?? (token === null ? this.#held() : { side: "from", index: token });
  }

  /** @returns {Focus | null} */
  #held() {
    const { chosen } = state;
    const isHere = chosen !== null && this.#answer && isOnScreen(this.#answer.run);
    return this.#pinned ?? (isHere ? { side: "from", index: chosen } : null);
  }

  // Which tokens may be an end of a line, by the filter and the switch.
  #ends(/** @type {Side} */ side) {
    const run = /** @type {Shown} */ (this.#answer).run;
    const segment = this.pairs.value === "all" ? null : "ab".indexOf(this.pairs.value[side === "from" ? 0 : 1]);
    return run.tokens.map((_, i) => i).filter((i) =>
      !(state.bare && run.special[i]) && (segment === null || run.token_type_ids[i] === segment));
  }

  // Kept, since it comes back whenever the pointer leaves a word: 50 ms for 512 tokens and 12 heads.
  #all(/** @type {Record<Side, number[]>} */ ends, /** @type {number[]} */ heads) {
    const answer = /** @type {Shown} */ (this.#answer);
    const key = [heads, this.pairs.value, state.bare].join(" ");
    if (this.#overview?.answer !== answer || this.#overview.key !== key) {
      const tokens = answer.run.tokens.length;
      const drawn = strongest(answer.bytes, tokens, ends.from, ends.to, heads, tokens > MANY ? MOST_OF_MANY : MOST);
      this.#overview = { answer, key, drawn };
    }
    return this.#overview.drawn;
  }

  #tell(/** @type {Focus | null} */ focus, /** @type {import("./arcs_parts.js").Link[]} */ links, /** @type {number[]} */ heads) {
    const { readout, words } = this;
    const [first, ...others] = focus ? links : [];
    if (!first) {
      readout.textContent = words.hint;
      return;
    }
    const best = others.reduce((most, link) => (link.byte > most.byte ? link : most), first);
    const tokens = /** @type {Shown} */ (this.#answer).run.tokens;
    readout.replaceChildren(make("span", "bd-token-name", tokens[best.i]), " → ", make("span", "bd-token-name", tokens[best.j]),
      ` ≈ ${(best.byte / 255).toFixed(2)} · ${fill(words.in_head, { head: best.head })}`);
    if (heads.length > 1) readout.append(` · ${words.bars_mean}`);
  }

  #count(/** @type {ReturnType<typeof strongest>} */ drawn, /** @type {number[]} */ heads) {
    const { words } = this;
    const { run, layer } = /** @type {Shown} */ (this.#answer);
    const left = drawn.all - drawn.links.length;
    const counted = left ? fill(words.some, { drawn: drawn.links.length, left }) : fill(words.every, { drawn: drawn.links.length });
    this.said.textContent = [
      heads.length ? counted : words.no_head,
      run.tokens.length > MANY && heads.length ? words.many : "",
      layer === 0 ? words.mean_of_layers : "",
    ].join(" ").trim();
  }
}
