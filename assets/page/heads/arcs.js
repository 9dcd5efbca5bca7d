// @ts-check
// Who looks at whom: tokens left (from) and right (to), a line for every link, a colour for every head.
import { newest } from "../shared/asking.js";
import { state, subscribe } from "../shared/bus.js";
import { checkbox, field, fill, isOnScreen, layerPicker, live, make, notice, point, selectOf } from "../shared/controls.js";
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

/** @type {Component} */
export default function arcs(element, words) {
  const view = new Arcs(words);
  element.append(view.controls, view.toggles.box, view.problem, view.readout, view.columns.frame, view.said);
  element.addEventListener("keydown", (event) => { if (event.key === "Escape") view.unpin(); });
  onTheme(() => { view.toggles.colour(); view.draw(); });
  subscribe(element, (now, changed) => {
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
    this.layers = layerPicker(words);
    this.pairs = selectOf(PAIRS.map((pair) => [pair, words[`pairs_${pair}`]]), () => this.draw());
    this.pairsField = field(words.pairs, this.pairs);
    this.hide = checkbox(() => this.draw());
    this.controls = make("div", "bd-controls", this.layers.box, this.pairsField, field(words.hide_specials, this.hide));
    this.toggles = headToggles(words, () => this.draw());
    this.problem = notice("status");
    this.readout = live("bd-readout", words.hint);
    this.said = make("p", "bd-quiet bd-note");
    this.columns = new TokenColumns(words, (focus) => this.#hovered(focus), (focus) => {
      this.#pinned = this.#pinned?.side === focus.side && this.#pinned.index === focus.index ? null : focus;
      this.draw();
    });
  }

  /** @param {State} now */
  async show(now) {
    this.layers.show(now);
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
    this.columns.draw(drawn.links, focus, this.#pinned, focus && others && shares(bytes, tokens, focus, others, heads));
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
    return this.#hover ?? this.#pinned ?? (token === null ? null : { side: "from", index: token });
  }

  // Which tokens may be an end of a line, by the filter and the switch.
  #ends(/** @type {Side} */ side) {
    const run = /** @type {Shown} */ (this.#answer).run;
    const segment = this.pairs.value === "all" ? null : "ab".indexOf(this.pairs.value[side === "from" ? 0 : 1]);
    return run.tokens.map((_, i) => i).filter((i) =>
      !(this.hide.checked && run.special[i]) && (segment === null || run.token_type_ids[i] === segment));
  }

  // Kept, since it comes back whenever the pointer leaves a word: 50 ms for 512 tokens and 12 heads.
  #all(/** @type {Record<Side, number[]>} */ ends, /** @type {number[]} */ heads) {
    const answer = /** @type {Shown} */ (this.#answer);
    const key = [heads, this.pairs.value, this.hide.checked].join(" ");
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
