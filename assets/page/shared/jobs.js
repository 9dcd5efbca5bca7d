// @ts-check
// Keys of what the server does for this page. It hears when the page goes; one that is loaded anew finds them again.
import { root } from "./address.js";

/** @type {Map<string, string>} */
const jobs = new Map();
const place = (/** @type {string} */ name) => `bertdemo-${name}`;

/**
 * @param {string} name
 * @param {string | null} key null for one that has ended
 */
export function job(name, key) {
  if (key) jobs.set(name, key);
  else jobs.delete(name);
  try {
    if (key) sessionStorage.setItem(place(name), key);
    else sessionStorage.removeItem(place(name));
  } catch { /* closed in some frames: then the job ends with the page */ }
}

/** @param {string} name */
export function jobBefore(name) {
  try {
    return sessionStorage.getItem(place(name));
  } catch {
    return null;
  }
}

export function tellWhenLeaving() {
  addEventListener("pagehide", () => {
    if (!jobs.size) return;
    const left = new Blob([JSON.stringify({ jobs: [...jobs.values()] })], { type: "application/json" });
    navigator.sendBeacon(`${root()}/bertdemo/left`, left);
  });
}
