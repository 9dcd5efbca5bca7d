// The game: the dice choose words, you guess, then BERT does; ten rounds, and the score of both.
bertdemo.components.game = (element, words, server) => {
  const { make, digits } = bertdemo;
  const ROUNDS = 10;
  const score = make("p", "bd-game-score");
  score.setAttribute("role", "status");
  const problem = make("p", "bd-problem");
  const sentence = make("p", "bd-game-sentence");
  const result = make("div");
  result.setAttribute("aria-live", "polite");
  const go = make("button", "bd-step-button bd-step-next");
  go.type = "button";
  const again = make("button", "bd-step-button", words.again);
  again.type = "button";
  const controls = make("div", "bd-steps");
  controls.append(go, again);
  element.append(problem, score, sentence, controls, result);
  let model = "";
  let seed = 0;
  let number = 0;
  let points = { yours: 0, bert: 0, of: 0 };
  let round = null;
  let open = false;  // a round is shown and not revealed
  let newest = 0;

  async function asked(name, question) {
    const mine = ++newest;
    let answer;
    try {
      answer = await server[name]({ model, seed, number, ...question });
    } catch {
      answer = { error: words.failed };
    }
    if (mine !== newest) return null;
    problem.textContent = answer.error || "";
    return answer.error ? null : answer;
  }

  async function deal() {
    const dealt = await asked("deal_round", {});
    if (!dealt) return;
    round = dealt;
    open = true;
    result.replaceChildren();
    sentence.replaceChildren(...round.tokens.flatMap((token, i) => (round.special[i] ? [] : [piece(token, i), bertdemo.gap(round)])));
    tell();
  }

  function piece(token, i) {
    const nth = round.places.indexOf(i);
    if (nth < 0) return make("span", "", token);
    const box = make("span", "bd-game-place");
    const guess = make("input", "bd-input");
    guess.dataset.place = i;
    guess.maxLength = 40;
    guess.size = 9;
    guess.autocomplete = "off";
    guess.autocapitalize = "none";
    guess.setAttribute("aria-label", bertdemo.fill(words.guess, { number: nth + 1, shown: token }));
    guess.addEventListener("keydown", (event) => { if (event.key === "Enter") next(); });
    box.append(make("span", "bd-mono", token), guess);
    return box;
  }

  async function next() {
    if (!open) {
      if (number + 1 >= ROUNDS) return start();
      number += 1;
      return deal();
    }
    const answers = Object.fromEntries([...sentence.querySelectorAll("input")].map((input) => [input.dataset.place, input.value]));
    const found = await asked("reveal_round", { answers });
    if (!found || !open) return;
    open = false;
    points = { yours: points.yours + found.yours, bert: points.bert + found.bert, of: points.of + found.rows.length };
    sentence.replaceChildren(...found.tokens.flatMap((token, i) => (round.special[i] ? []
      : [make("span", round.places.includes(i) ? "bd-game-truth" : "", token), bertdemo.gap(found)])));
    result.replaceChildren(table(found.rows));
    tell();
    go.focus();
  }

  function table(rows) {
    const made = make("div", "bd-game-rows");
    for (const row of rows) {
      const card = make("section", "bd-game-row");
      const dice = make("p", "bd-game-dice", `🎲 ${row.dice.toFixed(1)}`);
      const bars = bertdemo.bars(row.bert.map(([token, share]) => [token, share, digits(share)]), { best: true });
      card.append(make("h3", "bd-mono", row.token), dice, make("p", "bd-quiet", row.fate),
        make("p", row.hit ? "bd-hit" : "bd-miss", `${row.hit ? "✓" : "✗"} ${words.you}: ${row.yours || "–"}`),
        make("p", row.bert_hit ? "bd-hit" : "bd-miss", `${row.bert_hit ? "✓" : "✗"} BERT: ${row.bert[0][0]}`), bars,
        make("p", "bd-quiet", row.rank));
      made.append(card);
    }
    return made;
  }

  function tell() {
    const over = !open && number + 1 >= ROUNDS;
    score.textContent = bertdemo.fill(over ? words.over : words.score, { round: number + 1, rounds: ROUNDS, ...points });
    go.textContent = open ? words.reveal : over ? words.again : words.next;
    again.hidden = over;
  }

  function start() {
    seed = Math.floor(Math.random() * 2 ** 31);
    number = 0;
    points = { yours: 0, bert: 0, of: 0 };
    return deal();
  }

  go.addEventListener("click", next);
  again.addEventListener("click", start);
  bertdemo.subscribe(element, (state) => {
    if (round && state.run.key.model === model) return;
    model = state.run.key.model;
    start();
  });
};
