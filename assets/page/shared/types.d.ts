// What the server sends and is asked: written by `python -m bertdemo.steps.types`, not by hand.

/** What was read, and by which model: with it a component asks for more of the same run. */
interface RunKey {
  text: string;
  text_pair: string;
  model: string;
}

/** A run in few numbers, for the map: T tokens, L layers, H heads. */
interface OutlinePayload {
  norms: number[];
  between_words: number[][];
}

/** The frame that every component draws from, T tokens; the weights follow as packed_map and packed_layer make them. */
interface RunPayload {
  key: RunKey;
  tokens: string[];
  ids: number[];
  token_type_ids: number[];
  positions: number[];
  offsets: ([number, number] | null)[];
  special: boolean[];
  layers: number;
  heads: number;
  outline: OutlinePayload;
}

/** Weights (T, T) in 0 … 1, [from, to], as base64 of little-endian uint16, row by row. */
interface PackedMap {
  weights: string;
  deflated: boolean;
}

/** Numbers (R, C) around zero as a byte each, in place of a heatmap's `z`. */
interface PackedTable {
  packed: string;
  rows: number;
  columns: number;
  most: number;
}

/** A chart for plot.js: traces and layout as Plotly has them, with colours by name. */
interface FigurePayload {
  data: Record<string, unknown>[];
  layout: Record<string, unknown>;
  said: string;
}

/** What `reveal` is asked. */
interface RevealQuestion {
  card: string;
  guess: string;
}

/** One of the numbers that a card tells. */
interface CardBar {
  label: string;
  share: number;
  value: string;
}

/** What a card tells. */
interface RevealPayload {
  said: string;
  answer: string;
  right: boolean | null;
  bars: CardBar[];
  turned: number | null;
}

/** What `explain` is asked: an instrument, and what is on screen. */
interface InstrumentQuestion {
  model: string;
  text: string;
  text_pair: string;
  layer: number;
  head: number;
  token: number | null;
  step: string;
  on: string;
}

/** How an instrument is computed, and its code. */
interface Explained {
  how: string;
  code: string;
  problem: string;
}

/** A checkpoint that needs no fetching. */
interface HerePayload {
  here: boolean;
}

/** A download that has begun, and what is fetched. */
interface FetchPayload {
  training: string;
  shape: string;
  megabytes: string;
}

/** How far a download is. */
interface FetchStep {
  step: number;
  steps: number;
  kind: "step";
}

/** How a download is, and how far. */
interface FetchEvents {
  state: "waiting" | "running" | "paused" | "finished" | "stopped" | "alone" | "late" | "failed";
  ended: boolean;
  said: string;
  problem: string;
  opening: Record<string, string | string[]>;
  events: FetchStep[];
  next: number;
  more: boolean;
}

/** A term of the field in one language. */
interface Term {
  key: string;
  name: string;
  line: string;
  spellings: string[];
  need: number;
}

/** How a job is; what it has said since, a payload that extends this one adds. */
interface JobPayload {
  state: "waiting" | "running" | "paused" | "finished" | "stopped" | "alone" | "late" | "failed";
  ended: boolean;
  said: string;
  problem: string;
  opening: Record<string, string | string[]>;
}

/** A zip that the page of a visitor fetches. */
interface ZipPayload {
  file: string;
  name: string;
  megabytes: number;
}

/** What came in place of an answer. */
interface ErrorPayload {
  error: string;
}

/** Its turn has not come: the question is asked again with its ticket. */
interface WaitingPayload {
  waiting: number;
  said: string;
}

/** A text as somebody types it, and what the page shows of its run. */
interface ViewQuestion {
  model: string;
  text: string;
  text_pair: string;
  layer: number;
  head: number;
  on: string;
  token: number | null;
  word: string;
  count: number;
}

/** A part of a run that the instrument on stage needs and the first answer did not hold. */
interface PartQuestion {
  model: string;
  text: string;
  text_pair: string;
  part: string;
}

/** Attention of one head, of the mean or of the maximum, with a sentence about it. */
interface AttentionMap {
  weights: string;
  deflated: boolean;
  said: string;
}

/** The map that is open on the page. */
interface OpenMap {
  weights: string;
  deflated: boolean;
  said: string;
  layer: number;
  head: number;
}

