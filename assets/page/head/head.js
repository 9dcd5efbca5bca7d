// @ts-check
// One attention head, step by step: the table of the chosen token against every token gains a column a step.
import { state, subscribe } from "../shared/bus.js";
import { button, checkbox, field, fill, live, make, numbered, plainHeadPicker, plainLayerPicker, region, tokenPicker } from "../shared/controls.js";
import { digits, largest, signed } from "../shared/digits.js";
import { tokenClass } from "../shared/encoding.js";
import { asker, hasAny } from "../shared/near.js";
import { bar, header, row, vector } from "../shared/pictures.js";
import { strip } from "../shared/strip.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Drawn, Words } from "../shared/page.js" */

const STEPS = 8;

/** @type {Component<HeadFunctions>} */
export default function head(element, words, server) {
  const pickers = { token: tokenPicker(words), layer: plainLayerPicker(words), head: plainHeadPicker(words) };
  const unscaled = checkbox(() => latest && paint(latest));
  const steps = stepper(words, () => { if (latest) tellStep(latest); });
  const said = live("bd-said");
  const note = make("p", "bd-quiet bd-note");
  const vectors = make("div", "bd-vectors");
  const frame = region(words.table);
  const check = from(make("p", "bd-check"), STEPS);
  element.append(make("div", "bd-controls", ...Object.values(pickers).map(({ box }) => box), field(words.unscaled, unscaled)),
    steps.box, said, vectors, frame, note, check);
  /** @type {Drawn<HeadPayload> | null} */
  let latest = null;
  const ask = asker(element, words, server.one_head, (answer) => { latest = answer; paint(answer); });

  function tellStep(/** @type {HeadPayload} */ answer) {
    const step = steps.show(answer.names);
    element.dataset.step = String(step);
    said.textContent = answer.said[step - 1];
    /** @type {NodeListOf<HTMLElement>} */
    const parts = element.querySelectorAll("[data-from]");
    for (const part of parts) part.classList.toggle("bd-later", Number(part.dataset.from) > step);
  }

  function paint(/** @type {Drawn<HeadPayload>} */ answer) {
    const { run, token } = answer;
    pickers.token.show(run, token);
    pickers.layer.show(numbered(run.layers), answer.layer);
    pickers.head.show(numbered(run.heads), answer.head);
    const plain = unscaled.checked;
    const name = run.tokens[token];
    vectors.replaceChildren(
      from(vector(`x  ${name}`, answer.state, words), 1),
      from(vector(`q  ${name}`, answer.query, words), 2),
      from(vector(`Σ  ${name}`, plain ? answer.plain_output : answer.output, words), STEPS),
    );
    const isMean = state.layer < 1 || state.head < 1;
    note.textContent = [isMean ? fill(words.mean, answer) : "", answer.cut].join(" ").trim();
    frame.replaceChildren(table(answer, plain, words));
    check.textContent = answer.checked;
    tellStep(answer);
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (now, changed) => { if (hasAny(changed, "run", "layer", "head", "chosen")) ask(now); });
}

/**
 * What is hidden before a step.
 * @template {HTMLElement} Part
 * @param {Part} part
 * @param {number} step
 */
function from(part, step) {
  part.dataset.from = String(step);
  return part;
}

/** Buttons and arrow keys through the steps. @param {Words} words @param {() => void} moved */
function stepper(words, moved) {
  let step = 1;
  const go = (/** @type {number} */ to) => {
    step = Math.min(STEPS, Math.max(1, to));
    moved();
  };
  const back = button(words.back, "bd-step-button", () => go(step - 1));
  const next = button(words.next, "bd-step-button bd-step-next", () => go(step + 1));
  const where = make("span", "bd-steps-where");
  const name = make("strong", "bd-steps-name");
  name.setAttribute("aria-live", "polite");
  const box = make("div", "bd-steps", back, next, where, name, make("span", "bd-quiet bd-steps-keys", words.keys));
  box.setAttribute("role", "group");
  box.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    go(step + by);
  });
  return {
    box,
    show(/** @type {string[]} */ names) {
      where.textContent = fill(words.step, { step, steps: STEPS });
      name.textContent = names[step - 1];
      back.disabled = step === 1;
      next.disabled = step === STEPS;
      return step;
    },
  };
}

/** The chosen token against every token. @param {Drawn<HeadPayload>} answer @param {boolean} plain @param {Words} words */
function table(answer, plain, words) {
  const { run, token } = answer;
  const columns = [["token", 1], ["key", 3], ["product", 4], ["score", 5], ["weight", 6], ["value", 7]];
  const weights = plain ? answer.unscaled : answer.weights;
  const [keys, values] = [largest(answer.keys), largest(answer.values)];
  return make("table", "bd-steps-table",
    row(...columns.map(([name, step]) => from(header(words[`column_${name}`], "col"), Number(step)))),
    ...answer.keys.map((key, i) => {
      const weight = make("td", "bd-weight", bar(weights[i]), make("span", "bd-number", digits(weights[i])));
      const line = row(header(run.tokens[i], "row", tokenClass(run, i)),
        from(make("td", "", strip(key, keys, words)), 3),
        from(make("td", "bd-number", signed(answer.products[i])), 4),
        from(make("td", "bd-number", plain ? "—" : signed(answer.scores[i])), 5),
        from(weight, 6),
        from(make("td", "", strip(answer.values[i], values, words)), 7));
      if (i === token) line.className = "bd-row-on";
      return line;
    }));
}
