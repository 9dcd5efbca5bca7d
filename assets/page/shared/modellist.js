// @ts-check
// The list of models: what the page came with, what of the Hub can be had now, what the visitor trained or fetched.
// One of the Hub that is `away` may have to be fetched first: models.js sees to it, and the model before stays in use.

/** @import { HubModel, Opening } from "./page.js" */

/** @type {[string, string][]} */
let listed = [];  // [name, key]
/** @type {[string, string][]} */
const trained = [];  // and fetched, by this visitor
/** @type {Record<string, HubModel>} */
let hub = {};
/** @type {Set<string>} */
const away = new Set();
let inUse = "";
let next = "";  // what the list is to show as picked
/** @type {(() => void) | null} */
let offer = null;
/** @type {((key: string) => void) | null} */
let onPick = null;

const ofHub = () => Object.entries(hub).filter(([, one]) => one.is_here || navigator.onLine)
  .map(([key, one]) => /** @type {[string, string]} */ ([one.is_here ? one.here : one.away, key]));
const choices = () => [...listed, ...ofHub(), ...trained];

function relist() {
  if (!listed.length) return;
  offer?.();
  show();
}

/** @type {(() => void)[]} */
const listeners = [];
const show = () => listeners.forEach((listener) => listener());

/** When the list, or what is picked in it, is another one. @param {() => void} listener */
export function onList(listener) {
  listeners.push(listener);
  listener();
}

/** [key, name] of each model, and the key of the one in use. */
export const modelsListed = () => ({ options: choices().map(([name, key]) => /** @type {[string, string]} */ ([key, name])), value: inUse });

/** @param {Pick<Opening, "models" | "hub">} opening @param {string} model */
export function list(opening, model) {
  [listed, hub, inUse] = [opening.models, opening.hub, model];
  for (const key of Object.keys(hub)) if (key !== model) away.add(key);
  for (const name of ["online", "offline"]) addEventListener(name, relist);
  show();
  if (!navigator.onLine) relist();
}

/** @param {string | null} key */
export const isListed = (key) => key !== null && (Object.hasOwn(hub, key) || listed.some(([, known]) => known === key));

/**
 * A model that has come, and is used from now on.
 * @param {string} key
 * @param {string} [name]
 */
export function serve(key, name = key) {
  if (Object.hasOwn(hub, key)) hub[key].is_here = true;
  else if (!choices().some(([, known]) => known === key)) trained.push([trained.length ? `${name} ${trained.length + 1}` : name, key]);
  use(key);
}

/** @param {string} key */
export function use(key) {
  away.delete(key);
  next = inUse = key;
  offer?.();
  show();
}

/** @param {() => void} told */
export function onServe(told) {
  offer = told;
  if (!navigator.onLine) relist();
}

/** @param {string} key */
export const isAway = (key) => away.has(key);

/**
 * The key to a visitor's own model stays on this page.
 * @param {string} key
 */
export const isOwn = (key) => trained.some(([, known]) => known === key);

/** @param {(key: string) => void} told */
export function onPicked(told) {
  onPick = told;
}

/** What the list holds, for Gradio. */
export function models() {
  const value = next ? { value: next } : {};
  next = "";
  return { __type__: "update", choices: choices(), ...value };
}

/**
 * What a visitor picks in the list; one that has to be fetched leaves the model before in use until it is here.
 * @param {string} key
 */
export function choose(key) {
  onPick?.(key);
  if (away.has(key)) show();
  else use(key);
}

/**
 * The model that is asked: the one picked, or the one before as long as that one is fetched.
 * @param {string} key
 */
export function using(key) {
  if (!away.has(key) && key !== inUse) {
    inUse = key;
    show();
  }
  return inUse;
}

/** A model as the list names it, without its size. @param {string} key */
export const nameOf = (key) => choices().find(([, known]) => known === key)?.[0].split(" · ")[0] ?? key;
