// @ts-check
// The ⋯ beside every picture: the picture, its numbers, its link, the code that puts it into another page, the whole step as a
// file that opens without a network, a notebook.
import { root } from "./address.js";
import { state } from "./bus.js";
import { changeLine } from "./compare.js";
import { button, fill, make } from "./controls.js";
import { copied } from "./copying.js";
import { embedCode } from "./embed.js";
import { findingOf } from "./finding.js";
import { link } from "./memory.js";
import { menu } from "./menu.js";
import { nameOf } from "./modellist.js";
import { column, csvOf, download, nameColumns, numbersOf } from "./numbers.js";
import { asPng, asText, drawn } from "./picture.js";
import { titleOf } from "./stage.js";

/** @import { Words } from "./page.js" */
/** @typedef {{ name: string, title: string, text: string, text_pair: string, model: string, layer: number, head: number, token: number | null, finding: string, change: string, speaker: string, address: string, made: string }} Facts what a file says of itself */

const OWN_TEXT = ["game", "born", "lab", "lines", "checkpoints"];  // whose picture is not of the sentence in the bar

/** @param {Words} words @param {string} speaker @returns {Facts} */
function factsOf(words, speaker) {
  const { on, run, layer, head, chosen } = state;
  const isOwn = OWN_TEXT.includes(on);
  return {
    name: on, title: titleOf(on), text: isOwn ? "" : run?.key.text ?? "", text_pair: isOwn ? "" : run?.key.text_pair ?? "", model: nameOf(run?.key.model ?? ""),
    layer, head, token: chosen, finding: findingOf(on)?.said ?? "", change: changeLine().textContent ?? "", speaker, address: link(words.language), made: new Date().toISOString().slice(0, 10),
  };
}

/** What is on stage; in a comparison both sides of it. */
const onStage = () => /** @type {HTMLElement} */ (document.querySelector("body.bd-comparing #stage") ?? document.querySelector("#stage > .bd-on .bd-component"));

/** @param {Facts} facts */
const captionOf = ({ title, text, text_pair, finding, change, model, speaker, address }) => [
  { text: title, size: 15, strong: true }, { text, size: 15 }, { text: text_pair, size: 15 }, { text: change, size: 13, strong: true }, { text: finding, size: 13 },
  { text: [speaker, speaker.includes(model) ? "" : model].filter(Boolean).join(" · "), size: 12, quiet: true }, { text: address, size: 12, quiet: true },
].filter(({ text }) => text);

/** @param {Facts} facts */
const pictureWith = (facts) => drawn(onStage(), captionOf(facts));

/** The numbers; a table that has no title of its own has that of the instrument. @param {Facts} facts */
const tablesOf = async (facts) => (await numbersOf(facts.name)).map((one) => ({ ...one, title: one.title || facts.title }));

/** Of what the numbers are, a line each. @param {Facts} facts @returns {import("./numbers.js").Cell[][]} */
const aboutOf = ({ text, text_pair, model, layer, head, token, address, made }) => /** @type {import("./numbers.js").Cell[][]} */ ([
  [column("text"), text], [column("text_pair"), text_pair], [column("model"), model], [column("layer"), layer], [column("head"), head],
  [column("token"), token], [column("address"), address], [column("made"), made],
]).filter(([, value]) => value !== "" && value !== null);

/** @type {Record<string, (facts: Facts, words: Words) => Promise<[string | Blob, string] | null>>} content and type of each kind of file; none where there is nothing */
const FILES = {
  svg: async (facts) => [asText(await pictureWith(facts)), "image/svg+xml"],
  png: async (facts) => [await asPng(await pictureWith(facts)), "image/png"],
  csv: async (facts) => {
    const tables = await tablesOf(facts);
    return tables.length ? [csvOf(tables, aboutOf(facts)), "text/csv"] : null;
  },
  json: async (facts) => {
    const tables = await tablesOf(facts);
    return tables.length ? [JSON.stringify({ ...facts, tables }, null, 1), "application/json"] : null;
  },
  html: async (facts, words) => {
    const { offline } = await import("./offline.js");
    return [await offline(facts, await drawn(onStage(), []), await tablesOf(facts), words), "text/html"];
  },
};

