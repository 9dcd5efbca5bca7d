// English to Chinese as it is written: the output, the beams as a tree, and what each character looks at.
bertdemo.components.translate = (element, words, server) => {
  const { make, draw, digits } = bertdemo;
  const text = make("textarea", "bd-input");
  text.rows = 2;
  [text.value] = words.examples;
  text.setAttribute("aria-label", words.text);
  const chips = make("div", "bd-controls");
  chips.append(...words.examples.map((one, i) => bertdemo.button(`${words.example} ${i + 1}`, "bd-small-chip", () => {
    text.value = one;
    later(0);
  })));
  const beams = bertdemo.selectOf(Array.from({ length: words.most }, (_, i) => [i + 1, String(i + 1)]), () => later(0));
  beams.value = words.usual;
  const again = bertdemo.button(words.again, "bd-step-button", () => later(0));
  const controls = make("div", "bd-controls");
  controls.append(bertdemo.field(words.beams, beams), again);
  const problem = make("p", "bd-problem");
  problem.setAttribute("role", "alert");
  const output = make("p", "bd-translation");
  output.lang = "zh-CN";
  const status = make("p", "bd-quiet");
  status.setAttribute("role", "status");
  output.setAttribute("aria-live", "polite");
  const check = make("p", "bd-check");
  const sentences = bertdemo.picker(words.sentence, words.previous_sentence, words.next_sentence, (number) => { shown = number - 1; paint(); });
  const tree = make("div", "bd-frame bd-tree");
  tree.tabIndex = 0;
  tree.setAttribute("role", "group");
  tree.setAttribute("aria-label", words.tree);
  const layers = bertdemo.picker(words.layer, words.previous_layer, words.next_layer, (value) => { layer = value; cross(); });
  const heads = bertdemo.picker(words.head, words.previous_head, words.next_head, (value) => { head = value; cross(); });
  const pickers = make("div", "bd-controls");
  pickers.append(layers.box, heads.box);
  const matrix = make("div", "bd-frame");
  matrix.tabIndex = 0;
  const open = bertdemo.button("BertViz", "bd-tool", () => bertviz());
  open.setAttribute("aria-pressed", "false");
  const frame = make("div", "bd-frame");
  element.append(text, chips, controls, problem, status, output, check, sentences.box, make("h3", "bd-part-title", words.tree), make("p", "bd-quiet", words.tree_said), tree,
    make("h3", "bd-part-title", words.cross), pickers, matrix, make("p", "bd-quiet", words.cross_said), open, frame);
  let model = "";
  let key = null;
  let timer = 0;
  let newest = 0;
  let parts = [];  // of each sentence: { steps, found }
  let shown = 0;
  let layer = null;
  let head = 0;

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(begin, wait);
  };

  async function asked(name, question) {
    try {
      const answer = await server[name]({ training: key, model, ...question });
      return answer.problem && !answer.error ? { ...answer, error: answer.problem } : answer;
    } catch {
      return { error: words.failed };
    }
  }

  async function begin() {
    const mine = ++newest;
    const found = await asked("start_translation", { text: bertdemo.typed(text), beams: Number(beams.value) });
    if (mine !== newest) return;
    problem.textContent = found.error || "";
    if (found.error) return;
    key = found.training;
    bertdemo.job("translation", key);
    parts = [];
    shown = 0;
    close();
    check.textContent = "";
    let since = 0;
    for (;;) {
      const answer = await asked("follow_translation", { since });
      if (mine !== newest) return;
      problem.textContent = answer.error || "";
      const waits = answer.state === "waiting";
      status.textContent = waits ? answer.said : "";
      element.classList.toggle("bd-stale", waits);
      if (answer.error) return;
      since = answer.next;
      answer.events.forEach(take);
      if (answer.events.length) paint();
      if (answer.ended && !answer.more) return;
      await new Promise((resolve) => { setTimeout(resolve, 60); });
    }
  }

  function take(event) {
    if (event.kind === "step") {
      parts[event.sentence] ??= { steps: [], found: null };
      parts[event.sentence].steps.push(event);
      output.textContent = parts.map(({ steps, found }) => found?.text ?? steps.at(-1).text).join("");
    } else if (event.kind === "sentence") {
      parts.findLast(({ found }) => !found).found = event;
    } else {
      output.textContent = event.text;
      check.textContent = `${event.said} ${parts[shown].found.checked}`;
    }
  }

  function paint() {
    const part = parts[shown];
    if (!part) return;
    sentences.box.hidden = parts.length < 2;
    sentences.show(bertdemo.numbered(parts.length), shown + 1);
    tree.replaceChildren(picture(part));
    cross();
  }

  // A column a step: the beams that are carried on, the likeliest on top, and below what was dropped.
  function picture({ steps, found }) {
    const [wide, high, top] = [92, 30, 20];
    const kept = Math.max(...steps.map((step) => step.beams.length));
    const lost = Math.max(...steps.map((step) => step.dropped.length));
    const height = top + (kept + lost) * high + 16;
    const width = 60 + steps.length * wide;
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": words.tree });
    const y = (row) => top + row * high + 12;
    const x = (step) => 40 + step * wide;
    const best = new Set();
    // From a beam of a step back to the first one; true when it reads as `wanted` does.
    const trace = (last, at, wanted, mark) => {
      for (let i = last; i >= 0; i--) {
        if (wanted && steps[i].beams[at].token !== wanted[i]) return false;
        if (mark) best.add(`${i},${at}`);
        at = steps[i].beams[at].parent;
      }
      return true;
    };
    const last = found ? found.written.length - 1 : steps.length - 1;
    if (!found) {
      if (steps[last].beams.length) trace(last, 0, null, true);
    } else {  // the one that won
      const ends = steps[last].dropped.findIndex((one) => one.ends && one.token === found.written[last] && (!last || trace(last - 1, one.parent, found.written, false)));
      if (ends >= 0) {
        best.add(`${last},end${ends}`);
        if (last) trace(last - 1, steps[last].dropped[ends].parent, found.written, true);
      }
    }
    svg.append(draw("circle", { cx: 16, cy: y(0), r: 4, class: "bd-tree-root" }));
    steps.forEach((step, i) => {
      const from = (parent) => (i ? [x(i - 1) + 62, y(parent)] : [20, y(0)]);
      const node = (row, one, name) => {
        const [fx, fy] = from(one.parent);
        svg.append(draw("path", { d: `M${fx} ${fy}C${fx + 18} ${fy} ${x(i) - 18} ${y(row)} ${x(i) - 2} ${y(row)}`, class: `bd-tree-line ${name}`,
          "stroke-width": 0.8 + 3.2 * one.probability }));
        const label = draw("text", { x: x(i), y: y(row) + 4, class: `bd-tree-token ${name}` }, `${one.token}${one.ends ? " ∎" : ""}`);
        label.append(draw("tspan", { dx: 4, class: "bd-tree-share" }, digits(one.probability)));
        svg.append(label);
      };
      step.dropped.forEach((one, j) => node(kept + j, one, best.has(`${i},end${j}`) ? "bd-tree-best" : one.ends ? "bd-tree-end" : "bd-tree-lost"));
      step.beams.forEach((one, j) => node(j, one, best.has(`${i},${j}`) ? "bd-tree-best" : ""));
    });
    svg.append(draw("line", { x1: 30, x2: width, y1: y(kept) - 17, y2: y(kept) - 17, class: "bd-chart-grid" }));
    requestAnimationFrame(() => { tree.scrollLeft = tree.scrollWidth; });
    return svg;
  }

  async function cross() {
    const part = parts[shown];
    if (!part?.found) return;
    const { shape: [count, each, out, read], weights, written, read: tokens } = part.found;
    part.levels ??= new Uint8Array(await bertdemo.inflate(weights));
    layer = layer === null ? count : Math.min(layer, count);
    layers.show([...bertdemo.numbered(count), [0, words.mean]], layer);
    heads.show([...bertdemo.numbered(each), [0, words.mean]], head);
    const used = [];
    for (let l = 0; l < count; l++) for (let h = 0; h < each; h++) if ((!layer || l === layer - 1) && (!head || h === head - 1)) used.push(l * each + h);
    const weight = (i, j) => used.reduce((sum, map) => sum + part.levels[(map * out + i) * read + j], 0) / used.length / 255;
    const table = make("table", "bd-cross");
    const first = make("tr");
    first.append(make("th"), ...tokens.map((token) => {
      const name = make("th", "bd-cross-column");
      name.append(make("span", "bd-mono", token));
      return name;
    }));
    table.append(first, ...written.map((token, i) => {
      const row = make("tr");
      row.append(make("th", "", token), ...tokens.map((name, j) => {
        const value = weight(i, j);
        const cell = make("td");
        cell.style.background = `rgb(${bertdemo.scale(value)})`;
        cell.title = `${token} → ${name}: ${digits(value)}`;
        return cell;
      }));
      return row;
    }));
    matrix.replaceChildren(table);
  }

  function close() {
    frame.replaceChildren();
    open.setAttribute("aria-pressed", "false");
  }

  async function bertviz() {
    if (frame.childElementCount) return close();
    const found = await asked("draw_translation", { sentence: shown, dark: document.body.classList.contains("dark") });
    problem.textContent = found.error || "";
    if (found.error) return null;
    const made = make("iframe");
    made.setAttribute("sandbox", "allow-scripts");
    made.title = "BertViz";
    made.style.height = `${found.height}px`;
    made.srcdoc = found.html;
    frame.replaceChildren(made);
    open.setAttribute("aria-pressed", "true");
    return null;
  }

  text.addEventListener("input", () => later(500));
  bertdemo.onTheme(() => { paint(); close(); });
  let near = false;
  bertdemo.subscribe(element, (state) => {
    const other = state.run.key.model !== model;
    model = state.run.key.model;
    if (near && other) later(0);
  });
  bertdemo.whenNear(element, () => { near = true; later(0); });
};