/** Attention of all heads of a layer. */
interface AttentionLayer {
  weights: string;
}

/** Sentences about a run. */
interface RunSaid {
  tokens: string;
}

/** A model that reads the text better. */
interface OfferPayload {
  key: string;
  name: string;
}

/** What must be known about a text, and the model that reads its language where this one does not. */
interface NoticePayload {
  notice: string;
  offer: OfferPayload | null;
  unreadable: boolean;
}

/** The whole first answer to a change; the parts of the instrument on stage lie beside these fields, each under its name. */
interface AnswerPayload {
  notice: string;
  offer: OfferPayload | null;
  unreadable: boolean;
  key: RunKey;
  tokens: string[];
  ids: number[];
  token_type_ids: number[];
  positions: number[];
  offsets: ([number, number] | null)[];
  special: boolean[];
  layers: number;
  heads: number;
  outline: OutlinePayload;
  said: RunSaid;
  map: OpenMap;
}

/** What a page opens with at this moment. */
interface OpeningPayload {
  key: string;
}

/** Asks a model. */
interface OfModel {
  model: string;
}

/** Asks a model about a text, or a pair. */
interface OfText {
  model: string;
  text: string;
  text_pair: string;
}

/** About one layer of it. */
interface OfLayer {
  model: string;
  text: string;
  text_pair: string;
  layer: number;
}

/** About one head of it. */
interface OfHead {
  model: string;
  text: string;
  text_pair: string;
  layer: number;
  head: number;
}

/** About one token, as it looks through a head. */
interface OfToken {
  model: string;
  text: string;
  text_pair: string;
  layer: number;
  head: number;
  token: number | null;
}

/** Asks who judges a task. */
interface OfTask {
  model: string;
  text: string;
  text_pair: string;
  task: string;
}

/** About a job, by the key that only its page has. */
interface OfJob {
  training: string;
}

/** What a job has said since. */
interface SinceJob {
  training: string;
  since: number;
}

/** Asks a job to pause, to go on, or to stop. */
interface AskJob {
  training: string;
  wanted: string;
}

/** About a checkpoint of the Hub. */
interface OfHubId {
  id: string;
}

/** Where one token looks. */
interface RowPayload {
  token: number;
  said: string;
}

/** One of the numbers that a card tells, to be drawn beside the others where the stage does not show them. */
interface Bar {
  name: string;
  share: number;
  value: string;
}

/** The lens: five words and probabilities of every layer and token, one of them hidden. */
interface LensPayload {
  tokens: string[];
  hidden: number;
  layers: [string, number][][][];
  cut: string;
  said: string;
}

/** What `follow` is asked. */
interface PathsQuestion {
  model: string;
  text: string;
  text_pair: string;
  layer: number;
  head: number;
  token: number | null;
  space: boolean;
}

/** Every token's way through the layers, and the words that come twice. */
interface PathsPayload {
  token: number;
  layers: number;
  size: number;
  plane: FigurePayload;
  alike: FigurePayload | null;
  nearest: [string, number][];
  similarity: string;
  said: string;
}

/** The pair of words that came together most, and all pairs of words on average; cosines before and after. */
interface Gathering {
  one: number;
  other: number;
  pairs: number;
  first: number;
  last: number;
  mean_first: number;
  mean_last: number;
}

/** What one context makes of the hidden token. */
interface SideGuess {
  name: string;
  sentence: string;
  best: [string, number][];
  own: string;
}

/** One token hidden, guessed from both sides and from each alone. */
interface SidesPayload {
  token: number;
  sides: SideGuess[];
  said: string;
}

/** What `removed` is asked. */
interface RemoveQuestion {
  model: string;
  text: string;
  text_pair: string;
  task: string;
  off: unknown[];
}

/** The probability of the label without one larger part. */
interface PartChances {
  name: string;
  values: number[];
}

/** What each head alone does to a classifier's answer, and each larger part. */
interface EffectsPayload {
  effects: number[][];
  parts: PartChances[];
  said: string;
  speaker: string;
}

/** What a classifier says without some heads, all together. */
interface RemovalPayload {
  labels: string[];
  before: number[];
  after: number[];
  said: string;
  speaker: string;
}

