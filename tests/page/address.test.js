// A link says what is on screen, and a page reads the same from it.
import assert from "node:assert/strict";
import test from "node:test";
import { address, asked, root } from "../../assets/page/shared/address.js";

const VIEW = {
  step: "heads", on: "grid", text: "a & b", pair: "", model: "classroom", layer: 4, head: -1, token: 0, part: "", card: "rest", projector: false, a: null,
};
const NOTHING = {
  step: null, on: null, text: null, pair: "", model: null, layer: null, head: null, token: null, part: "", card: null, projector: false, a: null,
};
/** What a link asks for; `tab` is apart, since only links from before the rail name one. @param {string} query */
function readOf(query) {
  const wanted = asked(query);
  Reflect.deleteProperty(wanted, "tab");
  return wanted;
}
const read = (view) => readOf(new URL(address("https://host", "en", view)).search);

test("a link holds what is on screen, and a page reads the same from it", () => {
  const link = new URL(address("https://host/app", "en", VIEW));
  assert.equal(link.pathname, "/app/");
  assert.deepEqual(readOf(link.search), VIEW);
  for (const change of [{ pair: "c=d #1" }, { token: null }, { token: 7, head: 12 }, { layer: 0, projector: true }, { part: "q · k" }, { text: "她?" }]) {
    assert.deepEqual(read({ ...VIEW, ...change }), { ...VIEW, ...change });
  }
});

test("what is compared with is a link in the link", () => {
  const a = { text: "c & d", pair: "e", model: "other", layer: 2, head: 0, chosen: 3 };
  const { a: inner, ...rest } = read({ ...VIEW, a });
  assert.deepEqual({ ...rest, a: null }, VIEW);
  const { text, pair, model, layer, head, token } = asked(inner);
  assert.deepEqual({ text, pair, model, layer, head, chosen: token }, a);
  assert.equal(asked(read({ ...VIEW, a: { ...a, chosen: null } }).a).token, null);
  assert.equal(read({ ...VIEW, a: { ...a, text: "x".repeat(5999) } }).a, null, "both texts are too long together");
});

test("the Chinese page has its own address", () => {
  assert.equal(new URL(address("https://host", "zh", VIEW)).pathname, "/zh");
});

test("a model that has no name for others is left out", () => {
  assert.equal(read({ ...VIEW, model: "" }).model, null);
});

test("texts that are too long for an address are left out, both, and the rest stays", () => {
  const [pair, long] = ["short", "x".repeat(6000)];
  assert.deepEqual(read({ ...VIEW, text: long }), { ...VIEW, text: long });
  assert.deepEqual(read({ ...VIEW, text: long, pair }), { ...VIEW, text: null });
  assert.deepEqual(read({ ...VIEW, text: "她".repeat(700), pair }), { ...VIEW, text: null }, "nine characters for each of them");
});

test("what a link does not say, or says wrongly, is nothing", () => {
  assert.deepEqual(readOf(""), NOTHING);
  assert.deepEqual(readOf("?layer=two&head=1.5&token=&projector=yes"), NOTHING);
  const low = asked("?layer=-3&head=-9&token=-1");
  assert.deepEqual([low.layer, low.head, low.token], [0, -1, 0]);
});

for (const [tab, step, on] of [
  ["explore", "glance", "overview"], ["tokens", "pieces", "wordpiece"], ["attention", "heads", "attention"],
  ["inside", "head", "head"], ["learn", "pretraining", "masked"], ["apply", "using", "classify"],
]) {
  test(`an old link to the tab ${tab} opens its step`, () => {
    assert.deepEqual(readOf(`?text=a&pair=b&model=classroom&tab=${tab}&layer=4&head=0`), {
      ...NOTHING, step, on, text: "a", pair: "b", model: "classroom", layer: 4, head: 0,
    });
  });
}

test("what names a step does not ask its old tab, and a tab that never was is none", () => {
  const both = asked("?tab=learn&step=heads&on=grid");
  assert.deepEqual([both.step, both.on], ["heads", "grid"]);
  for (const name of ["nonsense", "constructor", "toString", ""]) {
    assert.deepEqual(readOf(`?tab=${name}`), NOTHING);
  }
});

for (const [told, expected] of [
  ["https://host/space/zh", "https://host/space"], ["https://host/space/zh/", "https://host/space"],
  ["https://host/", "https://host"], ["https://host/space", "https://host/space"],
]) {
  test(`the server of ${told}`, () => {
    globalThis.gradio_config = { root: told };
    assert.equal(root(), expected);
  });
}
