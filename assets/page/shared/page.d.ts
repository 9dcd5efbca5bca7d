// What the page's scripts share. Questions, payloads and the server's functions are in types.d.ts, in every script's reach.

export interface WeightMap {
  weights: Float32Array;
  said: string;
}

/** What an instrument needs beyond a run. */
export interface Parts {
  scores: (ScoresPayload | NoScoresPayload)[];
  tokenizers: TokenizerPayload[];
  wordpiece: WordPiecePayload | WordPieceRefusal;
  heads_small: Thumbnails | null;  // null where all weights are brought
}

/** One forward pass as the page gets it, and what the visitor must know; parts that nothing on stage needed come later. */
export type Run = AnswerPayload & Partial<Parts>;

/** A run, or why there is none. */
export type Answer = Run | ErrorPayload;

/** Layers and heads count from 1; layer 0 or head 0 is the mean over them, head -1 the maximum over heads. */
export interface Choice {
  layer: number;
  head: number;
  token: number | null;
  chosen: number | null;
  step: string;
  on: string;
  bare: boolean;  // without [CLS] and [SEP]
}

/** What is to be picked in a text that is on its way. */
export interface Expected {
  text: string;
  pair: string;
  model: string;
  layer: number;
  head: number;
  find: (run: Run) => number | null;
  word?: string;  // the name of what it finds, where that is known
}

/** A step of the rail. */
export interface Step {
  name: string;
  label: string;
  instruments: { name: string; title: string }[];
}

/** What a card sets by itself, and what it asks. */
export interface Card {
  name: string;
  step: string;
  on: string;
  text: string;
  pair: string;
  layer: number | null;
  head: number | null;
  token: string | null;
  flip: [string, string] | null;
  choices: { name: string; label: string }[];
  part: string;  // of the instrument, which it opens; "" for none
  model: string;
  section: string;
  typed: boolean;  // the guess is a word that the reader writes
  compare: boolean;  // the sentence as it was stays beside the changed one
  lines: string[];  // code of the article; the choices are numbers of its lines, from 1
  heavy: boolean;
  quiz: boolean;  // behind the tour: no card of the step it goes back to
  tells: boolean;  // the server has something to tell
  title: string;
  say?: string;
  question?: string;
  gloss?: string;
  slip?: string;
  source?: string;
  try?: string;
}

/** What an address asks for; what it does not say, or says wrongly, is null. */
export interface Asked {
  step: string | null;
  on: string | null;
  text: string | null;
  pair: string;
  model: string | null;
  layer: number | null;
  head: number | null;
  token: number | null;
  part: string;
  card: string | null;
  projector: boolean;
  a: string | null;  // what it is compared with: an address's query of what is picked there
}

/** What is on screen. Subscribers are told only while there is a run, with the part that they wait for. */
export interface State<Part extends keyof Parts = never> extends Choice {
  run: Run & Pick<Parts, Part>;
}

export type Changed = Set<string>;
export type Draw<Part extends keyof Parts = never> = (state: State<Part>, changed: Changed) => void;

export interface Subscriber {
  element: HTMLElement;
  draw: Draw<keyof Parts>;
  part: keyof Parts | null;
  changed: Changed;
}

/** A function of the server: a payload, or why there is none. */
export type Ask<Question, Payload> = (question: Question) => Promise<Payload | ErrorPayload>;
/** An answer as a panel draws it: with what was asked, of the run on screen. */
export type Drawn<Payload> = OfToken & Payload & { run: Run };
/** How a job is, and what it has said since. */
export interface JobEvents extends JobPayload {
  events: { kind: string }[];
  next: number;
  more: boolean;
}

/** The server's functions of one kind of training. */
export interface TrainingFunctions<Question, Started, Events> {
  start: Ask<Question, Started>;
  follow: Ask<SinceJob, Events>;
  steer: Ask<AskJob, JobPayload>;
}

/** What Plotly is given, and Plotly itself. */
export type Plotly = any;
/** The words of an instrument in the page's language, and what else it was made with. */
export type Words = Record<string, any>;
export type Props = { words?: Words };
export type Component<Functions = object> = (element: HTMLElement, words: Words, server: Functions, trigger: (event: string) => void) => void;

export type Colour = [number, number, number];
export type Child = string | number | Node | null | undefined;
export type Shown = (said: string) => void;

/** What a page of one language opens with. */
export interface Opening {
  language: string;
  title: string;
  models: [string, string][];
  hub: Record<string, HubModel>;
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