/** What one method says of the words. */
interface WhyMethod {
  scores: number[];
}

/** Four rankings of the words, and what each leaves of the label as its words are hidden. */
interface WhyPayload {
  tokens: string[];
  methods: Record<string, WhyMethod>;
  chart: FigurePayload;
  said: string;
  speaker: string;
  checked: string;
}

/** Where a program ends before its end. */
interface Stop {
  line: number;
  error: string;
}

/** What `look` is asked. */
interface RowsQuestion {
  base: string;
  data: Record<string, unknown>;
}

/** What `start` is asked. */
interface TrainQuestion {
  base: string;
  data: Record<string, unknown>;
  recipe: Record<string, unknown>;
  name: string;
}

/** What `before_after` is asked. */
interface CompareQuestion {
  training: string;
  text: string;
}

/** What `download` is asked. */
interface DownloadQuestion {
  training: string;
  name: string;
}

/** A training that waits for its turn. */
interface LabStarted {
  training: string;
  labels: string[];
  name: string;
}

/** Before and after; L layers, T tokens, C labels. None stands for what is no number. */
interface LabComparison {
  labels: string[];
  before: (number | null)[];
  after: (number | null)[];
  tokens: string[];
  attention: number[][][];
  moved: (number | null)[];
  forgotten: [string, string, string, string, string][];
  said: string;
  speaker: string;
}

/** What was read of the rows to learn from. */
interface LabRows {
  said: string;
  labels: [string, number][];
  columns: string[];
  text_column: string;
  label_column: string;
  findings: string[];
  sample: [string, string][];
}

/** The layers that stay as they are read the rows, once. */
interface LabReading {
  rows: number;
  of: number;
  kind: "reading";
}

/** One step of the optimizer. */
interface LabStep {
  step: number;
  steps: number;
  epoch: number;
  loss: number | null;
  accuracy: number;
  learning_rate: number;
  tokens_per_second: number;
  seconds: number;
  seconds_left: number;
  kind: "step";
}

/** A row held back that got another label than its own. */
interface LabMistake {
  text: string;
  said: string;
}

/** The rows held back, after an epoch; epoch 0 is before the first step. */
interface LabProgress {
  epoch: number;
  loss: number | null;
  accuracy: number;
  explained: string;
  worst: LabMistake[];
  kind: "progress";
}

/** The end. */
interface LabFinished {
  model: string;
  labels: string[];
  kind: "finished";
}

/** How a training is, and what it has said since. */
interface LabEvents {
  state: "waiting" | "running" | "paused" | "finished" | "stopped" | "alone" | "late" | "failed";
  ended: boolean;
  said: string;
  problem: string;
  opening: Record<string, string | string[]>;
  events: (LabReading | LabStep | LabProgress | LabFinished)[];
  charts: Record<string, FigurePayload>;
  next: number;
  more: boolean;
}

/** What happened in a training that came to its end. */
interface LabConclusion {
  said: string;
  notes: string[];
  speaker: string;
  code: [string, string][];
}

/** Two sentences that differ in one word. */
interface FlipPair {
  text: string;
  word: string;
  replacement: string;
  first: string;
  second: string;
  token: string;
  review: boolean;
}

/** The pair that a language opens with, and the head that swings in it. */
interface Flip {
  text: string;
  word: string;
  replacement: string;
  first: string;
  second: string;
  token: string;
  layer: number;
  head: number;
  before: [number, number];
  after: [number, number];
  swings: number;
  pairs: number;
  label: string;
  probability: number;
  guess: number;
}

/** What `guess_token` is asked. */
interface HiddenQuestion {
  model: string;
  text: string;
  text_pair: string;
  position: number;
}

/** The likeliest tokens for one that is hidden. */
interface GuessPayload {
  labels: string[];
  probabilities: number[];
  said: string;
}

/** Where a token looks in one head, judged. */
interface OverviewPayload {
  layer: number;
  head: number;
  token: number;
  said: string;
  speaker: string;
  judge: string;
}

/** What would be written in a token's place, or in that of a [MASK] that was typed. */
interface PlacePayload {
  token: number;
  labels: string[];
  probabilities: number[];
  own: string;
  about: string;
}

