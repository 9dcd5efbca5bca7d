// Text of a picture: what XML cannot hold.
import assert from "node:assert/strict";
import test from "node:test";
import { xmlSafe } from "../../assets/page/shared/picture_text.js";

test("control characters and halves of a character are replaced, all others stay", () => {
  assert.equal(xmlSafe("a\u0000b\u001fc\ufffe"), "a\ufffdb\ufffdc\ufffd");
  assert.equal(xmlSafe("\ud83d x \udc00"), "\ufffd x \ufffd");
  assert.equal(xmlSafe("她 <b>&\t\n 😀"), "她 <b>&\t\n 😀");
});
