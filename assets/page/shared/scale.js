// @ts-check
// Colours of numbers, the same in every window: one hue, even steps of lightness in OKLCH (Ottosson 2020), so
// that they hold without colour vision; from the paper to its opposite, hence reversed in the dark theme.
import { isDark } from "./theme.js";

/** @import { Colour } from "./page.js" */

const BLUE = 256;
const ORANGE = 58;
const STEPS = 256;
const ROLES = { q: 277, k: 62, v: 185 };  // hues of queries, keys and values, as --bd-q, --bd-k and --bd-v

/**
 * @param {number} lightness
 * @param {number} chroma
 * @param {number} hue in degrees
 * @returns {Colour}
 */
function rgb(lightness, chroma, hue) {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const of = (/** @type {number} */ c) => {
    const linear = Math.min(1, Math.max(0, c));
    return Math.round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055));
  };
  return [
    of(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    of(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    of(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** @param {number} v from 0 to 1 @param {number | null} hue none: grey @param {boolean} dark */
const step = (v, hue, dark) => (dark
  ? rgb(0.203 + 0.737 * v, hue === null ? 0.013 * (1 - v) : 0.013 + 0.12 * Math.sin(Math.PI * 0.93 * v), hue ?? BLUE)
  : rgb(1 - 0.69 * v, hue === null ? 0 : 0.15 * Math.sin(Math.PI * 0.75 * v), hue ?? BLUE));

/** @param {boolean} dark */
function scalesOf(dark) {
  const row = (/** @type {number} */ hue) => Array.from({ length: STEPS }, (_, i) => step(i / (STEPS - 1), hue, dark));
  const blue = row(BLUE);
  return { blue, orange: row(ORANGE), pixels: new Uint32Array(new Uint8ClampedArray(blue.flatMap((c) => [...c, 255])).buffer) };
}

/** @type {Map<boolean, ReturnType<typeof scalesOf>>} */
const made = new Map();

function scales() {
  const dark = isDark();
  const known = made.get(dark) ?? scalesOf(dark);
  made.set(dark, known);
  return known;
}

const index = (/** @type {number} */ v) => Math.round(Math.min(1, Math.max(0, v)) * (STEPS - 1));

/** @param {number} v from 0 to 1 */
export const scale = (v) => scales().blue[index(v)];

/** @param {number} v from -1 to 1 */
export const diverging = (v) => scales()[v < 0 ? "orange" : "blue"][index(Math.abs(v))];

/** Of queries, keys or values: their own colour above zero, grey below. @param {"q" | "k" | "v"} role */
export const signedOf = (role) => (/** @type {number} */ v) => {
  const dark = isDark();
  return v < 0 ? step(-v, null, dark) : step(v, ROLES[role], dark);
};

/** The steps of `scale` as the pixels of an ImageData. */
export const pixels = () => scales().pixels;

/**
 * Sixteen heads apart: hues a golden angle apart, and three lightnesses that stay when hues fall together.
 * @param {number} head from 1
 */
export function headColour(head) {
  const level = (head - 1) % 3;
  return rgb((isDark() ? [0.72, 0.62, 0.84] : [0.52, 0.68, 0.4])[level], 0.13, BLUE + (head - 1) * 137.5);
}

/**
 * Black or white, whichever stands out more on a colour (WCAG relative luminance).
 * @param {Colour} colour
 */
export function inkOn(colour) {
  const [r, g, b] = colour.map((c) => ((c / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#000" : "#fff";
}
