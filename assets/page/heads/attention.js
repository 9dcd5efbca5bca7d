// One head of one layer as a matrix: row = the token that looks, column = the token looked at.
bertdemo.components.attention = (element, words) => {
  const { make, fill, digits, field } = bertdemo;
  const TABLE = 64;  // tokens; a table of 512 would hold 262,144 cells
  const layerPicker = bertdemo.layerPicker(words);
  const headPicker = bertdemo.headPicker(words);
  const hide = make("input");
  hide.type = "checkbox";
  const threshold = make("input", "bd-range");
  Object.assign(threshold, { type: "range", min: 0, max: 1, step: 0.01, value: 0 });
  const thresholdValue = make("span", "bd-number");
  const thresholdField = field(words.threshold, threshold);
  thresholdField.append(thresholdValue);
  const controls = make("div", "bd-controls");
  controls.append(layerPicker.box, headPicker.box, field(words.hide_specials, hide), thresholdField, bertdemo.openLarge(words));

  const readout = make("p", "bd-readout", words.hint);
  readout.setAttribute("aria-live", "polite");
  const error = make("p", "bd-problem");
  error.setAttribute("role", "status");
  const matrix = bertdemo.matrix(words.matrix, hovered);
  const picture = make("div", "bd-picture");
  picture.append(matrix.frame);
  const legend = make("div", "bd-scale");
  const note = make("p", "bd-quiet bd-note");
  const said = make("p", "bd-said");
  const table = make("details", "bd-table");
  table.append(make("summary", "", words.table));
  element.append(controls, error, readout, picture, legend, note, said, table);
  matrix.watch();

  let answer = null;  // { run, layer, head, weights, said } as drawn
  let indexes = [];
  let asked = 0;
  const weight = (i, j) => answer.weights[i * answer.run.tokens.length + j];
  // The slider's middle is 0.25: most weights are small. Colours go by the square root for the same reason.
  const limit = () => Number(threshold.value) ** 2;

  async function fetchMap(state) {
    const { run, layer, head } = state;
    const question = ++asked;
    try {
      const map = await bertdemo.map(layer, head);
      if (question !== asked) return;
      answer = { run, layer, head, ...map };
      error.textContent = "";
      paint();
    } catch (problem) {
      if (question === asked) error.textContent = problem.message || words.failed;
    }
  }

  function paint() {
    if (!answer) return;
    const { run } = answer;
    const shown = run.tokens.map((_, i) => i).filter((i) => !hide.checked || !run.special[i]);
    if (shown.length !== indexes.length || shown.some((i, at) => i !== indexes[at])) indexes = shown;
    const pixels = bertdemo.pixels();
    const least = limit();
    matrix.show(run, indexes, (i, j) => {
      const value = weight(i, j);
      return pixels[value > least || !least ? Math.round(Math.sqrt(value) * 255) : 0];
    });
    thresholdValue.textContent = digits(least);
    threshold.setAttribute("aria-valuetext", digits(least));
    said.textContent = answer.said;
    note.textContent = [
      hide.checked ? words.not_renormalised : "",
      indexes.length ? "" : words.nothing,
    ].join(" ").trim();
    followToken();
    fillTable();
  }

  function drawLegend() {
    const bar = make("span", "bd-scale-bar");
    const stops = Array.from({ length: 9 }, (_, i) => `rgb(${bertdemo.scale(i / 8)})`);
    bar.style.background = `linear-gradient(90deg, ${stops})`;
    for (const value of [0, 0.01, 0.1, 0.25, 0.5, 1]) {
      const tick = make("span", "bd-scale-tick", String(value));
      tick.style.left = `${Math.sqrt(value) * 100}%`;
      bar.append(tick);
    }
    legend.replaceChildren(make("span", "", words.scale), bar);
  }

  function hovered(row, column) {
    drawn = { row, column };
    if (row === null) readout.textContent = words.hint;
    else tell(indexes[row], indexes[column]);
    if (answer.run === bertdemo.state.run) bertdemo.select({ token: row === null ? null : indexes[row] });
  }

  function tell(i, j) {
    readout.replaceChildren(make("span", "bd-token-name", answer.run.tokens[i]), " → ",
      make("span", "bd-token-name", answer.run.tokens[j]), " ", make("strong", "bd-number", digits(weight(i, j))));
  }

  let drawn = { row: null, column: null };
  function followToken() {
    const row = indexes.indexOf(bertdemo.state.token ?? -1);
    const column = row === drawn.row ? drawn.column : null;
    drawn = { row: row < 0 ? null : row, column };
    matrix.mark(drawn.row, drawn.column);
    if (drawn.row !== null && column !== null && column < indexes.length) tell(indexes[row], indexes[column]);
    else readout.textContent = words.hint;
  }

  function fillTable() {
    if (!table.open || !answer) return;
    const some = indexes.slice(0, TABLE);
    const grid = make("table");
    const header = (i, scope) => {
      const cell = make("th", bertdemo.tokenClass(answer.run, i), answer.run.tokens[i]);
      cell.scope = scope;
      return cell;
    };
    const line = (...cells) => {
      const row = make("tr");
      row.append(...cells);
      return row;
    };
    const caption = make("caption", "", indexes.length > TABLE
      ? fill(words.table_cut, { shown: TABLE, all: indexes.length }) : words.table_all);
    const frame = make("div", "bd-table-frame");
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", words.table);
    grid.append(caption, line(make("td"), ...some.map((j) => header(j, "col"))),
      ...some.map((i) => line(header(i, "row"), ...some.map((j) => make("td", "", digits(weight(i, j)))))));
    frame.append(grid);
    table.replaceChildren(table.firstChild, frame);
  }

  hide.addEventListener("change", paint);
  threshold.addEventListener("input", paint);
  table.addEventListener("toggle", fillTable);
  const colour = () => { drawLegend(); paint(); };
  bertdemo.onTheme(colour);
  drawLegend();

  bertdemo.subscribe(element, (state, changed) => {
    if (["run", "layer", "head"].some((name) => changed.has(name))) {
      layerPicker.show(state);
      headPicker.show(state);
      fetchMap(state);
    } else if (answer) followToken();
  });
};
