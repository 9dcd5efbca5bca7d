// @ts-check
// The lab's recipe: which model is trained, what of it, how, and what may be done wrong on purpose.
import { choices, field, input, make, selectOf } from "../shared/controls.js";

/** @import { Words } from "../shared/page.js" */
/** @typedef {[string, string, string, Record<string, any>]} Method its key, name, what is said of it, and its recipe */

/** @type {Record<string, Record<string, number | string>>} */
const FIELDS = {
  learning_rate: { min: 1e-7, max: 10, step: "any" }, epochs: { min: 1, max: 100, step: 1 },
  batch_size: { min: 1, max: 128, step: 1 }, held_back: { min: 5, max: 50, step: 1 },
  frozen: { min: 0, step: 1 }, seed: { min: 0, max: 2 ** 31, step: 1 },
};
const SABOTAGE = ["wrong", "fast", "cold"];

/** @param {Words} words @param {() => void} rebase */
export function labRecipe(words, rebase) {
  /** @type {Method[]} */
  const methods = words.methods;
  /** @type {Record<string, Record<string, any>>} */
  const defaults = Object.fromEntries(methods.map(([name, , about, values]) => [name, { ...values, about }]));
  let [[method]] = methods;
  const base = selectOf(words.bases, () => { refreeze(); rebase(); });
  const explained = make("p", "bd-said");
  const pick = choices(words.method, methods.map(([name, shown]) => [name, shown]), method, (name) => {
    method = name;
    reset();
  });
  pick.box.classList.add("bd-segments");
  const fields = Object.fromEntries(Object.entries(FIELDS).map(([name, limits]) =>
    [name, input("bd-input bd-number-input", { type: "number", ...limits })]));
  const switches = Object.fromEntries(SABOTAGE.map((name) => [name, input("", { type: "checkbox" })]));
  reset();

  function reset() {
    explained.textContent = defaults[method].about;
    for (const [name, one] of Object.entries(fields)) {
      const value = defaults[method][name];
      if (name !== "frozen") one.value = String(name === "held_back" ? Math.round(100 * value) : value);
    }
    refreeze();
  }

  // How many layers can stay as they are depends on how many the base has; LoRA changes one at least.
  function refreeze() {
    const { layers, frozen } = words.depths[base.value];
    fields.frozen.max = String(method === "lora" ? layers - 1 : layers);
    fields.frozen.value = frozen[method];
    fields.frozen.disabled = method === "head";
  }

  return {
    box: make("section", "bd-lab-part bd-lab-recipe", make("div", "bd-lab-bar", pick.box, field(words.base, base)), explained,
      make("div", "bd-lab-fields", ...Object.entries(fields).map(([name, one]) => field(words[`field_${name}`], one))),
      make("fieldset", "bd-sabotage", make("legend", "", words.sabotage),
        ...Object.entries(switches).map(([name, one]) => field(words[`sabotage_${name}`], one)))),
    base: () => base.value,
    values() {
      const chosen = Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.valueAsNumber]));
      const { wrong, fast, cold } = switches;
      return {
        ...chosen, method, frozen: method === "head" ? 0 : chosen.frozen, held_back: chosen.held_back / 100,
        learning_rate: chosen.learning_rate * (fast.checked ? 100 : 1),
        wrong_labels: wrong.checked ? 0.4 : 0, warm_up: cold.checked ? 0 : defaults[method].warm_up,
      };
    },
  };
}
