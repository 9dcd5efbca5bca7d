// @ts-check
// Pictures and tables that several instruments draw: bars, words in colour, named vectors, rows of cells.
import { make } from "./controls.js";
import { digits, largest } from "./digits.js";
import { inkOn } from "./scale.js";
import { strip } from "./strip.js";

/** @import { Child, Colour, Words } from "./page.js" */

/** @param {number} share of the width @param {string} className */
export function bar(share, className = "bd-bar") {
  const made = make("span", className);
  made.style.setProperty("--share", String(Math.max(0, share)));
  return made;
}

/**
 * Bars of [label, share of the width, figure]; the first is the best one where `best` is said.
 * @param {[Child, number, string][]} rows
 */
export function bars(rows, { best = false, mono = true } = {}) {
  return make("dl", "bd-bars", ...rows.map(([label, share, figure], i) => make("div", best && !i ? "bd-bar-row bd-best" : "bd-bar-row",
    make("dt", mono ? "bd-bar-label bd-mono" : "bd-bar-label", label),
    make("dd", "bd-bar-figure", bar(share), make("span", "bd-number", figure)))));
}

/**
 * Bars of [token, probability], the likeliest first.
 * @param {[string, number][]} guesses
 */
export const guessBars = (guesses) => bars(guesses.map(([token, share]) => [token, share, digits(share)]), { best: true });

/**
 * Words in the colours of their values, the largest in full.
 * @param {string[]} tokens
 * @param {number[]} values
 * @param {(value: number) => Colour} scale
 * @param {number} most
 * @param {(value: number) => string} title
 */
export function shadedWords(tokens, values, scale, most, title) {
  const top = Math.max(1e-9, ...values.map(Math.abs));
  return make("p", "bd-why-words", ...tokens.map((token, i) => {
    const word = make("span", "bd-why-word", token);
    colour(word, scale((most * values[i]) / top));
    word.title = title(values[i]);
    return word;
  }));
}

/** A value with its sign. @param {number} value */
export const signedDigits = (value) => `${value < 0 ? "−" : ""}${digits(Math.abs(value))}`;

/** @param {HTMLElement} element @param {Colour} shade */
export function colour(element, shade) {
  element.style.background = `rgb(${shade})`;
  element.style.color = inkOn(shade);
}

/**
 * A vector with its name before it.
 * @param {string} name
 * @param {number[]} values
 * @param {Words} words
 * @param {(share: number) => Colour} [colour]
 */
export const vector = (name, values, words, colour) =>
  make("div", "bd-vector", make("span", "bd-vector-name", name), strip(values, largest([values]), words, colour));

/** @param {Child} text @param {"row" | "col"} scope @param {string} className */
export function header(text, scope, className = "") {
  const cell = make("th", className, text);
  cell.scope = scope;
  return cell;
}

/** @param {...Child} cells */
export const row = (...cells) => make("tr", "", ...cells);

/** A row of names above the columns. @param {string[]} names */
export const head = (names) => row(...names.map((name) => header(name, "col")));

/** What a name in a legend stands for. @param {string} shade @param {...Child} name */
export function kind(shade, ...name) {
  const swatch = make("span", "bd-swatch");
  swatch.style.background = shade;
  return make("li", "bd-kind", swatch, ...name);
}

/**
 * A part of a panel with its title.
 * @param {string} className
 * @param {string} title
 * @param {...Child} parts
 */
export const titled = (className, title, ...parts) => make("section", className, make("h3", "", title), ...parts);

/**
 * A picture that is a cell for every number, enlarged by the browser.
 * @param {number} width
 * @param {number} height
 * @param {(i: number) => Colour} colourAt
 * @param {string} label
 * @param {string} className
 */
export function cells(width, height, colourAt, label, className = "") {
  const canvas = Object.assign(make("canvas", className), { width, height });
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) image.data.set([...colourAt(i), 255], 4 * i);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  return canvas;
}
