// Does the second sentence follow the first? Two boxes of its own, a swap, traps, and the way from [CLS] to the answer.
bertdemo.components.next = (element, words, server) => {
  const { make, digits } = bertdemo;
  const pairs = JSON.parse(words.pairs);
  const box = (label, value) => {
    const field = make("label", "bd-field bd-wide");
    const area = make("textarea", "bd-input");
    area.rows = 2;
    area.value = value;
    field.append(make("span", "bd-field-name", label), area);
    area.addEventListener("input", () => later(200));
    return { field, area };
  };
  const first = box(words.first, pairs[0].first);
  const second = box(words.second, pairs[0].second);
  const swap = make("button", "bd-step-button", `⇅ ${words.swap}`);
  swap.type = "button";
  const boxes = make("div", "bd-pair");
  boxes.append(first.field, swap, second.field);
  const chips = make("div", "bd-controls");
  chips.setAttribute("role", "group");
  chips.setAttribute("aria-label", words.traps);
  const problem = make("p", "bd-problem");
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const bars = make("div");
  const path = make("div", "bd-embedding");
  const check = make("p", "bd-check");
  const all = make("div");
  const ask_all = make("button", "bd-step-button", bertdemo.fill(words.ask_all, { pairs: words.count }));
  ask_all.type = "button";
  element.append(boxes, chips, problem, said, bars, path, check, ask_all, all);
  let model = "";
  let newest = 0;
  let timer = 0;
  let answer = null;

  chips.append(...pairs.map((pair) => {
    const chip = make("button", "bd-small-chip", pair.name);
    chip.type = "button";
    chip.addEventListener("click", () => {
      first.area.value = pair.first;
      second.area.value = pair.second;
      later(0);
    });
    return chip;
  }));
  swap.addEventListener("click", () => {
    [first.area.value, second.area.value] = [second.area.value, first.area.value];
    later(0);
  });
  ask_all.addEventListener("click", async () => {
    ask_all.disabled = true;
    const found = await server.ask_traps({ model }).catch(() => ({ error: words.failed }));
    ask_all.disabled = false;
    all.replaceChildren(found.error ? make("p", "bd-problem", found.error)
      : bertdemo.bars(found.rows.map(({ name, right, of }) => [name, right / of, `${right} / ${of}`]), { mono: false }));
  });

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(go, wait);
  }

  async function go() {
    const mine = ++newest;
    let found;
    try {
      found = await server.ask_next({ model, first: bertdemo.typed(first.area), second: bertdemo.typed(second.area) });
    } catch {
      found = { error: words.failed };
    }
    if (mine !== newest) return;
    problem.textContent = found.error || "";
    if (found.error) return;
    answer = found;
    paint();
  }

  function paint() {
    said.textContent = answer.said;
    check.textContent = answer.checked;
    bars.replaceChildren(bertdemo.bars(answer.logits.map(({ name, share, logit }) =>
      [name, share, `${digits(share)} (${logit})`]), { mono: false }));
    path.replaceChildren(...answer.vectors.map(({ name, values }) => {
      const row = make("div", "bd-vector");
      row.append(make("span", "bd-vector-name", name), bertdemo.strip(values, bertdemo.largest([values]), words));
      return row;
    }));
  }

  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (state) => {
    if (answer && state.run.key.model === model) return;
    model = state.run.key.model;
    all.replaceChildren();
    go();
  });
};
