// Who looks at whom: tokens left (from) and right (to), a line for every link, a colour for every head.
bertdemo.components.arcs = (element, words) => {
  const { make, fill, field } = bertdemo;
  const MANY = 96;       // tokens beyond which lines of all tokens at once would only be a smear
  const MOST = 3000;     // lines on one picture
  const MOST_OF_MANY = 300;
  const layerPicker = bertdemo.layerPicker(words);
  const pairs = make("select", "bd-select");
  for (const pair of ["all", "aa", "ab", "ba", "bb"]) {
    const option = make("option", "", words[`pairs_${pair}`]);
    option.value = pair;
    pairs.append(option);
  }
  const pairsField = field(words.pairs, pairs);
  const hide = make("input");
  hide.type = "checkbox";
  const controls = make("div", "bd-controls");
  controls.append(layerPicker.box, pairsField, field(words.hide_specials, hide));
  const toggles = bertdemo.headToggles(words, () => draw());
  const problem = make("p", "bd-problem");
  problem.setAttribute("role", "status");
  const readout = make("p", "bd-readout", words.hint);
  readout.setAttribute("aria-live", "polite");
  const said = make("p", "bd-quiet bd-note");
  const columns = bertdemo.tokenColumns(words, (focus) => {
    hover = focus;
    if (answer?.run === bertdemo.state.run && focus?.side !== "to") bertdemo.select({ token: focus?.index ?? null });
    draw();
  }, (focus) => {
    pinned = pinned?.side === focus?.side && pinned?.index === focus?.index ? null : focus;
    draw();
  });
  element.append(controls, toggles.box, problem, readout, columns.frame, said);

  let answer = null;  // { run, layer, bytes } as drawn
  let hover = null;   // { side: "from" | "to", index }
  let pinned = null;
  let asked = 0;

  async function fetchLayer(state) {
    const { run, layer } = state;
    const question = ++asked;
    try {
      const bytes = layer ? await bertdemo.layerBytes(layer) : await meanOfLayers(run);
      if (question !== asked || run !== bertdemo.state.run) return;
      if (answer?.run !== run) {
        hover = pinned = null;
        pairsField.hidden = !run.token_type_ids.includes(1);
        if (pairsField.hidden) pairs.value = "all";
        columns.show(run);
      }
      answer = { run, layer, bytes };
      problem.textContent = "";
      draw();
    } catch (error) {
      if (question === asked) problem.textContent = error.message || words.failed;
    }
  }

  async function meanOfLayers(run) {
    let sums = null;
    for (let layer = 1; layer <= run.layers; layer++) {
      const bytes = await bertdemo.layerBytes(layer);
      sums ??= new Uint16Array(bytes.length);
      for (let at = 0; at < bytes.length; at++) sums[at] += bytes[at];
    }
    return Uint8Array.from(sums, (sum) => Math.round(sum / run.layers));
  }

  // Which tokens may be an end of a line, by the filter and the switch.
  function ends(side) {
    const { run } = answer;
    const wanted = pairs.value === "all" ? null : "ab".indexOf(pairs.value[side === "from" ? 0 : 1]);
    return run.tokens.map((_, i) => i).filter((i) =>
      !(hide.checked && run.special[i]) && (wanted === null || run.token_type_ids[i] === wanted));
  }

  // The strongest links, found by counting how often each byte occurs.
  function strongest(from, to, heads, most) {
    const { run, bytes } = answer;
    const tokens = run.tokens.length;
    const counts = new Uint32Array(256);
    const each = (visit) => {
      for (const head of heads) {
        for (const i of from) {
          const start = ((head - 1) * tokens + i) * tokens;
          for (const j of to) visit(bytes[start + j], head, i, j);
        }
      }
    };
    each((byte) => { counts[byte]++; });
    let least = 256;
    let sum = 0;
    while (least > 1 && sum + counts[least - 1] <= most) sum += counts[--least];
    const links = [];
    let ties = least > 1 ? most - sum : 0;
    each((byte, head, i, j) => {
      if (byte >= least || (byte === least - 1 && ties-- > 0)) links.push({ byte, head, i, j });
    });
    return { links, all: from.length * to.length * heads.length };
  }

  // Kept, since it comes back whenever the pointer leaves a word: 50 ms for 512 tokens and 12 heads.
  let kept = null;
  function overview(all, heads, most) {
    const key = [heads, pairs.value, hide.checked].join(" ");
    if (kept?.answer !== answer || kept.key !== key) {
      kept = { answer, key, drawn: strongest(all.from, all.to, heads, most) };
    }
    return kept.drawn;
  }

  function shares(focus, from, to, heads) {
    const tokens = answer.run.tokens.length;
    const others = focus.side === "from" ? to : from;
    const found = new Float32Array(tokens);
    for (const other of others) {
      const [i, j] = focus.side === "from" ? [focus.index, other] : [other, focus.index];
      for (const head of heads) found[other] += answer.bytes[((head - 1) * tokens + i) * tokens + j];
      found[other] /= 255 * heads.length;
    }
    return found;
  }

  function draw() {
    if (!answer) return;
    const { run } = answer;
    const heads = toggles.shown();
    const token = answer.run === bertdemo.state.run ? bertdemo.state.token : null;
    const focus = hover ?? pinned ?? (token === null ? null : { side: "from", index: token });
    const all = { from: ends("from"), to: ends("to") };
    const only = focus && { ...all, [focus.side]: all[focus.side].filter((i) => i === focus.index) };
    const many = run.tokens.length > MANY;
    const drawn = focus ? strongest(only.from, only.to, heads, MOST)
      : overview(all, heads, many ? MOST_OF_MANY : MOST);
    columns.draw(drawn.links, focus, pinned, focus && heads.length ? shares(focus, only.from, only.to, heads) : null);
    tell(focus, drawn, heads);
    const left = drawn.all - drawn.links.length;
    said.textContent = [
      !heads.length ? words.no_head : left ? fill(words.some, { drawn: drawn.links.length, left })
        : fill(words.every, { drawn: drawn.links.length }),
      many && heads.length ? words.many : "",
      answer.layer === 0 ? words.mean_of_layers : "",
    ].join(" ").trim();
  }

  function tell(focus, { links }, heads) {
    const best = focus && links.reduce((most, link) => (!most || link.byte > most.byte ? link : most), null);
    if (!best) {
      readout.textContent = words.hint;
      return;
    }
    readout.replaceChildren(make("span", "bd-token-name", answer.run.tokens[best.i]), " → ",
      make("span", "bd-token-name", answer.run.tokens[best.j]),
      ` ≈ ${(best.byte / 255).toFixed(2)} · ${fill(words.in_head, { head: best.head })}`);
    if (heads.length > 1) readout.append(` · ${words.bars_mean}`);
  }

  pairs.addEventListener("change", draw);
  hide.addEventListener("change", draw);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !pinned) return;
    pinned = null;
    draw();
  });
  bertdemo.onTheme(() => { toggles.colour(); draw(); });

  bertdemo.subscribe(element, (state, changed) => {
    if (changed.has("run") || changed.has("head")) toggles.show(state);
    if (changed.has("run") || changed.has("layer")) {
      layerPicker.show(state);
      fetchLayer(state);
    } else draw();
  });
};
