// @ts-check
// One attention head, step by step: the table of the chosen token against every token gains a column a step.
import { select, state, subscribe } from "../shared/bus.js";
import { button, checkbox, field, fill, live, make, region, segments } from "../shared/controls.js";
import { digits, largest, signed } from "../shared/digits.js";
import { tokenClass } from "../shared/encoding.js";
import { finding } from "../shared/finding.js";
import { signedLegend } from "../shared/legend.js";
import { asker, hasAny } from "../shared/near.js";
import { column, numbers, vectorTable } from "../shared/numbers.js";
import { keepPart } from "../shared/part.js";
import { bar, header, row, vector } from "../shared/pictures.js";
import { signedOf } from "../shared/scale.js";
import { strip } from "../shared/strip.js";
import { onTheme } from "../shared/theme.js";

/** @import { Component, Drawn, Words } from "../shared/page.js" */
/** @import { NumberTable } from "../shared/numbers.js" */

const STEPS = 8;
/** @type {("q" | "k" | "v")[]} */
const ROLES = ["q", "k", "v"];
/** @type {Record<string, string>} */
const ROLE_OF = { key: "bd-of-k", value: "bd-of-v" };  // the columns in a colour
const SIGNS = ["x", "q", "k", "q · k", "÷ √d", "softmax", "v", "Σ"];  // of the steps

/** @type {Component<HeadFunctions>} */
export default function head(element, words, server) {
  const unscaled = checkbox(() => latest && paint(latest));
  const steps = stepper(words, () => { if (latest) tellStep(latest); }, (step) => keep(SIGNS[step - 1]));
  const explained = live("bd-head-explained");
  const said = finding(element);
  const note = make("p", "bd-quiet bd-note");
  const vectors = make("div", "bd-vectors");
  const frame = from(region(words.table), 3);  // before it has keys a table of tokens is empty, which on a phone is all that one sees
  const check = from(make("p", "bd-check"), STEPS);
  const legend = make("div", "bd-head-legend");
  element.append(steps.box, make("div", "bd-two",
    make("div", "bd-head-side", steps.name, explained, vectors, field(words.unscaled, unscaled), note, check),
    make("div", "bd-head-table", frame, legend)));
  /** @type {Drawn<HeadPayload> | null} */
  let latest = null;
  numbers(element, () => (latest ? tablesOf(latest, unscaled.checked, words) : []), () => (latest ? columnOf(latest, steps.number(), words) : []));
  const keep = keepPart("head", SIGNS, (sign) => steps.open(SIGNS.indexOf(sign) + 1));
  const ask = asker(element, words, server.one_head, (answer) => { latest = answer; paint(answer); });

  function tellStep(/** @type {HeadPayload} */ answer) {
    const step = steps.show(answer.names);
    explained.textContent = answer.explained[step - 1];
    /** @type {NodeListOf<HTMLElement>} */
    const parts = element.querySelectorAll("[data-from]");
    for (const part of parts) part.classList.toggle("bd-later", Number(part.dataset.from) > step);
  }

  function paint(/** @type {Drawn<HeadPayload>} */ answer) {
    const { run, token } = answer;
    const plain = unscaled.checked;
    const name = run.tokens[token];
    vectors.replaceChildren(
      from(vector(`x  ${name}`, answer.state, words), 1),
      from(vector(`q  ${name}`, answer.query, words, signedOf("q")), 2),
      from(vector(`Σ  ${name}`, plain ? answer.plain_output : answer.output, words, signedOf("v")), STEPS),
    );
    vectors.children[1].classList.add("bd-of-q");
    vectors.children[2].classList.add("bd-of-v");
    legend.replaceChildren(...ROLES.map((role) => signedLegend(role, signedOf(role))), make("span", "bd-legend", words.signs));
    const isMean = state.layer < 1 || state.head < 1;
    note.textContent = [isMean ? fill(words.mean, answer) : "", answer.cut].join(" ").trim();
    frame.replaceChildren(table(answer, plain, words));
    said.say(answer.said);
    check.textContent = answer.checked;
    tellStep(answer);
  }

  onTheme(() => latest && paint(latest));
  subscribe(element, (now, changed) => { if (hasAny(changed, "run", "layer", "head", "chosen")) ask(now); });
}

