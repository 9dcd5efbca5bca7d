// What the page's scripts share. What a single instrument is answered (`Payload`) has no type here yet.
import type { patient } from "./asking.js";

export interface Key {
  text: string;
  text_pair: string;
  model: string;
}

/** Weights of one head, row by row, as base64 of 16-bit numbers. */
export interface PackedMap {
  layer: number;
  head: number;
  weights: string;
  deflated: boolean;
  said: string;
}

export interface WeightMap {
  weights: Float32Array;
  said: string;
}

/** One forward pass as the page gets it; parts that no open tab needed come later. */
export interface Run {
  key: Key;
  tokens: string[];
  ids: number[];
  token_type_ids: number[];
  positions: number[];
  offsets: ([number, number] | null)[];
  special: boolean[];
  layers: number;
  heads: number;
  said: { tokens: string };
  map?: PackedMap;
  scores?: Payload;
  tokenizers?: Payload;
  wordpiece?: Payload;
}

/** A run, and what the visitor must know about it; with an error there is no run. */
export interface Answer extends Run {
  error?: string;
  notice?: string;
  offer?: { name: string; key: string } | null;
}

/** Layers and heads count from 1; layer 0 or head 0 is the mean over them, head -1 the maximum over heads. */
export interface Choice {
  layer: number;
  head: number;
  token: number | null;
  chosen: number | null;
  tab: string;
}

/** What is on screen. Subscribers are told only while there is a run. */
export interface State extends Choice {
  run: Run;
}

export type Changed = Set<string>;
export type Draw = (state: State, changed: Changed) => void;

export interface Subscriber {
  element: HTMLElement;
  draw: Draw;
  part: "scores" | "tokenizers" | "wordpiece" | null;
  changed: Changed;
}

export type Question = Record<string, unknown>;
/** What the server says of one instrument. */
export type Payload = any;
export type Ask = (question: Question) => Promise<Payload>;
export type Server = Record<string, Ask>;
/** The words of an instrument in the page's language, and what else it was made with. */
export type Words = Record<string, any>;
export type Props = { words?: Words };
export type Component = (element: HTMLElement, words: Words, server: Server) => void;

export type Colour = [number, number, number];
export type Child = string | number | Node | null | undefined;
export type Shown = (said: string) => void;
export type Patient = ReturnType<typeof patient>;

/** What a page of one language opens with. */
export interface Opening {
  language: string;
  title: string;
  models: [string, string][];
  hub: Record<string, HubModel>;
  tabs: Record<string, string>;
}

export interface HubModel {
  name: string;
  here: string;
  away: string;
  is_here: boolean;
}

/** What Python's handlers, and tests, call. */
export interface Page {
  [name: string]: any;
}

declare global {
  var bertdemo: Page;
  var gradio_config: { root?: string } | undefined;
}
