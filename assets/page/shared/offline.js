// @ts-check
// The step on stage as one file that opens from a disk: its picture, what it finds, how it is computed, its numbers; and where
// there is attention to see, the tokens with all layers and heads to point at. Whatever was typed is text in it, never markup.
import { state } from "./bus.js";
import { fill, make } from "./controls.js";
import { howComputed } from "./folds.js";
import { htmlLanguage } from "./language.js";
import { headMap } from "./run.js";

/** @import { Run, Words } from "./page.js" */
/** @import { NumberTable } from "./numbers.js" */
/** @import { Facts } from "./save.js" */

const OF_ATTENTION = ["overview", "head", "attention", "grid", "arcs", "finder", "bertviz"];
const MOST_WEIGHTS = 2 ** 19;  // weights in a file: 1.4 MB as they are written
const MOST_CELLS = 4000;  // of a table
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";
const STYLE = `
:root { color-scheme: light; --ink: #1c2430; --quiet: #5b6675; --line: #dde2e8; --accent: #1f5fbf; }
body { max-width: 1100px; margin: 0 auto; padding: 24px 16px 48px; color: var(--ink); background: #fff; font: 15px/1.55 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 22px; margin: 0 0 8px; } h2 { font-size: 16px; margin: 28px 0 8px; }
.sentence { font: 19px/1.4 Georgia, "Noto Serif", "Noto Serif CJK SC", serif; margin: 0 0 4px; overflow-wrap: anywhere; }
.moved .finding, .moved .picture { opacity: .4; } .finding { font-size: 17px; border-left: 3px solid var(--accent); padding-left: 12px; } .quiet, dt { color: var(--quiet); font-size: 13px; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 12px; margin: 8px 0; font-size: 13px; } dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } .picture > svg { max-width: 100%; height: auto; border: 1px solid var(--line); }
table { border-collapse: collapse; font: 13px/1.4 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; } th, td { border-bottom: 1px solid var(--line); padding: 2px 8px; text-align: right; font-weight: 400; }
thead th, tbody th { color: var(--quiet); } tbody th { text-align: left; }
#look { overflow-x: auto; padding: 8px 0; } #look > svg { display: block; overflow: visible; } #look path { fill: none; stroke: var(--accent); }
.tokens { display: flex; gap: 6px; width: max-content; position: relative; }
.tokens button { font: 15px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; padding: 4px 6px; border: 1px solid var(--line); border-radius: 6px; cursor: pointer; color: inherit;
  background: color-mix(in srgb, var(--accent) calc(60% * var(--share, 0)), #fff); }
.tokens .special { color: var(--quiet); } .tokens [aria-pressed="true"] { border-color: var(--ink); box-shadow: 0 0 0 1px var(--ink); }
#look > svg { margin-bottom: 2px; } select { font: inherit; margin: 0 12px 0 4px; } :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

/** @param {string} text as it may stand in HTML */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** As it may stand in a script element: nothing in it ends that. @param {unknown} value */
const asJson = (value) => JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** One after another: a page does not ask for everything at once. @template T, R @param {T[]} list @param {(one: T) => Promise<R>} act */
async function inTurn(list, act) {
  const done = [];
  for (const one of list) done.push(await act(one));
  return done;
}

/** All layers and heads where they are not too many; else the layer, else the head on screen. @param {Run} run */
async function lookOf(run) {
  const size = run.tokens.length ** 2;
  const [layer, head] = [Math.max(1, state.layer), Math.max(1, state.head)];
  const all = Array.from({ length: run.heads }, (_, i) => i + 1);
  const heads = size * run.heads > MOST_WEIGHTS ? [head] : all;
  const layers = size * run.heads * run.layers > MOST_WEIGHTS ? [layer] : Array.from({ length: run.layers }, (_, i) => i + 1);
  return {
    isCut: heads.length * layers.length < run.heads * run.layers,
    look: { tokens: run.tokens, special: run.special, layer, head, from: state.chosen ?? Math.max(0, run.special.indexOf(false)),
      layers: await inTurn(layers, async (one) => {
        const maps = await Promise.all(heads.map((each) => headMap(run, one, each)));
        const parts = Uint16Array.from(maps.flatMap(({ weights }) => [...weights]), (weight) => Math.round(65535 * weight));
        return { layer: one, heads, bytes: base64(new Uint8Array(parts.buffer)) };
      }) },
  };
}

/** @param {NumberTable} table @param {Words} words */
function tableOf({ title, columns, rows }, words) {
  const most = Math.max(1, Math.floor(MOST_CELLS / columns.length));
  const cell = (/** @type {import("./numbers.js").Cell} */ value) => (typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : String(value ?? ""));
  return make("section", "", title ? make("h3", "", title) : null, make("div", "scroll", make("table", "",
    make("thead", "", make("tr", "", ...columns.map((name) => make("th", "", name)))),
    make("tbody", "", ...rows.slice(0, most).map(([name, ...others]) => make("tr", "", make("th", "", cell(name)), ...others.map((one) => make("td", "", cell(one)))))))),
  rows.length > most ? make("p", "quiet", fill(words.cut_rows, { shown: most, all: rows.length })) : null);
}

/** Names and values of a file about itself. @param {Facts} facts @param {Words} words */
const about = (facts, words) => make("dl", "", ...[
  [words.model, facts.speaker.includes(facts.model) ? facts.speaker : `${facts.speaker} · ${facts.model}`], [words.address, facts.address], [words.date, facts.made],
].flatMap(([name, value]) => [make("dt", "", name), make("dd", "", value)]));

/** Where the tokens and their arcs are drawn in the file. @param {Words} words @param {boolean} isCut */
function lookPlace(words, isCut) {
  const list = (/** @type {string} */ id, /** @type {string} */ name) => make("label", "", name, Object.assign(make("select"), { id }));
  const place = Object.assign(make("div"), { id: "look" });
  const said = Object.assign(make("p"), { id: "said" });
  said.setAttribute("aria-live", "polite");
  return make("section", "", make("p", "quiet", words.looks), make("p", "", list("layer", words.layer), list("head", words.head)), place, said,
    isCut ? make("p", "quiet", words.cut_heads) : null);
}

/**
 * The file.
 * @param {Facts} facts
 * @param {SVGSVGElement} picture
 * @param {NumberTable[]} tables
 * @param {Words} words
 */
export async function offline(facts, picture, tables, words) {
  const { run } = state;
  const live = run && OF_ATTENTION.includes(facts.name) ? await lookOf(run) : null;
  const how = await howComputed();
  const body = make("main", "", make("h1", "", facts.title),
    ...[facts.text, facts.text_pair].filter(Boolean).map((text) => make("p", "sentence", text)),
    make("p", "finding", facts.finding), live ? lookPlace(words, live.isCut) : null,
    make("div", "picture scroll", picture), make("p", "quiet", words.still), ...(how ? [make("h2", "", words.how), how] : []),
    ...(tables.length ? [make("h2", "", words.numbers), ...tables.map((table) => tableOf(table, words))] : []), about(facts, words));
  const script = live ? `<script type="application/json" id="data">${asJson({ ...live.look, words: { from: words.from } })}</script>
<script type="module">${await viewerScript()}</script>` : "";
  return `<!doctype html>
<html lang="${escaped(htmlLanguage)}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><title>${escaped(facts.title)}</title><style>${STYLE}</style></head>
<body>${new XMLSerializer().serializeToString(body)}
${script}</body></html>
`;
}

/** The script of the file, as it lies beside this one. */
async function viewerScript() {
  const answer = await fetch(new URL("./offline_viewer.js", import.meta.url));
  if (!answer.ok) throw new Error("offline_viewer.js");
  return answer.text();
}
