// Questions to the server: the newest answer only, turns with tickets, kept answers, rests.
import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { accepted, keeper, newest, patient, Refused, rested } from "../../assets/page/shared/asking.js";

globalThis.window = globalThis;

/** A promise that is kept from outside. */
function later() {
  const one = {};
  one.promise = new Promise((resolve, reject) => Object.assign(one, { resolve, reject }));
  return one;
}

test("only the newest question is answered", async () => {
  const ask = newest("failed");
  const [first, second] = [later(), later()];
  const answers = [ask(() => first.promise), ask(() => second.promise)];
  second.resolve({ said: 2 });
  first.resolve({ said: 1 });
  assert.deepEqual(await Promise.all(answers), [null, { said: 2 }]);
});

test("a question that failed says so, an older one that failed says nothing", async () => {
  const ask = newest("failed");
  assert.deepEqual(await ask(() => Promise.reject(new TypeError("network"))), { error: "failed" });
  assert.deepEqual(await ask(async () => accepted({ error: "too long" })), { error: "too long" });
  assert.deepEqual(await ask(async () => null), { error: "failed" });
  const old = later();
  const answer = ask(() => old.promise);
  await ask(async () => ({}));
  old.reject(new Error("network"));
  assert.equal(await answer, null);
});

test("what the server refuses is an exception of its own", () => {
  assert.throws(() => accepted({ error: "no" }), (error) => error instanceof Refused && error.message === "no");
  assert.deepEqual(accepted({ said: 1 }), { said: 1 });
});

test("an answer is kept, a failed one is asked for again", async () => {
  const once = keeper();
  const ask = mock.fn(async () => 7);
  assert.deepEqual([await once("a", ask), await once("a", ask), await once("b", ask)], [7, 7, 7]);
  assert.equal(ask.mock.callCount(), 2);
  await assert.rejects(once("c", async () => { throw new Error("gone"); }));
  assert.equal(await once("c", ask), 7);
});

test("a question that must wait is asked again with its ticket, and its place is shown", async () => {
  const tickets = [];
  const told = [];
  const server = patient({
    async judge({ ticket, text }) {
      tickets.push(ticket);
      return tickets.length < 3 ? { waiting: true, said: `place ${tickets.length}` } : { text };
    },
  }, (said) => told.push(said), true);
  assert.deepEqual(await server.judge({ text: "a" }), { text: "a" });
  assert.equal(new Set(tickets).size, 1);
  assert.deepEqual(told, ["place 1", "place 2", ""]);
});

test("a newer question takes the older one's ticket and place, and the older one ends", async () => {
  const asked = [];
  const answers = [later(), later()];
  const server = patient({ judge(question) { asked.push(question); return answers[asked.length - 1].promise; } }, () => {}, true);
  const old = server.judge({ text: "a" }).then(() => assert.fail("an older question is never answered"));
  const young = server.judge({ text: "b" });
  answers[0].resolve({ waiting: true, said: "place 1" });
  answers[1].resolve({ text: "b" });
  assert.deepEqual(await young, { text: "b" });
  assert.equal(asked[0].ticket, asked[1].ticket);
  await Promise.race([old, new Promise((resolve) => { setTimeout(resolve, 5); })]);
  assert.equal(asked.length, 2);
});

test("questions side by side have tickets of their own", async () => {
  const tickets = [];
  const server = patient({ map: async ({ ticket }) => { tickets.push(ticket); return {}; } }, () => {}, false);
  await Promise.all([server.map({}), server.map({})]);
  assert.equal(new Set(tickets).size, 2);
});

test("what rests is done once, a while after the last call", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const act = mock.fn();
  const wait = rested(act);
  wait(200);
  mock.timers.tick(150);
  wait(200);
  mock.timers.tick(199);
  assert.equal(act.mock.callCount(), 0);
  mock.timers.tick(1);
  assert.equal(act.mock.callCount(), 1);
  mock.timers.reset();
});

test("a question that an older one has ended is put again, a few times", async () => {
  let asked = 0;
  const server = patient({ judge: async ({ text }) => (++asked < 3 ? { error: "" } : { text }) }, () => {}, true);
  assert.deepEqual(await server.judge({ text: "b" }), { text: "b" });
  asked = -100;
  assert.deepEqual(await server.judge({ text: "c" }), { error: "" }, "not for ever");
});
