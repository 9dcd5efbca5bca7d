// A link says what is on screen, and a page reads the same from it.
import assert from "node:assert/strict";
import test from "node:test";
import { address, asked, root } from "../../assets/page/shared/links.js";

const VIEW = { text: "a & b", pair: "", model: "classroom", tab: "explore", layer: 4, head: -1 };

test("a link holds what is on screen, and a page reads the same from it", () => {
  const link = new URL(address("https://host/app", "en", VIEW));
  assert.equal(link.pathname, "/app/");
  assert.deepEqual(asked(link.search), { ...VIEW, layer: 4, head: -1 });
});

test("the Chinese page has its own address", () => {
  assert.equal(new URL(address("https://host", "zh", VIEW)).pathname, "/zh");
});

test("a model that has no name for others is left out", () => {
  assert.equal(asked(new URL(address("https://host", "en", { ...VIEW, model: "" })).search).model, null);
});

test("what a link does not say, or says wrongly, is nothing", () => {
  assert.deepEqual(asked(""), { text: null, pair: "", model: null, tab: null, layer: null, head: null });
  const wrong = asked("?layer=two&head=1.5");
  assert.deepEqual([wrong.layer, wrong.head], [null, null]);
  const low = asked("?layer=-3&head=-9");
  assert.deepEqual([low.layer, low.head], [0, -1]);
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
