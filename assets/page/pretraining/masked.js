// Words of the sentence as buttons: hide one or several; what BERT would write in each place, and why.
bertdemo.components.masked = (element, words, server) => {
  const { make, digits } = bertdemo;
  const list = make("div", "bd-choices");
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", words.hint);
  const layers = bertdemo.layerPicker(words);
  const heads = bertdemo.headPicker(words);
  const word = make("input", "bd-input");
  word.placeholder = words.word_hint;
  word.maxLength = 40;
  word.autocapitalize = "none";
  const clear = make("button", "bd-step-button", words.clear);
  clear.type = "button";
  const controls = make("div", "bd-controls");
  controls.append(bertdemo.field(words.word, word), layers.box, heads.box, clear);
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const before = make("p", "bd-quiet");
  const places = make("div", "bd-sides");
  const rows = make("div", "bd-why");
  element.append(make("p", "bd-quiet", words.hint), list, controls, said, before, places, rows);
  let hidden = null;  // positions that the visitor chose; null until then
  let focus = null;  // the place whose attention is shown
  let answer = null;
  let state = null;
  let last = null;  // what was guessed before the context changed, { sentence, guess }
  let typing = 0;

  const usual = (run) => {
    const typed = run.tokens.flatMap((token, i) => (/^(\[MASK\]|<mask>)$/.test(token) ? [i] : []));
    if (typed.length) return typed;
    return [bertdemo.wholeWords(run).at(-1) ?? run.special.indexOf(false)];
  };
  const chosen = (run) => {
    const kept = hidden?.filter((i) => i < run.tokens.length && !run.special[i]);
    return hidden === null || (hidden.length && !kept.length) ? usual(run) : kept;
  };

  const ask = bertdemo.asker(element, words, (question) => server.fill_places({
    ...question, layer: state.layer, head: state.head, positions: chosen(state.run), place: focus, word: bertdemo.typed(word) }),
  (found) => {
    answer = found;
    remember(found);
    paint();
  });

  // The context changed under the same hidden places: what the first guess was before.
  function remember(found) {
    const shown = found.places.find(({ position }) => position === found.place);
    const sentence = found.run.tokens.map((token, i) => (found.places.some((p) => p.position === i) ? "[MASK]" : token)).join(" ");
    if (!shown) return;
    const now = { sentence, guess: shown.best[0] };
    before.textContent = last && last.sentence !== sentence
      ? bertdemo.fill(words.before, { guess: last.guess[0], probability: digits(last.guess[1]) }) : before.textContent;
    last = now;
  }

  function choose(i) {
    const now = chosen(state.run);
    hidden = now.includes(i) ? now.filter((j) => j !== i) : [...now, i];
    focus = hidden.includes(i) ? i : null;
    ask(state);
    buttons();
    list.querySelector(`[data-place="${i}"]`)?.focus();
  }

  function buttons() {
    const { run } = state;
    const now = chosen(run);
    list.replaceChildren(...run.tokens.flatMap((token, i) => {
      if (run.special[i]) return [];
      const button = make("button", "bd-choice", now.includes(i) ? answer?.mask || "[MASK]" : token);
      button.type = "button";
      button.dataset.place = i;
      button.setAttribute("aria-pressed", String(now.includes(i)));
      if (now.includes(i)) button.title = bertdemo.fill(words.was, { word: token });
      button.addEventListener("click", () => choose(i));
      return [button];
    }));
  }

  function paint() {
    layers.show(state);
    heads.show(state);
    said.textContent = answer.said;
    places.replaceChildren(...answer.places.map((place) => {
      const column = make("section", place.position === answer.place ? "bd-place bd-place-on" : "bd-place");
      const name = make("button", "bd-place-name bd-mono", bertdemo.fill(words.place, { position: place.position, token: place.token }));
      name.type = "button";
      name.setAttribute("aria-pressed", String(place.position === answer.place));
      name.addEventListener("click", () => { focus = place.position; ask(state); });
      column.append(name, bertdemo.bars(place.best.map(([token, share]) => [token, share, digits(share)]), { best: true }),
        ...[place.own, ...place.named].filter(Boolean).map((line) => make("p", "bd-quiet", line)));
      return column;
    }));
    if (answer.problem) places.append(make("p", "bd-problem", answer.problem));
    rows.replaceChildren(...(answer.places.length ? [
      shaded(bertdemo.fill(words.looks, { position: answer.place }), answer.attention, bertdemo.scale, 1),
      shaded(words.adds, answer.effect, bertdemo.diverging, 0.8),
    ] : []));
  }

  function shaded(name, values, scale, most) {
    const row = make("div", "bd-why-row");
    const line = make("p", "bd-why-words");
    const largest = Math.max(1e-9, ...values.map(Math.abs));
    line.append(...answer.run.tokens.map((token, i) => {
      const shade = scale((most * values[i]) / largest);
      const hiding = answer.places.some(({ position }) => position === i);
      const one = make("span", "bd-why-word", hiding ? answer.mask : token);
      one.style.background = `rgb(${shade})`;
      one.style.color = bertdemo.inkOn(shade);
      one.title = `${values[i] < 0 ? "−" : ""}${digits(Math.abs(values[i]))}`;
      return one;
    }));
    row.append(make("span", "bd-why-name", name), line);
    return row;
  }

  word.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => ask(state), 250);
  });
  clear.addEventListener("click", () => { hidden = null; focus = null; buttons(); ask(state); });
  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (now, changed) => {
    state = now;
    if (changed.has("run")) buttons();
    if (["run", "layer", "head"].some((part) => changed.has(part))) ask(now);
  });
};
