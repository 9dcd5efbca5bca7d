// The lab's inputs: a bundled set, pasted rows or a file, with what was found in it; and the recipe.
bertdemo.button = (label, className, act) => {
  const button = bertdemo.make("button", className, label);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
};

// A row of choices of which one is pressed; `choose` is told its value.
bertdemo.choices = (label, options, value, choose) => {
  const box = bertdemo.make("div", "bd-controls");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", label);
  const press = (chosen) => {
    for (const button of box.children) button.setAttribute("aria-pressed", String(button.dataset.value === chosen));
  };
  for (const [name, shown] of options) {
    const button = bertdemo.button(shown, "bd-small-chip", () => { press(name); choose(name); });
    button.dataset.value = name;
    box.append(button);
  }
  press(value);
  return { box, press };
};

bertdemo.selectOf = (options, change) => {
  const list = bertdemo.make("select", "bd-select");
  for (const [value, shown] of options) {
    const option = bertdemo.make("option", "", shown);
    option.value = value;
    list.append(option);
  }
  list.addEventListener("change", change);
  return list;
};

// Once an element comes near the screen.
bertdemo.whenNear = (element, act) => {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.at(-1).isIntersecting) return;
    observer.disconnect();
    act();
  }, { rootMargin: "400px" });
  observer.observe(element);
};

bertdemo.labData = (words, look) => {
  const { make } = bertdemo;
  const box = make("section", "bd-lab-part");
  const set = bertdemo.selectOf(words.sets, () => refresh());
  const paste = make("textarea", "bd-input");
  paste.rows = 6;
  paste.placeholder = words.paste_hint;
  paste.setAttribute("aria-label", words.source_paste);
  const file = make("input");
  file.type = "file";
  file.accept = ".csv,.tsv,.txt,.jsonl,.json";
  file.setAttribute("aria-label", words.source_file);
  const parts = { set: bertdemo.field(words.set_name, set), paste, file: bertdemo.field(words.file, file) };
  const source = bertdemo.choices(words.data, Object.keys(parts).map((name) => [name, words[`source_${name}`]]), "set", (name) => {
    kind = name;
    columns = {};
    show();
    refresh();
  });
  const problem = make("p", "bd-problem");
  problem.setAttribute("role", "alert");
  const said = make("p", "bd-said");
  const found = make("div", "bd-lab-found");
  box.append(make("h3", "", `1 · ${words.data}`), source.box, ...Object.values(parts), problem, said, found);
  let kind = "set";
  let content = null;  // of the file, base64
  let columns = {};  // that the visitor chose
  let newest = 0;
  let typing = 0;
  let rows = [];
  show();

  function show() {
    for (const [name, part] of Object.entries(parts)) part.hidden = name !== kind;
  }
  const wanted = () => ({ source: kind, name: kind === "set" ? set.value : file.files[0]?.name ?? "",
    text: kind === "paste" ? bertdemo.typed(paste) : "", content: kind === "file" ? content ?? "" : "", ...columns });

  async function refresh() {
    if ((kind === "paste" && !bertdemo.typed(paste).trim()) || (kind === "file" && content === null)) {
      problem.textContent = said.textContent = "";
      found.replaceChildren();
      return;
    }
    const mine = ++newest;
    let answer;
    try {
      answer = await look(wanted());
    } catch {
      answer = { error: words.failed };
    }
    if (mine !== newest) return;
    problem.textContent = answer.error || "";
    if (answer.error) {
      said.textContent = "";
      found.replaceChildren();
      return;
    }
    rows = answer.sample;
    said.textContent = answer.said;
    const most = Math.max(...answer.labels.map(([, count]) => count));
    const labels = bertdemo.bars(answer.labels.map(([label, count]) => [label, count / most, String(count)]), { mono: false });
    const notes = make("ul", "bd-findings");
    notes.append(...answer.findings.map((note) => make("li", "", note)));
    const sample = make("table", "bd-rows");
    sample.append(...answer.sample.map(([text, label]) => {
      const row = make("tr");
      row.append(make("th", "", label), make("td", "", text));
      return row;
    }));
    const left = make("div");
    left.append(labels, ...(answer.columns.length > 1 && kind !== "set" ? [picks(answer)] : []), notes);
    found.replaceChildren(left, sample);
  }

  // Which column is which, when the reader's guess is not what was meant.
  function picks(answer) {
    const row = make("div", "bd-controls");
    for (const name of ["text_column", "label_column"]) {
      const list = bertdemo.selectOf(answer.columns.map((column) => [column, column]), () => {
        columns = { ...columns, text_column: answer.text_column, label_column: answer.label_column, [name]: list.value };
        refresh();
      });
      list.value = answer[name];
      row.append(bertdemo.field(words[name], list));
    }
    return row;
  }

  paste.addEventListener("input", () => {
    clearTimeout(typing);
    columns = {};
    typing = setTimeout(refresh, 400);
  });
  file.addEventListener("change", () => {
    const [chosen] = file.files;
    content = null;
    columns = {};
    if (!chosen) return refresh();
    if (chosen.size > words.megabytes * 2 ** 20) {
      problem.textContent = bertdemo.fill(words.too_large, { megabytes: words.megabytes });
      said.textContent = "";
      return found.replaceChildren();
    }
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      content = reader.result.slice(reader.result.indexOf(",") + 1);
      refresh();
    });
    return reader.readAsDataURL(chosen);
  });

  const name = () => (kind === "set" ? set.selectedOptions[0].textContent : kind === "file" ? file.files[0]?.name : words.source_paste);
  return { box, refresh, wanted, name, example: () => rows[0]?.[0] ?? "" };
};