/** What one classifier says. */
interface ScoresPayload {
  title: string;
  labels: string[];
  logits: number[];
  probabilities: number[];
  more: string;
  said: string;
  speaker: string;
  rate: string;
}

/** Why a classifier says nothing. */
interface NoScoresPayload {
  title: string;
  error: string;
}

/** Every step of one head for one token that looks; T counts the first 64 tokens, D is the head's width. */
interface HeadPayload {
  layer: number;
  head: number;
  token: number;
  state: number[];
  query: number[];
  keys: number[][];
  products: number[];
  scores: number[];
  weights: number[];
  unscaled: number[];
  values: number[][];
  output: number[];
  plain_output: number[];
  names: string[];
  explained: string[];
  said: string;
  checked: string;
  cut: string;
}

/** What `draw_bertviz` is asked. */
interface BertvizQuestion {
  model: string;
  text: string;
  text_pair: string;
  layer: number;
  head: number;
  view: string;
  dark: boolean;
}

/** BertViz's document, for a frame of its own. */
interface BertvizPayload {
  html: string;
  height: number;
  said: string;
}

/** Every head's kind and share, how many of each, and the clearest one in words. */
interface KindsPayload {
  heads: [string, number][][];
  counts: Record<string, number>;
  said: string;
}

/** The best head for one relation of grammar, with its evidence. */
interface RelationHead {
  layer: number;
  head: number;
  accuracy: number;
  by_distance: number;
  name: string;
  said: string;
  sentence: string;
}

/** The best head for each relation of the marked corpus, and how many of them beat a fixed distance. */
interface GrammarPayload {
  said: string;
  over: string;
  rows: RelationHead[];
}

/** What most heads do on a text. */
interface GridPayload {
  said: string;
}

/** All heads of a long text, small: what a picture of each can show. */
interface Thumbnails {
  side: number;
  weights: string;
  strongest: [number, number, number][][];
  said: string;
}

/** What one part costs, summed over layers. */
interface PartCost {
  name: string;
  parameters: number;
  flops: number;
  bytes: number;
  seconds: number;
}

/** The cost of this input, part by part. */
interface CostPayload {
  parts: PartCost[];
  chart: FigurePayload;
  said: string;
}

/** A token's vector after one stage of a layer. */
interface StageVector {
  name: string;
  formula: string;
  values: number[];
  norm: number;
  mean: number;
}

/** One neuron of the feed-forward network. */
interface Neuron {
  name: string;
  value: number;
}

/** Every stage of one layer for one token, and the lengths of its vector through all layers. */
interface LayerPayload {
  layer: number;
  token: number;
  stages: StageVector[];
  neurons: Neuron[];
  norms: number[][];
  title: string;
  fired: string;
  said: string;
  checked: string;
}

/** The sentence through one tokenizer. */
interface TokenizerPayload {
  name: string;
  count: number;
  unknown: number;
  ids: number[];
  tokens: string[];
  said: string;
}

/** What one tokenizer made of the text. */
interface Counted {
  name: string;
  tokens: string[];
  unknown: number;
}

/** What stands for a word that cannot be written in pieces. */
interface UnknownPiece {
  piece: string;
  id: number | null;
}

/** One stage of the normalizer, over the first 400 characters of a sentence. */
interface StageChanges {
  name: "clean" | "chinese" | "accents" | "lowercase";
  on: boolean;
  changes: ([string] | [string, string])[];
}

/** One word and its pieces; what was tried follows from them and is not sent. */
interface WordMatches {
  text: string;
  characters: number;
  token: string | null;
  matches: [number, number, number][];
  failed_at: number | null;
  too_long: boolean;
}

/** One sentence on its way to words. */
interface SentenceWords {
  text: string;
  characters: number;
  stages: StageChanges[];
  words: WordMatches[];
  words_total: number;
}

/** The stages, the words and the matches of each sentence. */
interface WordPiecePayload {
  prefix: string;
  unknown: UnknownPiece;
  longest: number;
  sentences: SentenceWords[];
  said: string;
}

/** Why a tokenizer of another kind has no stages to show. */
interface WordPieceRefusal {
  error: string;
}

