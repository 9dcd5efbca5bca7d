// What changed most between two rows of attention.
import assert from "node:assert/strict";
import test from "node:test";
import { largestChange } from "../../assets/page/shared/change.js";

const look = (tokens, weights, from = 0) => ({ tokens, weights, from });

test("in texts of one length a token is matched by its place, and has its first name", () => {
  const before = look(["she", "boys", "mother"], [0.1, 0.1, 0.8]);
  const after = look(["they", "boys", "mother"], [0.3, 0.5, 0.2]);
  assert.deepEqual(largestChange(before, after), { token: "mother", now: "mother", before: 0.8, after: 0.2 });
});

test("the row of the pinned token counts, and no other", () => {
  const weights = [1, 0, 0.5, 0.5];
  assert.deepEqual(largestChange(look(["a", "b"], weights, 0), look(["a", "b"], weights, 1)), { token: "a", now: "a", before: 1, after: 0.5 });
});

test("in texts of other lengths it is matched by its name and how often that has come", () => {
  const before = look(["the", "cat", "the", "dog"], [0.1, 0.2, 0.6, 0.1]);
  const after = look(["the", "cat", "saw", "the", "dog"], [0.1, 0.2, 0.1, 0.1, 0.5]);
  assert.deepEqual(largestChange(before, after), { token: "the", now: "the", before: 0.6, after: 0.1 });
});

test("what only one of them has comes from nothing, or goes", () => {
  assert.deepEqual(largestChange(look(["a"], [1]), look(["a", "b"], [0.2, 0.8])), { token: "a", now: "a", before: 1, after: 0.2 });
  assert.deepEqual(largestChange(look(["a", "x"], [0.1, 0.9]), look(["a"], [0.3])), { token: "x", now: "", before: 0.9, after: 0 });
});

test("what only the second one has comes from nothing", () => {
  assert.deepEqual(largestChange(look(["a"], [0.3]), look(["a", "x"], [0.1, 0.9])), { token: "", now: "x", before: 0, after: 0.9 });
});

test("another word in its place is named", () => {
  const change = largestChange(look(["it", "bad"], [0.9, 0.1], 0), look(["it", "sweet"], [0.1, 0.5], 0));
  assert.deepEqual([change.token, change.now], ["it", "it"]);
  const other = largestChange(look(["it", "bad", "."], [0.5, 0.1, 0.4], 0), look(["it", "sweet", "."], [0.4, 0.5, 0.1], 0));
  assert.deepEqual([other.token, other.now], ["bad", "sweet"]);
});
