// @ts-check
// The address of a view: the texts, the model, the tab, the layer and the head, and nothing about the visitor.

/** @typedef {{ text: string, pair: string, model?: string, tab: string, layer: number, head: number }} View */

/** Where this server answers, without the language of the page. */
export const root = () => (globalThis.gradio_config?.root || location.origin).replace(/\/zh\/?$/, "").replace(/\/$/, "");

/**
 * @param {string} server
 * @param {string} language
 * @param {View} view
 */
export function address(server, language, { text, pair, model, ...picked }) {
  const values = { text, pair, ...(model ? { model } : {}), ...picked };
  const named = Object.entries(values).map(([name, value]) => [name, String(value)]);
  return `${server}/${language === "zh" ? "zh" : ""}?${new URLSearchParams(named)}`;
}

/**
 * What a link asks for; what it does not say, or says wrongly, is null.
 * @param {string} search
 */
export function asked(search) {
  const values = new URLSearchParams(search);
  const number = (/** @type {string} */ name, /** @type {number} */ least) => {
    const value = values.get(name);
    return value !== null && Number.isInteger(Number(value)) ? Math.max(least, Number(value)) : null;
  };
  return {
    text: values.get("text"), pair: values.get("pair") || "", model: values.get("model"), tab: values.get("tab"),
    layer: number("layer", 0), head: number("head", -1),
  };
}