/** What `start_born` is asked. */
interface BornQuestion {
  source: string;
  text: string;
  steps: number;
  seed: number;
  sentence: string;
  second: string;
}

/** A training that has begun. */
interface NewbornOpening {
  training: string;
  said: string;
}

/** Before the first step. */
interface NewbornStart {
  tokens: string[];
  commonest: number;
  said: string;
  speaker: string;
  kind: "start";
}

/** One step of the optimizer. */
interface NewbornStep {
  step: number;
  steps: number;
  mlm_loss: number;
  nsp_loss: number;
  mlm_accuracy: number;
  nsp_accuracy: number;
  tokens_per_second: number;
  seconds: number;
  seconds_left: number;
  kind: "step";
}

/** What it knows after a number of steps. */
interface NewbornLook {
  step: number;
  mlm_accuracy: number;
  nsp_accuracy: number;
  guesses: [string, number][][];
  follows: string;
  said: string;
  kind: "look";
}

/** A model that answers like any other under its key. */
interface NewbornEnd {
  model: string;
  said: string;
  kind: "born";
}

/** How the training is, and what it has said since. */
interface NewbornEvents {
  state: "waiting" | "running" | "paused" | "finished" | "stopped" | "alone" | "late" | "failed";
  ended: boolean;
  said: string;
  problem: string;
  opening: Record<string, string | string[]>;
  events: (NewbornStart | NewbornStep | NewbornLook | NewbornEnd)[];
  charts: Record<string, FigurePayload>;
  next: number;
  more: boolean;
}

/** What `deal_round` is asked. */
interface RoundQuestion {
  model: string;
  seed: number;
  number: number;
}

/** What `reveal_round` is asked. */
interface AnswersQuestion {
  model: string;
  seed: number;
  number: number;
  answers: Record<string, unknown>;
  points: Record<string, unknown>;
}

/** A round before it is revealed. */
interface RoundPayload {
  tokens: string[];
  special: boolean[];
  places: number[];
}

/** One chosen token: the dice, and what both players said. */
interface RevealedPlace {
  position: number;
  token: string;
  dice: number;
  fate: string;
  yours: string;
  hit: boolean;
  bert: [string, number][];
  bert_hit: boolean;
  rank: string;
}

/** A round with its truth, and the points of both. */
interface RevealedPayload {
  tokens: string[];
  rows: RevealedPlace[];
  yours: number;
  bert: number;
  said: string;
}

/** What `fill_places` is asked. */
interface MaskedQuestion {
  model: string;
  text: string;
  text_pair: string;
  layer: number;
  head: number;
  positions: number[];
  place: number | null;
  word: string;
}

/** One hidden place with what the model makes of it. */
interface MaskedPlace {
  position: number;
  token: string;
  best: [string, number][];
  own: string;
  named: string[];
}

/** Every hidden place, and of the one in focus what it looks at and what each word adds. */
interface MaskedPayload {
  places: MaskedPlace[];
  said: string;
  problem: string;
  place: number | null;
  mask: string | null;
  attention: number[];
  effect: number[];
  named: [string, number] | null;
}

/** What `ask_next` is asked. */
interface PairQuestion {
  model: string;
  first: string;
  second: string;
}

/** One vector on the way from [CLS] to the answer. */
interface NextVector {
  name: string;
  values: number[];
}

/** One of the two answers. */
interface NextLogit {
  name: string;
  logit: string;
  share: number;
}

/** Whether B follows A, every step shown. */
interface NextPayload {
  vectors: NextVector[];
  logits: NextLogit[];
  said: string;
  checked: string;
}

/** How many pairs of one kind the model gets right. */
interface TrapScore {
  name: string;
  right: number;
  of: number;
}

/** All bundled pairs, by kind. */
interface TrapsPayload {
  rows: TrapScore[];
  said: string;
}

/** How many of the bundled pairs a model gets right, by kind. */
interface Tally {
  right: Record<string, number>;
  of: Record<string, number>;
}

/** What `find_answer` is asked. */
interface PassageQuestion {
  model: string;
  question: string;
  context: string;
}

/** One window of the text with the scores of its N tokens. */
interface WindowPayload {
  tokens: string[];
  start: number[];
  end: number[];
  first: number;
  characters: [number, number];
}

