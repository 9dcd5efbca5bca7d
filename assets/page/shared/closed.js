// @ts-check
// Whether the visitor has closed the cards, kept for the next visit.

const CLOSED = "bertdemo-cards-closed";

export function isClosed() {
  try {
    return localStorage.getItem(CLOSED) === "true";
  } catch {
    return document.body.classList.contains("bd-no-cards");
  }
}

/** @param {boolean} closed */
export function keepClosed(closed) {
  try {
    localStorage.setItem(CLOSED, String(closed));
  } catch { /* storage is closed in some frames; the choice then lasts as long as the page */ }
  document.body.classList.toggle("bd-no-cards", closed);
  dispatchEvent(new Event("bd-closed"));  // or opened
}
