// Bytes and weights come out as they went in.
import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { bytesOf, inflate, unpackMap } from "../../assets/page/shared/unpacking.js";

const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const levels = (...numbers) => new Uint8Array(Uint16Array.from(numbers).buffer);

test("bytes come as they were", () => assert.deepEqual([...bytesOf(base64([0, 1, 127, 128, 255]))], [0, 1, 127, 128, 255]));

test("deflated bytes come as they were", async () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);
  assert.deepEqual(new Uint8Array(await inflate(base64(deflateSync(bytes)))), bytes);
});

for (const deflated of [false, true]) {
  test(`weights are 0 to 1, ${deflated ? "deflated" : "plain"}`, async () => {
    const raw = levels(0, 65535, 13107);
    const map = await unpackMap({ weights: base64(deflated ? deflateSync(raw) : raw), deflated, said: "so" });
    assert.deepEqual([...map.weights], [0, 1, Math.fround(0.2)]);
    assert.equal(map.said, "so");
  });
}

test("bytes that are cut are an error, not zeros", async () => {
  await assert.rejects(inflate(base64(deflateSync(new Uint8Array(5000)).subarray(0, 8))));
});
