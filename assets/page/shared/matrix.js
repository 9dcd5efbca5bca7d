// A matrix of numbers between tokens: cells, labels, and a cross that mouse, finger and arrow keys move.
//
// The canvas holds one pixel a cell and the browser enlarges it unsmoothed: sharp at every device pixel ratio,
// and 512 x 512 cells cost one ImageData.
bertdemo.matrix = (label, moved) => {
  const { make } = bertdemo;
  const MOST = 44;  // px a cell
  const LINE = 14;  // px a label needs
  const READABLE = 32;  // tokens up to which every label shows, even if the frame must scroll
  const frame = make("div", "bd-matrix");
  const columns = make("div", "bd-matrix-columns");
  const rows = make("div", "bd-matrix-rows");
  const cells = make("div", "bd-matrix-cells");
  const canvas = make("canvas");
  const rowBand = make("div", "bd-band");
  const columnBand = make("div", "bd-band");
  const rowName = make("span");
  const columnName = make("span");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", label);
  for (const names of [columns, rows]) names.setAttribute("aria-hidden", "true");  // the readout speaks
  cells.append(canvas, rowBand, columnBand);
  frame.append(make("div", "bd-matrix-corner"), columns, rows, cells);

  let shown = null;  // { run, indexes }: which tokens of the run are rows and columns
  let at = { row: null, column: null };
  let cell = 1;

  function layout() {
    const room = frame.parentElement.clientWidth;
    if (!shown || !room) return;
    const { run, indexes } = shown;
    const count = indexes.length;
    const longest = Math.max(0, ...indexes.map((i) => run.tokens[i].length));
    const letters = Math.min(longest, room < 480 ? 9 : 14) + 1.5;
    rows.style.width = columns.style.height = `${letters}ch`;
    const least = count <= READABLE ? LINE : 2;
    cell = Math.max(least, Math.min(MOST, Math.floor((room - rows.offsetWidth - 2) / Math.max(1, count))));
    const side = `${cell * count}px`;
    for (const style of [canvas.style, cells.style]) style.width = style.height = side;
    rows.style.height = columns.style.width = side;
    name(rows, rowName, "top");
    name(columns, columnName, "left");
    mark(at.row, at.column);
  }

  function centre(place) {  // of a label; the first and the last stay inside
    const side = shown.indexes.length * cell;
    return Math.max(LINE / 2, Math.min(side - LINE / 2, (place + 0.5) * cell));
  }

  function name(names, hovered, edge) {
    const every = Math.ceil(LINE / cell);
    const made = [];
    let free = 0;
    for (let at = 0; at < shown.indexes.length; at += every) {
      const i = shown.indexes[at];
      if (centre(at) < free) continue;
      free = centre(at) + LINE - 1;
      const word = make("span", bertdemo.tokenClass(shown.run, i), shown.run.tokens[i]);
      word.style[edge] = `${centre(at)}px`;
      made.push(word);
    }
    names.replaceChildren(...made, hovered);
  }

  function mark(row, column) {
    at = { row, column };
    cross(rowBand, rowName, row, "top", "height");
    cross(columnBand, columnName, column, "left", "width");
  }

  function cross(band, hovered, place, edge, size) {
    const off = place === null || place >= shown.indexes.length;
    band.hidden = hovered.hidden = off;
    if (off) return;
    band.style[edge] = `${place * cell}px`;
    band.style[size] = `${cell}px`;
    hovered.style[edge] = `${centre(place)}px`;
    hovered.className = "bd-word bd-word-on";
    hovered.textContent = shown.run.tokens[shown.indexes[place]];
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    const count = shown.indexes.length;
    const cellAt = (share) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
    move(cellAt((event.clientY - box.top) / box.height), cellAt((event.clientX - box.left) / box.width));
  }

  function move(row, column) {
    if (row === at.row && column === at.column) return;
    mark(row, column);
    moved(row, column);
  }

  canvas.addEventListener("pointermove", (event) => shown?.indexes.length && place(event));
  canvas.addEventListener("pointerdown", (event) => shown?.indexes.length && place(event));
  canvas.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse" && document.activeElement !== canvas) move(null, null);
  });
  canvas.addEventListener("focus", () => {
    if (at.row === null && shown?.indexes.length && canvas.matches(":focus-visible")) move(0, 0);
  });
  canvas.addEventListener("keydown", (event) => {
    const last = (shown?.indexes.length ?? 0) - 1;
    const row = at.row ?? 0;
    const column = at.column ?? 0;
    const to = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1], Home: [event.ctrlKey ? 0 : row, 0], End: [event.ctrlKey ? last : row, last],
    }[event.key];
    if (!to || last < 0) return;
    event.preventDefault();
    move(...to.map((place) => Math.min(last, Math.max(0, place))));
    keepInSight();
  });

  function keepInSight() {
    const into = (scroll, size, place, label) => {
      const start = place * cell;
      if (start < frame[scroll]) frame[scroll] = start;
      else if (start + cell > frame[scroll] + size - label) frame[scroll] = start + cell - size + label;
    };
    into("scrollTop", frame.clientHeight, at.row, columns.offsetHeight);
    into("scrollLeft", frame.clientWidth, at.column, rows.offsetWidth);
  }

  let width = 0;
  return {
    frame,
    mark: (row, column) => shown && mark(row, column),
    watch: () => new ResizeObserver(() => {
      if (frame.parentElement.clientWidth === width) return;
      width = frame.parentElement.clientWidth;
      layout();
    }).observe(frame.parentElement),

    // colour(i, j) is the pixel of row token i and column token j.
    show(run, indexes, colour) {
      const same = shown && shown.run === run && shown.indexes.length === indexes.length;
      shown = { run, indexes };
      const count = indexes.length;
      if (canvas.width !== Math.max(1, count)) canvas.width = canvas.height = Math.max(1, count);
      const image = new ImageData(canvas.width, canvas.height);
      const pixels = new Uint32Array(image.data.buffer);
      for (let row = 0, k = 0; row < count; row++) {
        for (let column = 0; column < count; column++, k++) pixels[k] = colour(indexes[row], indexes[column]);
      }
      canvas.getContext("2d").putImageData(image, 0, 0);
      if (same) return;
      at = { row: null, column: null };
      layout();
    },
  };
};
