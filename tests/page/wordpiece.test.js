// What is said of a word on the bench follows from its matches alone.
import assert from "node:assert/strict";
import test from "node:test";
import { verdict } from "../../assets/page/pieces/wordpiece_lookups.js";

const data = { prefix: "##", unknown: { piece: "[UNK]", id: 1 }, longest: 100, sentences: [], said: "" };
const words = {
  said_token: "token {word}", said_long: "long {word} {characters} {longest} {unknown}", said_unknown: "unknown {word} {place} {letter}",
  said_split: "split {word} {count} {lookups} {prefix}", said_whole: "whole {word}",
};
const word = (changes) => ({ text: "unaffable", characters: 9, token: null, matches: [[0, 9, 7]], failed_at: null, too_long: false, ...changes });

for (const [changes, said] of [
  [{}, "whole unaffable"],
  [{ matches: [[0, 2, 5], [2, 9, 6]] }, "split unaffable 2 12 ##"],
  [{ matches: [[0, 2, 5]], failed_at: 2 }, "unknown unaffable 3 a"],
  [{ text: "b".repeat(100), characters: 1234, matches: [], too_long: true }, `long ${"b".repeat(20)}… 1,234 100 [UNK]`],
  [{ text: "[MASK]", token: "[MASK]" }, "token [MASK]"],
]) {
  test(said, () => assert.equal(verdict(word(changes), 12, data, words), said));
}
