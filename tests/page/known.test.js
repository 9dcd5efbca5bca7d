// What is remembered of a sentence: the last guess and verdict, also when the same sentence is read again.
import assert from "node:assert/strict";
import test from "node:test";
import { guessOf, judgedOf, keepGuess, keepPlace, keepVerdict } from "../../assets/page/shared/known.js";

const run = (text, model = "classroom") => ({ key: { text, text_pair: "", model } });
const guess = { own: "she", label: "they", share: 0.9 };

test("a guess and a verdict belong to a sentence, whoever reads it again", () => {
  keepGuess(run("a"), guess);
  keepVerdict(run("a"), ["bad", "good"], [0.2, 0.8]);
  assert.deepEqual([guessOf(run("a")), judgedOf(run("a"), "mood")], [guess, { label: "good", share: 0.8 }]);
  assert.deepEqual([guessOf(run("b")), judgedOf(run("b"), "mood")], [null, null]);
  assert.equal(guessOf(run("a", "classroom-zh")), null, "another model has said nothing");
});

test("the first screen's own guess takes the place of the one before", () => {
  const here = run("c");
  keepGuess(here, guess);
  keepPlace(here, { token: 1, own: "he", labels: ["we"], probabilities: [0.5], about: "" });
  assert.deepEqual(guessOf(here), { own: "he", label: "we", share: 0.5 });
  keepGuess(here, guess);
  assert.deepEqual(guessOf(here), guess);
});

test("few sentences are remembered, those heard of last", () => {
  keepGuess(run("old"), guess);
  for (const text of ["1", "2", "3"]) keepGuess(run(text), guess);
  assert.deepEqual(guessOf(run("old")), guess);
  keepGuess(run("4"), guess);
  assert.deepEqual([guessOf(run("old")), guessOf(run("4"))], [null, guess]);
});
