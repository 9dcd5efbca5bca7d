// What is on screen is drawn once, when it changes, and nothing else is.
import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";

let observers = [];
globalThis.ResizeObserver = class {
  constructor(seen) { this.seen = seen; }
  observe(element) { observers.push({ element, seen: this.seen }); }
};

let bus;
let connect;
let copy = 0;

beforeEach(async () => {  // a page of its own for each test
  observers = [];
  copy += 1;
  bus = await import(`../../assets/page/shared/bus.js?copy=${copy}`);
  ({ connect } = await import("../../assets/page/shared/run.js"));
  connect({});
});

const element = () => ({ isConnected: true, isSeen: true, getClientRects() { return this.isSeen ? [{}] : []; } });
const run = (text, more = {}) => ({ key: { text, text_pair: "", model: "m" }, tokens: [text], layers: 6, heads: 12, ...more });

function drawn(place, part = null) {
  const calls = [];
  bus.subscribe(place, (state, changed) => calls.push([state.run.key.text, ...changed].join(" ")), part);
  return calls;
}

test("nothing is drawn without a run, all of it with one", () => {
  const calls = drawn(element());
  assert.deepEqual(calls, []);
  bus.show(run("a"));
  assert.deepEqual(calls, ["a run layer head token chosen bare"]);
});

test("a choice is told to all, once, and only what changed", () => {
  const [one, other] = [drawn(element()), drawn(element())];
  bus.show(run("a"));
  bus.select({ layer: 2, head: bus.state.head });
  bus.select({ layer: 2 });
  assert.deepEqual(one.slice(1), ["a layer"]);
  assert.deepEqual(other, one);
});

test("what is not on screen is drawn when it opens, with all that has changed", () => {
  const hidden = element();
  hidden.isSeen = false;
  const calls = drawn(hidden);
  bus.show(run("a"));
  bus.select({ token: 0 });
  assert.deepEqual(calls, []);
  hidden.isSeen = true;
  observers.at(-1).seen();
  assert.equal(calls.length, 1);
  observers.at(-1).seen();
  assert.equal(calls.length, 1, "nothing has changed since");
});

test("what has left the page is forgotten", () => {
  const place = element();
  const calls = drawn(place);
  place.isConnected = false;
  bus.show(run("a"));
  place.isConnected = true;
  bus.show(run("b"));
  assert.deepEqual(calls, []);
});

test("a layer or head that the model has not is its last one", () => {
  bus.select({ layer: 12, head: 16 });
  bus.show(run("a", { layers: 2, heads: 4 }));
  assert.deepEqual([bus.state.layer, bus.state.head], [2, 4]);
  bus.select({ layer: 9, head: -1 });
  assert.deepEqual([bus.state.layer, bus.state.head], [2, -1]);
});

test("a new run lets go of the token under the pointer, a refusal of nothing", () => {
  bus.show(run("a"));
  bus.select({ token: 0, chosen: 0 });
  bus.show({ error: "too long" });
  assert.deepEqual([bus.state.run.key.text, bus.state.token, bus.state.chosen], ["a", 0, 0]);
  bus.show(run("b"));
  assert.equal(bus.state.token, null);
});

test("the pinned token goes along with its word, and is free where that is gone", () => {
  bus.show(run("the dog", { tokens: ["the", "dog"] }));
  bus.select({ chosen: 1 });
  bus.show(run("so the dog", { tokens: ["so", "the", "dog"] }));
  assert.equal(bus.state.chosen, 2);
  bus.show(run("rain", { tokens: ["rain"] }));
  assert.equal(bus.state.chosen, null);
});

const wish = (text, more = {}) => ({ text, pair: "", model: "", layer: 2, head: 3, find: (one) => one.tokens.length - 1, ...more });

test("what is expected of a text is picked when it comes, and once", () => {
  const calls = drawn(element());
  bus.show(run("a"));
  bus.expect(wish("b"));
  assert.deepEqual([bus.state.layer, bus.state.head, bus.state.chosen], [4, 2, null], "the text on screen keeps its own");
  bus.show(run("c"));
  assert.deepEqual([bus.state.layer, bus.state.head, bus.state.chosen], [4, 2, null], "another text came first");
  bus.show(run("b", { tokens: ["so", "b"] }));
  assert.deepEqual([bus.state.layer, bus.state.head, bus.state.chosen], [2, 3, 1]);
  assert.equal(calls.length, 3, "drawn once a run");
  bus.select({ layer: 5, chosen: null });
  bus.show(run("b"));
  assert.deepEqual([bus.state.layer, bus.state.chosen], [5, null], "it was asked once");
});

