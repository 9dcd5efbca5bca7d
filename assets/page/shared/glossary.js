// @ts-check
// Terms of the field as they stand in running text, inflected or not: where each is used first.

/** @typedef {{ key: string, name: string, line: string, spellings: string[], need: number }} Term */
/** @typedef {{ pattern: RegExp, terms: Map<string, Term> }} Glossary */
/** @typedef {{ node: number, at: number, word: string, term: Term }} Use */

const LETTERS = 60;  // to a marked term: more of them would make a text hard to read
const CHINESE = /[\u4e00-\u9fff]/g;

/** @param {string} text */
const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A spelling as a pattern: whole words in Latin letters; behind a "·" what counts only behind what stands before it. @param {string} spelling */
function patternOf(spelling) {
  const [word, before] = spelling.split("·").reverse();
  const behind = before ? `(?<=${literally(before)})` : "";
  const start = /^[\w[]/.test(word) ? "(?<![\\w-])" : "";
  return behind + start + literally(word) + (/[\w\]]$/.test(word) ? "(?![\\w-])" : "");
}

/** Terms as they are looked for: the longest spelling first, and quotes, whose words are the visitor's. @param {Term[]} terms @returns {Glossary} */
export function glossaryOf(terms) {
  const spellings = terms.flatMap((term) => term.spellings.map((spelling) => ({ spelling, term })));
  const longest = spellings.map(({ spelling }) => spelling).sort((a, b) => b.length - a.length);
  return {
    pattern: new RegExp(`[“”]|${longest.map(patternOf).join("|")}`, "gi"),
    terms: new Map(spellings.map(({ spelling, term }) => [spelling.slice(spelling.indexOf("·") + 1).toLowerCase(), term])),
  };
}

/**
 * The first use of each term in texts that follow one another. A text that has more terms than may be marked, one for each
 * 60 letters (a Chinese character counts as three), keeps those that a reader is least likely to know.
 * @param {string[]} texts
 * @param {Glossary} glossary
 * @returns {Use[]} in the order of the texts
 */
export function usesIn(texts, { pattern, terms }) {
  /** @type {Map<string, Use>} */
  const first = new Map();
  let quoted = false;
  texts.forEach((text, node) => {
    for (const { 0: word, index } of text.matchAll(pattern)) {
      const term = terms.get(word.toLowerCase());
      if (!term) quoted = word === "“";
      else if (!quoted && !first.has(term.key)) first.set(term.key, { node, at: index, word, term });
    }
  });
  const most = Math.max(1, Math.round(texts.join("").replace(CHINESE, "字字字").length / LETTERS));
  const kept = [...first.values()].sort((a, b) => a.term.need - b.term.need).slice(0, most);
  return kept.sort((a, b) => a.node - b.node || a.at - b.at);
}
