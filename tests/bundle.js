// The page's scripts in one file, so that a browser asks once and not for eighty: `npm --prefix tests run bundle` writes it,
// with `-- --check` it only says whether it is up to date. Its first line names the sources it was made of.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const PAGE = new URL("../assets/page/", import.meta.url);
const BUNDLE = new URL("../assets/page.bundle.js", import.meta.url);

const scripts = () => readdirSync(PAGE, { recursive: true }).map((name) => String(name).replaceAll("\\", "/")).filter((name) => name.endsWith(".js")).sort();

/** As bertdemo/serving/page_files.py does it. */
function digest() {
  const hash = createHash("sha256");
  scripts().forEach((name, i) => hash.update(`${i ? "\0" : ""}${name}\0`).update(readFileSync(new URL(name, PAGE))));
  return hash.digest("hex");
}

// What a path may name are the scripts with a default export: all others are put where they are used, without a list of their names.
const named = {
  name: "named",
  setup: (/** @type {import("esbuild").PluginBuild} */ { onLoad }) => onLoad({ filter: /\/shared\/page\.js$/ }, ({ path }) => {
    const components = scripts().filter((name) => /^export default /m.test(readFileSync(new URL(name, PAGE), "utf8")));
    const table = components.map((name) => `${JSON.stringify(name.replace(/\.js$/, ""))}: () => import(${JSON.stringify(`../${name}`)})`);
    const parts = readFileSync(path, "utf8").split("import(`../${path}.js`)");
    if (parts.length !== 2) throw new Error("page.js imports components otherwise now: tests/bundle.js has to know how");
    return { contents: `${parts.join("components[path]()")}\nconst components = { ${table.join(", ")} };` };
  }),
};
const made = await build({
  entryPoints: [new URL("shared/page.js", PAGE).pathname], bundle: true, format: "esm", target: "es2022", minify: true, charset: "utf8",
  legalComments: "none", write: false, plugins: [named], banner: { js: `// ${digest()}` },
});
const [{ text }] = made.outputFiles;
if (!process.argv.includes("--check")) writeFileSync(BUNDLE, text);
else if (readFileSync(BUNDLE, "utf8") !== text) {
  process.stderr.write("assets/page.bundle.js is older than assets/page/: npm --prefix tests run bundle\n");
  process.exitCode = 1;
}
