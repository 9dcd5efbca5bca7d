// The part of an instrument that is open.
import assert from "node:assert/strict";
import test from "node:test";
import { keepPart, onPart, openPart, partOf } from "../../assets/page/shared/part.js";

test("a part is opened at once, or when its instrument is there", () => {
  const seen = [];
  openPart("head", "q");
  keepPart("head", ["x", "q"], (part) => seen.push(part));
  openPart("head", "x");
  openPart("head", "");
  openPart("head", "rubbish");
  assert.deepEqual([seen, partOf("head"), partOf("grid")], [["q", "x"], "x", ""]);
});

test("what an address asks for and is not there is forgotten", () => {
  openPart("paths", "rubbish");
  keepPart("paths", ["plane"], () => assert.fail("nothing to open"));
  assert.equal(partOf("paths"), "");
});

test("what the visitor opens is told, what a link opens is not", () => {
  let told = 0;
  onPart(() => { told++; });
  const keep = keepPart("finder", ["kinds", "grammar"], () => {});
  openPart("finder", "kinds");
  keep("grammar");
  assert.deepEqual([told, partOf("finder")], [1, "grammar"]);
});
