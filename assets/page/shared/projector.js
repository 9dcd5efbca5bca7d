// @ts-check
// The page as a projector shows it: everything larger, as much as the screen has room for. Kept over a page load.
import { refitSoon } from "./boxes.js";

const NAME = "bd-projector";
const LEAST = [1060, 640];  // px that the page needs at its usual size

export const isProjector = () => document.documentElement.classList.contains(NAME);

function size() {
  const root = document.documentElement;
  const zoom = Math.min(1.6, Math.max(1.15, Math.min(innerWidth / LEAST[0], innerHeight / LEAST[1])));
  if (isProjector()) root.style.setProperty("--bd-zoom", zoom.toFixed(3));
  else root.style.removeProperty("--bd-zoom");
  refitSoon();
}

/** @param {boolean} on */
export function project(on) {
  document.documentElement.classList.toggle(NAME, on);
  try {
    localStorage.setItem(NAME, String(on));
  } catch { /* storage is closed in some frames; the choice then lasts as long as the page */ }
  size();
}

/** @param {boolean} asked by the address */
export function projectAsBefore(asked) {
  let before = asked;
  try {
    before ||= localStorage.getItem(NAME) === "true";
  } catch { /* as above */ }
  document.documentElement.classList.toggle(NAME, before);
  addEventListener("resize", size);
  size();
}
