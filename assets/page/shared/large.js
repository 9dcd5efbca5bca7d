// The attention that is picked, large over the page: zoomed into with the wheel or keys, each weight under the pointer.
// The page has its weights already; only a head that no picture has shown yet is asked for.
bertdemo.openLarge = (words) => bertdemo.largePlot(words.plot, async () => {
  const { run, layer, head } = bertdemo.state;
  const map = run && await bertdemo.map(layer, head).catch(() => null);  // the picture beside it says what failed
  if (!map || run !== bertdemo.state.run) return null;
  const count = run.tokens.length;
  const z = Array.from({ length: count }, (_, row) => map.weights.subarray(row * count, (row + 1) * count));
  const labelalias = Object.fromEntries(run.tokens.map((token, i) => [i, bertdemo.plainLabel(token)]));
  const { data: [cells], layout } = words.matrix_frame;
  const named = (axis) => ({ ...axis, labelalias });
  return {
    title: `${words.layer} ${layer || words.mean} · ${words.head} ${head > 0 ? head : head ? words.max : words.mean}`,
    figure: { data: [{ ...cells, z }], said: map.said, layout: { ...layout, xaxis: named(layout.xaxis), yaxis: named(layout.yaxis) } },
  };
});