/** One answer. */
interface AnswerSpan {
  text: string;
  start: number;
  end: number;
  score: number;
  logits: number;
  window: number;
  first: number;
  last: number;
}

/** Scores over every window, the best start, end and pair, the answers. */
interface AnswersPayload {
  context: string;
  windows: WindowPayload[];
  answers: AnswerSpan[];
  no_answer: number;
  says_none: boolean;
  speaker: string;
  best_start: [number, number];
  best_end: [number, number];
  said: string;
  pair: string;
  margin: string;
  cut: string;
}

/** A checkpoint of the Hub before it is fetched. */
interface CheckpointPreview {
  id: string;
  here: boolean;
  rows: [string, string][];
  said: string;
}

/** One verdict of a classifier, from logits to words. */
interface VerdictPayload {
  labels: string[];
  logits: number[];
  temperature: number;
  said: string;
  speaker: string;
  tokens: string[];
  scores: number[];
  why: string;
}

/** What `find_names` is asked. */
interface NamesQuestion {
  model: string;
  text: string;
}

/** A name in the text. */
interface EntityPayload {
  text: string;
  label: string;
  start: number;
  end: number;
  score: number;
}

/** A piece of a word with its tag. */
interface TaggedPiece {
  token: string;
  label: string;
  score: number;
}

/** A word with its tag and its pieces. */
interface TaggedWord {
  text: string;
  label: string;
  divided: boolean;
  pieces: TaggedPiece[];
}

/** Names marked in the text, the words with their tags, the pieces of each word. */
interface EntitiesPayload {
  text: string;
  entities: EntityPayload[];
  kinds: string[];
  words: TaggedWord[];
  said: string;
  speaker: string;
}

/** What `judge_lines` is asked. */
interface LinesQuestion {
  model: string;
  task: string;
  lines: string;
}

/** What `read_lines` is asked. */
interface UploadQuestion {
  content: string;
}

/** The texts of a file. */
interface FileLinesPayload {
  lines: string;
  said: string;
  findings: string[];
}

/** One line with its label, or with why it has none. */
interface LineVerdict {
  text: string;
  label: string;
  probability: number | null;
  all: number[];
}

/** All lines with their labels. */
interface LinesPayload {
  labels: string[];
  rows: LineVerdict[];
  said: string;
  speaker: string;
}

/** What `start_translation` is asked. */
interface TranslateQuestion {
  model: string;
  text: string;
  beams: number;
}

/** What `follow_translation` is asked. */
interface FollowTranslation {
  training: string;
  since: number;
  model: string;
}

/** What `draw_translation` is asked. */
interface DrawTranslation {
  training: string;
  sentence: number;
  dark: boolean;
}

/** A translation that waits for its turn. */
interface TranslationStarted {
  training: string;
}

/** A beginning that is carried on. */
interface BeamPayload {
  token: string;
  parent: number;
  probability: number;
  score: number;
}

/** A continuation that is not carried on. */
interface DroppedBeam {
  token: string;
  parent: number;
  probability: number;
  ends: boolean;
}

/** After one more token. */
interface TranslationStep {
  sentence: number;
  step: number;
  text: string;
  beams: BeamPayload[];
  dropped: DroppedBeam[];
  kind: "step";
}

/** One sentence; L layers and H heads of the decoder, O tokens out, I tokens in. */
interface TranslatedSentence {
  text: string;
  written: string[];
  read: string[];
  shape: [number, number, number, number];
  weights: string;
  checked: string;
  kind: "sentence";
}

/** The end. */
interface WholeTranslation {
  text: string;
  said: string;
  speaker: string;
  kind: "whole";
}

/** How a translation is, and what has been written since. */
interface TranslationEvents {
  state: "waiting" | "running" | "paused" | "finished" | "stopped" | "alone" | "late" | "failed";
  ended: boolean;
  said: string;
  problem: string;
  opening: Record<string, string | string[]>;
  events: (TranslationStep | TranslatedSentence | WholeTranslation)[];
  next: number;
  more: boolean;
}

/** A sentence's attention in BertViz. */
interface TranslationFrame {
  html: string;
  height: number;
}

/** The two best outputs for one sentence. */
interface Rivals {
  best: string;
  second: string;
  ratio: number;
}

