// @ts-check
// Which part of an instrument is open, where it has several: one of eight steps, of three views. Links, cards and Back name it.

/** @type {Map<string, string>} by instrument; none until somebody opens one */
const opened = new Map();
/** @type {Map<string, { parts: string[], open: (part: string) => void }>} */
const instruments = new Map();
/** @type {(() => void)[]} */
const listeners = [];

/** @param {string} on */
export const partOf = (on) => opened.get(on) ?? "";

/** When the visitor opens a part. @param {() => void} listener */
export const onPart = (listener) => { listeners.push(listener); };

/**
 * At once, or when the instrument is there.
 * @param {string} on
 * @param {string} part "" leaves it as it is
 */
export function openPart(on, part) {
  const instrument = instruments.get(on);
  if (!part || (instrument && !instrument.parts.includes(part))) return;
  opened.set(on, part);
  instrument?.open(part);
}

/**
 * Each part of an instrument, open while it is looked at; then the one that was.
 * @param {string} on
 * @param {(part: string) => void} look
 */
export function eachPart(on, look) {
  const { parts, open } = instruments.get(on) ?? { parts: [], open: () => {} };
  for (const part of parts) {
    open(part);
    look(part);
  }
  if (parts.length) open(partOf(on) || parts[0]);
}

/**
 * An instrument has parts; `open` is told which one is asked for.
 * @param {string} on
 * @param {string[]} parts
 * @param {(part: string) => void} open
 * @returns {(part: string) => void} to be told which one the visitor opened
 */
export function keepPart(on, parts, open) {
  instruments.set(on, { parts, open });
  const wanted = partOf(on);
  if (parts.includes(wanted)) open(wanted);
  else opened.delete(on);
  return (part) => {
    opened.set(on, part);
    listeners.forEach((listener) => listener());
  };
}
