// A cell for every head, layers as rows: arrow keys move, Enter and a click choose.
bertdemo.headGrid = (label, words, choose) => {
  const { make, fill } = bertdemo;
  const table = make("table", "bd-headgrid");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", label);
  const frame = make("div", "bd-steps-frame");
  frame.append(table);
  let cells = [];

  const header = (text, scope) => {
    const cell = make("th", "bd-quiet", text);
    cell.scope = scope;
    return cell;
  };

  function build(layers, heads) {
    const top = make("tr");
    top.append(header("", "col"), ...Array.from({ length: heads }, (_, i) => header(String(i + 1), "col")));
    cells = Array.from({ length: layers }, (_, l) => Array.from({ length: heads }, (_, h) => cell(l, h)));
    table.replaceChildren(top, ...cells.map((row, l) => {
      const line = make("tr");
      line.append(header(fill(words.layer_name, { layer: l + 1 }), "row"), ...row.map((button) => {
        const place = make("td");
        place.setAttribute("role", "gridcell");
        place.append(button);
        return place;
      }));
      return line;
    }));
    rove(cells[0][0]);
  }

  function cell(layer, head) {
    const button = make("button", "bd-headcell");
    button.type = "button";
    button.addEventListener("click", () => { rove(button); choose(layer + 1, head + 1); });
    button.addEventListener("keydown", (event) => {
      const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [];
      const next = down === undefined ? null : cells[layer + down]?.[head + right];
      if (!next) return;
      event.preventDefault();
      rove(next);
      next.focus();
    });
    return button;
  }

  function rove(button) {
    for (const other of cells.flat()) other.tabIndex = other === button ? 0 : -1;
  }

  return {
    frame,
    // of(layer, head) from 0 → { text, title, colour: [r, g, b], on }
    show(layers, heads, of) {
      if (cells.length !== layers || cells[0]?.length !== heads) build(layers, heads);
      cells.forEach((row, l) => row.forEach((button, h) => {
        const { text, title, colour, on } = of(l, h);
        button.textContent = text;
        button.title = title;
        button.setAttribute("aria-label", title);
        button.setAttribute("aria-pressed", String(Boolean(on)));
        button.style.background = `rgb(${colour})`;
        button.style.color = bertdemo.inkOn(colour);
      }));
    },
  };
};

// Black or white, whichever stands out more on a colour (WCAG relative luminance).
bertdemo.inkOn = (colour) => {
  const [r, g, b] = colour.map((c) => ((c / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#000" : "#fff";
};
