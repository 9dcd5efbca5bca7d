// The fine-tuning lab: data, recipe, training as it happens, before and after, download. labdata.js and labcharts.js
// draw its parts, training.js follows the training.
bertdemo.components.lab = (element, words, server) => {
  const { make } = bertdemo;
  const data = bertdemo.labData(words, (wanted) => server.look({ data: wanted, base: recipe.base() }));
  const recipe = bertdemo.labRecipe(words, () => data.refresh());
  const charts = bertdemo.labCharts(words);
  const after = make("div");
  const code = make("details", "bd-lab-code");
  let trained = "";  // the name of the data that the training on screen learned from
  const names = { start: "start", follow: "follow", steer: "steer", download: "download" };
  const training = bertdemo.training(element, words, server, names, {
    async start(ask) {
      const found = await ask({ data: data.wanted(), base: recipe.base(), recipe: recipe.values(), name: data.name() });
      if (found) opened(found);
      return found;
    },
    resume: opened,
    take: charts.take,
    paint: charts.paint,
    done: conclude,
  });
  element.append(data.box, recipe.box, training.box, charts.box, after, code);
  showCode(words.code);

  function opened({ name }) {
    after.replaceChildren();
    charts.begin();
    trained = name;
  }

  async function conclude() {
    const found = await training.asked("conclude", {});
    if (!found) return;
    const { model } = charts.finished();
    showCode(found.code);
    const said = make("div", "bd-said");
    said.append(...found.said.map((line) => make("p", "", line)));
    const row = make("div", "bd-steps");
    const load = bertdemo.button(words.download, "bd-step-button", () => training.zip(load, { name: trained }));
    row.append(bertdemo.button(words.use, "bd-step-button bd-step-next", () => bertdemo.serve(model, words.mine)), load);
    after.replaceChildren(make("h3", "bd-part-title", words.happened), said, row, make("p", "bd-quiet", words.gone));
    const compare = bertdemo.labCompare(words, (text) => training.asked("before_after", { text }));
    after.append(compare.box);
    compare.ask(data.example());
  }

  function showCode(lines) {
    const table = make("table", "bd-code-lines");
    table.append(...lines.map(([line, note]) => {
      const row = make("tr", note ? "bd-code-noted" : "");
      const cell = make("td");
      cell.append(make("code", "", line || " "));
      row.append(cell, make("td", "bd-code-note", note));
      return row;
    }));
    const frame = make("div", "bd-frame");
    frame.tabIndex = 0;
    frame.append(table);
    code.replaceChildren(make("summary", "", words.loop), frame);
  }

  bertdemo.whenNear(element, () => data.refresh());
};
