// Every head of every layer as a small matrix, drawn layer by layer as the weights come; one opens by a click.
bertdemo.components.grid = (element, words) => {
  const { make, fill } = bertdemo;
  const readout = make("p", "bd-readout", words.hint);
  readout.setAttribute("aria-live", "polite");
  const problem = make("p", "bd-problem");
  problem.setAttribute("role", "status");
  const grid = make("div", "bd-heads");
  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-label", words.grid);
  const frame = make("div", "bd-heads-frame");
  frame.append(grid);
  const note = make("p", "bd-quiet bd-note", words.note);
  element.append(problem, readout, frame, bertdemo.openLarge(words), note);

  let buttons = [];  // [layer - 1][head - 1]
  let drawn = [];    // [layer - 1] the run and bytes on screen
  let asked = 0;
  const name = (layer, head) => fill(words.head_name, { layer, head });

  function build(layers, heads) {
    grid.style.setProperty("--heads", heads);
    const top = line(make("span", "bd-heads-corner"), "columnheader");
    top.firstChild.setAttribute("aria-label", words.layer_and_head);
    for (let head = 1; head <= heads; head++) top.append(header(String(head), "columnheader"));
    buttons = [];
    drawn = [];
    const rows = Array.from({ length: layers }, (_, i) => {
      const row = line(make("span", "bd-heads-layer", fill(words.layer_name, { layer: i + 1 })), "rowheader");
      buttons.push(Array.from({ length: heads }, (_, k) => thumbnail(i + 1, k + 1)));
      row.append(...buttons[i].map((button) => button.parentElement));
      return row;
    });
    grid.replaceChildren(top, ...rows);
  }

  function line(first, role) {
    const row = make("div", "bd-heads-row");
    row.setAttribute("role", "row");
    first.setAttribute("role", role);
    row.append(first);
    return row;
  }

  function header(text, role) {
    const made = make("span", "bd-heads-number", text);
    made.setAttribute("role", role);
    return made;
  }

  function thumbnail(layer, head) {
    const place = make("div");
    place.setAttribute("role", "gridcell");
    const button = make("button", "bd-thumbnail");
    button.type = "button";
    button.tabIndex = -1;
    button.setAttribute("aria-label", name(layer, head));
    button.append(make("canvas"));
    button.addEventListener("click", () => bertdemo.select({ layer, head }));
    button.addEventListener("pointerenter", () => tell(layer, head));
    button.addEventListener("focus", () => { rove(button); tell(layer, head); });
    button.addEventListener("keydown", (event) => step(event, layer, head));
    place.append(button);
    return button;
  }

  function step(event, layer, head) {
    const last = buttons[0].length;
    const to = {
      ArrowUp: [layer - 1, head], ArrowDown: [layer + 1, head], ArrowLeft: [layer, head - 1],
      ArrowRight: [layer, head + 1], Home: [event.ctrlKey ? 1 : layer, 1],
      End: [event.ctrlKey ? buttons.length : layer, last],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    buttons[to[0] - 1]?.[to[1] - 1]?.focus();
  }

  const rove = (chosen) => buttons.flat().forEach((button) => { button.tabIndex = button === chosen ? 0 : -1; });

  // Each pixel is the largest weight under it, so that one strong link among 512 tokens does not fade.
  function paint(layer) {
    const { run, bytes } = drawn[layer - 1];
    const tokens = run.tokens.length;
    const steps = bertdemo.pixels();
    const colours = Uint32Array.from({ length: 256 }, (_, byte) => steps[Math.round(Math.sqrt(byte / 255) * 255)]);
    const room = Math.round(buttons[0][0].clientWidth * devicePixelRatio) || 64;
    const side = Math.min(tokens, room);
    const bin = Uint16Array.from({ length: tokens }, (_, i) => Math.floor((i * side) / tokens));
    const strongest = new Uint8Array(side * side);
    buttons[layer - 1].forEach((button, head) => {
      let at = head * tokens * tokens;
      strongest.fill(0);
      for (let i = 0; i < tokens; i++) {
        const row = bin[i] * side;
        for (let j = 0; j < tokens; j++, at++) {
          const pixel = row + bin[j];
          if (bytes[at] > strongest[pixel]) strongest[pixel] = bytes[at];
        }
      }
      const canvas = button.firstChild;
      canvas.width = canvas.height = side;
      const image = new ImageData(side, side);
      new Uint32Array(image.data.buffer).set(Uint32Array.from(strongest, (byte) => colours[byte]));
      canvas.getContext("2d").putImageData(image, 0, 0);
    });
  }

  async function fetchLayers(run) {
    const question = ++asked;
    grid.setAttribute("aria-busy", "true");
    try {
      for (let layer = 1; layer <= run.layers; layer++) {
        const bytes = await bertdemo.layerBytes(layer);
        if (question !== asked || run !== bertdemo.state.run) return;  // hidden, and the sentence has changed
        drawn[layer - 1] = { run, bytes };
        paint(layer);
        await new Promise((next) => setTimeout(next));  // each layer shows, and the page answers, in between
        if (question !== asked) return;
      }
      problem.textContent = "";
    } catch (error) {
      if (question === asked) problem.textContent = error.message || words.failed;
    }
    if (question === asked) grid.removeAttribute("aria-busy");
  }

  function tell(layer, head) {
    if (!drawn[layer - 1]) {
      readout.textContent = name(layer, head);
      return;
    }
    const { run, bytes } = drawn[layer - 1];
    const tokens = run.tokens.length;
    const start = (head - 1) * tokens * tokens;
    const plain = run.tokens.map((_, i) => i).filter((i) => !run.special[i]);
    let best = null;
    let most = -1;
    for (const i of plain) {
      for (const j of plain) {
        const byte = bytes[start + i * tokens + j];
        if (byte > most) [most, best] = [byte, [i, j]];
      }
    }
    readout.replaceChildren(make("strong", "", name(layer, head)));
    if (!best) return;
    readout.append(words.strongest, make("span", "bd-token-name", run.tokens[best[0]]), " → ",
      make("span", "bd-token-name", run.tokens[best[1]]), ` ≈ ${(most / 255).toFixed(2)}`);
  }

  function outline(state) {
    buttons.forEach((row, i) => row.forEach((button, k) =>
      button.setAttribute("aria-pressed", String(i + 1 === state.layer && k + 1 === state.head))));
    if (!buttons.flat().includes(document.activeElement)) {
      rove(buttons[state.layer - 1]?.[state.head - 1] ?? buttons[0][0]);
    }
  }

  grid.addEventListener("pointerleave", () => { readout.textContent = words.hint; });
  const repaint = () => drawn.forEach((layer, i) => layer && paint(i + 1));
  bertdemo.onTheme(repaint);
  let width = 0;
  new ResizeObserver(() => {
    const now = buttons[0]?.[0].clientWidth ?? 0;
    if (Math.abs(now - width) > 8) repaint();
    width = now;
  }).observe(grid);

  bertdemo.subscribe(element, (state, changed) => {
    if (changed.has("run")) {
      const { layers, heads } = state.run;
      if (buttons.length !== layers || buttons[0].length !== heads) build(layers, heads);
      fetchLayers(state.run);
    }
    if (["run", "layer", "head"].some((part) => changed.has(part))) outline(state);
  });
};
