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
  assert.deepEqual(calls, ["a run layer head token chosen"]);
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

test("a new run lets go of the token, a refusal of nothing", () => {
  bus.show(run("a"));
  bus.select({ token: 0, chosen: 0 });
  bus.show({ error: "too long" });
  assert.deepEqual([bus.state.run.key.text, bus.state.token], ["a", 0]);
  bus.show(run("b"));
  assert.deepEqual([bus.state.token, bus.state.chosen], [null, null]);
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

test("what is seen goes into a link", () => {
  bus.select({ tab: "inside", layer: 3, head: 5 });
  assert.deepEqual(bus.view(), { tab: "inside", layer: 3, head: 5 });
});
