// A question and a text of its own: start and end scores over every token, the search for the best pair, the answers.
bertdemo.components.answers = (element, words, server) => {
  const { make, digits, draw } = bertdemo;
  const question = make("input", "bd-input bd-question");
  question.value = words.questions[0];
  const asked = make("label", "bd-field bd-wide");
  asked.append(make("span", "bd-field-name", words.question), question);
  const passage = make("textarea", "bd-input");
  passage.rows = 4;
  passage.value = words.passage;
  const held = make("label", "bd-field bd-wide");
  held.append(make("span", "bd-field-name", words.context), passage);
  const chips = make("div", "bd-controls");
  chips.append(...words.questions.map((one) => bertdemo.button(one, "bd-small-chip", () => {
    question.value = one;
    later(0);
  })));
  const problem = make("p", "bd-problem");
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const list = make("div");
  const window_picker = bertdemo.picker(words.window, words.previous_window, words.next_window, (number) => { shown = number - 1; paint(); });
  const pair = make("p", "bd-said");
  const frame = make("div", "bd-frame bd-spans");
  frame.tabIndex = 0;
  const legend = make("p", "bd-quiet", words.legend);
  const text = make("p", "bd-marked");
  element.append(asked, chips, held, problem, said, text, list, window_picker.box, frame, legend, pair);
  let model = "";
  let timer = 0;
  let newest = 0;
  let answer = null;
  let shown = 0;  // the window whose scores are drawn
  let chosen = 0;  // the answer that is marked

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  };

  async function ask() {
    const mine = ++newest;
    let found;
    try {
      found = await server.find_answer({ question: bertdemo.typed(question), context: bertdemo.typed(passage), model });
    } catch {
      found = { error: words.failed };
    }
    if (mine !== newest) return;
    problem.textContent = found.error || "";
    if (found.error) return;
    answer = found;
    chosen = 0;
    shown = found.answers[0].window;
    paint();
  }

  function paint() {
    said.textContent = [answer.said, answer.margin, answer.cut].filter(Boolean).join(" ");
    pair.textContent = answer.pair;
    const best = answer.answers[chosen];
    const characters = [...answer.context];
    const mark = make("mark", "bd-entity", characters.slice(best.start, best.end).join(""));
    text.replaceChildren(characters.slice(0, best.start).join(""), mark, characters.slice(best.end).join(""));
    const rows = make("dl", "bd-bars bd-answers");
    const line = (label, share, note, act) => {
      const row = make("div", "bd-bar-row");
      const name = make("dt", "bd-bar-label");
      name.append(act ? bertdemo.button(label, "bd-answer", act) : label);
      const figure = make("dd", "bd-bar-figure");
      const bar = make("span", "bd-bar");
      bar.style.setProperty("--share", share);
      figure.append(bar, make("span", "bd-number", digits(share)), make("span", "bd-quiet", note));
      row.append(name, figure);
      return row;
    };
    rows.append(...answer.answers.map((one, i) => {
      const row = line(one.text, one.score, bertdemo.fill(words.sum, { sum: one.logits.toFixed(2) }), () => {
        chosen = i;
        shown = one.window;
        paint();
      });
      if (i === chosen) row.classList.add("bd-best");
      return row;
    }), line(words.no_answer, answer.no_answer, ""));
    list.replaceChildren(rows);
    window_picker.box.hidden = answer.windows.length < 2;
    window_picker.show(answer.windows.map(({ characters: [a, b] }, i) => [i + 1, bertdemo.fill(words.window_of, { number: i + 1, from: a, to: b })]), shown + 1);
    frame.replaceChildren(spans());
  }

  // A column a token: its start logit upwards, its end logit downwards, from the lowest of the window.
  function spans() {
    const { tokens, start, end } = answer.windows[shown];
    const best = answer.answers[chosen];
    const inside = (i) => best.window === shown && i >= best.first && i <= best.last;
    const widths = tokens.map((token) => 8 * [...token].length + 10);
    const lefts = widths.map((_, i) => widths.slice(0, i).reduce((a, b) => a + b, 0));
    const width = widths.reduce((a, b) => a + b, 0);
    const [high, label] = [70, 22];
    const scaled = (values) => {
      const [low, top] = [Math.min(...values), Math.max(...values)];
      return values.map((value) => (value - low) / (top - low || 1));
    };
    const [up, down] = [scaled(start), scaled(end)];
    const svg = draw("svg", { viewBox: `0 0 ${width} ${2 * high + label}`, width, height: 2 * high + label, role: "img", "aria-label": words.scores });
    tokens.forEach((token, i) => {
      if (inside(i)) svg.append(draw("rect", { x: lefts[i], y: 0, width: widths[i], height: 2 * high + label, class: "bd-span-inside" }));
      const bar = (share, from, name, value) => {
        const rect = draw("rect", { x: lefts[i] + 3, y: from, width: widths[i] - 6, height: Math.max(1, high * share), class: name });
        rect.append(draw("title", {}, `${token}: ${value.toFixed(2)}`));
        return rect;
      };
      svg.append(bar(up[i], high * (1 - up[i]), "bd-span-start", start[i]), bar(down[i], high + label, "bd-span-end", end[i]),
        draw("text", { x: lefts[i] + widths[i] / 2, y: high + 15, "text-anchor": "middle", class: "bd-span-token" }, token));
    });
    for (const [place, y, name] of [[answer.best_start, 10, words.start], [answer.best_end, 2 * high + label - 4, words.end]]) {
      if (place[0] === shown) svg.append(draw("text", { x: lefts[place[1]] + widths[place[1]] / 2, y, "text-anchor": "middle", class: "bd-span-best" }, `▸${name}`));
    }
    requestAnimationFrame(() => {
      const wanted = best.window === shown ? lefts[best.first] : 0;
      frame.scrollLeft = Math.max(0, wanted - frame.clientWidth / 2);
    });
    return svg;
  }

  question.addEventListener("input", () => later(250));
  passage.addEventListener("input", () => later(250));
  bertdemo.subscribe(element, (state) => {
    if (answer && state.run.key.model === model) return;
    model = state.run.key.model;
    ask();
  });
};
