// Arcs of the first screen: which are drawn, how they swing when one word changes, where labels fit.
import assert from "node:assert/strict";
import test from "node:test";
import { arcsOf, between, labels, looks, oneWordApart, pathOf, quiet, strongestFrom, swings } from "../../assets/page/glance/overview_paths.js";

const SHE = ["[CLS]", "the", "boys", "loved", "their", "mother", "because", "she", "laughed", "[SEP]"];
const THEY = SHE.with(7, "they");

test("the strongest looks come first, and less than 2 % is left out", () => {
  assert.deepEqual(looks([0.019, 0.3, 0.021, 0.66]).map(({ to }) => to), [3, 1, 2]);
});

test("where all looks are small, they are drawn all the same, forty at most", () => {
  assert.equal(looks(Array(60).fill(1 / 60)).length, 40);
  assert.equal(looks(Array(512).fill(0.001)).length, 40);
});

test("the token of the strongest link between words is picked, and not [CLS] or a look at itself", () => {
  const weights = [0.1, 0.9, 0, 0, 0.5, 0.5, 0, 0, 0.4, 0.3, 0.2, 0.1, 1, 0, 0, 0];
  assert.equal(strongestFrom(weights, [true, false, false, true]), 2);
  assert.equal(strongestFrom([0, 1, 0, 0, 1, 0, 0, 1, 0], [true, false, true]), 1, "the only word");
  assert.equal(strongestFrom([1], [true]), 0, "no word at all");
});

test("an arc reaches farther up the farther it goes, and stays in its room", () => {
  const centres = [20, 60, 100, 400, 800];
  const arcs = arcsOf([1, 2, 3, 4].map((to) => ({ to, share: 0.2 })), 0, centres, 200, Array(5).fill(false));
  const heights = arcs.map(({ height }) => height);
  assert.deepEqual(heights, [...heights].sort((a, b) => a - b));
  assert.ok(0.75 * heights[3] + arcs[3].width / 2 < 200);
  assert.deepEqual([arcs[3].a, arcs[3].b], [20, 800]);
});

test("a look at itself is a loop over the token", () => {
  const [loop] = arcsOf([{ to: 0, share: 1 }], 0, [50], 200, [false]);
  assert.ok(loop.a < 50 && loop.b > 50 && loop.height > 0);
});

test("sentences that differ in one word, however many pieces it has", () => {
  const same = oneWordApart(SHE, THEY);
  assert.deepEqual([0, 7, 9].map(same), [0, 7, 9]);
  const longer = oneWordApart(SHE, [...SHE.slice(0, 7), "un", "##known", ...SHE.slice(8)]);
  assert.deepEqual([6, 7, 8, 9].map(longer), [6, 7, 9, 10]);
  const shorter = oneWordApart([...SHE.slice(0, 7), "un", "##known", ...SHE.slice(8)], SHE);
  assert.deepEqual([6, 7, 8, 9, 10].map(shorter), [6, 7, 7, 8, 9]);
});

test("sentences that differ in nothing, in a word more, or in much are not one word apart", () => {
  assert.equal(oneWordApart(SHE, SHE), null);
  assert.equal(oneWordApart(SHE, SHE.toSpliced(3, 0, "all")), null);
  assert.equal(oneWordApart(SHE, ["[CLS]", "a", "dog", "ran", "very", "far", "[SEP]"]), null);
});

const arc = (to, share, b = 10 * to) => ({ to, share, a: 70, b, height: 50, width: 1 + share, opacity: share });

test("the strongest look at a word swings to the new one, the others stay where they are", () => {
  const special = SHE.map((token) => token.startsWith("["));
  const before = [arc(5, 0.8), arc(0, 0.1)];
  const now = [arc(0, 0.5), arc(2, 0.4), arc(5, 0.1)];
  const pairs = swings(before, now, (i) => i, { before: special, now: special });
  assert.deepEqual(pairs.map(([from, to]) => [from.to, to.to]), [[0, 0], [5, 2], [5, 5]]);
  assert.equal(pairs[1][0], before[0], "from mother to boys");
  assert.equal(pairs[2][0].width, 0, "mother's new arc grows");
  const gone = swings(before, [arc(2, 1)], (i) => i, { before: special, now: special });
  assert.deepEqual(gone.map(([from, to]) => [from.to, to.to, to.width > 0]), [[5, 2, true], [0, 0, false]]);
});

test("between two arcs lies their mean", () => {
  const middle = between(arc(5, 0.8), arc(2, 0.4), 0.5);
  assert.deepEqual([middle.b, middle.to], [35, 2]);
  assert.ok(Math.abs(middle.opacity - 0.6) < 1e-9);
  assert.deepEqual(between(arc(5, 0.8), arc(2, 0.4), 1), arc(2, 0.4));
});

test("a path goes up from the line, or beside it", () => {
  assert.equal(pathOf({ a: 10, b: 30.04, height: 20 }, 100), "M10,100 C10,80 30,80 30,100");
  assert.equal(pathOf({ a: 10, b: 30, height: 20 }, null), "M0,10 C20,10 20,30 0,30");
});

test("labels are on the larger arcs only, and never on each other", () => {
  const arcs = [arc(0, 0.5, 0), arc(1, 0.3, 8), arc(2, 0.12, 200), arc(3, 0.08, 400)].map((one) => ({ ...one, a: 300, height: 120 }));
  const placed = labels(arcs, 44, 18, false);
  assert.ok(placed.some(({ to }) => to === 0) && placed.every(({ to }) => to !== 3));
  for (const one of placed) {
    for (const other of placed) assert.ok(one === other || Math.abs(one.along - other.along) >= 44 || Math.abs(one.away - other.away) >= 18);
  }
  assert.ok(placed.length >= 2);
});

test("signs are no words, unless there is nothing else", () => {
  const run = (tokens) => ({ tokens, special: tokens.map((token) => /^\[(CLS|SEP)\]$/.test(token)) });
  assert.deepEqual(quiet(run(["[CLS]", "吃", "，", "7", "##ly", "…", "[SEP]"])), [true, false, true, false, false, true, true]);
  assert.deepEqual(quiet(run(["[CLS]", "!", "?", "[SEP]"])), [true, false, false, true]);
});
