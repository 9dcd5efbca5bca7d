// The attention that is picked, large over the page: zoomed into with the wheel or keys, each weight under the pointer.
// The page has its weights already; only a head that no picture has shown yet is asked for.
bertdemo.openLarge = (words) => {
  const { make, state } = bertdemo;
  const frame = words.matrix_frame;
  const title = make("h2");
  let dialog = null;
  let chart = null;

  function build() {
    dialog = make("dialog", "bd-large");
    dialog.setAttribute("aria-label", words.plot.large);
    const close = bertdemo.button("✕", "bd-plot-tool", () => dialog.close());
    close.setAttribute("aria-label", words.plot.close);
    close.title = words.plot.close;
    const head = make("div", "bd-large-head");
    head.append(title, close);
    chart = bertdemo.plot(words.plot, { height: "100%", file: "bert-attention", withTable: false, wheel: true });
    dialog.append(head, chart.box);
    dialog.addEventListener("close", () => button.focus());
    document.body.append(dialog);
  }

  async function open() {
    const { run, layer, head } = state;
    const map = run && await bertdemo.map(layer, head).catch(() => null);  // the picture beside it says what failed
    if (!map || run !== state.run) return;
    if (!dialog) build();
    title.textContent = `${words.layer} ${layer || words.mean} · ${words.head} ${head > 0 ? head : head ? words.max : words.mean}`;
    if (!dialog.open) dialog.showModal();
    const count = run.tokens.length;
    const z = Array.from({ length: count }, (_, row) => map.weights.subarray(row * count, (row + 1) * count));
    const labelalias = Object.fromEntries(run.tokens.map((token, i) => [i, bertdemo.plainLabel(token)]));
    const dtick = Math.max(1, Math.ceil(count / 40));  // 512 names drawn would take seconds; plot.js finds how many have room
    const { xaxis, yaxis } = frame.layout;
    chart.show({ data: [{ ...frame.data[0], z }], said: map.said,
      layout: { ...frame.layout, xaxis: { ...xaxis, labelalias, dtick }, yaxis: { ...yaxis, labelalias, dtick } } });
  }

  const button = bertdemo.button(words.plot.large, "bd-large-open", open);
  for (const near of ["pointerenter", "focus"]) button.addEventListener(near, bertdemo.preparePlots);
  return button;
};
