// One attention head, step by step: the table of the chosen token against every token gains a column a step.
bertdemo.components.head = (element, words, server) => {
  const { make, fill, signed } = bertdemo;
  const STEPS = 8;
  const layerPicker = bertdemo.picker(words.layer, words.previous_layer, words.next_layer, (layer) => bertdemo.select({ layer }));
  const headPicker = bertdemo.picker(words.head, words.previous_head, words.next_head, (head) => bertdemo.select({ head }));
  const tokenPicker = bertdemo.tokenPicker(words);
  const unscaled = make("input");
  unscaled.type = "checkbox";
  const controls = make("div", "bd-controls");
  controls.append(tokenPicker.box, layerPicker.box, headPicker.box, bertdemo.field(words.unscaled, unscaled));

  const bar = make("div", "bd-steps");
  bar.setAttribute("role", "group");
  const back = make("button", "bd-step-button", words.back);
  const next = make("button", "bd-step-button bd-step-next", words.next);
  for (const button of [back, next]) button.type = "button";
  const where = make("span", "bd-steps-where");
  const name = make("strong", "bd-steps-name");
  name.setAttribute("aria-live", "polite");
  bar.append(back, next, where, name, make("span", "bd-quiet bd-steps-keys", words.keys));
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const note = make("p", "bd-quiet bd-note");
  const vectors = make("div", "bd-vectors");
  const frame = make("div", "bd-steps-frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", words.table);
  const check = make("p", "bd-check");
  element.append(controls, bar, said, vectors, frame, note, check);

  let step = 1;
  let answer = null;
  const ask = bertdemo.asker(element, words, server.one_head, (found) => { answer = found; paint(); });

  function go(to) {
    step = Math.min(STEPS, Math.max(1, to));
    if (answer) tellStep();
  }
  back.addEventListener("click", () => go(step - 1));
  next.addEventListener("click", () => go(step + 1));
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    go(step + by);
  });

  function tellStep() {
    element.dataset.step = step;
    where.textContent = fill(words.step, { step, steps: STEPS });
    name.textContent = answer.names[step - 1];
    said.textContent = answer.said[step - 1];
    back.disabled = step === 1;
    next.disabled = step === STEPS;
    for (const part of element.querySelectorAll("[data-from]")) part.classList.toggle("bd-later", Number(part.dataset.from) > step);
  }

  const from = (part, first) => {
    part.dataset.from = first;
    return part;
  };

  function vector(label, values, first) {
    const row = from(make("div", "bd-vector"), first);
    row.append(make("span", "bd-vector-name", label), bertdemo.strip(values, bertdemo.largest([values]), words));
    return row;
  }

  function paint() {
    const { run, token } = answer;
    tokenPicker.show(run, token);
    layerPicker.show(bertdemo.numbered(run.layers), answer.layer);
    headPicker.show(bertdemo.numbered(run.heads), answer.head);
    const plain = unscaled.checked;
    const name = run.tokens[token];
    vectors.replaceChildren(
      vector(`x  ${name}`, answer.state, 1),
      vector(`q  ${name}`, answer.query, 2),
      vector(`Σ  ${name}`, plain ? answer.plain_output : answer.output, 8),
    );
    const { state } = bertdemo;
    note.textContent = [state.layer < 1 || state.head < 1 ? fill(words.mean, answer) : "", answer.cut].join(" ").trim();
    const table = make("table", "bd-steps-table");
    const head = make("tr");
    for (const [column, first] of [["token", 1], ["key", 3], ["product", 4], ["score", 5], ["weight", 6], ["value", 7]]) {
      const cell = from(make("th", "", words[`column_${column}`]), first);
      cell.scope = "col";
      head.append(cell);
    }
    const weights = plain ? answer.unscaled : answer.weights;
    const keys = bertdemo.largest(answer.keys);
    const values = bertdemo.largest(answer.values);
    const rows = answer.keys.map((key, i) => {
      const row = make("tr", i === token ? "bd-row-on" : "");
      const label = make("th", bertdemo.tokenClass(run, i), run.tokens[i]);
      label.scope = "row";
      const cells = [
        from(make("td"), 3), from(make("td", "bd-number", signed(answer.products[i])), 4),
        from(make("td", "bd-number", plain ? "—" : signed(answer.scores[i])), 5), from(make("td", "bd-weight"), 6), from(make("td"), 7),
      ];
      cells[0].append(bertdemo.strip(key, keys, words));
      const share = make("span", "bd-bar");
      share.style.setProperty("--share", weights[i]);
      cells[3].append(share, make("span", "bd-number", bertdemo.digits(weights[i])));
      cells[4].append(bertdemo.strip(answer.values[i], values, words));
      row.append(label, ...cells);
      return row;
    });
    table.append(head, ...rows);
    frame.replaceChildren(table);
    check.textContent = answer.checked;
    from(check, STEPS);
    tellStep();
  }

  unscaled.addEventListener("change", () => answer && paint());
  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (state, changed) => {
    if (["run", "layer", "head", "chosen"].some((part) => changed.has(part))) ask(state);
  });
};
