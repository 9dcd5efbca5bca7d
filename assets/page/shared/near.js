// @ts-check
// Panels that are asked for once they come near the screen.
import { newest } from "./asking.js";
import { make } from "./controls.js";
import { finding } from "./finding.js";

/** @import { Ask, Drawn, State, Words } from "./page.js" */

const MARGIN = "400px";

/**
 * Ask the server for what a panel shows, once it is near the screen, and draw the newest answer only.
 * @template {object} Payload
 * @param {HTMLElement} element
 * @param {Words} words
 * @param {Ask<OfToken, Payload>} ask
 * @param {(answer: Drawn<Payload>) => void} draw
 */
export function asker(element, words, ask, draw) {
  const problem = make("p", "bd-problem");
  problem.setAttribute("role", "status");
  element.prepend(problem);
  const newestAnswer = newest(words.failed);
  let near = false;
  /** @type {State | null} */
  let waiting = null;

  async function go(/** @type {State} */ state) {
    const { run } = state;
    const question = { ...run.key, layer: Math.max(1, state.layer), head: Math.max(1, state.head), token: state.chosen };
    element.setAttribute("aria-busy", "true");
    const answer = await newestAnswer(() => ask(question));
    if (!answer) return;
    element.removeAttribute("aria-busy");
    problem.textContent = "error" in answer ? answer.error : "";
    element.classList.toggle("bd-before", "error" in answer);  // what stands there is of the question before
    if ("error" in answer) finding(element).fail(answer.error);
    else draw({ ...question, ...answer, run });
  }

  new IntersectionObserver((entries) => {
    near = Boolean(entries.at(-1)?.isIntersecting);
    if (!near || !waiting) return;
    const state = waiting;
    waiting = null;
    go(state);
  }, { rootMargin: MARGIN }).observe(element);

  return (/** @type {State} */ state) => {
    if (near || document.body.classList.contains("bd-comparing")) go(state);  // B is told of wherever it stands
    else waiting = state;
  };
}

/**
 * Whether one of the parts that a panel draws has changed.
 * @param {Set<string>} changed
 * @param {...string} parts
 */
export const hasAny = (changed, ...parts) => parts.some((part) => changed.has(part));
