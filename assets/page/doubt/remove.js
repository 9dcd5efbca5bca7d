// Heads switched off by a click: what each alone changes, and what all that are off change together.
bertdemo.components.remove = (element, words, server) => {
  const { make, fill } = bertdemo;
  const task = bertdemo.taskPicker(words, () => ask(state));
  const all = make("button", "bd-step-button", words.all_on);
  all.type = "button";
  const controls = make("div", "bd-controls");
  controls.append(bertdemo.field(words.task, task), all);
  const said = make("p", "bd-said");
  said.setAttribute("aria-live", "polite");
  const bars = make("div", "bd-removed");
  const grid = bertdemo.headGrid(words.grid, words, (layer, head) => toggle(layer, head));
  const parts = make("div", "bd-removed-parts");
  element.append(controls, said, bars, grid.frame, make("p", "bd-quiet bd-note", words.legend), parts);
  let off = new Map();
  let answer = null;  // what each head and part alone does, of the model, sentence and task that it is `about`
  let together = null;  // what all heads that are off do: asked at every click
  let state = null;
  const ask = bertdemo.asker(element, words, async (question) => {
    const wanted = { ...question, task: task.value, off: [...off.values()] };
    const about = JSON.stringify([wanted.model, wanted.text, wanted.text_pair, wanted.task]);
    const alone = answer?.about === about ? answer : { about, ...await server.each_head(wanted) };
    if (alone.error) return alone;
    const both = await server.removed(wanted);
    return both.error ? both : { alone, both };
  }, (found) => {
    [answer, together] = [found.alone, found.both];
    paint();
  });

  function toggle(layer, head) {
    const name = `${layer},${head}`;
    if (!off.delete(name)) off.set(name, [layer, head]);
    ask(state);
  }

  function paint() {
    said.textContent = off.size ? together.said : answer.said;
    all.disabled = !off.size;
    bars.replaceChildren(...together.labels.map((label, i) => {
      const row = make("div", "bd-removed-row");
      row.append(make("span", "bd-removed-label", label), ...["before", "after"].map((when) => {
        const bar = make("span", `bd-bar bd-is-${when}`);
        bar.style.setProperty("--share", together[when][i]);
        const line = make("span", "bd-removed-bar");
        line.append(make("span", "bd-quiet", words[when]), bar, make("span", "bd-number", bertdemo.digits(together[when][i])));
        return line;
      }));
      return row;
    }));
    paintParts();
    const most = Math.max(0.02, bertdemo.largest(answer.effects));
    grid.show(answer.effects.length, answer.effects[0].length, (l, h) => {
      const effect = answer.effects[l][h];
      const isOff = off.has(`${l + 1},${h + 1}`);
      return {
        text: isOff ? "✕" : "", colour: isOff ? bertdemo.scale(0.55) : bertdemo.diverging(effect / most), on: isOff,
        title: fill(words.head_said, { layer: l + 1, head: h + 1, effect: (effect < 0 ? "−" : "+") + bertdemo.digits(Math.abs(effect)) }),
      };
    });
  }

  // A row a part; parts of a layer have a bar a layer.
  function paintParts() {
    const list = make("dl", "bd-parts");
    for (const { name, values } of answer.parts) {
      const cells = make("dd", "bd-parts-values");
      cells.append(...values.map((value, i) => {
        const cell = make("span", "bd-parts-value");
        if (values.length > 1) cell.append(make("span", "bd-parts-layer", String(i + 1)));
        cell.append(bertdemo.digits(value));
        cell.style.setProperty("--share", value);
        cell.title = values.length > 1 ? fill(words.layer, { layer: i + 1 }) : words.whole;
        return cell;
      }));
      list.append(make("dt", "", name), cells);
    }
    parts.replaceChildren(make("h3", "", words.parts), list);
  }

  all.addEventListener("click", () => { off = new Map(); ask(state); });
  bertdemo.onTheme(() => answer && paint());
  bertdemo.subscribe(element, (now, changed) => {
    if (!changed.has("run")) return;
    if (state && state.run.key.model !== now.run.key.model) off = new Map();
    state = now;
    ask(now);
  });
};
