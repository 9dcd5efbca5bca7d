// Two tokenizers side by side on the sentence on screen.
bertdemo.components.tokenizers = (element, words) => {
  const sides = ["left", "right"].map((name, i) => {
    const side = document.createElement("section");
    const label = document.createElement("label");
    label.className = "bd-field";
    const select = document.createElement("select");
    label.append(`${words[name]} `, select);
    const strip = document.createElement("ol");
    strip.className = "bd-strip";
    side.append(label, strip);
    // Of a sentence that has just changed this part may be on its way; it is drawn with this choice when it comes.
    select.addEventListener("change", () => { if (bertdemo.state.run.tokenizers) draw(bertdemo.state); });
    return { side, select, strip, first: i };
  });
  const both = document.createElement("div");
  both.className = "bd-compare";
  both.append(...sides.map(({ side }) => side));
  const said = document.createElement("p");
  said.className = "bd-said";
  said.setAttribute("aria-live", "polite");
  element.append(both, said);

  function chips(tokenizer) {
    const made = tokenizer.tokens.map((token, i) => {
      const chip = document.createElement("li");
      chip.className = "bd-token";
      chip.classList.toggle("bd-special", /^\[(CLS|SEP|PAD|MASK)\]$/.test(token));
      chip.classList.toggle("bd-unknown", token === "[UNK]");
      chip.classList.toggle("bd-piece", token.startsWith("##"));
      for (const [name, value] of [["text", token], ["id", tokenizer.ids[i]]]) {
        const line = document.createElement("span");
        line.className = `bd-token-${name}`;
        line.textContent = value;
        chip.append(line);
      }
      return chip;
    });
    if (tokenizer.count > made.length) {
      const more = document.createElement("li");
      more.className = "bd-quiet";
      more.textContent = words.more.replace("{count}", tokenizer.count - made.length);
      made.push(more);
    }
    return made;
  }

  function draw({ run }) {
    const names = run.tokenizers.map(({ name }) => name);
    const values = {};
    sides.forEach(({ select, strip, first }, i) => {
      const before = select.selectedIndex;
      if (select.options.length !== names.length || names.some((name, n) => select.options[n].text !== name)) {
        select.replaceChildren(...names.map((name) => new Option(name)));
        select.selectedIndex = Math.min(before < 0 ? first : before, names.length - 1);
      }
      const tokenizer = run.tokenizers[select.selectedIndex];
      strip.setAttribute("aria-label", tokenizer.name);
      strip.replaceChildren(...chips(tokenizer));
      const side = i ? "right" : "left";
      Object.assign(values, {
        [side]: tokenizer.name, [`${side}_count`]: tokenizer.count, [`${side}_unknown`]: tokenizer.unknown,
      });
    });
    said.textContent = words.said.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
  }

  bertdemo.subscribe(element, (state, changed) => { if (changed.has("run")) draw(state); }, "tokenizers");
};
