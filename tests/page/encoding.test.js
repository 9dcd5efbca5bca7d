// Where a token stands in the next run, and what is hidden as long as nobody has chosen.
import assert from "node:assert/strict";
import test from "node:test";
import { gap, sameToken, usualPlaces, wholeWords } from "../../assets/page/shared/encoding.js";

/** A run of these words between [CLS] and [SEP]. */
const run = (text) => {
  const tokens = ["[CLS]", ...text.split(" "), "[SEP]"];
  return { tokens, special: tokens.map((_, i) => i === 0 || i === tokens.length - 1), token_type_ids: tokens.map(() => 0) };
};
const BOYS = run("the boys loved their mother because she laughed .");

for (const [name, text, token, place] of [
  ["stays where the same token stands at its place", "the boys loved their mother because she cried .", 7, 7],
  ["stays where its own word was the one that changed", "the boys loved their mother because they laughed .", 7, 7],
  ["goes along where a word came before it", "the two boys loved their mother because she laughed .", 7, 8],
  ["is gone where two words changed, its own among them", "the boys loved their father because they laughed .", 7, null],
  ["is gone where it stands twice elsewhere", "so the boys she loved knew that she laughed .", 7, null],
  ["is gone where its word is", "rain", 7, null],
  ["that nobody pinned is none", "the boys loved their mother because she laughed .", null, null],
  ["that was never there is none", "the boys loved their mother because she laughed .", 99, null],
]) {
  test(`a pinned token ${name}`, () => { assert.equal(sameToken(BOYS, run(text), token), place); });
}

test("the first token is a token as any other", () => {
  assert.equal(sameToken(BOYS, run("rain"), 0), 0);
});

test("what was typed as [MASK] is hidden, whatever is pinned", () => {
  assert.deepEqual(usualPlaces(run("the [MASK] is [MASK]")), [2, 4]);
  assert.deepEqual(usualPlaces(run("the <mask> is cute"), 4), [2]);
});

test("else the pinned word, of any kind but [CLS] and [SEP]", () => {
  assert.deepEqual(usualPlaces(BOYS, 2), [2]);
  assert.deepEqual(usualPlaces(BOYS, 9), [9], "a point too");
  assert.deepEqual(usualPlaces(BOYS, 0), [8]);
  assert.deepEqual(usualPlaces(BOYS, 99), [8], "of a longer text");
});

test("else the last whole word of three letters or more, else the first token", () => {
  assert.deepEqual(usualPlaces(BOYS), [8]);
  assert.deepEqual(usualPlaces(run("he is laugh ##ing at us")), [1], "no whole word: the first that is not special");
  assert.deepEqual(usualPlaces(run("the cat is laugh ##ing")), [2]);
  assert.deepEqual(usualPlaces(run("我 的 狗 了")), [3], "no particle");
  assert.deepEqual(wholeWords(run("a [SEP] café 狗 的 2024")), [3, 4]);
});

test("Chinese characters are not set apart", () => {
  assert.deepEqual([gap(run("my dog")), gap(run("我 的 dog"))], [" ", ""]);
});
