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
  const chart = make("div", "bd-why-chart");
  const check = make("p", "bd-check");
  element.append(controls, said, rows, chart, check);
  let answer = null;
  let state = null;
  const ask = bertdemo.asker(element, words, (question) => server.explain({ ...question, task: task.value }),
    (found) => { answer = found; paint(); });
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
    drawCurves();
  }

  // One line a method: probability left (up) after hiding the k best words (right).
  function drawCurves() {
    const steps = answer.methods.occlusion.deletion.length - 1;
    const { svg, x, y } = bertdemo.chart({ width: 520, height: 190, right: 10, steps, label: words.curves, axis: words.axis });
    METHODS.forEach((method, i) => {
      const points = answer.methods[method].deletion.map((share, k) => `${x(k)},${y(share)}`).join(" ");
      svg.append(bertdemo.draw("polyline", { points, fill: "none", stroke: colour(i), "stroke-width": 2.5,
        "stroke-dasharray": ["", "7 4", "2 4", "10 4 2 4"][i] }));
    });
    const legend = make("ul", "bd-kinds");
    legend.append(...METHODS.map((method, i) => {
      const entry = make("li", "bd-kind");
      const swatch = make("span", "bd-swatch");
      swatch.style.background = colour(i);
      entry.append(swatch, words[`method_${method}`], " ", make("span", "bd-number", digits(answer.methods[method].area)));
      return entry;
    }));
    chart.replaceChildren(make("h3", "", words.curves), svg, legend);
  }

  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (now, changed) => {
    if (!changed.has("run")) return;
    state = now;
    ask(now);
  });
};
