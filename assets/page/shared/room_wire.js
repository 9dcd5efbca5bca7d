// @ts-check
// How a page talks with its class: questions with a JSON answer, and one stream that the server pushes on. No polling.
import { root } from "./address.js";

const FIRST_WAIT = 1_000;  // ms until a broken stream is tried again, then twice as long each time
const LONGEST_WAIT = 15_000;
const SILENCE = 40_000;  // ms: the server gives a sign of life every 15 s

const address = (/** @type {string} */ path) => `${root()}/bertdemo/class/${path}`;

/** Why the server refuses; "" where it is a proxy that does. @param {Response} response @returns {Promise<string>} */
async function reason(response) {
  const said = await response.json().catch(() => ({}));
  return typeof said.detail === "string" ? said.detail : "";
}

/**
 * An answer, or why there is none: words of the server, or "class_lost" where it is out of reach.
 * @param {string} path
 * @param {object} question
 * @param {string} language
 * @returns {Promise<{ answer: any, error: string }>}
 */
export async function ask(path, question, language, key = "") {
  try {
    const headers = { "content-type": "application/json", "accept-language": language, ...(key ? { "x-class-key": key } : {}) };
    const response = await fetch(address(path), { method: "POST", headers, body: JSON.stringify(question) });
    if (!response.ok) return { answer: null, error: await reason(response) || "class_lost" };
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { answer: await (isJson ? response.json() : response.blob()), error: "" };
  } catch {
    return { answer: null, error: "class_lost" };
  }
}

/**
 * The whole events at the beginning of a text, and what is left of it.
 * @param {string} text
 * @returns {{ events: object[], rest: string }}
 */
export function eventsOf(text) {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  const events = blocks.filter((block) => block.startsWith("data: ")).map((block) => JSON.parse(block.slice(6)));
  return { events, rest };
}

/** Server-sent events by fetch: EventSource can send no key but in its address, and does not say why it was refused. */
export class Stream {
  #leave = new AbortController();
  #over = false;
  #wait = FIRST_WAIT;

  /**
   * @param {{ code: string, key: string, pupil: string }} place
   * @param {string} language
   * @param {{ news: (more: any) => void, problem: (why: string) => void, ended: (why: string) => void }} told
   */
  constructor(place, language, told) {
    this.place = place;
    this.language = language;
    this.told = told;
    this.#read();
  }

  stop() {
    this.#over = true;
    this.#leave.abort();
  }

  async #read() {
    while (!this.#over) {
      this.#leave = new AbortController();
      await this.#once().catch(() => {});
      if (this.#over) return;
      this.told.problem("class_lost");
      await new Promise((go) => { setTimeout(go, this.#wait * (1 + Math.random() / 2)); });  // a class does not come back all at once
      this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT);
    }
  }

  async #once() {
    const { code, key, pupil } = this.place;
    const response = await fetch(address(`${encodeURIComponent(code)}/stream`), {
      headers: { "accept-language": this.language, ...(key ? { "x-class-key": key } : { "x-class-pupil": pupil }) },
      cache: "no-store", signal: this.#leave.signal,
    });
    if (!response.ok) {
      const why = await reason(response);
      if (why) this.#end(why);
      return;
    }
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ""; reader && !this.#over;) {
      const { value, done } = await this.#inTime(reader.read());
      if (done) return;
      const { events, rest } = eventsOf(text + value);
      text = rest;
      this.#wait = FIRST_WAIT;
      for (const event of events) this.#hear(event);
    }
  }

  /** @template Value @param {Promise<Value>} awaited */
  async #inTime(awaited) {
    const timer = setTimeout(() => this.#leave.abort(), SILENCE);
    return awaited.finally(() => clearTimeout(timer));
  }

  /** @param {any} event */
  #hear(event) {
    if (this.#over) return;
    if (event.ended) this.#end("");
    else this.told.news(event);
  }

  /** @param {string} why */
  #end(why) {
    this.stop();
    this.told.ended(why);
  }
}
