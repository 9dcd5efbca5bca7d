// Which tokens two texts share: by name, id and segment at a place, by name anywhere.
import assert from "node:assert/strict";
import test from "node:test";
import { changedTokens } from "../../assets/page/shared/change_tokens.js";

const IDS = ["[CLS]", "[SEP]", "a", "b", "c", "d"];
const read = (names, second = names.length) => {
  const tokens = names.split(" ");
  return { tokens, ids: tokens.map((token) => IDS.indexOf(token)), token_type_ids: tokens.map((_, i) => Number(i >= second)) };
};

test("one other token of two texts that are as long is named with its ids", () => {
  const change = changedTokens(read("[CLS] a b [SEP]"), read("[CLS] a c [SEP]"));
  assert.deepEqual(change, { count: 4, other: 4, same: 3, stay: 3, first: { token: "b", id: 3, now: "c", nowId: 4 } });
});

test("two others are counted, and so is the same text", () => {
  assert.deepEqual(changedTokens(read("[CLS] a b [SEP]"), read("[CLS] c d [SEP]")), { count: 4, other: 4, same: 2, stay: 2, first: null });
  assert.deepEqual(changedTokens(read("[CLS] a [SEP]"), read("[CLS] a [SEP]")), { count: 3, other: 3, same: 3, stay: 3, first: null });
});

test("a token more moves all behind it: they stay, but not at their places", () => {
  assert.deepEqual(changedTokens(read("[CLS] a a b [SEP]"), read("[CLS] a c a b [SEP]")), { count: 5, other: 6, same: 2, stay: 5, first: null });
});

test("a token that is there twice in one text only counts once", () => {
  assert.equal(changedTokens(read("a b"), read("a a a")).stay, 1);
});

test("another segment is another vector, another model another id", () => {
  assert.equal(changedTokens(read("a b c", 3), read("a b c", 2)).same, 2);
  const other = read("a b c");
  other.ids[1] = 99;
  assert.deepEqual(changedTokens(read("a b c"), other).first, { token: "b", id: 3, now: "b", nowId: 99 });
});