/** Whether a link says which sentence it is of: one that is too long for an address is left out. @param {string} address */
const isWhole = (address) => new URL(address).searchParams.has("text");

/** Whether the picture on stage is of another text than the one in the box, which nobody could read. */
const isStale = () => document.body.classList.contains("bd-stale") && !OWN_TEXT.includes(state.on);

/** @param {string} kind @param {Words} words @param {() => string} speaker @param {HTMLElement} told */
async function save(kind, words, speaker, told) {
  told.textContent = isStale() ? words.stale : "";
  if (isStale()) return;
  const facts = factsOf(words, speaker());
  try {
    const file = await FILES[kind](facts, words);
    if (file) download(file[0], file[1], `bert-${facts.name}.${kind}`);
    told.textContent = file ? fill(words.saved, { file: `bert-${facts.name}.${kind}` }) : words.no_numbers;
  } catch (error) {
    console.warn("bertdemo: save", error);
    told.textContent = words.failed;
  }
}

/**
 * The button and its menu.
 * @param {Words} words
 * @param {() => string} speaker who says what is seen
 */
export function saveMenu(words, speaker) {
  nameColumns(words);
  const told = make("p", "bd-quiet");
  told.setAttribute("role", "status");
  const marked = (/** @type {HTMLElement} */ entry, /** @type {string} */ kind) => {
    entry.dataset.save = kind;
    return entry;
  };
  const file = (/** @type {string} */ kind, /** @type {string} */ name, className = "bd-chip") => {
    const made = button(name, className, () => save(kind, words, speaker, told));
    if (words[kind] !== name) made.setAttribute("aria-label", words[kind]);
    return marked(made, kind);
  };
  const line = (/** @type {string} */ name, /** @type {HTMLElement[]} */ ...entries) => make("div", "bd-save-line", make("span", "bd-quiet", name), ...entries);
  const entry = (/** @type {string} */ kind, /** @type {() => void} */ act) => marked(button(words[kind], "bd-menu-link", act), kind);
  const share = (/** @type {string} */ text, /** @type {string} */ done) =>
    copied(text, words, told, isWhole(link(words.language)) ? done : `${done} ${words.too_long}`);
  const notebook = marked(make("a", "bd-menu-link", words.notebook), "notebook");
  notebook.setAttribute("download", "");
  notebook.setAttribute("href", `${root()}/bertdemo/notebook`);  // without one no key stops there; what it asks for is said as the menu opens
  notebook.addEventListener("click", (event) => {
    if (isWhole(link(words.language)) && !isStale()) return;
    event.preventDefault();
    told.textContent = isStale() ? words.stale : words.too_long;
  });
  const large = entry("large", () => {
    made.open = false;
    /** @type {HTMLElement | null} */ (opener())?.click();
  });
  const made = menu("⋯", words.name, "bd-save",
    line(words.picture, file("svg", "SVG"), file("png", "PNG")), line(words.numbers, file("csv", "CSV"), file("json", "JSON")),
    file("html", words.html, "bd-menu-link"), notebook, entry("link", () => share(link(words.language), words.copied)),
    entry("embed", () => share(embedCode(link(words.language), titleOf(state.on)), words.embedded)), large, told);
  made.addEventListener("toggle", () => {
    told.textContent = "";
    large.hidden = !opener();
    notebook.setAttribute("href", `${root()}/bertdemo/notebook?${new URL(link(words.language)).searchParams}&language=${words.language}`);
  });
  return made;
}

/** What opens the picture large, where it has that. */
const opener = () => [...document.querySelectorAll("#stage > .bd-on .bd-large-open")].find((one) => one.getClientRects().length);
