// The list of models: who shows it is told whenever another one is in use.
import assert from "node:assert/strict";
import test from "node:test";
import { list, modelsListed, onList, use, using } from "../../assets/page/shared/modellist.js";

globalThis.addEventListener ??= () => {};
globalThis.navigator ??= { onLine: true };  // Node 18 has none

test("whoever shows the list hears of the model in use, also of one that a link named", () => {
  const seen = [];
  onList(() => seen.push(modelsListed().value));
  list({ models: [["One", "one"], ["Two", "two"]], hub: {} }, "one");
  assert.equal(using("two"), "two");
  assert.deepEqual(seen, ["", "one", "two"]);
  using("two");
  use("one");
  assert.deepEqual(seen, ["", "one", "two", "one"]);
});
