// What the panels of steps have in common: pickers, bars, drawings, and questions to the server.
// The token that Inside looks at; none chosen: the one that the server finds worth it.
bertdemo.tokenPicker = (words) => {
  const picker = bertdemo.picker(words.token, words.previous_token, words.next_token,
    (chosen) => bertdemo.select({ chosen }));
  return { box: picker.box, show: (run, token) =>
    picker.show(run.tokens.map((name, i) => [i, `${i} ${name}`]), token) };
};

// Which of the bundled classifiers is asked.
bertdemo.taskPicker = (words, choose) => {
  const list = bertdemo.make("select", "bd-select");
  for (const name of ["sentiment", "topic"]) {
    const option = bertdemo.make("option", "", words[`task_${name}`]);
    option.value = name;
    list.append(option);
  }
  list.addEventListener("change", choose);
  return list;
};

// Bars of [label, share of the width, figure]; the first is the best one where `best` is said.
bertdemo.bars = (rows, { best = false, mono = true } = {}) => {
  const { make } = bertdemo;
  const bars = make("dl", "bd-bars");
  bars.append(...rows.map(([label, share, shown], i) => {
    const row = make("div", best && !i ? "bd-bar-row bd-best" : "bd-bar-row");
    const figure = make("dd", "bd-bar-figure");
    const bar = make("span", "bd-bar");
    bar.style.setProperty("--share", Math.max(0, share));
    figure.append(bar, make("span", "bd-number", shown));
    row.append(make("dt", mono ? "bd-bar-label bd-mono" : "bd-bar-label", label), figure);
    return row;
  }));
  return bars;
};

// An element of a drawing.
bertdemo.draw = (tag, values, text = null) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(values)) made.setAttribute(name, value);
  if (text !== null) made.textContent = text;
  return made;
};

// Ask the server for what a panel shows, once it is near the screen, and draw the newest answer only.
bertdemo.asker = (element, words, ask, draw) => {
  const problem = bertdemo.make("p", "bd-problem");
  problem.setAttribute("role", "status");
  element.prepend(problem);
  let newest = 0;
  let near = false;
  let waiting = null;

  async function go(state) {
    const mine = ++newest;
    const { run } = state;
    const question = { ...run.key, layer: Math.max(1, state.layer), head: Math.max(1, state.head), token: state.chosen };
    element.setAttribute("aria-busy", "true");
    let answer;
    try {
      answer = (await ask(question)) ?? { error: words.failed };
    } catch {
      answer = { error: words.failed };
    }
    if (mine !== newest) return;
    element.removeAttribute("aria-busy");
    problem.textContent = answer.error || "";
    if (!answer.error) draw({ ...question, ...answer, run });
  }

  new IntersectionObserver((entries) => {
    near = entries.at(-1).isIntersecting;
    if (!near || !waiting) return;
    const state = waiting;
    waiting = null;
    go(state);
  }, { rootMargin: "400px" }).observe(element);

  return (state) => {
    if (near) go(state);
    else waiting = state;
  };
};
