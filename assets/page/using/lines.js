// Many texts at once: a line each, typed or from a file that the server reads; a table, and the same as a file to keep.
bertdemo.components.lines = (element, words, server) => {
  const { make, digits } = bertdemo;
  const lines = make("textarea", "bd-input");
  lines.rows = 5;
  lines.value = words.example;
  lines.setAttribute("aria-label", words.lines);
  const file = make("input");
  file.type = "file";
  file.accept = ".txt,.csv,.tsv,.json,.jsonl";
  const task = bertdemo.taskPicker(words, () => {});
  const go = bertdemo.button(words.go, "bd-step-button bd-step-next", ask);
  const save = bertdemo.button(words.save, "bd-step-button", download);
  save.hidden = true;
  const controls = make("div", "bd-controls");
  controls.append(bertdemo.field(words.task, task), bertdemo.field(words.file, file), go, save);
  const problem = make("p", "bd-problem");
  problem.setAttribute("role", "alert");
  const said = make("p", "bd-said");
  said.setAttribute("role", "status");
  const frame = make("div", "bd-steps-frame");
  const notes = make("ul", "bd-findings");
  element.append(lines, controls, problem, notes, said, frame);
  let answer = null;
  let model = "";

  async function ask() {
    go.disabled = true;
    let found;
    try {
      found = await server.judge_lines({ lines: lines.value, task: task.value, model });
    } catch {
      found = { error: words.failed };
    }
    go.disabled = false;
    problem.textContent = found.error || "";
    if (found.error) {
      frame.replaceChildren();
      said.textContent = "";
      save.hidden = true;
      return;
    }
    answer = found;
    save.hidden = false;
    said.textContent = found.said;
    const table = make("table", "bd-rows");
    table.append(...found.rows.map(({ text, label, probability }) => {
      const row = make("tr");
      row.append(make("td", "", text), make("th", "", label), make("td", "bd-number", probability === null ? "" : digits(probability)));
      return row;
    }));
    frame.replaceChildren(table);
  }

  // What was said of other texts than those that stand in the box now.
  function clear() {
    notes.replaceChildren();
    frame.replaceChildren();
    problem.textContent = said.textContent = "";
    save.hidden = true;
  }
  lines.addEventListener("input", clear);

  // A cell that a spreadsheet would run as a formula is kept as text by an apostrophe.
  const cell = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;

  function download() {
    const head = [words.text, words.label, ...answer.labels];
    const rows = answer.rows.map(({ text, label, all }) => [text, label, ...all.map((share) => share.toFixed(6))]);
    const csv = `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
    link.download = "bert.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  let newest = 0; // of the files that were chosen

  file.addEventListener("change", () => {
    const [chosen] = file.files;
    const mine = ++newest;
    clear();
    if (!chosen) return;
    if (chosen.size > words.megabytes * 2 ** 20) {
      problem.textContent = bertdemo.fill(words.too_large, { megabytes: words.megabytes });
      return;
    }
    const reader = new FileReader();
    reader.addEventListener("load", () => read(reader.result.slice(reader.result.indexOf(",") + 1), mine));
    reader.readAsDataURL(chosen);
  });

  // What the server makes of a file's bytes: encoding, table or lines, and what it assumed.
  async function read(content, mine) {
    let found;
    try {
      found = await server.read_lines({ content });
    } catch {
      found = { error: words.failed };
    }
    if (mine !== newest) return;
    problem.textContent = found.error || "";
    if (found.error) return;
    lines.value = found.lines;
    notes.append(...[found.said, ...found.findings].map((note) => make("li", "", note)));
    ask();
  }
  bertdemo.subscribe(element, (state) => { model = state.run.key.model; });
};
