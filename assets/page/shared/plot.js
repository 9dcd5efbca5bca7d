// Charts with axes. Python makes them (bertdemo/figures) and says what they show; Plotly draws them here, in the colours
// of the theme on screen. Its script lies on this server and is fetched when the first chart is needed.
{
  const NUMBERS = new Set(["x", "y", "z", "text", "labelalias", "tickvals", "ticktext"]);
  const TABLE = 64;  // rows and columns of a table of a matrix
  const NARROW = 420;  // px in which a scale beside a matrix finds no room
  const READABLE = 12;  // px that the name of a row needs
  const calm = matchMedia("(pointer: coarse)");  // a finger that goes over a chart scrolls the page

  let library = null;
  const plotly = () => library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = bertdemo.root() + document.querySelector('meta[name="bertdemo-plotly"]').content;
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => {  // asked again when the next chart is drawn
      library = null;
      script.remove();
      reject(new Error("plotly"));
    });
    document.head.append(script);
  });

  // "quiet" → the colour of that name in this theme; "series 2", "scale 3" and "diverging 3" as scale.js makes them.
  function colour(name) {
    const [kind, number] = name.split(" ");
    const made = { series: (i) => bertdemo.headColour(i), scale: (i) => bertdemo.scale(i / 8), diverging: (i) => bertdemo.diverging(i / 4 - 1) };
    return kind in made ? `rgb(${made[kind](Number(number))})` : getComputedStyle(document.body).getPropertyValue(`--bd-${kind}`).trim();
  }

  // A copy in the colours of the theme; numbers are shared with what came.
  function coloured(value, name = "") {
    if (NUMBERS.has(name)) return value;
    if (name === "colorscale") return value.map(([share, one]) => [share, colour(one)]);
    if (typeof value === "string") return /color$/.test(name) ? colour(value) : value;
    if (Array.isArray(value)) return value.map((one) => coloured(one));
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, coloured(one, key)]));
    return value;
  }

  // The page is enlarged for a projector by CSS, in which Plotly would miss the pointer: a chart is not, its letters are.
  const enlarged = () => (document.documentElement.classList.contains("bd-projector") ? 1.5 : 1);

  function template() {
    const style = getComputedStyle(document.body);
    const [ink, quiet, line, paper] = ["ink", "quiet", "line", "paper"].map(colour);
    const size = 12 * enlarged();
    const axis = { gridcolor: line, zerolinecolor: line, linecolor: line, automargin: true, title: { standoff: 8 } };
    return { layout: {
      font: { family: style.fontFamily, size, color: quiet }, paper_bgcolor: paper, plot_bgcolor: paper, xaxis: axis, yaxis: axis,
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", font: { color: ink } }, margin: { l: 10, r: 12, t: 12, b: 10 },
      hoverlabel: { bgcolor: paper, bordercolor: line, font: { color: ink, size: size + 1 } }, hovermode: "closest",
    } };
  }

  // A table that came as bytes (payload.packed_table), as rows of numbers.
  async function unpacked(trace) {
    if (!trace.z?.packed) return;
    const { packed, rows, columns, most } = trace.z;
    const numbers = Float32Array.from(new Uint8Array(await bertdemo.inflate(packed)), (level) => {
      const share = (level - 127) / 127;
      return Math.sign(share) * share * share * most;
    });
    trace.z = Array.from({ length: rows }, (_, row) => numbers.subarray(row * columns, (row + 1) * columns));
  }

  const figure = (value) => (typeof value !== "number" ? String(value ?? "–") : Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3))));
  // Plotly reads <b> and &amp; in a label as HTML does; style.plain in Python is the same.
  bertdemo.plainLabel = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const bare = (text) => text.replaceAll("<br>", " ").replaceAll("&lt;", "<").replaceAll("&amp;", "&");

  // A header and rows of what a chart shows; `cut` where it shows more.
  function tabulated({ data, layout }) {
    const titles = ["xaxis", "yaxis", "zaxis"].map((name) => bare((layout.scene ?? layout)[name]?.title?.text ?? ""));
    if (data[0]?.type === "heatmap") return matrix(data[0], layout, titles);
    if (layout.meta?.table === "points") {
      const axes = "xyz".split("").filter((axis) => axis in (data[0] ?? {}));
      const index = layout.meta.index;
      return { header: ["", ...(index ? [index] : []), ...titles.slice(0, axes.length)], rows: data.flatMap((trace) =>
        trace.x.map((_, i) => [bare(trace.name), ...(index ? [i] : []), ...axes.map((axis) => trace[axis][i])])) };
    }
    const [along, across] = data[0]?.orientation === "h" ? ["y", "x"] : ["x", "y"];
    const places = [...new Set(data.flatMap((trace) => trace[along]))];
    if (along === "x") places.sort((a, b) => a - b);
    const columns = data.map((trace) => new Map(trace[along].map((place, i) => [place, trace[across][i]])));
    return { header: [titles["xy".indexOf(along)], ...data.map(({ name }) => bare(name))],
      rows: places.map((place) => [typeof place === "string" ? bare(place) : place, ...columns.map((column) => (column.has(place) ? column.get(place) : ""))]) };
  }

  function matrix({ z }, layout, titles) {
    const name = (axis, i) => bare(layout[axis].labelalias?.[i] ?? layout[axis].ticktext?.[i] ?? String(i));
    const columns = Array.from({ length: Math.min(TABLE, z[0]?.length ?? 0) }, (_, i) => i);
    return { header: [`${titles[1]} ↓ ${titles[0]} →`, ...columns.map((i) => name("xaxis", i))],
      rows: z.slice(0, TABLE).map((row, i) => [name("yaxis", i), ...columns.map((j) => row[j])]),
      cut: z.length > TABLE || z[0]?.length > TABLE };
  }

  function table({ header, rows, cut }, words) {
    const { make } = bertdemo;
    const line = (cells, scope) => {
      const row = make("tr");
      row.append(...cells.map((value, i) => {
        const cell = make(scope === "col" || !i ? "th" : "td", "", figure(value));
        if (cell.tagName === "TH") cell.scope = scope;
        return cell;
      }));
      return row;
    };
    const drawn = make("table");
    if (cut) drawn.append(make("caption", "", bertdemo.fill(words.cut, { shown: TABLE })));
    drawn.append(line(header, "col"), ...rows.map((cells) => line(cells, "row")));
    const frame = make("div", "bd-table-frame");
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", words.table);
    frame.append(drawn);
    return frame;
  }

  // What the axes go to when a chart is moved by a part of what it shows, or shows a part of it or more.
  function ranges(layout, { right = 0, up = 0, times = 1 }) {
    if (layout.scene) return { "scene.camera.eye": around(layout.scene.camera.eye, right, up, times) };
    const change = {};
    for (const [axis, by] of [["xaxis", right], ["yaxis", up]]) {
      if (!layout[axis]?.range) continue;
      const [from, to] = layout[axis].range.map(Number);
      const [middle, half] = [(from + to) / 2 + by * Math.abs(to - from), ((to - from) / 2) * times];
      change[`${axis}.range`] = [middle - half, middle + half];
    }
    return change;
  }

  // Where the eye goes that looks at a space.
  function around({ x, y, z }, right, up, times) {
    const turn = 2 * right;
    return { x: times * (x * Math.cos(turn) - y * Math.sin(turn)), y: times * (x * Math.sin(turn) + y * Math.cos(turn)), z: times * z + 2 * up };
  }

  // Names of cells: one at each cell, or as many as find room. Between cells there is none.
  function every(cells, node) {
    const size = 0.7 * Math.min(node.clientWidth, node.clientHeight);  // a matrix of cells is square
    return Math.max(1, Math.ceil((cells * READABLE * enlarged()) / size));
  }

  const named = (layout) => ["xaxis", "yaxis"].filter((name) => layout[name]?.labelalias);

  function names(node) {
    const change = {};
    for (const name of named(node.layout)) {
      const { range, dtick } = node.layout[name];
      const wanted = every(Math.abs(range[1] - range[0]), node);
      if (wanted !== dtick) change[`${name}.dtick`] = wanted;
    }
    return change;
  }

  const MOVES = {
    ArrowLeft: { right: -0.15 }, ArrowRight: { right: 0.15 }, ArrowUp: { up: 0.15 }, ArrowDown: { up: -0.15 },
    "+": { times: 0.7 }, "=": { times: 0.7 }, "-": { times: 1 / 0.7 },
  };

  // A chart with its buttons and the table of its numbers. `show` gets what figure_payload made; with `keep`, what a
  // visitor zoomed into stays. `height` is kept free until it is drawn.
  bertdemo.plot = (words, { height = 300, file = "bert", withTable = true, wheel = false } = {}) => {
    const { make } = bertdemo;
    const box = make("figure", "bd-plot");
    const node = make("div", "bd-plot-canvas");
    node.style.setProperty("--height", typeof height === "number" ? `${height}px` : height);
    node.tabIndex = 0;
    node.setAttribute("role", "img");
    const foot = make("div", "bd-plot-foot");
    const tools = make("div", "bd-plot-tools");
    const fold = make("details", "bd-table");
    fold.append(make("summary", "", words.table));
    foot.append(tools, ...(withTable ? [fold] : []));
    box.append(node, foot);
    box.hidden = true;
    let shown = null;
    let drawn = null;  // what is drawn already, and in which theme and width
    let revision = 1;

    const tool = (sign, label, act) => {
      const button = bertdemo.button(sign, "bd-plot-tool", act);
      button.title = label;
      button.setAttribute("aria-label", label);
      tools.append(button);
    };
    const move = (by) => node.layout && plotly().then((library) => library.relayout(node, ranges(node.layout, by)));
    const reset = () => { revision++; paint(true); };
    const save = (format) => node.layout && plotly().then((library) =>
      library.downloadImage(node, { format, filename: file, width: node.clientWidth, height: node.clientHeight, scale: 2 }));
    tool("+", words.zoom_in, () => move(MOVES["+"]));
    tool("−", words.zoom_out, () => move(MOVES["-"]));
    tool("⟲", words.reset, reset);
    tool("PNG", words.png, () => save("png"));
    tool("SVG", words.svg, () => save("svg"));

    async function paint(anew) {
      if (!shown || !node.clientWidth) return;
      if (!anew && drawn?.figure === shown && drawn.width === node.clientWidth) return;
      const mine = drawn = { figure: shown, width: node.clientWidth };
      node.setAttribute("aria-busy", "true");
      try {
        const library = await plotly();
        await Promise.all(shown.data.map(unpacked));
        if (mine !== drawn) return;
        const layout = { ...coloured(shown.layout), template: template(), uirevision: revision, width: node.clientWidth, height: node.clientHeight,
          dragmode: shown.layout.scene ? "turntable" : calm.matches && !wheel ? false : "zoom" };
        const data = coloured(shown.data);
        if (!node.layout) node.textContent = "";  // what stood there instead
        for (const name of named(layout)) layout[name].dtick = every(data[0].z.length, node);  // 512 names would take seconds
        if (node.clientWidth < NARROW) for (const trace of data) if (trace.type === "heatmap") trace.showscale = false;
        await library.react(node, data, layout, { displayModeBar: false, displaylogo: false, scrollZoom: wheel });
        listen(library);
        fill();
      } catch (error) {
        drawn = null;
        window.Plotly?.purge(node);
        delete node.dataset.heard;
        node.textContent = words.failed;
        console.warn("bertdemo: plotly", error);
      }
      node.removeAttribute("aria-busy");
    }

    function listen(library) {
      const renamed = () => {
        const change = names(node);
        if (Object.keys(change).length) library.relayout(node, change);
      };
      renamed();
      if (node.dataset.heard) return;
      node.dataset.heard = "yes";
      node.on("plotly_relayout", renamed);
    }

    function fill() {
      if (fold.open && shown) fold.replaceChildren(fold.firstChild, table(tabulated(shown), words));
    }

    node.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target !== node) return;
      if (event.key === "0") reset();
      else if (event.key in MOVES) move(MOVES[event.key]);
      else return;
      event.preventDefault();
    });
    fold.addEventListener("toggle", fill);
    new ResizeObserver(() => paint(false)).observe(node);
    bertdemo.onTheme(() => requestAnimationFrame(() => paint(true)));
    return {
      box,
      show(figure, { keep = false } = {}) {
        if (!keep) revision++;
        shown = figure;
        box.hidden = false;
        node.setAttribute("aria-label", `${figure.said} ${words.keys}`);
        paint(true);
        fill();
      },
    };
  };

  // A chart over the page: the button that opens it. `ask` finds `{ title, figure }`, or null where there is nothing yet.
  bertdemo.largePlot = (words, ask) => {
    const { make } = bertdemo;
    const title = make("h2");
    const button = bertdemo.button(words.large, "bd-large-open", open);
    let dialog = null;
    let chart = null;

    function build() {
      dialog = make("dialog", "bd-large");
      dialog.setAttribute("aria-label", words.large);
      const close = bertdemo.button("✕", "bd-plot-tool", () => dialog.close());
      close.setAttribute("aria-label", words.close);
      close.title = words.close;
      const head = make("div", "bd-large-head");
      head.append(title, close);
      chart = bertdemo.plot(words, { height: "100%", file: "bert-attention", withTable: false, wheel: true });
      dialog.append(head, chart.box);
      dialog.addEventListener("close", () => button.focus());
      document.body.append(dialog);
    }

    async function open() {
      const found = await ask();
      if (!found) return;
      if (!dialog) build();
      title.textContent = found.title;
      if (!dialog.open) dialog.showModal();
      chart.show(found.figure);
    }

    for (const near of ["pointerenter", "focus"]) button.addEventListener(near, () => plotly().catch(() => {}));  // who draws says what failed
    return button;
  };
}
