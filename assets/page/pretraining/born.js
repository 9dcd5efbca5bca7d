// A small BERT born on this page: its losses and accuracies, and its guesses for your sentence as they get better.
bertdemo.components.born = (element, words, server) => {
  const { make, digits } = bertdemo;
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
  const plots = { loss: bertdemo.plot(words.plot, { height: 270, file: "bert-loss" }), accuracy: bertdemo.plot(words.plot, { height: 270, file: "bert-accuracy" }) };
  const progress = make("p", "bd-said");
  const written = make("section", "bd-lab-chart");
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

  // `drawn` are the charts as they are now.
  function paint(drawn = {}) {
    if (first) said.textContent = first.said;
    const now = done.at(-1);
    progress.textContent = now ? bertdemo.fill(words.figures, {
      step: now.step, steps: now.steps, mlm: now.mlm_loss.toFixed(2), nsp: now.nsp_loss.toFixed(2),
      speed: Math.round(now.tokens_per_second).toLocaleString(), left: now.seconds_left.toFixed(0) }) : "";
    if (!plots.loss.box.isConnected) {
      charts.replaceChildren(progress, written, titled(words.loss, plots.loss.box), titled(words.accuracy, plots.accuracy.box));
    }
    written.replaceChildren(...guesses());
    for (const [name, figure] of Object.entries(drawn)) plots[name].show(figure, { keep: true });
  }

  // The sentence, and for each hidden place what it would write: now, and at a few moments before.
  function guesses() {
    const latest = looks.at(-1);
    if (!latest || !first) return [];
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
    return [make("h3", "", words.guesses), line, ...bars, ...(latest.follows ? [make("p", "bd-said", latest.follows)] : []), diary];
  }

  function conclude() {
    said.textContent = end.said;
    const row = make("div", "bd-steps");
    const load = bertdemo.button(words.download, "bd-step-button", () => training.zip(load));
    row.append(bertdemo.button(words.use, "bd-step-button bd-step-next", () => bertdemo.serve(end.model, words.mine)), load);
    after.replaceChildren(row, make("p", "bd-quiet", words.gone));
  }
};
