// The two parts of the arcs: the switches of the heads, and the token columns with the lines between them.
bertdemo.headToggles = (words, changed) => {
  const { make, fill } = bertdemo;
  const box = make("fieldset", "bd-toggles");
  const buttons = make("span", "bd-toggle-buttons");
  const list = make("span", "bd-toggle-list");
  box.append(make("legend", "", words.heads), list, buttons);
  let inputs = [];
  let picked = 1;
  let following = true;  // until the visitor switches heads here, the head picked anywhere is the one shown

  const set = (on) => inputs.forEach((input, i) => { input.checked = on(i + 1); });
  const follow = () => set((head) => picked < 1 || head === picked);
  const button = (text, act) => {
    const made = make("button", "bd-small", text);
    made.type = "button";
    made.addEventListener("click", () => { act(); changed(); });
    buttons.append(made);
    return made;
  };
  button(words.all_heads, () => { following = false; set(() => true); });
  const only = button("", () => { following = true; follow(); });
  button(words.no_heads, () => { following = false; set(() => false); });

  function build(heads) {
    inputs = Array.from({ length: heads }, () => {
      const input = make("input");
      input.type = "checkbox";
      input.addEventListener("change", () => { following = false; changed(); });
      return input;
    });
    list.replaceChildren(...inputs.map((input, i) => {
      const label = make("label", "bd-toggle");
      label.append(input, make("span", "bd-swatch"), String(i + 1));
      input.setAttribute("aria-label", fill(words.head_number, { head: i + 1 }));
      return label;
    }));
  }

  const colour = () => inputs.forEach((input, i) => {
    input.nextSibling.style.background = `rgb(${bertdemo.headColour(i + 1)})`;
  });

  return {
    box,
    colour,
    shown: () => inputs.flatMap((input, i) => (input.checked ? [i + 1] : [])),
    show(state) {
      picked = state.head;
      if (inputs.length !== state.run.heads) {
        build(state.run.heads);
        colour();
        following = true;
      }
      only.hidden = picked < 1;
      only.textContent = fill(words.only_head, { head: picked });
      if (following) follow();
    },
  };
};

// The canvas is as high as the frame and stays in it while the columns scroll: 512 rows need no huge canvas.
bertdemo.tokenColumns = (words, hovered, pinned) => {
  const { make } = bertdemo;
  const ROW = 24;
  const frame = make("div", "bd-arcs");
  const canvas = make("canvas");
  canvas.setAttribute("aria-hidden", "true");
  const sides = Object.fromEntries(["from", "to"].map((side) => {
    const list = make("div", `bd-arcs-column bd-arcs-${side}`);
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", words[side]);
    return [side, list];
  }));
  const middle = make("div", "bd-arcs-middle");
  middle.append(canvas);
  frame.append(make("span", "bd-arcs-title", words.from), make("span"), make("span", "bd-arcs-title", words.to),
    sides.from, middle, sides.to);
  let buttons = { from: [], to: [] };
  let links = [];
  let scheduled = false;

  function word(run, side, i) {
    const button = make("button", bertdemo.tokenClass(run, i));
    button.type = "button";
    button.tabIndex = i ? -1 : 0;
    button.append(make("span", "bd-arcs-text", run.tokens[i]), make("span", "bd-arcs-share"));
    button.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && hovered({ side, index: i }));
    button.addEventListener("focus", () => button.matches(":focus-visible") && hovered({ side, index: i }));
    button.addEventListener("blur", () => hovered(null));
    button.addEventListener("click", () => pinned({ side, index: i }));
    button.addEventListener("keydown", (event) => step(event, side, i));
    return button;
  }

  function step(event, side, i) {
    const list = buttons[side];
    const other = side === "from" ? "to" : "from";
    const to = { ArrowUp: list[i - 1], ArrowDown: list[i + 1], Home: list[0], End: list.at(-1),
      ArrowLeft: buttons.from[i], ArrowRight: buttons.to[i] }[event.key];
    if (!to) return;
    event.preventDefault();
    for (const one of [...list, ...buttons[other]]) one.tabIndex = -1;
    to.tabIndex = 0;
    (buttons.from.includes(to) ? buttons.to : buttons.from)[i].tabIndex = 0;
    to.focus();
  }

  function lines() {
    scheduled = false;
    const { clientWidth: width } = middle;
    const height = Math.min(frame.clientHeight, buttons.from.length * ROW);
    if (!width) return;
    const ratio = devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.height = `${height}px`;
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const top = canvas.getBoundingClientRect().top - sides.from.getBoundingClientRect().top;
    const groups = new Map();  // links of one head and nearly one weight are one stroke
    for (const link of links) {
      const from = (link.i + 0.5) * ROW - top;
      const to = (link.j + 0.5) * ROW - top;
      if (Math.max(from, to) < 0 || Math.min(from, to) > height) continue;
      const key = link.head * 32 + (link.byte >> 3);
      if (!groups.has(key)) groups.set(key, new Path2D());
      const path = groups.get(key);
      path.moveTo(0, from);
      path.bezierCurveTo(width * 0.4, from, width * 0.6, to, width, to);
    }
    for (const [key, path] of [...groups].sort(([a], [b]) => (a % 32) - (b % 32))) {
      const weight = ((key % 32) + 0.5) / 32;
      pen.strokeStyle = `rgb(${bertdemo.headColour(key >> 5)} / ${0.06 + 0.9 * weight ** 0.7})`.replace(/,/g, " ");
      pen.lineWidth = 0.6 + 3 * weight;
      pen.stroke(path);
    }
  }

  const schedule = () => {
    if (!scheduled) requestAnimationFrame(lines);
    scheduled = true;
  };
  frame.addEventListener("scroll", schedule, { passive: true });
  frame.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hovered(null));
  new ResizeObserver(schedule).observe(frame);

  return {
    frame,
    show(run) {
      for (const side of ["from", "to"]) {
        buttons[side] = run.tokens.map((_, i) => word(run, side, i));
        sides[side].replaceChildren(...buttons[side]);
      }
      frame.style.setProperty("--letters", Math.max(...run.tokens.map((token) => token.length)));
      frame.scrollTop = 0;
    },
    draw(found, focus, held, shares) {
      links = found;
      for (const side of ["from", "to"]) {
        const measured = shares && focus.side !== side;
        buttons[side].forEach((button, i) => {
          button.classList.toggle("bd-word-on", focus?.side === side && focus.index === i);
          button.setAttribute("aria-pressed", String(held?.side === side && held.index === i));
          const share = button.lastChild;
          const text = measured && shares[i] >= 0.005 ? shares[i].toFixed(2) : "";
          if (share.textContent !== text) share.textContent = text;
          share.style.setProperty("--share", measured ? shares[i] : 0);
        });
      }
      schedule();
    },
  };
};
