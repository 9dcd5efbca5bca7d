// Terms in running text: the first use, whole words, the longest, inflected, in Chinese, never in a quote; and the list's filter.
import assert from "node:assert/strict";
import test from "node:test";
import { glossaryOf, usesIn } from "../../assets/page/shared/glossary.js";
import { has } from "../../assets/page/shared/termlist.js";

const term = (key, spellings, need = 0) => ({ key, name: key, line: `What ${key} means.`, spellings: spellings.split("|"), need });
const ENGLISH = glossaryOf([
  term("cross_attention", "cross-attention"), term("mask", "[MASK]|[MASK]s"), term("logit", "logit|logits"), term("lens", "logit lens"),
  term("attention", "attention"), term("head", "head|heads"), term("word_head", "masked-word head"),
]);
const CHINESE = glossaryOf([
  term("head", "注意力头|个·头"), term("attention", "注意力"), term("norm", "层归一化|LayerNorm"), term("layer", "层"), term("softmax", "softmax"),
]);
const LONG = " It goes on and on, so that there is room for terms to be marked.".repeat(9);

/** What is marked, as [word, key]. */
const marked = (glossary, ...texts) => usesIn([...texts, LONG], glossary).map(({ word, term: { key } }) => [word, key]);

test("only the first use of a term counts, whatever its form", () => {
  assert.deepEqual(marked(ENGLISH, "Heads look; a head looks; the logits, a logit."), [["Heads", "head"], ["logits", "logit"]]);
});

test("a use is where the text has it", () => {
  const texts = ["One ", "of the heads, by its attention."];
  for (const { node, at, word } of usesIn(texts, ENGLISH)) assert.equal(texts[node].slice(at, at + word.length), word);
  assert.deepEqual(usesIn([...texts, LONG], ENGLISH).map(({ node, at }) => [node, at]), [[1, 7], [1, 21]]);
});

test("the longest spelling wins", () => {
  assert.deepEqual(marked(ENGLISH, "The logit lens asks the masked-word head; cross-attention; attention."),
    [["logit lens", "lens"], ["masked-word head", "word_head"], ["cross-attention", "cross_attention"], ["attention", "attention"]]);
});

test("whole words alone", () => {
  assert.deepEqual(marked(ENGLISH, "ahead, headline, inattention, head-on, re-head, logit_2, head2"), []);
  assert.deepEqual(marked(ENGLISH, "(head), the attention’s"), [["head", "head"], ["attention", "attention"]]);
});

test("marks in brackets are words", () => {
  assert.deepEqual(marked(ENGLISH, "a text of [MASK]s"), [["[MASK]s", "mask"]]);
  assert.deepEqual(marked(ENGLISH, "[MASK]."), [["[MASK]", "mask"]]);
});

test("what stands in quotes is the visitor's, over several texts too", () => {
  assert.deepEqual(marked(ENGLISH, "“head” gives its attention to “the logit"), [["attention", "attention"]]);
  assert.deepEqual(marked(ENGLISH, "“head", " and logit” of a head"), [["head", "head"]]);
  assert.deepEqual(marked(CHINESE, "“注意力”在这一层"), [["层", "layer"]]);
});

test("Chinese has no spaces", () => {
  assert.deepEqual(marked(CHINESE, "注意力头的注意力经过层归一化，再到下一层。"),
    [["注意力头", "head"], ["注意力", "attention"], ["层归一化", "norm"], ["层", "layer"]]);
  assert.deepEqual(marked(CHINESE, "用softmax变成份额"), [["softmax", "softmax"]]);
});

test("a spelling that counts only behind another word", () => {
  assert.deepEqual(marked(CHINESE, "开头没有，第 2 个头才有。"), [["头", "head"]]);
  assert.deepEqual(marked(CHINESE, "从头开始"), []);
});

test("of too many terms the least known are marked, in the order of the text", () => {
  const terms = glossaryOf(["a1", "b2", "c3", "d4"].map((key, i) => term(key, key, 9 - i)));
  const keys = (texts) => usesIn(texts, terms).map((use) => use.term.key);
  assert.deepEqual(keys(["a1 b2 c3 d4"]), ["d4"], "one at least");
  assert.deepEqual(keys([`a1 c3 b2 d4 ${"x ".repeat(55)}`]), ["c3", "d4"]);
  assert.deepEqual(keys([`a1 b2 c3 d4，${"字".repeat(36)}`]), ["c3", "d4"], "a Chinese character counts as three letters");
});

test("the list is searched in names, spellings and lines", () => {
  const logit = term("logit", "logit|logits");
  for (const wanted of ["", "LOGIT", " logits ", "means"]) assert.ok(has(logit, wanted), wanted);
  assert.ok(!has(logit, "softmax"));
});