bertdemo.labRecipe = (words, rebase) => {
  const { make } = bertdemo;
  const box = make("section", "bd-lab-part");
  const base = bertdemo.selectOf(words.bases, () => { refreeze(); rebase(); });
  const defaults = Object.fromEntries(words.methods.map(([name, , about, values]) => [name, { ...values, about }]));
  let method = words.methods[0][0];
  const explained = make("p", "bd-said");
  const pick = bertdemo.choices(words.method, words.methods.map(([name, shown]) => [name, shown]), method, (name) => {
    method = name;
    reset();
  });
  const number = (name, attributes) => {
    const input = make("input", "bd-input bd-number-input");
    Object.assign(input, { type: "number", ...attributes });
    fields[name] = input;
    return bertdemo.field(words[`field_${name}`], input);
  };
  const fields = {};
  const inputs = make("div", "bd-controls");
  inputs.append(
    number("learning_rate", { min: 1e-7, max: 10, step: "any" }), number("epochs", { min: 1, max: 100, step: 1 }),
    number("batch_size", { min: 1, max: 128, step: 1 }), number("held_back", { min: 5, max: 50, step: 1 }),
    number("frozen", { min: 0, step: 1 }), number("seed", { min: 0, max: 2 ** 31, step: 1 }));
  const switches = ["wrong", "fast", "cold"].map((name) => {
    const input = make("input");
    input.type = "checkbox";
    return { name, input, field: bertdemo.field(words[`sabotage_${name}`], input) };
  });
  const sabotage = make("fieldset", "bd-sabotage");
  sabotage.append(make("legend", "", words.sabotage), ...switches.map(({ field }) => field));
  box.append(make("h3", "", `2 · ${words.training}`), bertdemo.field(words.base, base), pick.box, explained, inputs, sabotage);

  function reset() {
    explained.textContent = defaults[method].about;
    for (const [name, input] of Object.entries(fields)) {
      const value = defaults[method][name];
      if (name !== "frozen") input.value = name === "held_back" ? Math.round(100 * value) : value;
    }
    refreeze();
  }

  // How many layers can stay as they are depends on how many the base has; LoRA changes one at least.
  function refreeze() {
    const { layers, frozen } = words.depths[base.value];
    fields.frozen.max = method === "lora" ? layers - 1 : layers;
    fields.frozen.value = frozen[method];
    fields.frozen.disabled = method === "head";
  }
  reset();

  const on = (name) => switches.find((one) => one.name === name).input.checked;
  const values = () => {
    const chosen = Object.fromEntries(Object.entries(fields).map(([name, input]) => [name, input.valueAsNumber]));
    return {
      ...chosen, method, frozen: method === "head" ? 0 : chosen.frozen, held_back: chosen.held_back / 100,
      learning_rate: chosen.learning_rate * (on("fast") ? 100 : 1),
      wrong_labels: on("wrong") ? 0.4 : 0, warm_up: on("cold") ? 0 : defaults[method].warm_up,
    };
  };
  return { box, base: () => base.value, values };
};
