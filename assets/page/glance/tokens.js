// The token strip: the sentence as typed, and below it every token with its id, segment and position.
// Hover or focus ties the two: a token lights up its characters, and a character its token.
bertdemo.components.tokens = (element, words) => {
  const sentence = document.createElement("p");
  sentence.className = "bd-sentence";
  const strip = document.createElement("ol");
  strip.className = "bd-strip";
  strip.setAttribute("aria-label", words.strip);
  const legend = document.createElement("p");
  legend.className = "bd-quiet bd-legend";
  legend.textContent = words.legend;
  const said = document.createElement("p");
  said.className = "bd-said";
  said.setAttribute("aria-live", "polite");
  element.append(sentence, strip, legend, said);

  const pick = (token) => bertdemo.select({ token });
  let marks = [];  // per token the spans of the sentence that belong to it
  let chips = [];

  // Offsets count code points; a JavaScript string counts UTF-16 units.
  function drawSentence(text, segment, run) {
    const characters = Array.from(text);
    const line = document.createElement("span");
    if (segment) line.className = "bd-segment-b";
    let at = 0;
    run.tokens.forEach((_, i) => {
      if (run.special[i] || run.token_type_ids[i] !== segment || !run.offsets[i]) return;
      const [start, end] = run.offsets[i];
      if (start > at) line.append(characters.slice(at, start).join(""));
      const mark = document.createElement("span");
      mark.className = "bd-mark";
      mark.textContent = characters.slice(start, end).join("");
      mark.addEventListener("pointerenter", () => pick(i));
      marks[i] = mark;
      line.append(mark);
      at = Math.max(at, end);
    });
    const rest = characters.slice(at).join("");
    if (rest.trim()) {
      const cut = document.createElement("span");
      cut.className = "bd-cut";
      cut.title = words.cut;
      cut.textContent = rest.length > 400 ? rest.slice(0, 400) + "…" : rest;
      line.append(cut);
    }
    sentence.append(line, " ");
  }

  function chip(run, i) {
    const item = document.createElement("li");
    item.className = "bd-token";
    item.classList.toggle("bd-special", run.special[i] || /^\[[A-Z]+\]$/.test(run.tokens[i]));
    item.classList.toggle("bd-unknown", run.tokens[i] === "[UNK]");
    item.classList.toggle("bd-piece", run.tokens[i].startsWith("##"));
    item.classList.toggle("bd-b", run.token_type_ids[i] === 1);
    item.tabIndex = 0;
    for (const [name, value] of [["token-text", run.tokens[i]], ["token-id", run.ids[i]],
      ["token-place", `${run.token_type_ids[i] ? "B" : "A"} · ${run.positions[i]}`]]) {
      const line = document.createElement("span");
      line.className = `bd-${name}`;
      line.textContent = value;
      item.append(line);
    }
    item.setAttribute("aria-label", `${run.tokens[i]}, ${words.id} ${run.ids[i]}, ` +
      `${words.segment} ${run.token_type_ids[i] ? "B" : "A"}, ${words.position} ${run.positions[i]}`);
    item.addEventListener("pointerenter", () => pick(i));
    item.addEventListener("focus", () => pick(i));
    return item;
  }

  element.addEventListener("pointerleave", () => pick(null));

  bertdemo.subscribe(element, (state, changed) => {
    const run = state.run;
    if (changed.has("run")) {
      marks = [];
      sentence.replaceChildren();
      drawSentence(run.key.text, 0, run);
      if (run.key.text_pair) drawSentence(run.key.text_pair, 1, run);
      chips = run.tokens.map((_, i) => chip(run, i));
      strip.replaceChildren(...chips);
      said.textContent = run.said.tokens;
    }
    chips.forEach((item, i) => item.classList.toggle("bd-picked", i === state.token));
    marks.forEach((mark, i) => mark.classList.toggle("bd-picked", i === state.token));
  });
};
