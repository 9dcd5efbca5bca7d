// What each head does on this text, by name and colour; one opens by a click.
bertdemo.components.finder = (element, words, server) => {
  const { make, fill } = bertdemo;
  const KINDS = ["previous", "next", "itself", "first", "separator", "same", "broad", "mixed"];
  const said = make("p", "bd-said");
  const legend = make("ul", "bd-kinds");
  const grid = bertdemo.headGrid(words.grid, words, (layer, head) => bertdemo.select({ layer, head }));
  const grammar = make("div", "bd-grammar");
  element.append(said, legend, grid.frame, grammar);
  let answer = null;
  let known = null;  // { model, over, rows }: which heads find grammar, the same for every sentence
  const ask = bertdemo.asker(element, words, server.head_kinds, (found) => {
    answer = found;
    paint();
    if (known?.model === found.model) return;
    known = { model: found.model };
    server.head_grammar({ model: found.model }).then(({ over, rows, error }) => {
      if (known?.model !== found.model) return;
      known = error ? null : { ...known, over, rows };
      if (known) paintGrammar();
    }, () => { known = null; });
  });
  // Hues apart, and the two that are no pattern grey.
  const colour = (kind) => {
    if (kind === "mixed") return bertdemo.scale(0.06);
    if (kind === "broad") return bertdemo.scale(0.3);
    return bertdemo.headColour(KINDS.indexOf(kind) + 1);
  };

  function paint() {
    said.textContent = answer.said;
    legend.replaceChildren(...KINDS.filter((kind) => answer.counts[kind]).map((kind) => {
      const entry = make("li", "bd-kind");
      const swatch = make("span", "bd-swatch");
      swatch.style.background = `rgb(${colour(kind)})`;
      entry.append(swatch, make("strong", "", words[`kind_${kind}`]), ` × ${answer.counts[kind]} `, make("span", "bd-quiet", words[`means_${kind}`]));
      return entry;
    }));
    const { layer, head } = bertdemo.state;
    grid.show(answer.heads.length, answer.heads[0].length, (l, h) => {
      const [kind, score] = answer.heads[l][h];
      const share = bertdemo.percent(score);
      return {
        text: share, colour: colour(kind), on: l + 1 === layer && h + 1 === head,
        title: fill(words.head_said, { layer: l + 1, head: h + 1, kind: words[`kind_${kind}`], share }),
      };
    });
  }

  function paintGrammar() {
    const rows = known.rows.map(({ name, said: told, sentence, accuracy, layer: at, head: which }) => {
      const row = make("button", "bd-grammar-row");
      row.type = "button";
      const bar = make("span", "bd-bar");
      bar.style.setProperty("--share", accuracy);
      row.append(make("strong", "", name), bar, make("span", "", told), make("span", "bd-quiet", sentence));
      row.addEventListener("click", () => bertdemo.select({ layer: at, head: which }));
      return row;
    });
    grammar.replaceChildren(make("h3", "", known.over), ...rows, make("p", "bd-quiet", words.relations_note));
  }

  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (state, changed) => {
    if (changed.has("run")) ask(state);
    else if (answer) paint();
  });
};

bertdemo.percent = (share) => `${Math.round(100 * share)}%`;
