// @ts-check
// The one line of a term, in a small box beside the word that was clicked; Esc and a click elsewhere close it.
import { make } from "./controls.js";

/** @import { Term } from "./glossary.js" */

const EDGE = 8;  // px that stay free beside the box
const ID = "bd-term-line";
/** Said aloud when it is filled. @type {HTMLElement} */
let box;
/** The term whose line is shown. @type {HTMLElement | null} */
let open = null;
/** A finding changes as one types: its terms go, and so does the line. @type {MutationObserver} */
let gone;

function close() {
  open?.setAttribute("aria-expanded", "false");
  open?.removeAttribute("aria-describedby");
  open = null;
  gone.disconnect();
  box.replaceChildren();
}

/** Below the word, or above it where there is no room; a page that is enlarged moves a box further than it is told. */
function place() {
  if (!open) return;
  const word = open.getClientRects()[0];
  box.style.left = box.style.top = "0px";
  const { left, top, width, height } = box.getBoundingClientRect();
  const scale = width / box.offsetWidth || 1;
  const x = Math.max(EDGE, Math.min(word.left, innerWidth - width - EDGE));
  const isBelow = word.bottom + 4 + height + EDGE <= innerHeight;
  const y = isBelow ? word.bottom + 4 : Math.max(EDGE, word.top - 4 - height);
  box.style.left = `${(x - left) / scale}px`;
  box.style.top = `${(y - top) / scale}px`;
}

/** @param {HTMLElement} word @param {Term | undefined} term */
function show(word, term) {
  const again = open === word;
  close();
  if (again || !term) return;
  open = word;
  word.setAttribute("aria-expanded", "true");
  word.setAttribute("aria-describedby", ID);
  box.append(make("strong", "", term.name), " ", term.line);
  place();
  gone.observe(document.body, { childList: true, subtree: true });
}

/** @param {EventTarget | null} target */
const termAt = (target) => (target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(".bd-term")) : null);

/** Show the line of a term that is clicked, wherever on the page it stands. @param {(key: string) => Term | undefined} termOf */
export function hearTerms(termOf) {
  gone = new MutationObserver(() => { if (open && !open.isConnected) close(); });
  box = make("p", "bd-term-line");
  box.id = ID;
  box.setAttribute("role", "status");
  document.body.append(box);
  const toggle = (/** @type {HTMLElement} */ word) => show(word, termOf(word.dataset.term ?? ""));
  addEventListener("click", (event) => {
    const word = termAt(event.target);
    if (word) toggle(word);
    else if (!box.contains(/** @type {Node} */ (event.target))) close();
  });
  addEventListener("focusin", (event) => { if (open && event.target !== open && event.target !== box) close(); });
  addEventListener("keydown", (event) => {
    const word = termAt(event.target);
    if (open && event.key === "Escape") close();
    else if (word && (event.key === "Enter" || event.key === " ")) toggle(word);
    else return;
    event.preventDefault();
    event.stopPropagation();  // Esc would free the pinned token too, and the space bar go to the next card
  }, true);
  for (const moved of ["scroll", "resize"]) addEventListener(moved, place, { capture: true, passive: true });
}