/** One vector of a token. */
interface NamedVector {
  name: string;
  values: number[];
}

/** The vectors of one token, the check, and its neighbours before and after context. */
interface EmbeddingPayload {
  token: number;
  vectors: NamedVector[];
  before: [string, number][];
  after: [string, number][];
  said: string;
  checked: string;
}

/** The picture of all position vectors. */
interface PositionsPayload {
  chart: FigurePayload;
  said: string;
}

/** The functions of page.cards that a page can call. */
interface CardsFunctions {
  reveal: (question: RevealQuestion) => Promise<RevealPayload | ErrorPayload>;
  reveal_slowly: (question: RevealQuestion) => Promise<RevealPayload | ErrorPayload>;
}

/** The functions of page.fetches that a page can call. */
interface FetchesFunctions {
  start_fetch: (question: OfHubId) => Promise<HerePayload | FetchPayload | ErrorPayload>;
  follow_fetch: (question: SinceJob) => Promise<FetchEvents | ErrorPayload>;
  steer_fetch: (question: AskJob) => Promise<JobPayload | ErrorPayload>;
}

/** The functions of page.live that a page can call. */
interface LiveFunctions {
  read: (question: ViewQuestion) => Promise<Record<string, unknown> | ErrorPayload>;
  attention_map: (question: OfHead) => Promise<AttentionMap | ErrorPayload>;
  attention_layer: (question: OfLayer) => Promise<AttentionLayer | ErrorPayload>;
  part: (question: PartQuestion) => Promise<Record<string, unknown> | ErrorPayload>;
}

/** The functions of page.modellist that a page can call. */
interface ModellistFunctions {
  opens_with: (question: object) => Promise<OpeningPayload | ErrorPayload>;
}

/** The functions of page.page that a page can call. */
interface PageFunctions {
  explain: (question: InstrumentQuestion) => Promise<Explained | ErrorPayload>;
}

/** The functions of page.rows that a page can call. */
interface RowsFunctions {
  attention_row: (question: OfToken) => Promise<RowPayload | ErrorPayload>;
}

/** The functions of steps.depth.lens that a page can call. */
interface LensFunctions {
  read_lens: (question: OfToken) => Promise<LensPayload | ErrorPayload>;
}

/** The functions of steps.depth.paths that a page can call. */
interface PathsFunctions {
  follow: (question: PathsQuestion) => Promise<PathsPayload | ErrorPayload>;
}

/** The functions of steps.depth.sides that a page can call. */
interface SidesFunctions {
  both_sides: (question: OfToken) => Promise<SidesPayload | ErrorPayload>;
}

/** The functions of steps.doubt.remove that a page can call. */
interface RemoveFunctions {
  each_head: (question: OfTask) => Promise<EffectsPayload | ErrorPayload>;
  removed: (question: RemoveQuestion) => Promise<RemovalPayload | ErrorPayload>;
}

/** The functions of steps.doubt.why that a page can call. */
interface WhyFunctions {
  explain: (question: OfTask) => Promise<WhyPayload | ErrorPayload>;
}

/** The functions of steps.finetuning.lab that a page can call. */
interface LabFunctions {
  look: (question: RowsQuestion) => Promise<LabRows | ErrorPayload>;
  start: (question: TrainQuestion) => Promise<LabStarted | ErrorPayload>;
  follow: (question: SinceJob) => Promise<LabEvents | ErrorPayload>;
  steer: (question: AskJob) => Promise<JobPayload | ErrorPayload>;
  conclude: (question: OfJob) => Promise<LabConclusion | ErrorPayload>;
  before_after: (question: CompareQuestion) => Promise<LabComparison | ErrorPayload>;
  download: (question: DownloadQuestion) => Promise<ZipPayload | ErrorPayload>;
}

/** The functions of steps.glance.guess that a page can call. */
interface GuessFunctions {
  guess_token: (question: HiddenQuestion) => Promise<GuessPayload | ErrorPayload>;
}

/** The functions of steps.glance.overview that a page can call. */
interface OverviewFunctions {
  look_of_token: (question: OfToken) => Promise<OverviewPayload | ErrorPayload>;
  guess_of_token: (question: OfToken) => Promise<PlacePayload | ErrorPayload>;
}

