// The map: its glyphs' bars, the moves among its heads, and what it knows without asking.
import assert from "node:assert/strict";
import test from "node:test";
import { keepPlace, onKnown, placeOf, verdictOf } from "../../assets/page/shared/known.js";
import { continues, stretched, textLengths } from "../../assets/page/shared/map_glyphs.js";
import { moved } from "../../assets/page/shared/roving.js";

test("of many values a bar stands for the largest of its stretch", () => {
  assert.deepEqual(stretched([3, 1, 2], 28), [{ value: 3, at: 0 }, { value: 1, at: 1 }, { value: 2, at: 2 }]);
  assert.deepEqual(stretched([1, 5, 2, 2, 9, 0], 3), [{ value: 5, at: 1 }, { value: 2, at: 2 }, { value: 9, at: 4 }]);
  const all = stretched(Array.from({ length: 512 }, (_, i) => i), 28);
  assert.deepEqual([all.length, all.at(-1).value], [28, 511]);
});

test("words of a text by their lengths, of Chinese what stands between signs", () => {
  assert.deepEqual(textLengths("It isn't 5."), [2, 5, 1]);
  assert.deepEqual(textLengths("小狗没有过马路，因为它太累了。"), [7, 6]);
  assert.deepEqual(textLengths("?!"), [1]);
});

test("a piece that goes on with a word", () => assert.deepEqual(["##s", "s", "#"].map(continues), [true, false, false]));

test("arrow keys move along a row and across rows, and stop at the edges", () => {
  const from = (key, i) => moved(key, i, 12, 3);
  assert.deepEqual(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].map((key) => from(key, 4)), [3, 5, 1, 7, 0, 11]);
  assert.deepEqual([from("ArrowUp", 1), from("ArrowDown", 11), from("ArrowLeft", 0), from("End", 11), from("Enter", 4)], [null, null, null, null, null]);
});

test("the verdict is that of the title, and why there is none is told", () => {
  const scores = [{ title: "Own", labels: ["x"], probabilities: [1], said: "" },
    { title: "Sentiment", labels: ["negative", "positive"], probabilities: [0.2, 0.8], said: "A review." }];
  assert.deepEqual(verdictOf({ scores }, "Sentiment"), { label: "positive", share: 0.8, said: "A review.", others: [["negative", 0.2]] });
  assert.equal(verdictOf({ scores: [{ title: "Sentiment · Topic", error: "Unreadable." }] }, "Sentiment").said, "Unreadable.");
  assert.equal(verdictOf({}, "Sentiment"), null);
});

test("what becomes known is told once", () => {
  let told = 0;
  onKnown(() => { told++; });
  const [run, answer] = [{ key: {} }, { token: 3 }];
  assert.equal(placeOf(run), null);
  keepPlace(run, answer);
  keepPlace(run, answer);
  assert.deepEqual([placeOf(run), told], [answer, 1]);
});
