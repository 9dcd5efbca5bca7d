// What the page's scripts share. Questions, payloads and the server's functions are in types.d.ts, in every script's reach.

export interface WeightMap {
  weights: Float32Array;
  said: string;
}

/** What one tab needs beyond a run. */
export interface Parts {
  scores: (ScoresPayload | NoScoresPayload)[];
  tokenizers: TokenizerPayload[];
  wordpiece: WordPiecePayload | WordPieceRefusal;
}

/** One forward pass as the page gets it, and what the visitor must know; parts that no open tab needed come later. */
export type Run = AnswerPayload & Partial<Parts>;

/** A run, or why there is none. */
export type Answer = Run | ErrorPayload;

/** Layers and heads count from 1; layer 0 or head 0 is the mean over them, head -1 the maximum over heads. */
export interface Choice {
  layer: number;
  head: number;
  token: number | null;
  chosen: number | null;
  tab: string;
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
export type Component<Functions = object> = (element: HTMLElement, words: Words, server: Functions) => void;

export type Colour = [number, number, number];
export type Child = string | number | Node | null | undefined;
export type Shown = (said: string) => void;

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
