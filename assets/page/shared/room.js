// @ts-check
// A class: which room this page sits in, as its teacher or as a pupil, and what is known of it. Cards ask here.
import { Stream, ask } from "./room_wire.js";
import { current } from "./card.js";

/** @typedef {{ code: string, key: string, pupil: string, own: boolean, sent: Record<string, string> }} Place own: a pupil who goes on alone; sent: the guesses, by card */
/** @typedef {{ choice: string, label: string, count: number }} Count */
/** @typedef {{ language: string, state: string, card: string, following: boolean, revealed: string[], pupils: number, counts: Count[] | null }} News */

const KEPT = "bertdemo-class";  // of this tab: the teacher's key is in no address
const CONNECTION = ["class_connecting", "class_lost"];
const NOTHING = { language: "", state: "", card: "", following: true, revealed: [], pupils: 0, counts: null };

/** @type {News} */
let news = NOTHING;
/** @type {Map<string, string>} */
const answers = new Map();  // what the model did, by card, as far as this page has asked
/** @type {Place | null} */
let place = placeBefore();
/** @type {Stream | null} */
let stream = null;
let language = "en";
/** What hinders: "" for nothing, the name of a word, or words of the server. */
let problem = "";
/** @type {(() => void)[]} */
const listeners = [];
/** @type {((card: string) => void)[]} */
const revealing = [];
/** @type {((card: string) => void)[]} */
const leading = [];

/** Of a link to join by, or of this tab before it was loaded anew. @returns {Place | null} */
function placeBefore() {
  const code = (new URLSearchParams(globalThis.location?.search).get("class") ?? "").trim().toUpperCase();
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (kept && (!code || kept.code === code)) return { ...kept, sent: kept.sent ?? {} };
  } catch { /* storage is closed in some frames; the class then lasts as long as the page */ }
  return code ? pupilOf(code) : null;
}

/** @param {string} code @returns {Place} */
function pupilOf(code) {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0"));
  return { code, key: "", pupil: bytes.join(""), own: false, sent: {} };
}

function keep() {
  try {
    if (place) sessionStorage.setItem(KEPT, JSON.stringify(place));
    else sessionStorage.removeItem(KEPT);
  } catch { /* as above */ }
}

export const room = () => ({ place, news, problem, answers });
export const inRoom = () => place !== null;

/** Whether a pupil must not see yet what the model did. @param {string} card */
export const withholds = (card) => place !== null && !place.key && !news.revealed.includes(card);

/** At every change of the room. @param {() => void} listener */
export const onRoom = (listener) => { listeners.push(listener); };
/** With the name of each card that the teacher reveals. @param {(card: string) => void} listener */
export const onReveal = (listener) => { revealing.push(listener); };
/** With the name of the card that the teacher opens, for who follows. @param {(card: string) => void} listener */
export const onLead = (listener) => { leading.push(listener); };
/** @param {string} card */
export const lead = (card) => leading.forEach((listener) => listener(card));

const tell = () => listeners.forEach((listener) => listener());

/** @param {string} why */
export function complain(why) {
  if (problem === why) return;
  problem = why;
  tell();
}

/**
 * A pupil's guess at a card goes to the teacher. Whether it got there; why not is told in the strip.
 * @param {string} card
 * @param {string} choice the same in every language
 * @param {string} label
 */
export async function sendGuess(card, choice, label) {
  const from = place;
  if (!from || from.key || (await act("answer", { pupil: from.pupil, card, choice, label })) === null || place?.code !== from.code) return false;
  place = { ...place, sent: { ...place.sent, [card]: choice } };
  keep();
  return true;
}

/** The guess that this pupil has sent, also before the page was loaded anew; null for none. @param {string} card */
export const sentGuess = (card) => place?.sent[card] ?? null;

/** What the model did, for the teacher's bars. @param {string} card @param {string} choice */
export function know(card, choice) {
  if (!place || answers.get(card) === choice) return;
  answers.set(card, choice);
  tell();
}

/**
 * Ask the room for something; null, with the reason in the strip, where it cannot be had.
 * @param {string} name
 * @param {object} question
 */
export async function act(name, question) {
  const asked = place;
  if (!asked) return null;
  const { answer, error } = await ask(`${encodeURIComponent(asked.code)}/${name}`, question, language, asked.key);
  if (asked === place) complain(error);
  return error ? null : answer;
}

/** From now on, in the page's language. @param {string} pageLanguage */
export function begin(pageLanguage) {
  language = pageLanguage;
  if (place) sit(place);
}

/** @param {Place} taken */
function sit(taken) {
  stream?.stop();
  [place, news] = [taken, NOTHING];
  keep();
  stream = new Stream(taken, language, {
    news: (/** @type {Partial<News>} */ more) => {
      const before = news.revealed;
      news = { ...news, ...more };
      if (CONNECTION.includes(problem)) problem = "";
      tell();
      for (const card of news.revealed.filter((one) => !before.includes(one))) revealing.forEach((listener) => listener(card));
    },
    problem: complain,
    ended: (why) => leave(news === NOTHING ? why : "class_ended"),
  });
  complain("class_connecting");
  tell();
}

/** A new class, of which this page is the teacher's; why there is none, or "". */
export async function openClass() {
  const { answer, error } = await ask("open", { language }, language);
  if (!error) sit({ code: answer.code, key: answer.key, pupil: "", own: false, sent: {} });
  return error;
}

/** @param {string} code */
export const joinClass = (code) => sit(pupilOf(code.trim().toUpperCase()));

/** @param {boolean} own */
export function goOwnWay(own) {
  if (!place) return;
  place = { ...place, own };
  keep();
  tell();
}

/** Out of the class; what its teacher withheld is free. @param {string} why */
export function leave(why = "") {
  const withheld = news !== NOTHING && withholds(current()?.name ?? "");  // who never came in has been kept from nothing
  stream?.stop();
  [stream, place, news, problem] = [null, null, NOTHING, why];
  keep();
  tell();
  const card = current()?.name;
  if (withheld && card) revealing.forEach((listener) => listener(card));
}
