// The way of every token through the layers, in one plane; two places of one word, layer by layer.
bertdemo.components.paths = (element, words, server) => {
  const { make, fill } = bertdemo;
  const tokenPicker = bertdemo.tokenPicker(words);
  const controls = make("div", "bd-controls");
  controls.append(tokenPicker.box);
  const space = make("input");
  space.type = "checkbox";
  space.addEventListener("change", () => ask(bertdemo.state));
  const said = make("p", "bd-said");
  const plane = bertdemo.plot(words.plot, { height: 420, file: "bert-paths" });
  const alike = bertdemo.plot(words.plot, { height: 300, file: "bert-similarity" });
  const noTwins = make("p", "bd-quiet", words.no_twins);
  const chart = make("div", "bd-paths");
  chart.append(make("h3", "", words.plane), plane.box);
  const twins = make("div", "bd-paths");
  const nearest = make("div", "bd-paths");
  twins.append(make("h3", "", words.alike), alike.box, noTwins, nearest);
  const box = make("div", "bd-layer-lower");
  box.append(chart, twins);
  box.hidden = true;
  const example = make("button", "bd-step-button", words.example);
  example.type = "button";
  example.addEventListener("click", () => document.querySelector("#example-bank").click());
  controls.append(example, bertdemo.field(words.space, space));
  const layerPicker = bertdemo.picker(words.matrix, words.previous, words.next, (layer) => { shown = layer; paintMatrix(); });
  const readout = make("p", "bd-readout", words.hint);
  readout.setAttribute("aria-live", "polite");
  const matrix = bertdemo.matrix(words.matrix_name, (row, column) => {
    readout.replaceChildren(...(row === null ? [words.hint] : [make("span", "bd-token-name", answer.run.tokens[row]), " · ",
      make("span", "bd-token-name", answer.run.tokens[column]), " ", make("strong", "bd-number", cosine(row, column).toFixed(2))]));
  });
  const picture = make("div", "bd-picture");
  picture.append(matrix.frame);
  element.append(controls, said, box, layerPicker.box, readout, picture);
  matrix.watch();
  let answer = null;
  let bytes = null;  // cosines of every layer, from -1 … 1 to 0 … 255
  let shown = null;  // the layer of the matrix; the last one until a visitor picks another
  const ask = bertdemo.asker(element, words, async (question) => {
    const found = await server.follow({ ...question, space: space.checked });
    return found.error ? found : { ...found, bytes: new Uint8Array(await bertdemo.inflate(found.similarity)) };
  }, (found) => {
    answer = found;
    bytes = found.bytes;
    box.hidden = false;
    plane.show(answer.plane);
    alike.box.hidden = !answer.alike;
    noTwins.hidden = Boolean(answer.alike);
    if (answer.alike) alike.show(answer.alike);
    paint();
  });
  const size = () => answer.size;
  const cosine = (row, column) => {
    const layer = Math.min(shown ?? Infinity, answer.layers);
    return (bytes[(layer * size() + row) * size() + column] / 255) * 2 - 1;
  };

  function paintMatrix() {
    const last = answer.layers;
    layerPicker.show(Array.from({ length: last + 1 }, (_, i) => [i, String(i)]), Math.min(shown ?? last, last));
    const pixels = bertdemo.pixels();
    matrix.show(answer.run, Array.from({ length: size() }, (_, i) => i), (row, column) =>
      pixels[Math.round(Math.max(0, cosine(row, column)) * 255)]);
  }

  function paint() {
    tokenPicker.show(answer.run, answer.token);
    said.textContent = answer.said;
    const near = make("ol", "bd-nearest");
    near.start = 0;
    near.append(...answer.nearest.map(([token, share]) => {
      const entry = make("li");
      entry.append(make("span", "bd-token-name", token), ` ${share.toFixed(2)}`);
      return entry;
    }));
    const title = fill(words.nearest, { token: answer.run.tokens[answer.token] });
    near.setAttribute("aria-label", title);
    nearest.replaceChildren(make("h3", "", title), near);
    paintMatrix();
  }

  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (state, changed) => {
    if (["run", "chosen"].some((part) => changed.has(part))) ask(state);
  });
};