test("what is expected of the text on screen is picked at once", () => {
  bus.show(run("a"));
  bus.expect(wish("a"));
  assert.deepEqual([bus.state.layer, bus.state.head, bus.state.chosen], [2, 3, 0]);
});

test("what is expected waits for its pair and its model", () => {
  bus.expect(wish("a", { pair: "b", model: "other" }));
  const key = { text: "a", text_pair: "", model: "m" };
  for (const other of [key, { ...key, text_pair: "b" }, { ...key, model: "other" }]) {
    bus.show(run("a", { key: other }));
    assert.equal(bus.state.layer, 4);
  }
  bus.show(run("a", { key: { ...key, text_pair: "b", model: "other" } }));
  assert.equal(bus.state.layer, 2);
});

test("what is expected of a smaller model is its last layer and head", () => {
  bus.expect(wish("a", { layer: 12, head: 16 }));
  bus.show(run("a", { layers: 2, heads: 4 }));
  assert.deepEqual([bus.state.layer, bus.state.head], [2, 4]);
});

test("who watches hears of steps too, and of nothing that is as it was", () => {
  const heard = [];
  bus.watch((changed) => heard.push([...changed].join(" ")));
  bus.select({ step: "heads", on: "grid" });
  bus.select({ step: "heads" });
  bus.show(run("a"));
  assert.deepEqual(heard, ["step on", "run layer head token chosen bare"]);
});

test("who listens late hears the last answer", () => {
  bus.show({ error: "too long" });
  const heard = [];
  bus.onAnswer((answer) => heard.push(answer.error));
  bus.show({ error: "empty" });
  assert.deepEqual(heard, ["too long", "empty"]);
});

test("a part that the run came without is fetched once, and drawn for the run on screen only", async () => {
  const asked = [];
  const answers = [];
  connect({ part: (question) => { asked.push(question.text); return new Promise((resolve) => { answers.push(resolve); }); } });
  const calls = drawn(element(), "scores");
  bus.show(run("a"));
  bus.select({ layer: 1 });
  bus.show(run("b"));
  answers[1]({ scores: [2] });
  answers[0]({ scores: [1] });
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  assert.deepEqual(asked, ["a", "b"]);
  assert.deepEqual(calls.map((call) => call[0]), ["b"]);
});

test("the server answers for the picture on stage, with what will be picked in it", () => {
  bus.select({ on: "grid", layer: 3, head: 5, step: "heads" });
  bus.show(run("a", { tokens: ["[CLS]", "she", "[SEP]"] }));
  assert.deepEqual(bus.view(), { on: "grid", layer: 3, head: 5, token: null, word: "", count: 3 });
  bus.select({ chosen: 1 });
  assert.deepEqual(bus.view(), { on: "grid", layer: 3, head: 5, token: 1, word: "she", count: 3 });
  bus.show(run("a b", { tokens: ["[CLS]", "[SEP]"] }));  // the pinned word may come back
  assert.deepEqual(bus.view(), { on: "grid", layer: 3, head: 5, token: null, word: "she", count: 2 });
  bus.expect(wish("b"));
  assert.deepEqual(bus.view(), { on: "grid", layer: 2, head: 3, token: null, word: "", count: 0 });
  bus.expect({ ...wish("b"), word: "dog" });
  assert.equal(bus.view().word, "dog");
});

test("the pinned word comes back with a later text that has it once, unless another was pinned meanwhile", () => {
  const words = (text) => run(text, { tokens: text.split(" ") });
  bus.show(words("it is she"));
  bus.select({ chosen: 2 });
  bus.show(words("a"));
  assert.equal(bus.state.chosen, null);
  bus.show(words("a dog and"));
  bus.show(words("she and a dog"));
  assert.equal(bus.state.chosen, 0);
  bus.show(words("so it was"));
  bus.select({ chosen: null });
  bus.show(words("she was"));
  assert.equal(bus.state.chosen, null, "who frees it is not asked again");
  bus.select({ chosen: 0 });
  bus.show(words("he ran"));
  bus.show(words("she and she"));
  assert.equal(bus.state.chosen, null, "twice is no place");
});

test("who takes the pinned word out and writes another in its place has that one pinned", () => {
  const words = (text) => run(text, { tokens: text.split(" ") });
  bus.show(words("the boys saw she laugh"));
  bus.select({ chosen: 3 });
  bus.show(words("the boys saw laugh"));
  assert.equal(bus.state.chosen, null);
  bus.show(words("the boys saw they laugh"));
  assert.equal(bus.state.chosen, 3);
});
