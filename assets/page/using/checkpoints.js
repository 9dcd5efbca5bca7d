// Checkpoints: those that lie here, and those of the Hub: looked at, fetched with a bar, used in every tab.
bertdemo.components.checkpoints = (element, words, server) => {
  const { make } = bertdemo;
  const table = make("table", "bd-rows bd-checkpoints");
  const head = make("tr");
  head.append(...[words.name, words.task, words.shape, words.vocabulary, words.parameters].map((name) => make("th", "", name)));
  table.append(head, ...words.here_rows.map((cells) => {
    const row = make("tr");
    row.append(...cells.map((cell, i) => make(i ? "td" : "th", i ? "" : "bd-mono", cell)));
    return row;
  }));
  const frame = make("div", "bd-frame");
  frame.append(table);
  element.append(frame);
  if (!words.open && !words.suggested.length) {
    element.append(make("p", "bd-said", words.closed));
    return;
  }
  const id = make("input", "bd-input bd-id");
  id.placeholder = "owner/name";
  id.spellcheck = false;
  const go = bertdemo.button(words.look, "bd-step-button", look);
  const row = make("div", "bd-controls");
  row.append(bertdemo.field(words.id, id), go);
  const list = make("table", "bd-rows");
  list.append(...words.suggested.map(([key, adds]) => {
    const line = make("tr");
    const cell = make("td");
    cell.append(bertdemo.button(key, "bd-answer bd-mono", () => { id.value = key; look(); }));
    line.append(cell, make("td", "", adds));
    return line;
  }));
  const problem = make("p", "bd-problem");
  problem.setAttribute("role", "alert");
  const found = make("div");
  element.append(make("h3", "bd-part-title", words.hub), make("p", "bd-quiet", words.hub_said), row, problem, found, list);
  let newest = 0;

  async function look() {
    const mine = ++newest;
    go.disabled = true;
    problem.textContent = "";
    let answer;
    try {
      answer = await server.look_up({ id: id.value });
    } catch {
      answer = { error: words.failed };
    }
    go.disabled = false;
    if (mine !== newest) return;
    problem.textContent = answer.error || "";
    if (!answer.error) id.value = answer.id;  // an address that was pasted holds more
    found.replaceChildren(...(answer.error ? [] : [preview(answer)]));
  }

  function preview(answer) {
    const card = make("section", "bd-lab-part");
    const facts = make("table", "bd-rows");
    facts.append(...answer.rows.map(([name, value]) => {
      const line = make("tr");
      line.append(make("th", "", name), make("td", "", value));
      return line;
    }));
    const use = () => bertdemo.button(words.use, "bd-step-button bd-step-next", () => bertdemo.serve(answer.id, answer.id));
    card.append(make("h3", "bd-mono", answer.id), facts);
    if (answer.here) card.append(use());
    else {
      const names = { start: "start_fetch", follow: "follow_fetch", steer: "steer_fetch" };
      const after = make("div");
      const fetching = bertdemo.training(element, words, server, names, {
        download: true,
        start: async (ask) => {
          const started = await ask({ id: answer.id });
          if (started?.here) after.replaceChildren(use());  // somebody else fetched it meanwhile
          return started?.here ? null : started;
        },
        take: () => {},
        paint: () => {},
        done: () => after.replaceChildren(use()),
      });
      card.append(fetching.box, after);
    }
    return card;
  }

  id.addEventListener("keydown", (event) => { if (event.key === "Enter") look(); });
};
