// Names marked in a text of its own; below, each word with its tag and each of its pieces with theirs.
bertdemo.components.entities = (element, words, server) => {
  const { make, digits } = bertdemo;
  const text = make("textarea", "bd-input");
  text.rows = 2;
  text.value = words.examples[0];
  text.setAttribute("aria-label", words.text);
  const chips = make("div", "bd-controls");
  chips.append(...words.examples.map((example, i) => bertdemo.button(`${words.example} ${i + 1}`, "bd-small-chip", () => {
    text.value = example;
    later(0);
  })));
  const problem = make("p", "bd-problem");
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const marked = make("p", "bd-marked");
  const nested = make("div", "bd-nested");
  element.append(text, chips, problem, marked, said, make("p", "bd-quiet", words.legend), nested);
  let model = "";
  let timer = 0;
  let newest = 0;
  let answer = null;
  const hue = (kind) => `rgb(${bertdemo.headColour(1 + answer.kinds.indexOf(kind))})`;
  const kindOf = (label) => label.replace(/^[BIESLU]-/, "");

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  };

  async function ask() {
    const mine = ++newest;
    let found;
    try {
      found = await server.find_names({ text: bertdemo.typed(text), model });
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
    const characters = [...answer.text];  // offsets count code points
    const parts = [];
    let at = 0;
    for (const { start, end, label, score } of answer.entities) {
      parts.push(characters.slice(at, start).join(""));
      const mark = make("mark", "bd-entity", characters.slice(start, end).join(""));
      mark.style.borderColor = hue(label);
      mark.append(make("span", "bd-entity-kind", label));
      mark.title = digits(score);
      mark.tabIndex = 0;
      mark.setAttribute("aria-label", `${mark.firstChild.textContent}: ${label}, ${digits(score)}`);
      parts.push(mark);
      at = end;
    }
    parts.push(characters.slice(at).join(""));
    marked.replaceChildren(...parts);
    nested.replaceChildren(...answer.words.map((word) => {
      const box = make("div", word.label === "O" ? "bd-nested-word" : "bd-nested-word bd-nested-named");
      if (word.label !== "O" && answer.kinds.includes(kindOf(word.label))) box.style.borderColor = hue(kindOf(word.label));
      const pieces = make("div", "bd-nested-pieces");
      pieces.append(...word.pieces.map(({ token, label, score }, i) => {
        const piece = make("span", i ? "bd-nested-piece bd-nested-later" : "bd-nested-piece");
        piece.append(make("span", "bd-mono", token), make("span", "bd-nested-tag", label), make("span", "bd-token-place", digits(score)));
        piece.title = i ? words.later : words.first;
        return piece;
      }));
      box.append(make("span", "bd-nested-text", `${word.text} · ${word.label}${word.divided ? " *" : ""}`), pieces);
      return box;
    }));
  }

  text.addEventListener("input", () => later(250));
  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (state) => {
    if (answer && state.run.key.model === model) return;
    model = state.run.key.model;
    ask();
  });
};
