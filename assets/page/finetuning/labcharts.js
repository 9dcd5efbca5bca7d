// What the lab draws: curves, the plane of [CLS], confusion, worst errors; then one sentence before and after.
bertdemo.labCharts = (words) => {
  const { make } = bertdemo;
  const box = make("div", "bd-lab-charts");
  const figures = make("p", "bd-said");
  figures.setAttribute("aria-live", "off");
  let steps = [];
  let looks = [];
  let reading = null;
  let end = null;
  const charts = Object.fromEntries([["loss", 260], ["accuracy", 260], ["plane", 340], ["confusion", 340]].map(([name, height]) =>
    [name, bertdemo.plot(words.plot, { height, file: `bert-${name}` })]));
  const explained = make("p", "bd-quiet");

  function begin() {
    [steps, looks, reading, end] = [[], [], null, null];
    box.replaceChildren();
  }

  function take(event) {
    if (event.kind === "step") steps.push(event);
    else if (event.kind === "progress") looks.push(event);
    else if (event.kind === "reading") reading = event;
    else end = event;
  }

  // `drawn` are the charts that have changed.
  function paint(drawn = {}) {
    const now = steps.at(-1);
    if (!now && !looks.length) {
      if (reading) figures.textContent = bertdemo.fill(words.reading, reading);
      if (reading) box.replaceChildren(figures);
      return;
    }
    if (now) {
      figures.textContent = bertdemo.fill(words.figures, {
        step: now.step, steps: now.steps, epoch: now.epoch, loss: now.loss === null ? "nan" : now.loss.toFixed(3),
        speed: Math.round(now.tokens_per_second).toLocaleString(), seconds: now.seconds.toFixed(1),
        left: now.seconds_left.toFixed(0), rate: now.learning_rate.toPrecision(2),
      });
    }
    if (!charts.loss.box.isConnected) {
      box.replaceChildren(figures, titled(words.loss, charts.loss.box), titled(words.accuracy, charts.accuracy.box));
    }
    if (looks.length && !charts.plane.box.isConnected) {
      box.append(titled(words.plane, charts.plane.box, explained), titled(words.confusion, charts.confusion.box), mistakes);
    }
    for (const [name, figure] of Object.entries(drawn)) charts[name].show(figure, { keep: true });
    if (!looks.length) return;
    explained.textContent = looks.at(-1).explained;
    mistakes.replaceChildren(make("h3", "", words.worst), worst());
  }

  const titled = (title, ...parts) => {
    const section = make("section", "bd-lab-chart");
    section.append(make("h3", "", title), ...parts);
    return section;
  };
  const mistakes = make("section", "bd-lab-chart");

  function worst() {
    const look = looks.at(-1);
    const list = make("ol", "bd-worst");
    list.append(...look.worst.map((one) => {
      const entry = make("li");
      entry.append(make("span", "", one.text), make("span", "bd-quiet", ` — ${one.said}`));
      return entry;
    }));
    return look.worst.length ? list : make("p", "bd-quiet", words.no_errors);
  }

  return { box, begin, take, paint, finished: () => end };
};

bertdemo.labCompare = (words, fetchAnswer) => {
  const { make, digits } = bertdemo;
  const box = make("section", "bd-lab-part");
  const text = make("textarea", "bd-input");
  text.rows = 2;
  const field = make("label", "bd-field bd-wide");
  field.append(make("span", "bd-field-name", words.try_sentence), text);
  const result = make("div", "bd-lab-charts");
  box.append(make("h3", "", words.before_after), field, result);
  let typing = 0;
  let newest = 0;

  async function ask(sentence) {
    if (sentence !== undefined) text.value = sentence;
    const typed = bertdemo.typed(text);
    if (!typed.trim()) return;
    const mine = ++newest;
    const found = await fetchAnswer(typed);
    if (!found || mine !== newest) return;
    const column = (title, ...parts) => {
      const section = make("section", "bd-lab-chart");
      section.append(make("h3", "", title), ...parts);
      return section;
    };
    const scores = (values) => bertdemo.bars(found.labels.map((label, i) =>
      [label, values[i] ?? 0, values[i] === null ? "nan" : digits(values[i])]), { mono: false });
    const pictures = make("div", "bd-attention-pair");
    pictures.append(...found.attention.map((weights, i) => picture(weights, i ? words.after : words.before)));
    const moved = bertdemo.bars(found.moved.map((cosine, layer) =>
      [String(layer), Math.max(0, cosine ?? 0), cosine === null ? "nan" : cosine.toFixed(3)]));
    const forgot = make("table", "bd-rows");
    const head = make("tr");
    head.append(...[words.hidden, words.before, words.after].map((name) => make("th", "", name)));
    forgot.append(head, ...found.forgotten.map(([token, one, p, other, q]) => {
      const row = make("tr", one === other ? "" : "bd-changed");
      row.append(make("th", "bd-mono", token), make("td", "bd-mono", `${one} ${p}`), make("td", "bd-mono", `${other} ${q}`));
      return row;
    }));
    result.replaceChildren(
      column(words.scores_before, scores(found.before)), column(words.scores_after, scores(found.after)),
      column(words.attention, pictures), column(words.moved, moved, make("p", "bd-quiet", words.moved_said)),
      column(words.forgot, make("p", "bd-said", found.said), ...(found.forgotten.length ? [forgot] : [])));
  }

  function picture(weights, name) {
    const figure = make("figure", "bd-attention-small");
    const canvas = make("canvas", "bd-pixels");
    canvas.width = canvas.height = weights.length;
    const image = new ImageData(weights.length, weights.length);
    weights.flat().forEach((weight, i) => image.data.set([...bertdemo.scale(Math.sqrt(weight)), 255], 4 * i));
    canvas.getContext("2d").putImageData(image, 0, 0);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `${words.attention}: ${name}`);
    figure.append(canvas, make("figcaption", "bd-quiet", name));
    return figure;
  }

  text.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => ask(), 300);
  });
  return { box, ask };
};
