// @ts-check
// Many buttons that are one stop of the Tab key: arrow keys move among them.

/** @type {Record<string, (i: number, last: number, across: number) => number>} */
const MOVES = {
  ArrowLeft: (i) => i - 1,
  ArrowRight: (i) => i + 1,
  ArrowUp: (i, _, across) => i - across,
  ArrowDown: (i, _, across) => i + across,
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * Where a key goes from the button `i`: null where it goes nowhere.
 * @param {string} key
 * @param {number} i
 * @param {number} count
 * @param {number} across buttons of a row; 1 for one row or one column
 */
export function moved(key, i, count, across = 1) {
  const to = MOVES[key]?.(i, count - 1, across);
  return to === undefined || to < 0 || to >= count || to === i ? null : to;
}

/**
 * @param {HTMLElement} box of the buttons
 * @param {() => HTMLButtonElement[]} buttons
 * @param {() => number} across
 */
export function rove(box, buttons, across = () => 1) {
  box.addEventListener("keydown", (event) => {
    const all = buttons();
    const to = moved(event.key, all.indexOf(/** @type {HTMLButtonElement} */ (event.target)), all.length, across());
    if (to === null || !all.includes(/** @type {HTMLButtonElement} */ (event.target))) return;
    event.preventDefault();
    stopAt(all, to);
    all[to].focus();
  });
}

/** Make one of them the stop of the Tab key. @param {HTMLButtonElement[]} buttons @param {number} at */
export const stopAt = (buttons, at) => buttons.forEach((one, i) => {
  const index = i === at ? 0 : -1;
  if (one.tabIndex !== index || !one.hasAttribute("tabindex")) one.tabIndex = index;
});
