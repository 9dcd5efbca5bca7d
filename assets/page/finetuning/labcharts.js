// What the lab draws: curves, the plane of [CLS], confusion, worst errors; then one sentence before and after.
bertdemo.labCharts = (words) => {
  const { make, draw, digits } = bertdemo;
  const box = make("div", "bd-lab-charts");
  const figures = make("p", "bd-said");
  figures.setAttribute("aria-live", "off");
  let steps = [];
  let looks = [];
  let reading = null;
  let end = null;
  let labels = [];
  const colour = (i) => `rgb(${bertdemo.headColour(i + 1)})`;
  const SHAPES = ["circle", "square", "triangle", "diamond"];

  function begin(named) {
    [steps, looks, reading, end, labels] = [[], [], null, null, named];
    box.replaceChildren();
  }

  function take(event) {
    if (event.kind === "step") steps.push(event);
    else if (event.kind === "progress") looks.push(event);
    else if (event.kind === "reading") reading = event;
    else end = event;
  }

  function paint() {
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
    box.replaceChildren(figures, curves("loss"), curves("accuracy"), plane(), confusion(), worst());
  }

  const titled = (title, ...parts) => {
    const section = make("section", "bd-lab-chart");
    section.append(make("h3", "", title), ...parts);
    return section;
  };

  // Training (mean over a few steps) and held-back rows, over the steps.
  function curves(name) {
    const all = steps.at(-1)?.steps ?? 1;
    const known = [...steps, ...looks].map((one) => one[name]).filter((value) => value !== null && value !== undefined);
    const top = name === "accuracy" ? 1 : Math.max(0.1, ...known);
    const perEpoch = looks.length > 1 ? steps.filter(({ epoch }) => epoch === 1).length : 1;
    const { svg, x, y } = bertdemo.chart({ width: 480, height: 200, right: 12, steps: all, label: words[name], axis: words.step, top });
    const smooth = Math.max(1, Math.round(all / 60));
    const points = [];
    for (let at = 0; at < steps.length; at += smooth) {
      const some = steps.slice(at, at + smooth).map((one) => one[name]).filter((value) => value !== null);
      if (some.length) points.push(`${x(steps[at].step)},${y(some.reduce((a, b) => a + b, 0) / some.length / top)}`);
    }
    const held = looks.filter((one) => one[name] !== null).map((one) => [x(one.epoch * perEpoch), y(Math.min(1, one[name] / top))]);
    svg.append(draw("polyline", { points: points.join(" "), class: "bd-curve" }),
      draw("polyline", { points: held.map((point) => point.join(",")).join(" "), class: "bd-curve bd-curve-held" }),
      ...held.map(([cx, cy]) => draw("circle", { cx, cy, r: 3.5, class: "bd-curve-dot" })));
    const latest = looks.at(-1)?.[name];
    const legend = make("p", "bd-quiet", bertdemo.fill(words.legend, { value: latest === null || latest === undefined ? "–" : digits(latest) }));
    return titled(words[name], svg, legend);
  }

  function shape(label, cx, cy) {
    const s = 4.5;
    const path = { circle: null, square: `M${cx - s} ${cy - s}h${2 * s}v${2 * s}h${-2 * s}z`,
      triangle: `M${cx} ${cy - s}L${cx + s} ${cy + s}H${cx - s}z`, diamond: `M${cx} ${cy - s}L${cx + s} ${cy}L${cx} ${cy + s}L${cx - s} ${cy}z` };
    const kind = SHAPES[label % SHAPES.length];
    return kind === "circle" ? draw("circle", { cx, cy, r: s, fill: colour(label) }) : draw("path", { d: path[kind], fill: colour(label) });
  }

  function plane() {
    const look = looks.at(-1);
    if (!look) return "";
    const [width, height] = [480, 260];
    const most = Math.max(1e-9, ...looks.flatMap(({ points }) => points.flat().map(Math.abs)));
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "bd-chart", role: "img", "aria-label": words.plane });
    look.points.forEach(([a, b], i) => svg.append(shape(look.labels[i], width / 2 + (a / most) * (width / 2 - 12), height / 2 - (b / most) * (height / 2 - 12))));
    const legend = make("ul", "bd-kinds");
    legend.append(...labels.map((label, i) => {
      const entry = make("li", "bd-kind");
      const sign = draw("svg", { viewBox: "0 0 12 12", width: 12, height: 12 });
      sign.append(shape(i, 6, 6));
      entry.append(sign, ` ${label}`);
      return entry;
    }));
    return titled(words.plane, svg, legend, make("p", "bd-quiet", look.explained));
  }

  function confusion() {
    const look = looks.at(-1);
    if (!look) return "";
    const table = make("table", "bd-confusion");
    const most = Math.max(1, ...look.confusion.flat());
    const head = make("tr");
    head.append(make("th", "", words.truth), ...labels.map((label) => make("th", "", label)));
    table.append(head, ...look.confusion.map((counts, i) => {
      const row = make("tr");
      row.append(make("th", "", labels[i]), ...counts.map((count, j) => {
        const cell = make("td", i === j ? "bd-right" : "", String(count));
        const shade = bertdemo.scale((0.75 * count) / most);
        cell.style.background = `rgb(${shade})`;
        cell.style.color = bertdemo.inkOn(shade);
        return cell;
      }));
      return row;
    }));
    const frame = make("div", "bd-frame");
    frame.append(table);
    return titled(words.confusion, frame);
  }

  function worst() {
    const look = looks.at(-1);
    if (!look) return "";
    const list = make("ol", "bd-worst");
    list.append(...look.worst.map((one) => {
      const entry = make("li");
      entry.append(make("span", "", one.text), make("span", "bd-quiet", ` — ${one.said}`));
      return entry;
    }));
    return titled(words.worst, look.worst.length ? list : make("p", "bd-quiet", words.no_errors));
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
