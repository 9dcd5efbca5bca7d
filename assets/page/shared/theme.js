// @ts-check
// Dark or light as the visitor chose it last; without a choice, as Gradio follows the system.

export const isDark = () => [document.body, document.documentElement].some((node) => node?.classList.contains("dark"));

export function dress() {
  try {
    const dark = localStorage.getItem("bertdemo-dark");
    if (dark) document.body.classList.toggle("dark", dark === "true");
  } catch { /* see keep() */ }
}

/** @param {boolean} dark */
export function keep(dark) {
  try {
    localStorage.setItem("bertdemo-dark", String(dark));
  } catch { /* storage is closed in some frames; the choice then lasts as long as the page */ }
}

// Instruments live as long as the page.
/** @type {(() => void)[]} */
const redrawn = [];

/** @param {() => void} redraw */
export function onTheme(redraw) {
  if (!redrawn.length) {
    const observer = new MutationObserver(() => redrawn.forEach((one) => one()));
    for (const node of [document.body, document.documentElement]) observer.observe(node, { attributeFilter: ["class"] });
  }
  redrawn.push(redraw);
}
