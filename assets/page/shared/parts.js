// What the pictures of attention have in common: elements, numbers, pickers of a layer and a head.
bertdemo.make = (tag, className = "", text = null) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== null) made.textContent = text;
  return made;
};

bertdemo.fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// Three significant digits, and none beyond the 1/131070 to which weights travel.
bertdemo.digits = (value) => (value < 0.01 ? (value < 5e-6 ? "0" : value.toFixed(5)) : value.toPrecision(3));

bertdemo.tokenClass = (run, i) =>
  `bd-word${run.special[i] ? " bd-is-special" : ""}${run.token_type_ids[i] === 1 ? " bd-is-b" : ""}`;

// Where a word stands that is worth hiding: one of three letters or more in one piece, or a Chinese character that is more
// than a particle.
bertdemo.wholeWords = (run) => run.tokens.flatMap((token, i) => {
  const word = /^\p{L}{3,}$/u.test(token) || /^(?![的了着过吗呢吧啊呀们地得])\p{Script=Han}$/u.test(token);
  return !run.special[i] && word && !(run.tokens[i + 1] || "").startsWith("##") ? [i] : [];
});

// Pieces of a sentence are set apart; Chinese characters are not.
bertdemo.gap = (run) => (run.tokens.some((token) => /\p{Script=Han}/u.test(token)) ? "" : " ");

bertdemo.field = (label, control) => {
  const field = bertdemo.make("label", "bd-field");
  field.append(control.type === "checkbox" ? "" : bertdemo.make("span", "bd-field-name", label), control);
  if (control.type === "checkbox") field.append(bertdemo.make("span", "", label));
  return field;
};

// A list with a button to either side; `choose` is told the value picked.
bertdemo.picker = (label, previous, next, choose) => {
  const { make } = bertdemo;
  const list = make("select", "bd-select");
  const box = make("div", "bd-picker");
  const step = (sign, name, by) => {
    const button = make("button", "bd-step", sign);
    button.type = "button";
    button.setAttribute("aria-label", name);
    button.title = name;
    button.addEventListener("click", () => {
      list.selectedIndex += by;
      choose(Number(list.value));
    });
    return button;
  };
  const back = step("‹", previous, -1);
  const forth = step("›", next, 1);
  list.addEventListener("change", () => choose(Number(list.value)));
  box.append(back, bertdemo.field(label, list), forth);
  return {
    box,
    show(choices, value) {
      const wanted = JSON.stringify(choices);
      if (list.dataset.choices !== wanted) {
        list.dataset.choices = wanted;
        list.replaceChildren(...choices.map(([number, name]) => {
          const option = make("option", "", name);
          option.value = number;
          return option;
        }));
      }
      list.value = value;
      back.disabled = list.selectedIndex <= 0;
      forth.disabled = list.selectedIndex >= choices.length - 1;
    },
  };
};

bertdemo.numbered = (count) => Array.from({ length: count }, (_, i) => [i + 1, String(i + 1)]);

bertdemo.layerPicker = (words) => {
  const picker = bertdemo.picker(words.layer, words.previous_layer, words.next_layer,
    (layer) => bertdemo.select({ layer }));
  return { box: picker.box, show: (state) =>
    picker.show([...bertdemo.numbered(state.run.layers), [0, words.mean]], state.layer) };
};

bertdemo.headPicker = (words) => {
  const picker = bertdemo.picker(words.head, words.previous_head, words.next_head,
    (head) => bertdemo.select({ head }));
  return { box: picker.box, show: (state) =>
    picker.show([...bertdemo.numbered(state.run.heads), [0, words.mean], [-1, words.max]], state.head) };
};
