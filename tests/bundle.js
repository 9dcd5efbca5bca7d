// The page's scripts in one file, so that a browser asks once and not for eighty: `npm --prefix tests run bundle` writes it,
// with `-- --check` it only says whether it is up to date. Its first line names the sources it was made of.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const PAGE = new URL("../assets/page/", import.meta.url);
const BUNDLE = new URL("../assets/page.bundle.js", import.meta.url);

/** As bertdemo/serving/page_files.py does it. */
function digest() {
  const names = readdirSync(PAGE, { recursive: true }).map((name) => name.replaceAll("\\", "/")).filter((name) => name.endsWith(".js"));
  const hash = createHash("sha256");
  names.sort().forEach((name, i) => hash.update(`${i ? "\0" : ""}${name}\0`).update(readFileSync(new URL(name, PAGE))));
  return hash.digest("hex");
}

// Whatever an instrument's path may name is in it; these two are pages of their own, and read as they lie.
const alone = {
  name: "alone",
  setup: (/** @type {import("esbuild").PluginBuild} */ { onLoad }) => onLoad({ filter: /\/(glossary_page|offline_viewer)\.js$/ }, () => ({ contents: "" })),
};
const made = await build({
  entryPoints: [new URL("shared/page.js", PAGE).pathname], bundle: true, format: "esm", target: "es2022", minify: true, charset: "utf8",
  legalComments: "none", write: false, plugins: [alone], banner: { js: `// ${digest()}` },
});
const [{ text }] = made.outputFiles;
if (!process.argv.includes("--check")) writeFileSync(BUNDLE, text);
else if (readFileSync(BUNDLE, "utf8") !== text) {
  process.stderr.write("assets/page.bundle.js is older than assets/page/: npm --prefix tests run bundle\n");
  process.exitCode = 1;
}
