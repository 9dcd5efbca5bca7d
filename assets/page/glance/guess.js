// One word hidden, and what BERT would write there. The words are buttons; the first choice is a [MASK] that was typed, else
// the last whole word of the text, and a visitor's choice is kept for as long as there is a token at that place.
bertdemo.components.guess = (element, words, server) => {
  const make = bertdemo.make;
  const hint = make("p", "bd-quiet", words.hint);
  const list = make("div", "bd-choices");
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", words.hint);
  const bars = make("div");
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  element.append(hint, list, bars, said);
  let chosen = null;  // what the visitor chose; null until then
  let newest = 0;

  const usual = (run) => {
    const typed = run.tokens.findIndex((token) => /^(\[MASK\]|<mask>)$/.test(token));
    if (typed >= 0) return typed;
    return bertdemo.wholeWords(run).at(-1) ?? run.special.indexOf(false);
  };
  const place = (run) => (chosen !== null && chosen < run.tokens.length && !run.special[chosen] ? chosen : usual(run));

  async function draw(run) {
    const mine = ++newest;
    const position = place(run);
    list.replaceChildren(...run.tokens.flatMap((token, i) => (run.special[i] ? [] : [word(run, token, i, i === position)])));
    const shown = list.querySelector('[aria-pressed="true"]');
    if (shown) list.scrollTop = shown.offsetTop - list.offsetTop - list.clientHeight / 2;  // the page itself stays
    let answer;
    try {
      answer = await server.guess_token({ ...run.key, position });
    } catch {
      answer = { error: words.failed };
    }
    if (mine !== newest) return;
    said.textContent = answer.error || answer.said;
    const rows = (answer.labels ?? []).map((label, i) => [label, answer.probabilities[i], bertdemo.digits(answer.probabilities[i])]);
    bars.replaceChildren(bertdemo.bars(rows, { best: true }));
  }

  function word(run, token, i, hidden) {
    const button = make("button", "bd-choice", hidden ? "[MASK]" : token);
    button.type = "button";
    button.setAttribute("aria-pressed", String(hidden));
    if (hidden) button.title = words.mask.replace("{word}", token);
    button.addEventListener("click", () => {
      chosen = i;
      draw(run).then(() => list.querySelector('[aria-pressed="true"]')?.focus());
    });
    return button;
  }

  bertdemo.subscribe(element, (state, changed) => { if (changed.has("run")) draw(state.run); });
};
