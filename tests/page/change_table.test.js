// The number that changed most between two pictures: rows by their names, shares before all else.
import assert from "node:assert/strict";
import test from "node:test";
import { largestNumber } from "../../assets/page/shared/change_table.js";

const COLUMNS = { shares: ["probability"], named: ["layer"], ignored: ["position"] };
const table = (columns, rows, title = "") => ({ title, columns, rows });
const most = (a, b) => largestNumber(a, b, COLUMNS);

test("the share that changed most is found by the name of its row, wherever it stands", () => {
  const columns = ["word", "logit", "probability"];
  const a = table(columns, [["bank", 9, 0.6], ["river", 1, 0.3]]);
  const b = table(columns, [["river", 2, 0.8], ["bank", -50, 0.55]]);
  assert.deepEqual(pick(most([a], [b])), [["river"], true, 0.3, 0.8]);
});

test("a row that only one list has does not count: nobody knows its share in the other", () => {
  const columns = ["word", "probability"];
  const a = table(columns, [["bank", 0.5], ["shore", 0.4]]);
  const b = table(columns, [["bank", 0.4], ["money", 0.5]]);
  assert.deepEqual(pick(most([a], [b])), [["bank"], true, 0.5, 0.4]);
  assert.equal(most([a], [table(columns, [["money", 1]])]), null);
});

test("of two labels that changed as much it is the one that is larger now", () => {
  const labels = (share) => [table(["label", "probability"], [["bad", 1 - share], ["good", share]])];
  assert.deepEqual(pick(most(labels(0.802), labels(0.642))), [["good"], true, 0.802, 0.642]);
  assert.deepEqual(pick(most(labels(0.4), labels(0.3))), [["bad"], true, 0.6, 0.7]);
});

test("a word that comes twice is matched by its turn", () => {
  const columns = ["token", "probability"];
  const a = table(columns, [["the", 0.1], ["the", 0.9]]);
  const b = table(columns, [["the", 0.2], ["the", 0.2]]);
  assert.deepEqual(pick(most([a], [b])), [["the"], true, 0.9, 0.2]);
});

test("without shares a number counts by the largest of its column, and only where both have it", () => {
  const columns = ["part", "length", "mean"];
  const a = table(columns, [["attention", 1000, 0.1], ["sum", 900, -0.4], ["gone", 1, 9]]);
  const b = table(columns, [["attention", 1100, 0.1], ["sum", 900, 0.4]]);
  assert.deepEqual(pick(most([a], [b])), [["sum", "mean"], false, -0.4, 0.4]);
});

test("numbers that name a row are said with their column, those that say nothing are left out", () => {
  const columns = ["layer", "position", "word", "probability"];
  const change = most([table(columns, [[3, 1, "bank", 0.2]])], [table(columns, [[3, 7, "bank", 0.9]])]);
  assert.deepEqual(pick(change), [["layer 3", "bank"], true, 0.2, 0.9]);
});

test("of several tables the title is said, and a list of numbers without names is none", () => {
  const columns = ["label", "probability"];
  const scores = (share) => [table(columns, [["good", share]], "feeling"), table(columns, [["yes", 0.5]], "question"), table(["", "v"], [[1, share]], "v")];
  assert.deepEqual(pick(most(scores(0.1), scores(0.7))), [["feeling", "good"], true, 0.1, 0.7]);
  assert.equal(most([table(["", "v"], [[1, 2]])], [table(["", "v"], [[1, 3]])]), null);
});

test("a name cannot be taken for another part of the place", () => {
  const columns = ["word", "token", "probability"];
  assert.equal(most([table(columns, [["a", "b", 0.2]])], [table(columns, [["a\nb", "", 0.9]])]), null);
});

const pick = ({ what, isShare, before, after }) => [what, isShare, before, after];
