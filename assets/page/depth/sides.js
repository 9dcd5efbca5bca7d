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
      const bars = bertdemo.bars(best.map(([token, share]) => [token, share, digits(share)]), { best: true });
      column.append(make("h3", "", name), make("p", "bd-quiet bd-mono bd-side-text", sentence), bars, make("p", "bd-quiet", own));
      return column;
    }));
  });
  bertdemo.subscribe(element, (state, changed) => {
    if (["run", "chosen"].some((part) => changed.has(part))) ask(state);
  });
};
