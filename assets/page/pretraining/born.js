// A small BERT born on this page: its losses and accuracies, and its guesses for your sentence as they get better.
bertdemo.components.born = (element, words, server) => {
  const { make, draw, digits } = bertdemo;
  const part = make("section", "bd-lab-part");
  let source = words.language;
  const paste = make("textarea", "bd-input");
  paste.rows = 5;
  paste.placeholder = words.paste_hint;
  paste.setAttribute("aria-label", words.source_own);
  const sources = bertdemo.choices(words.text, [["en", words.source_en], ["zh", words.source_zh], ["own", words.source_own]], source, (name) => {
    source = name;
    paste.hidden = name !== "own";
    if (name !== "own") [sentence.input.value, second.input.value] = words.examples[name];
  });
  paste.hidden = true;
  const field = (label, value) => {
    const input = make("input", "bd-input bd-question");
    input.value = value;
    input.maxLength = 500;
    const box = make("label", "bd-field bd-wide");
    box.append(make("span", "bd-field-name", label), input);
    return { box, input };
  };
  const sentence = field(words.sentence, words.examples[source][0]);
  const second = field(words.second, words.examples[source][1]);
  const pair = make("div", "bd-pair");
  pair.append(sentence.box, second.box);
  const steps = make("input", "bd-input bd-number-input");
  Object.assign(steps, { type: "number", min: 50, max: words.most_steps, step: 1, value: words.default_steps });
  const seed = make("input", "bd-input bd-number-input");
  Object.assign(seed, { type: "number", min: 0, max: 2 ** 31 - 1, step: 1, value: 0 });
  const numbers = make("div", "bd-controls");
  numbers.append(bertdemo.field(words.steps, steps), bertdemo.field(words.seed, seed));
  part.append(sources.box, paste, pair, numbers);
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const charts = make("div", "bd-lab-charts");
  const after = make("div");
  let done = [];
  let looks = [];
  let first = null;
  let end = null;

  const names = { start: "start_born", follow: "follow_born", steer: "steer_born", download: "download_born" };
  const training = bertdemo.training(element, words, server, names, {
    async start(ask) {
      const found = await ask({ source, text: paste.value, sentence: sentence.input.value, second: second.input.value,
        steps: steps.valueAsNumber || 0, seed: seed.valueAsNumber || 0 });
      if (found) opened(found);
      return found;
    },
    resume: opened,
    take(event) {
      if (event.kind === "step") done.push(event);
      else if (event.kind === "look") looks.push(event);
      else if (event.kind === "start") first = event;
      else end = event;
    },
    paint,
    done: conclude,
  });
  element.append(part, training.box, said, charts, after);

  function opened(found) {
    [done, looks, first, end] = [[], [], null, null];
    charts.replaceChildren();
    after.replaceChildren();
    said.textContent = found.said;
  }

  const titled = (title, ...parts) => {
    const section = make("section", "bd-lab-chart");
    section.append(make("h3", "", title), ...parts);
    return section;
  };

  function paint() {
    if (first) said.textContent = first.said;
    const now = done.at(-1);
    const figures = make("p", "bd-said", now ? bertdemo.fill(words.figures, {
      step: now.step, steps: now.steps, mlm: now.mlm_loss.toFixed(2), nsp: now.nsp_loss.toFixed(2),
      speed: Math.round(now.tokens_per_second).toLocaleString(), left: now.seconds_left.toFixed(0) }) : "");
    charts.replaceChildren(figures, guesses(),
      chart(words.loss, [["mlm_loss", words.mlm], ["nsp_loss", words.nsp]], done, Math.max(1, done[0]?.mlm_loss ?? 1)),
      chart(words.accuracy, [["mlm_accuracy", words.mlm], ["nsp_accuracy", words.nsp]], looks, 1));
  }

  // Two lines over the steps; of many steps the mean of a few.
  function chart(title, lines, events, top) {
    const all = done.at(-1)?.steps ?? 1;
    const { svg, x, y } = bertdemo.chart({ width: 480, height: 210, right: 12, steps: all, label: title, axis: words.step, top });
    const few = Math.max(1, Math.round(events.length / 80));
    const legend = make("ul", "bd-kinds");
    lines.forEach(([name, label], i) => {
      const points = [];
      for (let at = 0; at < events.length; at += few) {
        const some = events.slice(at, at + few);
        points.push(`${x(some.at(-1).step)},${y(Math.min(1, some.reduce((sum, one) => sum + one[name], 0) / some.length / top))}`);
      }
      const colour = `rgb(${bertdemo.headColour(i + 1)})`;
      svg.append(draw("polyline", { points: points.join(" "), fill: "none", stroke: colour, "stroke-width": 2.5, "stroke-dasharray": i ? "7 4" : "" }));
      const entry = make("li", "bd-kind");
      const swatch = make("span", "bd-swatch");
      swatch.style.background = colour;
      entry.append(swatch, `${label} `, make("span", "bd-number", events.length ? digits(events.at(-1)[name]) : "–"));
      legend.append(entry);
    });
    if (top === 1 && first) {
      const height = y(first.commonest);
      svg.append(draw("line", { x1: x(0), x2: x(all), y1: height, y2: height, class: "bd-chart-chance" }));
      legend.append(make("li", "bd-kind", bertdemo.fill(words.chance, { share: `${Math.round(100 * first.commonest)} %` })));
    }
    return titled(title, svg, legend);
  }

  // The sentence, and for each hidden place what it would write: now, and at a few moments before.
  function guesses() {
    const latest = looks.at(-1);
    if (!latest || !first) return "";
    const line = make("p", "bd-game-sentence");
    let place = 0;
    line.append(...first.tokens.flatMap((token) => {
      if (token === "[CLS]" || token === "[SEP]") return [];
      const hidden = token === "[MASK]";
      return [make("span", hidden ? "bd-game-truth" : "", hidden ? latest.guesses[place++]?.[0]?.[0] ?? token : token), bertdemo.gap(first)];
    }));
    const bars = latest.guesses.map((best) => bertdemo.bars(best.map(([token, share]) => [token, share, digits(share)]), { best: true }));
    const diary = make("table", "bd-rows");
    const every = Math.max(1, Math.ceil(looks.length / 6));
    const shown = looks.filter((_, i) => i % every === 0 || i === looks.length - 1);
    diary.append(...shown.map((look) => {
      const row = make("tr");
      row.append(make("th", "", bertdemo.fill(words.at, { step: look.step })),
        make("td", "bd-mono", look.guesses.map((best) => best.slice(0, 3).map(([token, share]) => `${token} ${digits(share)}`).join(" · ")).join(" | ")));
      return row;
    }));
    return titled(words.guesses, line, ...bars, ...(latest.follows ? [make("p", "bd-said", latest.follows)] : []), diary);
  }

  function conclude() {
    said.textContent = end.said;
    const row = make("div", "bd-steps");
    const load = bertdemo.button(words.download, "bd-step-button", () => training.zip(load));
    row.append(bertdemo.button(words.use, "bd-step-button bd-step-next", () => bertdemo.serve(end.model, words.mine)), load);
    after.replaceChildren(row, make("p", "bd-quiet", words.gone));
  }

  bertdemo.onTheme(() => looks.length && paint());
};
