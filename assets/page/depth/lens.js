// What the masked-word head says of every layer and token: the likeliest word in a cell, five in the readout.
bertdemo.components.lens = (element, words, server) => {
  const { make, fill, digits } = bertdemo;
  const readout = make("p", "bd-readout", words.hint);
  readout.setAttribute("aria-live", "polite");
  const frame = make("div", "bd-steps-frame");
  const note = make("p", "bd-quiet bd-note");
  const said = make("p", "bd-said");
  element.append(readout, frame, note, said);
  let answer = null;
  const ask = bertdemo.asker(element, words, server.read_lens, (found) => { answer = found; paint(); });

  function tell(layer, token) {
    readout.replaceChildren(fill(words.place, { layer, token: answer.run.tokens[token] }), " ",
      ...answer.layers[layer][token].flatMap(([word, share]) => [make("span", "bd-token-name", word), ` ${digits(share)}  `]));
  }

  function paint() {
    const { run, layers } = answer;
    said.textContent = answer.said;
    note.textContent = answer.cut;
    const table = make("table", "bd-lens");
    table.setAttribute("role", "grid");
    table.setAttribute("aria-label", words.grid);
    const head = make("tr");
    head.append(make("td"), ...layers[0].map((_, i) => {
      const cell = make("th", bertdemo.tokenClass(run, i), run.tokens[i]);
      cell.scope = "col";
      return cell;
    }));
    const rows = layers.map((tokens, layer) => {
      const row = make("tr");
      const label = make("th", "bd-quiet", layer ? fill(words.layer_name, { layer }) : words.before);
      label.scope = "row";
      row.append(label, ...tokens.map((best, token) => {
        const cell = make("td", best[0][0] === run.tokens[token] ? "bd-lens-same" : "", best[0][0]);
        const colour = bertdemo.scale(best[0][1] * 0.85);
        cell.style.background = `rgb(${colour})`;
        cell.style.color = bertdemo.inkOn(colour);
        cell.setAttribute("role", "gridcell");
        cell.tabIndex = layer || token ? -1 : 0;
        cell.addEventListener("pointerenter", () => tell(layer, token));
        cell.addEventListener("focus", () => tell(layer, token));
        return cell;
      }));
      return row;
    });
    table.addEventListener("keydown", (event) => {
      const [down, right] = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [];
      if (down === undefined) return;
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const cell = rows[at + down]?.children[[...rows[at].children].indexOf(document.activeElement) + right];
      if (cell?.tagName !== "TD") return;
      event.preventDefault();
      document.activeElement.tabIndex = -1;
      cell.tabIndex = 0;
      cell.focus();
    });
    table.append(head, ...[...rows].reverse());
    frame.replaceChildren(table);
  }

  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (state, changed) => { if (changed.has("run")) ask(state); });
};