/** @param {Drawn<HeadPayload>} answer @param {boolean} plain @param {Words} words */
function tablesOf(answer, plain, words) {
  const { run, token, keys, values } = answer;
  const tokens = run.tokens.slice(0, keys.length);
  const byToken = (/** @type {number[][]} */ rows) => rows.map((row, i) => ({ name: tokens[i], values: row }));
  const weights = plain ? answer.unscaled : answer.weights;
  return [
    { title: run.tokens[token ?? 0], columns: [column("token"), ...["product", "score", "weight"].map((name) => words[`column_${name}`])],
      rows: tokens.map((name, i) => [name, answer.products[i], plain ? null : answer.scores[i], weights[i]]) },
    vectorTable("x", [{ name: "x", values: answer.state }]),
    vectorTable("q, Σ", [{ name: "q", values: answer.query }, { name: "Σ", values: plain ? answer.plain_output : answer.output }]),
    vectorTable(words.column_key, byToken(keys)), vectorTable(words.column_value, byToken(values)),
  ];
}

/** The column of scores that a step has come to; none before and behind them. @param {Drawn<HeadPayload>} answer @param {number} step @param {Words} words @returns {NumberTable[]} */
function columnOf({ run, products, scores }, step, words) {
  const [name, values] = step === 4 ? [words.column_product, products] : [words.column_score, step === 5 ? scores : []];
  return [{ columns: [column("token"), name], rows: values.map((value, i) => [run.tokens[i], value]) }];
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

/**
 * One segmented button, and arrow keys through the steps.
 * @param {Words} words
 * @param {() => void} moved
 * @param {(step: number) => void} picked by the visitor
 */
function stepper(words, moved, picked) {
  let step = 1;
  const open = (/** @type {number} */ to) => {
    step = Math.min(STEPS, Math.max(1, to));
    moved();
  };
  const go = (/** @type {number} */ to) => {
    open(to);
    picked(step);
  };
  const turn = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {number} */ by) => {
    const made = button(sign, "bd-segment", () => go(step + by));
    made.setAttribute("aria-label", name);
    return made;
  };
  const back = turn("‹", words.back, -1);
  const next = turn("›", words.next, 1);
  const all = segments(words.steps, SIGNS.map((sign, i) => [String(i + 1), sign]), "1", (value) => go(Number(value)));
  all.box.prepend(back);
  all.box.append(next);
  ["q", "k", "", "", "", "v"].forEach((role, i) => { if (role) all.parts[i + 1].classList.add(`bd-of-${role}`); });
  const where = make("span", "bd-steps-where");
  const name = make("strong", "bd-steps-name");
  name.setAttribute("aria-live", "polite");
  const box = make("div", "bd-head-steps", all.box, where);
  box.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    go(step + by);
  });
  return {
    box,
    name,
    open,
    number: () => step,
    show(/** @type {string[]} */ names) {
      where.textContent = fill(words.step, { step, steps: STEPS });
      name.textContent = names[step - 1];
      all.press(String(step));
      all.parts.forEach((part, i) => { part.title = names[i]; });
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
  const [k, v] = [signedOf("k"), signedOf("v")];
  const pin = (/** @type {number} */ i) => button(run.tokens[i], "bd-pin", () => select({ chosen: i }));
  return make("table", "bd-steps-table",
    row(...columns.map(([name, step]) => from(header(words[`column_${name}`], "col", ROLE_OF[name]), Number(step)))),
    ...answer.keys.map((key, i) => {
      const weight = make("td", "bd-weight", bar(weights[i]), make("span", "bd-number", digits(weights[i])));
      const line = row(header(pin(i), "row", tokenClass(run, i)),
        from(make("td", "", strip(key, keys, words, k)), 3),
        from(make("td", "bd-number", signed(answer.products[i])), 4),
        from(make("td", "bd-number", plain ? "—" : signed(answer.scores[i])), 5),
        from(weight, 6),
        from(make("td", "", strip(answer.values[i], values, words, v)), 7));
      if (i === token) line.className = "bd-row-on";
      return line;
    }));
}
