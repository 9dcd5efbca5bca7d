// @ts-check
// What the server is asked about the run on screen. Answers are kept for as long as the run is.
import { accepted, keeper, patient } from "./asking.js";
import { inflate, unpackMap } from "./unpacking.js";

/** @import { Ask, Run, WeightMap } from "./page.js" */

/** @type {LiveFunctions} */
let server;
/** @type {WeakMap<Run, ReturnType<typeof keeper>>} */
const kept = new WeakMap();

/** @param {LiveFunctions} functions */
export function connect(functions) {
  server = patient(functions, () => {}, false);
}

/** A text, as somebody types it. @param {ViewQuestion} question */
export const ask = (question) => server.read(question);

/**
 * An answer about a run, asked for once.
 * @template Kept
 * @param {Run} run
 * @param {string} name
 * @param {() => Promise<Kept>} ask
 */
export function once(run, name, ask) {
  if (!kept.has(run)) kept.set(run, keeper());
  return /** @type {ReturnType<typeof keeper>} */ (kept.get(run))(name, ask);
}

/**
 * @template {object} Question
 * @template {object} Payload
 * @param {Run} run
 * @param {Ask<RunKey & Question, Payload>} ask
 * @param {Question} question
 */
const asked = async (run, ask, question) => accepted(await ask({ ...run.key, ...question }));

/**
 * A part that nothing on stage needed when the run was asked for.
 * @param {Run} run
 * @param {string} name
 * @returns {Promise<Run>}
 */
export const part = (run, name) => once(run, `part ${name}`, async () =>
  Object.assign(run, await asked(run, server.part, { part: name })));

/**
 * The attention of one head, exact to 1/131070.
 * @param {Run} run
 * @param {number} layer
 * @param {number} head
 * @returns {Promise<WeightMap>}
 */
export const headMap = (run, layer, head) => once(run, `${layer},${head}`, async () => {
  const came = run.map?.layer === layer && run.map.head === head ? run.map : null;
  return unpackMap(came ?? await asked(run, server.attention_map, { layer, head }));
});

/**
 * The attention of all heads of a layer, exact to 1/510.
 * @param {Run} run
 * @param {number} layer
 * @returns {Promise<Uint8Array>}
 */
export const layerBytes = (run, layer) => once(run, `all ${layer}`, async () =>
  new Uint8Array(await inflate((await asked(run, server.attention_layer, { layer })).weights)));