/** The functions of steps.head.head that a page can call. */
interface HeadFunctions {
  one_head: (question: OfToken) => Promise<HeadPayload | ErrorPayload>;
}

/** The functions of steps.heads.bertviz that a page can call. */
interface BertvizFunctions {
  draw_bertviz: (question: BertvizQuestion) => Promise<BertvizPayload | ErrorPayload>;
}

/** The functions of steps.heads.finder that a page can call. */
interface FinderFunctions {
  head_kinds: (question: OfText) => Promise<KindsPayload | ErrorPayload>;
  head_grammar: (question: OfModel) => Promise<GrammarPayload | ErrorPayload>;
}

/** The functions of steps.heads.grid that a page can call. */
interface GridFunctions {
  heads_together: (question: OfText) => Promise<GridPayload | ErrorPayload>;
}

/** The functions of steps.layer.cost that a page can call. */
interface CostFunctions {
  count_cost: (question: OfText) => Promise<CostPayload | ErrorPayload>;
}

/** The functions of steps.layer.layer that a page can call. */
interface LayerFunctions {
  whole_layer: (question: OfToken) => Promise<LayerPayload | ErrorPayload>;
}

/** The functions of steps.pretraining.born that a page can call. */
interface BornFunctions {
  start_born: (question: BornQuestion) => Promise<NewbornOpening | ErrorPayload>;
  follow_born: (question: SinceJob) => Promise<NewbornEvents | ErrorPayload>;
  steer_born: (question: AskJob) => Promise<JobPayload | ErrorPayload>;
  download_born: (question: OfJob) => Promise<ZipPayload | ErrorPayload>;
}

/** The functions of steps.pretraining.game that a page can call. */
interface GameFunctions {
  deal_round: (question: RoundQuestion) => Promise<RoundPayload | ErrorPayload>;
  reveal_round: (question: AnswersQuestion) => Promise<RevealedPayload | ErrorPayload>;
}

/** The functions of steps.pretraining.masked that a page can call. */
interface MaskedFunctions {
  fill_places: (question: MaskedQuestion) => Promise<MaskedPayload | ErrorPayload>;
}

/** The functions of steps.pretraining.next that a page can call. */
interface NextFunctions {
  ask_next: (question: PairQuestion) => Promise<NextPayload | ErrorPayload>;
  ask_traps: (question: OfModel) => Promise<TrapsPayload | ErrorPayload>;
}

/** The functions of steps.using.answers that a page can call. */
interface AnswersFunctions {
  find_answer: (question: PassageQuestion) => Promise<AnswersPayload | ErrorPayload>;
}

/** The functions of steps.using.checkpoints that a page can call. */
interface CheckpointsFunctions {
  look_up: (question: OfHubId) => Promise<CheckpointPreview | ErrorPayload>;
}

/** The functions of steps.using.classify that a page can call. */
interface ClassifyFunctions {
  judge: (question: OfTask) => Promise<VerdictPayload | ErrorPayload>;
}

/** The functions of steps.using.entities that a page can call. */
interface EntitiesFunctions {
  find_names: (question: NamesQuestion) => Promise<EntitiesPayload | ErrorPayload>;
}

/** The functions of steps.using.lines that a page can call. */
interface LinesFunctions {
  judge_lines: (question: LinesQuestion) => Promise<LinesPayload | ErrorPayload>;
  read_lines: (question: UploadQuestion) => Promise<FileLinesPayload | ErrorPayload>;
}

/** The functions of steps.using.translate that a page can call. */
interface TranslateFunctions {
  start_translation: (question: TranslateQuestion) => Promise<TranslationStarted | ErrorPayload>;
  follow_translation: (question: FollowTranslation) => Promise<TranslationEvents | ErrorPayload>;
  draw_translation: (question: DrawTranslation) => Promise<TranslationFrame | ErrorPayload>;
}

/** The functions of steps.vectors.embeddings that a page can call. */
interface EmbeddingsFunctions {
  embedding: (question: OfToken) => Promise<EmbeddingPayload | ErrorPayload>;
  position_picture: (question: OfModel) => Promise<PositionsPayload | ErrorPayload>;
}
