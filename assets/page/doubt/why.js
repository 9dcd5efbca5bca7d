// Four answers to "which words carried the decision", and how fast the label falls when each is believed.
bertdemo.components.why = (element, words, server) => {
  const { make, digits } = bertdemo;
  const METHODS = ["attention", "rollout", "integrated_gradients", "occlusion"];
  const task = bertdemo.taskPicker(words, () => ask(state));
  const controls = make("div", "bd-controls");
  controls.append(bertdemo.field(words.task, task));
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const rows = make("div", "bd-why");
  const chart = bertdemo.plot(words.plot, { height: 320, file: "bert-deletion" });
  const curves = make("div", "bd-why-chart");
  curves.hidden = true;
  curves.append(make("h3", "", words.curves), chart.box);
  const check = make("p", "bd-check");
  element.append(controls, said, rows, curves, check);
  let answer = null;
  let state = null;
  const ask = bertdemo.asker(element, words, (question) => server.explain({ ...question, task: task.value }),
    (found) => { answer = found; curves.hidden = false; chart.show(found.chart); paint(); });
  const colour = (i) => `rgb(${bertdemo.headColour(i + 1)})`;

  function paint() {
    said.textContent = answer.said;
    check.textContent = answer.checked;
    rows.replaceChildren(...METHODS.map((method, i) => {
      const { scores } = answer.methods[method];
      const most = Math.max(1e-9, ...scores.map(Math.abs));
      const row = make("div", "bd-why-row");
      const name = make("span", "bd-why-name", words[`method_${method}`]);
      name.style.borderColor = colour(i);
      const line = make("p", "bd-why-words");
      line.append(...answer.tokens.map((token, at) => {
        const shade = bertdemo.diverging((0.8 * scores[at]) / most);
        const word = make("span", "bd-why-word", token);
        word.style.background = `rgb(${shade})`;
        word.style.color = bertdemo.inkOn(shade);
        word.title = digits(Math.abs(scores[at])).replace(/^/, scores[at] < 0 ? "−" : "");
        return word;
      }));
      row.append(name, line);
      return row;
    }));
  }

  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (now, changed) => {
    if (!changed.has("run")) return;
    state = now;
    ask(now);
  });
};
