// WordPiece step by step: the stages of normalisation as a ladder, the words, and for one word every look-up of
// the greedy longest match. Draws run.wordpiece, which bert/wordpiece.py's payload() makes.
bertdemo.components.wordpiece = (element, words) => {
  const LONG_RUN = 10;  // more refusals from one place are folded to the first 4 and the last 2, until asked for
  const make = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
  const button = (className, label, act) => {
    const made = make("button", className, label);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  const ladders = make("div", "bd-wp-sentences");
  const bench = make("section", "bd-wp-bench");
  element.append(ladders, bench);

  let data = null;
  let chips = [];     // {sentence, word, first token, pieces, button} in reading order
  let chosen = null;  // the chip on the bench
  let wanted = null;  // the text of the word that the visitor chose, kept while they go on typing

  // ---- the ladder

  const visible = (text) => text.replace(/ /g, "␣");
  const named = (text) => Array.from(text, (c) => (/[\p{C}\p{Z}]/u.test(c)
    ? ` U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")} `
    : /\p{M}/u.test(c) ? `◌${c}` : c)).join("").trim();

  function changed([before, after]) {
    if (after === undefined) return before;
    const mark = make(after ? "mark" : "del", "bd-wp-change", after ? visible(after) : named(before));
    mark.title = `${named(before)} → ${after ? visible(after) : "∅"}`;
    return mark;
  }

  function rung(label, className, note, ...text) {
    const line = make("li", `bd-wp-rung ${className}`, make("span", "bd-wp-stage", label));
    if (text.length) line.append(make("bdi", "bd-wp-line", ...text));
    if (note) line.append(make("span", "bd-wp-note", note));
    return line;
  }

  function ladder(sentence, s) {
    const list = make("ol", "bd-wp-ladder");
    const more = sentence.characters > Array.from(sentence.text).length;
    list.append(rung(words.typed, "", more ? fill(words.cut_characters, {
      shown: Array.from(sentence.text).length, total: sentence.characters.toLocaleString() }) : "", sentence.text));
    for (const stage of sentence.stages) {
      const count = stage.changes.filter((change) => change.length > 1).length;
      const label = words[`stage_${stage.name}`];
      if (!stage.on) list.append(rung(label, "bd-wp-still", words.off));
      else if (!count) list.append(rung(label, "bd-wp-still", words.same));
      else list.append(rung(label, "", fill(words.changed, { count }), ...stage.changes.map(changed)));
    }
    const last = rung(words.stage_split, "bd-wp-words-rung", sentence.words_total > sentence.words.length
      ? fill(words.cut_words, { shown: sentence.words.length, total: sentence.words_total.toLocaleString() }) : "");
    const group = make("div", "bd-wp-words");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", words.words);
    group.append(...chips.filter((chip) => chip.sentence === s).map((chip) => chip.button));
    group.addEventListener("keydown", walk);
    last.append(group);
    list.append(last);
    return list;
  }

  const unknown = (word) => word.too_long || word.failed_at !== null;
  const pieces = (word) => (unknown(word) ? 1 : word.matches.length);

  function chip(word, sentence, token) {
    const made = { word, sentence, token, pieces: pieces(word) };
    made.button = button("bd-wp-word", "", () => { wanted = word.text; choose(made); });
    made.button.append(make("bdi", "", word.text.length > 40 ? `${word.text.slice(0, 40)}…` : word.text));
    if (unknown(word)) made.button.append(make("small", "", data.unknown.piece));
    else if (made.pieces > 1) made.button.append(make("small", "", `×${made.pieces}`));
    made.button.setAttribute("aria-label", `${word.text}: ${unknown(word) ? data.unknown.piece
      : fill(words.piece_count, { count: made.pieces })}`);
    made.button.addEventListener("pointerenter", () => pick(made.token));
    return made;
  }

  function walk(event) {  // one stop for the Tab key, arrows from word to word
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -chips.length, End: chips.length }[event.key];
    const at = chips.findIndex((one) => one.button === event.target.closest("button"));
    if (!step || at < 0) return;
    event.preventDefault();
    const next = chips[Math.max(0, Math.min(chips.length - 1, at + step))];
    wanted = next.word.text;
    choose(next);
    next.button.focus();
  }

  // ---- the bench: one word

  // What was tried, from the matches: from each start the whole rest, then one character less.
  function lookUps(word, whole) {
    const letters = Array.from(word.text);
    const rows = [];
    const from = (start, end, id) => {
      const prefix = start ? data.prefix : "";
      const refused = [];
      for (let stop = letters.length; stop > end; stop--) refused.push(stop);
      const row = (stop, found) => rows.push({ count: 1, prefix, before: letters.slice(0, start).join(""),
        text: letters.slice(start, stop).join(""), found });
      if (refused.length > LONG_RUN && !whole) {
        refused.slice(0, 4).forEach((stop) => row(stop));
        rows.push({ folded: refused.length - 6, count: refused.length - 6 });
        refused.slice(-2).forEach((stop) => row(stop));
      } else refused.forEach((stop) => row(stop));
      if (id !== undefined) row(end, id);
    };
    for (const [start, end, id] of word.matches) {
      if (word.token === null) from(start, end, id);
    }
    if (word.failed_at !== null) from(word.failed_at, word.failed_at);
    return rows;
  }

  function verdict(word, total) {
    const letters = Array.from(word.text);
    const values = { word: word.text, lookups: total, count: word.matches.length, unknown: data.unknown.piece,
      longest: data.longest, characters: word.characters.toLocaleString(), prefix: data.prefix };
    if (word.token !== null) return fill(words.said_token, values);
    if (word.too_long) return fill(words.said_long, { ...values, word: `${letters.slice(0, 20).join("")}…` });
    if (word.failed_at !== null) {
      return fill(words.said_unknown, { ...values, place: word.failed_at + 1, letter: letters[word.failed_at] });
    }
    return fill(word.matches.length > 1 ? words.said_split : words.said_whole, values);
  }

  function pieceChips(chip) {
    const letters = Array.from(chip.word.text);
    const list = make("ol", "bd-wp-pieces");
    list.setAttribute("aria-label", words.pieces);
    const made = unknown(chip.word) ? [[data.unknown.piece, data.unknown.id]] : chip.word.matches.map(
      ([start, end, id]) => [chip.word.token ?? (start ? data.prefix : "") + letters.slice(start, end).join(""), id]);
    made.forEach(([piece, id], i) => {
      const item = make("li", "bd-token", make("bdi", "", piece), make("span", "bd-token-id", String(id)));
      item.classList.toggle("bd-piece", i > 0);
      item.classList.toggle("bd-unknown", unknown(chip.word));
      item.addEventListener("pointerenter", () => pick(chip.token === null ? null : chip.token + i));
      list.append(item);
    });
    return list;
  }

  function choose(chip) {
    chosen = chip;
    for (const one of chips) {
      one.button.setAttribute("aria-pressed", String(one === chip));
      one.button.tabIndex = one === chip ? 0 : -1;
    }
    tries(false);
    mark();
  }

  function tries(whole) {
    const rows = lookUps(chosen.word, whole);
    const total = rows.reduce((sum, row) => sum + row.count, 0);
    bench.replaceChildren(make("p", "bd-said", verdict(chosen.word, total)));
    if (rows.length) bench.append(stepper(rows, total));
    bench.append(pieceChips(chosen));
  }

  function stepper(rows, total) {
    const list = make("ol", "bd-wp-tries");
    list.tabIndex = 0;  // it scrolls, so the keyboard must reach it
    list.setAttribute("aria-label", words.tries);
    list.style.setProperty("--prefix", `${data.prefix.length}ch`);
    const items = rows.map((row) => {
      const found = row.found !== undefined;
      const item = make("li", `bd-wp-try ${found ? "bd-wp-found" : "bd-wp-refused"}`);
      if (row.folded) {
        item.append(button("bd-wp-folded", fill(words.skipped, { count: row.folded }), () => {
          tries(true);
          mark();
          bench.querySelector(".bd-wp-tries").focus();
        }));
        return item;
      }
      const before = make("span", "bd-wp-before", row.before);
      before.setAttribute("aria-hidden", "true");
      const tried = make("bdi", "bd-wp-tried", row.text);
      const candidate = make("span", "bd-wp-candidate", before);
      if (row.prefix) candidate.append(make("span", "bd-wp-prefix", row.prefix));
      candidate.append(tried);
      item.append(candidate, make("span", "bd-wp-result", found ? "✓ " : "✗ ",
        make("span", "bd-wp-why", found ? `${words.found} ` : words.refused), found ? `${words.id} ${row.found}` : ""));
      return item;
    });
    list.append(...items);

    let shown = rows.length;
    const told = make("span", "bd-wp-count");
    told.setAttribute("role", "status");
    const go = (to) => {
      shown = Math.max(1, Math.min(rows.length, to));
      items.forEach((item, i) => {
        item.classList.toggle("bd-wp-later", i >= shown);
        item.classList.toggle("bd-wp-now", i === shown - 1 && shown < rows.length);
      });
      told.textContent = fill(words.step, {
        step: rows.slice(0, shown).reduce((sum, row) => sum + row.count, 0), total });
      for (const made of [first, back]) made.setAttribute("aria-disabled", String(shown === 1));
      for (const made of [next, all]) made.setAttribute("aria-disabled", String(shown === rows.length));
    };
    const move = (to) => {
      go(to);
      const { offsetTop: top, offsetHeight: height } = items[shown - 1];
      if (top < list.scrollTop) list.scrollTop = top;
      else if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
    };
    // aria-disabled rather than disabled: a button that disables itself would throw away the keyboard's focus.
    const control = (sign, label, to, act = move) => {
      const made = button("bd-wp-step", sign, () => {
        if (made.getAttribute("aria-disabled") !== "true") act(to());
      });
      made.setAttribute("aria-label", label);
      made.title = label;
      return made;
    };
    const first = control("|◀", words.first, () => 1);
    const back = control("◀", words.back, () => shown - 1);
    const next = control("▶", words.next, () => shown + 1);
    const all = control(words.whole, words.whole, () => rows.length, go);
    const controls = make("div", "bd-wp-controls", first, back, next, all, told);
    controls.setAttribute("role", "group");
    controls.setAttribute("aria-label", words.tries);
    const box = make("div", "bd-wp-stepper", controls, list);
    box.addEventListener("keydown", (event) => {
      const to = { ArrowRight: shown + 1, ArrowLeft: shown - 1, Home: 1, End: rows.length }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      move(to);
    });
    controls.hidden = rows.length === 1;
    go(rows.length);
    return box;
  }

  // ---- with the other windows

  const pick = (token) => bertdemo.select({ token });

  function mark() {
    const token = bertdemo.state.token;
    const here = (one) => token !== null && one.token !== null && token >= one.token && token < one.token + one.pieces;
    chips.forEach((one) => one.button.classList.toggle("bd-picked", here(one)));
    bench.querySelectorAll(".bd-wp-pieces > li").forEach((item, i) =>
      item.classList.toggle("bd-picked", chosen !== null && here(chosen) && token === chosen.token + i));
  }

  element.addEventListener("pointerleave", () => pick(null));

  function draw(run) {
    data = run.wordpiece;
    if (!data.sentences) {
      ladders.replaceChildren(make("p", "bd-said", data.error || ""));
      bench.replaceChildren();
      return;
    }
    chips = data.sentences.flatMap((sentence, s) => {
      let token = run.special.findIndex((special, i) => !special && run.token_type_ids[i] === s);
      return sentence.words.map((word) => {
        const inside = token >= 0 && token < run.tokens.length && !run.special[token];  // else cut from the input
        const made = chip(word, s, inside ? token : null);
        token += made.pieces;
        return made;
      });
    });
    ladders.replaceChildren(...data.sentences.map(ladder));
    const same = chips.find((one) => one.word.text === wanted);
    const best = same || chips.find((one) => one.pieces > 1) || chips.find((one) => unknown(one.word)) || chips[0];
    if (best) choose(best);
    else bench.replaceChildren();
  }

  bertdemo.subscribe(element, (state, changed) => {
    if (changed.has("run")) draw(state.run);
    else if (changed.has("token")) mark();
  }, "wordpiece");
};
