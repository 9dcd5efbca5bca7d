// @ts-check
// The game: the dice choose words, you guess, then BERT does; ten rounds, and the score of both.
import { newest } from "../shared/asking.js";
import { subscribe } from "../shared/bus.js";
import { button, fill, input, make, notice } from "../shared/controls.js";
import { gap } from "../shared/encoding.js";
import { finding } from "../shared/finding.js";
import { column, numbers } from "../shared/numbers.js";
import { guessBars } from "../shared/pictures.js";

/** @import { Component, Words } from "../shared/page.js" */

const ROUNDS = 10;
const SEEDS = 2 ** 31;

/** @type {Component<GameFunctions>} */
export default function game(element, words, server) {
  const played = new Game(words, server, finding(element));
  element.append(played.problem, make("div", "bd-game-head", played.score, played.controls), played.sentence, played.result);
  numbers(element, () => played.numbers());
  subscribe(element, ({ run }) => played.with(run.key.model));
}

class Game {
  #model = "";
  #seed = 0;
  #number = 0;
  #points = { yours: 0, bert: 0, of: 0 };
  /** @type {RoundPayload | null} */
  #round = null;
  #open = false;  // a round is shown and not revealed
  /** @type {RevealedPlace[]} */
  #rows = [];
  #newest;
  problem = make("p", "bd-problem");
  score = notice("status", "bd-game-score");
  sentence = make("p", "bd-game-sentence");
  result = make("div", "bd-game-result");

  /** @param {Words} words @param {GameFunctions} server @param {ReturnType<typeof finding>} said */
  constructor(words, server, said) {
    this.words = words;
    this.said = said;
    this.server = server;
    this.#newest = newest(words.failed);
    this.go = button(words.reveal, "bd-step-button bd-step-next", () => this.#next());
    this.go.disabled = true;  // until the first round is here
    this.again = button(words.again, "bd-step-button", () => this.#start());
    this.controls = make("div", "bd-game-go", this.go, this.again);
  }

  // The truth is not told before it is revealed.
  numbers() {
    const round = this.#round;
    return round ? [{ title: this.score.textContent, columns: [column("position"), column("token")], rows: round.tokens.map((token, i) => [i, token]) },
      ...this.#rows.map(({ token, bert }) => ({ title: token, columns: [column("word"), column("probability")], rows: bert }))] : [];
  }

  /** @param {string} model */
  with(model) {
    if (this.#round && model === this.#model) return;
    this.#model = model;
    this.#start();
  }

  /**
   * @template {object} Payload
   * @param {(round: RoundQuestion) => Promise<Payload | ErrorPayload>} ask
   */
  async #asked(ask) {
    const round = { model: this.#model, seed: this.#seed, number: this.#number };
    const answer = await this.#newest(() => ask(round));
    if (!answer) return null;
    this.problem.textContent = "error" in answer ? answer.error : "";
    return "error" in answer ? null : answer;
  }

  #start() {
    this.#seed = Math.floor(Math.random() * SEEDS);
    this.#number = 0;
    this.#points = { yours: 0, bert: 0, of: 0 };
    this.#deal();
  }

  async #deal() {
    const round = await this.#asked(this.server.deal_round);
    if (!round) return;
    this.#round = round;
    this.#open = true;
    this.#rows = [];
    this.result.replaceChildren();
    this.sentence.replaceChildren(...spaced(round, round.tokens, (token, i) => this.#place(round, token, i)));
    if (!this.#points.of) this.said.say(fill(this.words.begins, { places: round.places.length }));
    this.#tell();
  }

  #place(/** @type {RoundPayload} */ round, /** @type {string} */ token, /** @type {number} */ i) {
    const nth = round.places.indexOf(i);
    if (nth < 0) return make("span", "", token);
    const guess = input("bd-input", { maxLength: 40, size: 9, autocomplete: "off", autocapitalize: "none" });
    guess.dataset.place = String(i);
    guess.setAttribute("aria-label", fill(this.words.guess, { number: nth + 1, shown: token }));
    guess.addEventListener("keydown", (event) => { if (event.key === "Enter") this.#next(); });
    return make("span", "bd-game-place", make("span", "bd-mono", token), guess);
  }

  #next() {
    if (this.#open) return this.#reveal();
    if (this.#number + 1 >= ROUNDS) return this.#start();
    this.#number += 1;
    return this.#deal();
  }

  async #reveal() {
    const round = this.#round;
    const guesses = [...this.sentence.querySelectorAll("input")].map((guess) => [guess.dataset.place, guess.value]);
    const truth = await this.#asked((asked) => this.server.reveal_round({ ...asked, answers: Object.fromEntries(guesses), points: this.#points }));
    if (!round || !truth || !this.#open) return;
    this.#open = false;
    this.#rows = truth.rows;
    const { yours, bert, of } = this.#points;
    this.#points = { yours: yours + truth.yours, bert: bert + truth.bert, of: of + truth.rows.length };
    this.sentence.replaceChildren(...spaced(round, truth.tokens, (token, i) =>
      make("span", round.places.includes(i) ? "bd-game-truth" : "", token)));
    this.said.say(truth.said);
    this.result.replaceChildren(make("div", "bd-game-rows", ...truth.rows.map((row) => card(row, this.words))));
    this.#tell();
    this.go.focus();
  }

  #tell() {
    const { words } = this;
    const over = !this.#open && this.#number + 1 >= ROUNDS;
    this.score.textContent = fill(over ? words.over : words.score, { round: this.#number + 1, rounds: ROUNDS, ...this.#points });
    this.go.textContent = this.#open ? words.reveal : over ? words.again : words.next;
    this.go.disabled = false;
    this.again.hidden = over;
  }
}

/**
 * The words of a round, without [CLS] and [SEP].
 * @param {RoundPayload} round
 * @param {string[]} tokens
 * @param {(token: string, i: number) => Node} shown
 */
const spaced = (round, tokens, shown) =>
  tokens.flatMap((token, i) => (round.special[i] ? [] : [shown(token, i), gap({ tokens })]));

/** @param {RevealedPlace} row @param {Words} words */
function card(row, words) {
  const mark = (/** @type {boolean} */ hit, /** @type {string} */ said) => make("p", hit ? "bd-hit" : "bd-miss", `${hit ? "✓" : "✗"} ${said}`);
  return make("section", "bd-game-row", make("h3", "bd-mono", row.token),
    make("p", "bd-game-fate", make("span", "bd-game-dice", `🎲 ${row.dice.toFixed(1)}`), " ", row.fate), mark(row.hit, `${words.you}: ${row.yours || "–"}`), mark(row.bert_hit, `BERT: ${row.bert[0][0]}`),
    guessBars(row.bert), make("p", "bd-game-fate", row.rank));
}
