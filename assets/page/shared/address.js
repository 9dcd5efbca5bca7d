// @ts-check
// The address of a view: the step, the instrument, the texts, the model, and what is picked; nothing about the visitor.

/** @import { Asked } from "./page.js" */
/** @import { Picked } from "./compare_side.js" */
/** `a` is what is compared with. @typedef {{ step: string, on: string, text: string, pair: string, model: string, layer: number, head: number, token: number | null, part: string, projector: boolean, card: string, a: Picked | null }} View */

/** Links from before the rail named a tab. @type {Record<string, [string, string]>} */
const TABS = {
  explore: ["glance", "overview"], tokens: ["pieces", "wordpiece"], attention: ["heads", "attention"],
  inside: ["head", "head"], learn: ["pretraining", "masked"], apply: ["using", "classify"],
};
const LONGEST = 6_000;  // characters of a text in an address: servers and proxies refuse one much longer than 8,000

/** Where this server answers, without the language of the page. */
export const root = () => (globalThis.gradio_config?.root || location.origin).replace(/\/zh\/?$/, "").replace(/\/$/, "");

/**
 * What an address says behind its "?"; a text that is too long for one is left out.
 * @param {View} view
 */
export function search({ step, on, part, projector, card, a, ...picked }) {
  const isLong = length(picked) > LONGEST;
  const compared = a && length(picked) + length(a) <= LONGEST ? new URLSearchParams(picks({ ...a, token: a.chosen }, false)) : null;
  return new URLSearchParams({
    step, on, ...picks(picked, isLong), ...(part ? { part } : {}), ...(card ? { card } : {}), ...(projector ? { projector: "1" } : {}), ...(compared ? { a: String(compared) } : {}),
  }).toString();
}

const length = (/** @type {{ text: string, pair: string }} */ { text, pair }) => encodeURIComponent(text + pair).length;

/** @param {{ text: string, pair: string, model: string, layer: number, head: number, token: number | null }} picked @param {boolean} isLong @returns {Record<string, string>} */
const picks = ({ text, pair, model, layer, head, token }, isLong) => ({
  ...(isLong ? {} : { text }), ...(pair && !isLong ? { pair } : {}), ...(model ? { model } : {}),
  layer: String(layer), head: String(head), ...(token === null ? {} : { token: String(token) }),
});

/** @param {string} server @param {string} language @param {View} view */
export const address = (server, language, view) => `${server}/${language === "zh" ? "zh" : ""}?${search(view)}`;

/**
 * What a link asks for; what it does not say, or says wrongly, is null.
 * @param {string} query
 * @returns {Asked}
 */
export function asked(query) {
  const values = new URLSearchParams(query);
  const number = (/** @type {string} */ name, /** @type {number} */ least) => {
    const value = values.get(name);
    return value?.trim() && Number.isInteger(Number(value)) ? Math.max(least, Number(value)) : null;
  };
  const tab = values.get("tab") ?? "";
  const [step, on] = Object.hasOwn(TABS, tab) ? TABS[tab] : [null, null];
  return {
    step: values.get("step") ?? step, on: values.get("on") ?? on, text: values.get("text"), pair: values.get("pair") ?? "",
    model: values.get("model"), layer: number("layer", 0), head: number("head", -1), token: number("token", 0),
    part: values.get("part") ?? "", card: values.get("card"), projector: values.get("projector") === "1", a: values.get("a"),
  };
}
