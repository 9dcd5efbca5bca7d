// @ts-check
// Elements of drawings (SVG).

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} values
 * @param {string | null} text
 */
export function draw(tag, values, text = null) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(values)) made.setAttribute(name, String(value));
  if (text !== null) made.textContent = text;
  return made;
}
