// A class's stream: events come in any pieces, a broken one is tried again, and one that was refused is not.
import assert from "node:assert/strict";
import test from "node:test";
import { Stream, ask, eventsOf } from "../../assets/page/shared/room_wire.js";

globalThis.location = /** @type {Location} */ ({ origin: "https://host" });
const PLACE = { code: "K7M2P", key: "", pupil: "anna" };

test("an event is whole when its blank line has come", () => {
  assert.deepEqual(eventsOf('data: {"a": 1}\n\n: \n\ndata: {"b"'), { events: [{ a: 1 }], rest: 'data: {"b"' });
  assert.deepEqual(eventsOf(""), { events: [], rest: "" });
});

/** Answers of the server, one after another, and what a page is told. @param {(() => Response)[]} answers */
function listen(answers, place = PLACE) {
  const told = [];
  const asked = [];
  globalThis.fetch = async (address, options) => {
    asked.push([String(address), options?.headers]);
    const answer = answers.shift();
    if (!answer) throw new TypeError("no network");
    return answer();
  };
  return new Promise((resolve) => {
    new Stream(place, "zh", {
      news: (more) => told.push(more), problem: (why) => told.push(why), ended: (why) => resolve({ told: [...told, { ended: why }], asked }),
    });
  });
}

const bytes = (...parts) => () => new Response(new ReadableStream({
  start(stream) {
    for (const part of parts) stream.enqueue(part);
    stream.close();
  },
}));
const utf8 = new TextEncoder().encode('data: {"card": "她"}\n\n');
const refused = () => Response.json({ detail: "没有课堂" }, { status: 404 });

test("a character that comes in two pieces is one", async () => {
  const { told } = await listen([bytes(utf8.slice(0, 17), utf8.slice(17), new TextEncoder().encode('data: {"ended": true}\n\n'))]);
  assert.deepEqual(told, [{ card: "她" }, { ended: "" }]);
});

test("a stream that breaks is tried again, until the server says that there is no such class", async () => {
  const { told, asked } = await listen([bytes(utf8), () => new Response("<h1>starting</h1>", { status: 503 }), refused]);
  assert.deepEqual(told, [{ card: "她" }, "class_lost", "class_lost", { ended: "没有课堂" }]);
  assert.equal(asked.length, 3);
});

test("the teacher's key travels in a header, and only there", async () => {
  const { asked } = await listen([refused], { ...PLACE, key: "secret" });
  assert.deepEqual(asked, [["https://host/bertdemo/class/K7M2P/stream", { "accept-language": "zh", "x-class-key": "secret" }]]);
});

test("a question that is refused says why, and one that gets nowhere too", async () => {
  globalThis.fetch = async () => refused();
  assert.deepEqual(await ask("K7M2P/lead", {}, "zh", "secret"), { answer: null, error: "没有课堂" });
  globalThis.fetch = async () => { throw new TypeError("no network"); };
  assert.deepEqual(await ask("K7M2P/lead", {}, "zh"), { answer: null, error: "class_lost" });
  globalThis.fetch = async () => Response.json({ code: "K7M2P" });
  assert.deepEqual(await ask("open", {}, "zh"), { answer: { code: "K7M2P" }, error: "" });
});
