// What this input costs, by part: a chart of shares, and a table.
bertdemo.components.cost = (element, words, server) => {
  const { make } = bertdemo;
  const said = make("p", "bd-said");
  const frame = make("div", "bd-steps-frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", words.table);
  const chart = bertdemo.plot(words.plot, { height: 460, file: "bert-cost", withTable: false });  // the table is below
  element.append(said, chart.box, frame);
  const ask = bertdemo.asker(element, words, server.count_cost, paint);
  const KINDS = ["parameters", "flops", "bytes", "seconds"];
  const shown = {
    parameters: (n) => n.toLocaleString("en"), flops: (n) => `${(n / 1e6).toPrecision(3)} M`,
    bytes: (n) => `${(n / 1e6).toPrecision(3)} MB`, seconds: (n) => `${(n * 1e3).toPrecision(3)} ms`,
  };

  function paint(answer) {
    said.textContent = answer.said;
    chart.show(answer.chart);
    const table = make("table", "bd-steps-table bd-cost");
    const head = make("tr");
    head.append(...["part", ...KINDS].map((name) => {
      const cell = make("th", "", words[`column_${name}`]);
      cell.scope = "col";
      return cell;
    }));
    const totals = Object.fromEntries(KINDS.map((kind) => [kind, answer.parts.reduce((sum, part) => sum + part[kind], 0)]));
    const row = (name, part, last) => {
      const line = make("tr", last ? "bd-total" : "");
      const label = make("th", "", name);
      label.scope = "row";
      line.append(label, ...KINDS.map((kind) => make("td", "bd-number", shown[kind](part[kind]))));
      return line;
    };
    table.append(head, ...answer.parts.map((part) => row(part.name, part, false)), row(words.total, totals, true));
    frame.replaceChildren(table);
  }

  bertdemo.subscribe(element, (state, changed) => { if (changed.has("run")) ask(state); });
};
