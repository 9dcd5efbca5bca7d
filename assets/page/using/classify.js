// From logits to probabilities, by hand: a temperature to turn, and the words that carried the decision.
bertdemo.components.classify = (element, words, server) => {
  const { make, digits } = bertdemo;
  const task = bertdemo.taskPicker(words, () => ask(state));
  const slider = make("input", "bd-slider");
  Object.assign(slider, { type: "range", min: 0.25, max: 4, step: 0.01 });
  const shown = make("output", "bd-number");
  const fitted = bertdemo.button(words.fitted, "bd-step-button", () => { slider.value = answer.temperature; paint(); });
  const turn = bertdemo.field(words.temperature, slider);
  turn.append(shown);
  const controls = make("div", "bd-controls");
  controls.append(bertdemo.field(words.task, task), turn, fitted);
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const frame = make("div", "bd-frame");
  const line = make("p", "bd-why-words");
  const why = make("p", "bd-check");
  element.append(controls, said, frame, make("h3", "bd-part-title", words.words), line, why);
  let answer = null;
  let state = null;
  const ask = bertdemo.asker(element, words, (question) => server.judge({ ...question, task: task.value }), (found) => {
    if (!answer || answer.temperature !== found.temperature) slider.value = found.temperature;
    answer = found;
    paint();
  });

  function paint() {
    const temperature = slider.valueAsNumber;
    shown.textContent = temperature.toFixed(2);
    said.textContent = answer.said;
    why.textContent = answer.why;
    const divided = answer.logits.map((logit) => logit / temperature);
    const powers = divided.map(Math.exp);
    const sum = powers.reduce((a, b) => a + b, 0);
    const table = make("table", "bd-steps-table bd-softmax");
    const head = make("tr");
    head.append(...[words.label, "z", "z / T", "exp(z / T)", "p = exp / Σ"].map((name) => make("th", "", name)));
    table.append(head, ...answer.labels.map((label, i) => {
      const row = make("tr");
      const share = powers[i] / sum;
      const cell = make("td", "bd-share", digits(share));
      cell.style.setProperty("--share", share);
      row.append(make("th", "", label), make("td", "", answer.logits[i].toFixed(3)), make("td", "", divided[i].toFixed(3)),
        make("td", "", powers[i].toPrecision(4)), cell);
      return row;
    }));
    const total = make("tr", "bd-total");
    total.append(make("th", "", "Σ"), make("td"), make("td"), make("td", "", sum.toPrecision(4)), make("td", "", "1"));
    table.append(total);
    frame.replaceChildren(table);
    const most = Math.max(1e-9, ...answer.scores.map(Math.abs));
    line.replaceChildren(...answer.tokens.map((token, i) => {
      const shade = bertdemo.diverging((0.8 * answer.scores[i]) / most);
      const word = make("span", "bd-why-word", token);
      word.style.background = `rgb(${shade})`;
      word.style.color = bertdemo.inkOn(shade);
      word.title = bertdemo.signed(answer.scores[i]);
      return word;
    }));
  }

  slider.addEventListener("input", () => answer && paint());
  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (now, changed) => {
    if (!changed.has("run")) return;
    state = now;
    ask(now);
  });
};
