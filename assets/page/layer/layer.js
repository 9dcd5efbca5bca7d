// One layer, stage by stage, for the chosen token; which neurons fire; how long its vector is through all layers.
bertdemo.components.layer = (element, words, server) => {
  const { make, signed, digits } = bertdemo;
  const layerPicker = bertdemo.picker(words.layer, words.previous_layer, words.next_layer, (layer) => bertdemo.select({ layer }));
  const tokenPicker = bertdemo.tokenPicker(words);
  const controls = make("div", "bd-controls");
  controls.append(tokenPicker.box, layerPicker.box);
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const frame = make("div", "bd-steps-frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", words.stages);
  const lower = make("div", "bd-layer-lower");
  const neurons = make("div", "bd-layer-part");
  const norms = make("div", "bd-layer-part");
  lower.append(neurons, norms);
  const check = make("p", "bd-check");
  element.append(controls, said, frame, lower, check);
  let answer = null;
  const ask = bertdemo.asker(element, words, server.whole_layer, (found) => { answer = found; paint(); });

  function paint() {
    const { run, token } = answer;
    tokenPicker.show(run, token);
    layerPicker.show(bertdemo.numbered(run.layers), answer.layer);
    said.textContent = answer.said;
    check.textContent = answer.checked;
    paintStages();
    const most = answer.neurons[0].value;
    const bars = bertdemo.bars(answer.neurons.map(({ name, value }) => [name, value / most, signed(value)]), { mono: false });
    neurons.replaceChildren(make("h3", "", words.neurons), bars);
    norms.replaceChildren(make("h3", "", answer.title), lengths());
  }

  function paintStages() {
    const table = make("table", "bd-steps-table bd-stages");
    const head = make("tr");
    for (const name of ["", "", words.length, words.mean]) {
      const cell = make("th", "", name);
      cell.scope = "col";
      head.append(cell);
    }
    table.append(head, ...answer.stages.map((stage) => {
      const row = make("tr");
      const label = make("th", "", stage.name);
      label.scope = "row";
      label.title = stage.formula;
      const cell = make("td");
      cell.append(bertdemo.strip(stage.values, bertdemo.largest([stage.values]), words));
      row.append(label, cell, make("td", "bd-number", digits(stage.norm)), make("td", "bd-number bd-quiet", digits(stage.mean)));
      return row;
    }));
    frame.replaceChildren(table);
  }

  // One bar a stage, a group a layer; the layer shown is in full colour.
  function lengths() {
    const most = bertdemo.largest(answer.norms);
    const chart = make("div", "bd-lengths");
    answer.norms.forEach((layer, i) => {
      const group = make("button", i + 1 === answer.layer ? "bd-lengths-layer bd-lengths-on" : "bd-lengths-layer");
      group.type = "button";
      group.setAttribute("aria-label", `${words.layer} ${i + 1}: ${layer.map(digits).join(", ")}`);
      group.setAttribute("aria-pressed", String(i + 1 === answer.layer));
      const bars = make("span", "bd-lengths-bars");
      bars.append(...layer.map((value) => {
        const bar = make("span", "bd-lengths-bar");
        bar.style.height = `${(100 * value) / most}%`;
        bar.title = digits(value);
        return bar;
      }));
      group.append(bars, make("span", "bd-lengths-name", String(i + 1)));
      group.addEventListener("click", () => bertdemo.select({ layer: i + 1 }));
      chart.append(group);
    });
    return chart;
  }

  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (state, changed) => {
    if (["run", "layer", "chosen"].some((part) => changed.has(part))) ask(state);
  });
};
