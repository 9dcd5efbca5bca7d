// What the server sends and is asked: written by `python -m bertdemo.steps.types`, not by hand.

/** What a page shows of a run. */
interface View {
  layer: number;
  head: number;
}

/** A part of a run that the open tab needs and the first answer did not hold. */
interface PartQuestion {
  model: string;
  text: string;
  text_pair: string;
  part: string;
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

/** The lens: five words and probabilities of every layer and token. */
interface LensPayload {
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
  plane: Record<string, unknown>;
  alike: Record<string, unknown> | null;
  nearest: [string, number][];
  similarity: string;
  said: string;
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
}

/** What a classifier says without some heads, all together. */
interface RemovalPayload {
  labels: string[];
  before: number[];
  after: number[];
  said: string;
}

/** What one method says of the words. */
interface WhyMethod {
  scores: number[];
  deletion: number[];
  area: number;
}

/** Four rankings of the words, and the mean of what each leaves of the label. */
interface WhyPayload {
  tokens: string[];
  methods: Record<string, WhyMethod>;
  chart: Record<string, unknown>;
  said: string;
  checked: string;
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

/** What one classifier says. */
interface ScoresPayload {
  title: string;
  labels: string[];
  logits: number[];
  probabilities: number[];
  more: string;
  said: string;
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
  said: string[];
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

/** The best head for each relation of the marked corpus. */
interface GrammarPayload {
  over: string;
  rows: RelationHead[];
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
  chart: Record<string, unknown>;
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
  attention: number[] | null;
  effect: number[] | null;
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
interface AnswerPayload {
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
  answers: AnswerPayload[];
  no_answer: number;
  says_none: boolean;
  best_start: [number, number];
  best_end: [number, number];
  said: string;
  pair: string;
  margin: string;
  cut: string;
}

/** One verdict of a classifier, from logits to words. */
interface VerdictPayload {
  labels: string[];
  logits: number[];
  temperature: number;
  said: string;
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
  chart: Record<string, unknown>;
  said: string;
}
