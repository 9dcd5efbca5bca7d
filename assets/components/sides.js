// One word hidden, guessed from both sides, from the left alone and from the right alone.
bertdemo.components.sides = (element, words, server) => {
  const { make, digits } = bertdemo;
  const tokenPicker = bertdemo.tokenPicker(words);
  const controls = make("div", "bd-controls");
  controls.append(tokenPicker.box);
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const columns = make("div", "bd-sides");
  element.append(controls, said, columns);
  const ask = bertdemo.asker(element, words, server.both_sides, (answer) => {
    tokenPicker.show(answer.run, answer.token);
    said.textContent = answer.said;
    columns.replaceChildren(...answer.sides.map(({ name, sentence, best, own }) => {
      const column = make("div");
      const bars = make("dl", "bd-bars");
      bars.append(...best.map(([token, share], i) => {
        const row = make("div", i ? "bd-bar-row" : "bd-bar-row bd-best");
        const figure = make("dd", "bd-bar-figure");
        const bar = make("span", "bd-bar");
        bar.style.setProperty("--share", share);
        figure.append(bar, make("span", "bd-number", digits(share)));
        row.append(make("dt", "bd-bar-label bd-mono", token), figure);
        return row;
      }));
      column.append(make("h3", "", name), make("p", "bd-quiet bd-mono bd-side-text", sentence), bars, make("p", "bd-quiet", own));
      return column;
    }));
  });
  bertdemo.subscribe(element, (state, changed) => {
    if (["run", "chosen"].some((part) => changed.has(part))) ask(state);
  });
};
