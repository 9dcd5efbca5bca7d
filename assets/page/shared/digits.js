// @ts-check
// Numbers as the page writes them.

/**
 * A probability or weight in three significant digits; a tiny one as a fraction: "0.0452", "1/22,500". The same as
 * Python's `digits`: tests/page/digits.json holds both to it.
 * @param {number} share
 */
export function digits(share) {
  if (share >= 0.001) return threeDigits(share);
  return share > 0 ? `1/${whole(1 / share).toLocaleString("en")}` : "0";
}

// JavaScript rounds a tie up, Python to the even digit: 0.5625 is 0.562.
/** @param {number} value */
function threeDigits(value) {
  const rounded = value.toPrecision(3);
  const isTie = /50{36}$/.test(value.toPrecision(40));
  return isTie && /[13579]$/.test(rounded) ? (value * (1 - 2 ** -50)).toPrecision(3) : rounded;
}

/** @param {number} value */
function whole(value) {
  const rounded = Math.round(value);
  return value % 1 === 0.5 && rounded % 2 ? rounded - 1 : rounded;
}

/** @param {number} value */
export const signed = (value) => (Math.abs(value) < 5e-4 ? "0" : value.toPrecision(3));

/**
 * A share as a sentence says it, in two digits of per cent: "94 %", "9.7 %", "> 99.9 %", in the words of the page. The same
 * as Python's `Text.percent`: tests/page/percent.json holds both to it.
 * @param {string} words "{share} %"
 * @param {number} share
 */
export function percentIn(words, share) {
  const value = Math.min(1, Math.max(0, share));
  if (value > 0 && value < 0.001) return words.replace("{share}", "< 0.1");
  if (value >= 0.9995 && value < 1) return words.replace("{share}", "> 99.9");
  if (value > 0 && value < 0.0995) return words.replace("{share}", (100 * value).toPrecision(2));
  return words.replace("{share}", (100 * value).toFixed(value < 0.995 || value === 1 ? 0 : 1));
}

/** @param {number} share */
export const percent = (share) => `${Math.round(100 * share)}%`;

/**
 * The largest size of a number in rows of numbers.
 * @param {number[][]} rows
 */
export const largest = (rows) => Math.max(...rows.map((row) => Math.max(...row.map(Math.abs))));
