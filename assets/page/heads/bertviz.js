// BertViz in a frame of its own, drawn when asked for and again when the sentence or the theme changes.
bertdemo.components.bertviz = (element, words, server) => {
  const controls = document.createElement("div");
  controls.className = "bd-controls";
  const said = document.createElement("p");
  said.className = "bd-said";
  said.setAttribute("aria-live", "polite");
  said.textContent = words.choose;
  const place = document.createElement("div");
  place.className = "bd-frame";
  element.append(controls, said, place);
  let open = null;
  let newest = 0;

  const buttons = ["head", "model", "neuron"].map((view) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "bd-tool";
    button.textContent = words[view];
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      open = open === view ? null : view;
      buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button && open === view)));
      draw();
    });
    controls.append(button);
    return button;
  });

  async function draw() {
    const mine = ++newest;
    if (!open) {
      place.replaceChildren();
      said.textContent = words.choose;
      return;
    }
    const slow = setTimeout(() => { said.textContent = words.waiting; }, 300);
    const { run, layer, head } = bertdemo.state;
    const dark = document.body.classList.contains("dark");
    let answer;
    try {
      answer = await server.draw_bertviz({ ...run.key, view: open, layer, head, dark });
    } catch (error) {
      answer = { error: String(error.message || error) };
    }
    clearTimeout(slow);
    if (mine !== newest) return;
    said.textContent = answer.error || answer.said;
    if (answer.error) return;
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.title = words.frame;
    frame.style.height = `${answer.height}px`;
    frame.srcdoc = answer.html;
    place.replaceChildren(frame);
  }

  let waiting = null;
  bertdemo.subscribe(element, (state, changed) => {
    if (!open || !(changed.has("run") || changed.has("layer") || (open === "neuron" && changed.has("head")))) return;
    clearTimeout(waiting);  // a frame takes seconds to draw, so it follows when the typing rests
    waiting = setTimeout(draw, 600);
  });
  bertdemo.onTheme(() => { if (open) draw(); });
};
