// The code that puts a picture into another page.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.location = /** @type {any} */ ({ search: "", origin: "http://here", pathname: "/" });
globalThis.document = /** @type {any} */ ({ createElement: () => ({ getContext: () => null, setAttribute() {}, dataset: {}, append() {} }), documentElement: { classList: { contains: () => false } } });
const { embedCode } = await import("../../assets/page/shared/embed.js");

test("whatever a text holds stays inside the attribute", () => {
  const code = embedCode('http://here/?text=%3Cb%3E&on=arcs"><script>', 'Who "looks" <at> whom?');
  assert.match(code, /src="http:\/\/here\/\?text=%3Cb%3E&amp;on=arcs&quot;>&lt;script>&amp;embed=1"/);
  assert.match(code, /title="Who &quot;looks&quot; &lt;at> whom\?"/);
  assert.equal(code.match(/<script>/g)?.length, 1);
});
