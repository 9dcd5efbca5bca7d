// What a token is before the first layer: three vectors, their sum, LayerNorm; its neighbours; all positions as a picture.
bertdemo.components.embeddings = (element, words, server) => {
  const { make, digits } = bertdemo;
  const tokenPicker = bertdemo.tokenPicker(words);
  const controls = make("div", "bd-controls");
  controls.append(tokenPicker.box);
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const vectors = make("div", "bd-embedding");
  const lower = make("div", "bd-embedding-lower");
  const check = make("p", "bd-check");
  element.append(controls, said, vectors, check, lower);
  let answer = null;
  let table = null;  // { model, chart, said }: the position vectors, the same for every sentence
  const chart = bertdemo.plot(words.plot, { height: 340, file: "bert-positions" });
  const about = make("p", "bd-quiet");
  const positions = make("div");
  positions.append(make("h3", "", words.positions), chart.box, about);
  const ask = bertdemo.asker(element, words, server.embedding, async (found) => {
    answer = found;
    paint();
    if (table?.model === found.model) mark(true);
    if (table?.model === found.model) return;
    const loaded = await server.position_picture({ model: found.model });
    if (loaded.error || answer.model !== found.model) return;
    table = { model: found.model, ...loaded };
    about.textContent = table.said;
    mark(false);
  });

  function paint() {
    tokenPicker.show(answer.run, answer.token);
    said.textContent = answer.said;
    check.textContent = answer.checked;
    vectors.replaceChildren(...answer.vectors.map(({ name, values }) => {
      const row = make("div", "bd-vector");
      row.append(make("span", "bd-vector-name", name), bertdemo.strip(values, bertdemo.largest([values]), words));
      return row;
    }));
    lower.replaceChildren(list(words.before, answer.before), list(words.after, answer.after), positions);
  }

  function list(title, neighbours) {
    const part = make("div");
    const bars = bertdemo.bars(neighbours.map(([token, share]) => [token, share, digits(Math.max(0, share))]));
    part.append(make("h3", "", title), neighbours.length ? bars : make("p", "bd-quiet", words.none));
    return part;
  }

  // The line goes to the token that is shown.
  function mark(keep) {
    const line = { ...table.chart.layout.shapes[0], y0: answer.token, y1: answer.token };
    chart.show({ ...table.chart, layout: { ...table.chart.layout, shapes: [line] } }, { keep });
  }

  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (state, changed) => {
    if (["run", "chosen"].some((part) => changed.has(part))) ask(state);
  });
};
