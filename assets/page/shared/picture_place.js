// @ts-check
// Where things lie in a picture that is taken of the stage.

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box px from the corner of the picture */
/** @typedef {{ zoom: number, origin: { x: number, y: number }, defs: SVGElement, charts: Map<Element, SVGSVGElement>, count: number, bottom: number }} Sheet `charts` draw themselves; `count` of names given; `bottom` of what is drawn so far */

/** How much larger than its own px an element is. @param {Element} element */
export const zoomOf = (element) => /** @type {{ currentCSSZoom?: number }} */ (/** @type {unknown} */ (element)).currentCSSZoom || 1;

/** @param {DOMRect} rect @param {Sheet} sheet @returns {Box} */
export const placed = ({ left, top, right, bottom }, { origin, zoom }) => ({
  left: (left - origin.x) / zoom, top: (top - origin.y) / zoom, right: (right - origin.x) / zoom, bottom: (bottom - origin.y) / zoom,
});

/** @param {number} value */
export const rounded = (value) => Math.round(value * 100) / 100;

/** @param {Box} box */
export const sized = ({ left, top, right, bottom }) => ({
  x: rounded(left), y: rounded(top), width: rounded(Math.max(0, right - left)), height: rounded(Math.max(0, bottom - top)),
});
