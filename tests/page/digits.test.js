// Numbers are written as Python writes them: both read digits.json.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { digits, largest, percent, percentIn, signed } from "../../assets/page/shared/digits.js";

const CASES = JSON.parse(readFileSync(new URL("digits.json", import.meta.url), "utf8"));

for (const [share, written] of CASES) {
  test(`${share} is written as in Python`, () => assert.equal(digits(share), written));
}

for (const [share, written] of JSON.parse(readFileSync(new URL("percent.json", import.meta.url), "utf8"))) {
  test(`${share} in per cent is written as in Python`, () => assert.equal(percentIn("{share} %", share), `${written} %`));
}

test("a number that is none is nothing", () => assert.equal(digits(NaN), "0"));

test("signed numbers keep their sign, and what is near zero is zero", () => {
  assert.deepEqual([-0.25, 0.25, 4e-4, -4e-4, 12.345].map(signed), ["-0.250", "0.250", "0", "0", "12.3"]);
});

test("shares in whole per cent", () => assert.deepEqual([0, 0.005, 0.994, 1].map(percent), ["0%", "1%", "99%", "100%"]));

test("the largest size counts, whatever its sign", () => assert.equal(largest([[1, -7], [3]]), 7));
