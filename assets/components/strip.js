// A vector as a strip of cells, blue above zero and orange below; the number under the pointer is told.
bertdemo.strip = (values, most, words) => {
  const canvas = bertdemo.make("canvas", "bd-numbers");
  canvas.width = values.length;
  canvas.height = 1;
  const image = new ImageData(values.length, 1);
  values.forEach((value, i) => {
    // The square root keeps small numbers visible beside the few large ones that BERT's vectors hold.
    const share = Math.sign(value) * Math.sqrt(Math.min(1, Math.abs(value) / (most || 1)));
    image.data.set([...bertdemo.diverging(share), 255], 4 * i);
  });
  canvas.getContext("2d").putImageData(image, 0, 0);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", bertdemo.fill(words.strip, { count: values.length }));
  canvas.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * values.length);
    const i = Math.min(values.length - 1, Math.max(0, at));
    canvas.title = bertdemo.fill(words.number, { number: i + 1, value: bertdemo.signed(values[i]) });
  });
  return canvas;
};

bertdemo.signed = (value) => (Math.abs(value) < 5e-4 ? "0" : value.toPrecision(3));

bertdemo.largest = (rows) => Math.max(...rows.map((row) => Math.max(...row.map(Math.abs))));

// The token that Inside looks at; none chosen: the one that the server finds worth it.
bertdemo.tokenPicker = (words) => {
  const picker = bertdemo.picker(words.token, words.previous_token, words.next_token,
    (chosen) => bertdemo.select({ chosen }));
  return { box: picker.box, show: (run, token) =>
    picker.show(run.tokens.map((name, i) => [i, `${i} ${name}`]), token) };
};

// Ask the server for what a panel shows, once it is near the screen, and draw the newest answer only.
bertdemo.asker = (element, words, ask, draw) => {
  const problem = bertdemo.make("p", "bd-problem");
  problem.setAttribute("role", "status");
  element.prepend(problem);
  let newest = 0;
  let near = false;
  let waiting = null;

  async function go(state) {
    const mine = ++newest;
    const { run } = state;
    const question = { ...run.key, layer: Math.max(1, state.layer), head: Math.max(1, state.head), token: state.chosen };
    element.setAttribute("aria-busy", "true");
    let answer;
    try {
      answer = await ask(question);
    } catch {
      answer = { error: words.failed };
    }
    if (mine !== newest) return;
    element.removeAttribute("aria-busy");
    problem.textContent = answer.error || "";
    if (!answer.error) draw({ ...question, ...answer, run });
  }

  new IntersectionObserver((entries) => {
    near = entries.at(-1).isIntersecting;
    if (!near || !waiting) return;
    const state = waiting;
    waiting = null;
    go(state);
  }, { rootMargin: "400px" }).observe(element);

  return (state) => {
    if (near) go(state);
    else waiting = state;
  };
};
