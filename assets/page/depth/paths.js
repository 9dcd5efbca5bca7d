// The way of every token through the layers, in one plane; two places of one word, layer by layer.
bertdemo.components.paths = (element, words, server) => {
  const { make, fill, draw } = bertdemo;
  const tokenPicker = bertdemo.tokenPicker(words);
  const controls = make("div", "bd-controls");
  controls.append(tokenPicker.box);
  const said = make("p", "bd-said");
  const chart = make("div", "bd-paths");
  const twins = make("div", "bd-paths");
  const box = make("div", "bd-layer-lower");
  box.append(chart, twins);
  const example = make("button", "bd-step-button", words.example);
  example.type = "button";
  example.addEventListener("click", () => document.querySelector("#example-bank").click());
  controls.append(example);
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
    const found = await server.follow(question);
    return found.error ? found : { ...found, bytes: new Uint8Array(await bertdemo.inflate(found.similarity)) };
  }, (found) => {
    answer = found;
    bytes = found.bytes;
    paint();
  });
  const size = () => answer.points[0].length;
  const cosine = (row, column) => {
    const layer = Math.min(shown ?? Infinity, answer.points.length - 1);
    return (bytes[(layer * size() + row) * size() + column] / 255) * 2 - 1;
  };

  function paintMatrix() {
    const last = answer.points.length - 1;
    layerPicker.show(Array.from({ length: last + 1 }, (_, i) => [i, String(i)]), Math.min(shown ?? last, last));
    const pixels = bertdemo.pixels();
    matrix.show(answer.run, Array.from({ length: size() }, (_, i) => i), (row, column) =>
      pixels[Math.round(Math.max(0, cosine(row, column)) * 255)]);
  }

  function paint() {
    tokenPicker.show(answer.run, answer.token);
    said.textContent = answer.said;
    chart.replaceChildren(make("h3", "", words.plane), plane());
    const near = make("ol", "bd-nearest");
    near.start = 0;
    near.append(...answer.nearest.map(([token, share]) => {
      const entry = make("li");
      entry.append(make("span", "bd-token-name", token), ` ${share.toFixed(2)}`);
      return entry;
    }));
    const title = fill(words.nearest, { token: answer.run.tokens[answer.token] });
    near.setAttribute("aria-label", title);
    twins.replaceChildren(make("h3", "", words.alike), alike(), make("h3", "", title), near);
    paintMatrix();
  }

  function plane() {
    const [width, height, edge] = [560, 400, 34];
    const all = answer.points.flat();
    const span = (axis) => [Math.min(...all.map((p) => p[axis])), Math.max(...all.map((p) => p[axis]))];
    const [[left, right], [low, high]] = [span(0), span(1)];
    const x = (p) => edge + ((width - 2 * edge) * (p[0] - left)) / (right - left || 1);
    const y = (p) => height - edge - ((height - 2 * edge) * (p[1] - low)) / (high - low || 1);
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "bd-chart", role: "img", "aria-label": words.plane });
    svg.append(draw("text", { x: width / 2, y: height - 6, "text-anchor": "middle" }, answer.axes[0]),
      draw("text", { x: 12, y: height / 2, "text-anchor": "middle", transform: `rotate(-90 12 ${height / 2})` }, answer.axes[1]));
    const last = answer.points.length - 1;
    answer.run.tokens.slice(0, answer.points[0].length).forEach((token, i) => {
      const on = answer.shown.indexOf(i);
      const colour = on < 0 ? "var(--bd-line)" : `rgb(${bertdemo.headColour(on + 1)})`;
      const way = answer.points.map((layer) => `${x(layer[i])},${y(layer[i])}`).join(" ");
      const group = draw("g", {});
      group.append(draw("title", {}, token), draw("polyline", { points: way, fill: "none", stroke: colour, "stroke-width": on < 0 ? 1 : 2.5 }));
      if (on >= 0) {
        answer.points.forEach((layer, number) => group.append(draw("circle", { cx: x(layer[i]), cy: y(layer[i]), r: number === last ? 5 : 2.5, fill: colour })));
        group.append(draw("text", { x: x(answer.points[last][i]) + 7, y: y(answer.points[last][i]) + 4, class: "bd-paths-name" }, `${token}`),
          draw("text", { x: x(answer.points[0][i]) + 5, y: y(answer.points[0][i]) - 5 }, "0"));
      }
      if (on < 0) svg.prepend(group);
      else svg.append(group);
    });
    return svg;
  }

  function alike() {
    if (!answer.twins.length) return make("p", "bd-quiet", words.no_twins);
    const steps = answer.twins[0].similarity.length - 1;
    const { svg, x, y } = bertdemo.chart({ width: 520, height: 230, right: 90, steps, label: words.alike, axis: words.layers, numbered: true });
    let free = [];
    answer.twins.forEach(({ token, similarity }, i) => {
      const colour = `rgb(${bertdemo.headColour(i + 1)})`;
      const points = similarity.map((share, layer) => `${x(layer)},${y(Math.max(0, share))}`).join(" ");
      let at = y(Math.max(0, similarity[steps])) + 4;
      while (free.some((taken) => Math.abs(taken - at) < 13)) at += 13;
      free = [...free, at];
      svg.append(draw("polyline", { points, fill: "none", stroke: colour, "stroke-width": 2.5 }),
        draw("text", { x: x(steps) + 8, y: at, fill: colour, class: "bd-paths-name" }, token));
    });
    return svg;
  }

  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (state, changed) => {
    if (["run", "chosen"].some((part) => changed.has(part))) ask(state);
  });
};
