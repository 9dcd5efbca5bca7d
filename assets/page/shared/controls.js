// @ts-check
// Elements, and the controls that instruments have in common: buttons, fields, lists, and pickers of a number.
import { fadesWhereMore } from "./more.js";
import { select, state } from "./bus.js";

/** @import { Child, Run, Words } from "./page.js" */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {...Child} children
 */
export function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const child of children) {
    if (child !== null && child !== undefined) element.append(typeof child === "number" ? String(child) : child);
  }
  return element;
}

/**
 * A line that is read aloud when it changes.
 * @param {string} className
 * @param {string} text
 */
export function live(className, text = "") {
  const line = make("p", className, text);
  line.setAttribute("aria-live", "polite");
  return line;
}

/**
 * What went wrong, or how far something is.
 * @param {"status" | "alert"} role
 * @param {string} className
 */
export function notice(role, className = "bd-problem") {
  const line = make("p", className);
  line.setAttribute("role", role);
  return line;
}

/**
 * What scrolls, so that the keyboard must reach it.
 * @param {string} label
 * @param {string} className
 */
export function region(label, className = "bd-steps-frame") {
  const frame = make("div", className);
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", label);
  return fadesWhereMore(frame);
}

/**
 * Controls or choices that belong together.
 * @param {string} label
 * @param {string} className
 * @param {...Child} children
 */
export function group(label, className, ...children) {
  const box = make("div", className, ...children);
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", label);
  return box;
}

/**
 * The text with its gaps filled; one that has no value stays.
 * @param {string} text
 * @param {object} values
 */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (gap, name) => String(/** @type {Record<string, unknown>} */ (values)[name] ?? gap));

/**
 * @param {Child} label
 * @param {string} className
 * @param {(event: Event) => void} act
 */
export function button(label, className, act) {
  const made = make("button", className, label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/**
 * @param {string} label
 * @param {HTMLElement} control
 */
export function field(label, control) {
  const isCheckbox = control instanceof HTMLInputElement && control.type === "checkbox";
  return isCheckbox ? make("label", "bd-field", control, make("span", "", label))
    : make("label", "bd-field", make("span", "bd-field-name", label), control);
}

/**
 * A field as wide as there is room, its name above.
 * @param {string} label
 * @param {HTMLElement} control
 */
export const wideField = (label, control) => make("label", "bd-field bd-wide", make("span", "bd-field-name", label), control);

/**
 * An input with its attributes.
 * @param {string} className
 * @param {Record<string, string | number>} attributes
 */
export function input(className, attributes) {
  const made = make("input", className);
  Object.assign(made, attributes);
  return made;
}

/** @param {() => void} change */
export function checkbox(change) {
  const box = input("", { type: "checkbox" });
  box.addEventListener("change", change);
  return box;
}

/**
 * @param {string} value
 * @param {number} rows
 */
export const textBox = (value, rows) => Object.assign(make("textarea", "bd-input"), { value, rows });

/**
 * @param {[string | number, string][]} options
 * @param {() => void} change
 */
export function selectOf(options, change) {
  const list = make("select", "bd-select", ...options.map(([value, name]) => new Option(name, String(value))));
  list.addEventListener("change", change);
  return list;
}

/**
 * A row of choices of which one is pressed; `choose` is told its value.
 * @param {string} label
 * @param {[string, string][]} options
 * @param {string} value
 * @param {(value: string) => void} choose
 */
export function choices(label, options, value, choose) {
  const chips = options.map(([name, shown]) => button(shown, "bd-small-chip", () => { press(name); choose(name); }));
  const press = (/** @type {string} */ chosen) => chips.forEach((chip, i) =>
    chip.setAttribute("aria-pressed", String(options[i][0] === chosen)));
  press(value);
  return { box: group(label, "bd-controls", ...chips), press };
}

/**
 * The same as one segmented button.
 * @param {string} label
 * @param {[string, string][]} options
 * @param {string} value
 * @param {(value: string) => void} choose
 */
export function segments(label, options, value, choose) {
  const parts = options.map(([name, shown]) => button(shown, "bd-segment", () => { press(name); choose(name); }));
  const press = (/** @type {string} */ chosen) => parts.forEach((part, i) =>
    part.setAttribute("aria-pressed", String(options[i][0] === chosen)));
  press(value);
  return { box: group(label, "bd-segments", ...parts), parts, press };
}

/**
 * A list with a button to either side; `choose` is told the value picked.
 * @param {string} label
 * @param {string} previous
 * @param {string} next
 * @param {(value: number) => void} choose
 */
export function picker(label, previous, next, choose) {
  const list = selectOf([], () => choose(Number(list.value)));
  const step = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {number} */ by) => {
    const made = button(sign, "bd-step", () => {
      list.selectedIndex += by;
      choose(Number(list.value));
    });
    made.setAttribute("aria-label", name);
    made.title = name;
    return made;
  };
  const back = step("‹", previous, -1);
  const forth = step("›", next, 1);
  let shown = "";
  return {
    box: make("div", "bd-picker", back, field(label, list), forth),
    show(/** @type {[number, string][]} */ options, /** @type {number} */ value) {
      const wanted = JSON.stringify(options);
      if (shown !== wanted) list.replaceChildren(...options.map(([number, name]) => new Option(name, String(number))));
      shown = wanted;
      list.value = String(value);
      back.disabled = list.selectedIndex <= 0;
      forth.disabled = list.selectedIndex >= options.length - 1;
    },
  };
}

/**
 * @param {number} count
 * @returns {[number, string][]}
 */
export const numbered = (count) => Array.from({ length: count }, (_, i) => [i + 1, String(i + 1)]);

/** Of a model that is not the one of the bar. @param {Words} words @param {(layer: number) => void} choose */
export const plainLayerPicker = (words, choose) => picker(words.layer, words.previous_layer, words.next_layer, choose);

/** Of a model that is not the one of the bar. @param {Words} words @param {(head: number) => void} choose */
export const plainHeadPicker = (words, choose) => picker(words.head, words.previous_head, words.next_head, choose);

/** Which of the bundled classifiers is asked. @param {Words} words @param {() => void} choose */
export const taskPicker = (words, choose) =>
  selectOf(["sentiment", "topic"].map((name) => [name, words[`task_${name}`]]), choose);

/** The token under the pointer, in all windows. @param {number | null} token */
export const point = (token) => select({ token });

/** Of an answer about an earlier sentence nothing is pointed at. @param {Run} run */
export const isOnScreen = (run) => state.run === run;
