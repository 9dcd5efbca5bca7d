// Scores of a classifier as bars: probability beside the bar, logit on hover and in the table.
bertdemo.components.scores = (element, words) => {
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const digits = (value) => Number(value).toFixed(Math.abs(value) < 0.0995 ? 4 : 3);

  function task(scores) {
    const block = make("section", "bd-scores");
    block.setAttribute("aria-label", scores.title);
    block.append(make("h3", "bd-scores-title", scores.title));
    if (scores.error) {
      block.append(make("p", "bd-said", scores.error));
      return block;
    }
    const list = make("dl", "bd-bars");
    const best = scores.probabilities.indexOf(Math.max(...scores.probabilities));
    scores.labels.forEach((label, i) => {
      const row = make("div", i === best ? "bd-bar-row bd-best" : "bd-bar-row");
      const logit = `${words.logit} ${scores.logits[i].toFixed(2)}`;
      row.title = logit;
      row.tabIndex = 0;
      const bar = make("span", "bd-bar");
      bar.style.setProperty("--share", scores.probabilities[i]);
      const figure = make("dd", "bd-bar-figure");
      figure.append(bar, make("span", "bd-number", digits(scores.probabilities[i])),
        make("span", "bd-logit", logit));
      row.append(make("dt", "bd-bar-label", label), figure);
      list.append(row);
    });
    block.append(list);
    if (scores.more) block.append(make("p", "bd-quiet", scores.more));
    block.append(make("p", "bd-said", scores.said));
    return block;
  }

  bertdemo.subscribe(element, (state, changed) => {
    if (!changed.has("run")) return;
    element.replaceChildren(...state.run.scores.map(task));
  }, "scores");
};
