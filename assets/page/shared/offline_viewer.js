// @ts-check
// Runs in a file that was saved, without a network: the tokens of a sentence, and where each looks, in every layer and head
// that the file holds. What it draws stands in the file as JSON; nothing is fetched.

/** @typedef {{ tokens: string[], special: boolean[], layers: { layer: number, heads: number[], bytes: string }[], layer: number, head: number, from: number, words: Record<string, string> }} Look `bytes` in base64: a weight in two bytes, in 65,535ths, by head, row, column */

const SVG = "http://www.w3.org/2000/svg";
const LEAST = 0.02;  // of a weight that has an arc
const NAMED = 5;

/** @param {Look} look */
function viewer(look) {
  const box = /** @type {HTMLElement} */ (document.getElementById("look"));
  const [layers, heads] = ["layer", "head"].map((name) => /** @type {HTMLSelectElement} */ (document.getElementById(name)));
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElement("div");
  const said = /** @type {HTMLElement} */ (document.getElementById("said"));
  let from = look.from;
  const weights = () => weightsOf(look, Number(layers.value), Number(heads.value));
  const tokens = look.tokens.map((token, i) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = token;
    made.dataset.token = String(i);
    if (look.special[i]) made.className = "special";
    for (const event of ["pointerenter", "focus", "click"]) made.addEventListener(event, () => { from = i; draw(); });
    return made;
  });
  function draw() {
    const isSaved = Number(layers.value) === look.layer && Number(heads.value) === look.head;
    document.querySelector("main")?.classList.toggle("moved", !isSaved);  // the finding and the picture are of what was saved
    const row = weights().subarray(from * tokens.length, (from + 1) * tokens.length);
    tokens.forEach((one, i) => {
      one.setAttribute("aria-pressed", String(i === from));
      one.dataset.weight = row[i].toFixed(4);
      one.style.setProperty("--share", String(Math.sqrt(row[i])));
      one.title = `${look.tokens[from]} → ${look.tokens[i]}: ${percent(row[i])}`;
    });
    arcs(svg, tokens, from, row);
    const best = [...row.keys()].sort((a, b) => row[b] - row[a]).slice(0, NAMED).map((i) => `${look.tokens[i]} ${percent(row[i])}`);
    said.textContent = look.words.from.replace("{token}", look.tokens[from]).replace("{most}", best.join(", "));
  }
  fillIn(layers, look.layers.map(({ layer }) => layer), look.layer);
  const relist = () => fillIn(heads, look.layers.find(({ layer }) => layer === Number(layers.value))?.heads ?? [], Number(heads.value) || look.head);
  relist();
  layers.addEventListener("change", () => { relist(); draw(); });
  heads.addEventListener("change", draw);
  addEventListener("resize", draw);
  line.append(...tokens);
  line.className = "tokens";
  box.append(svg, line);
  draw();
}

/** With two digits, as the page says it. @param {number} weight */
function percent(weight) {
  if (weight < 0.001) return "< 0.1 %";
  return weight > 0.999 ? "> 99.9 %" : `${(100 * weight).toFixed(weight < 0.0995 ? 1 : 0)} %`;
}

/** @param {HTMLSelectElement} list @param {number[]} values @param {number} value */
function fillIn(list, values, value) {
  list.replaceChildren(...values.map((one) => new Option(String(one), String(one))));
  list.value = String(values.includes(value) ? value : values[0]);
}

/** Of a head, row by row. @param {Look} look @param {number} layer @param {number} head */
function weightsOf(look, layer, head) {
  const held = look.layers.find((one) => one.layer === layer) ?? look.layers[0];
  const size = look.tokens.length ** 2;
  const at = Math.max(0, held.heads.indexOf(head)) * size;
  const { buffer } = Uint8Array.from(atob(held.bytes), (letter) => letter.charCodeAt(0));
  return Float32Array.from(new Uint16Array(buffer).subarray(at, at + size), (part) => part / 65535);
}

/** @param {SVGSVGElement} svg @param {HTMLElement[]} tokens @param {number} from @param {Float32Array} row */
function arcs(svg, tokens, from, row) {
  const high = 180;
  const centre = (/** @type {HTMLElement} */ token) => token.offsetLeft + token.offsetWidth / 2;
  svg.setAttribute("width", String(Math.max(...tokens.map((one) => one.offsetLeft + one.offsetWidth))));
  svg.setAttribute("height", String(high));
  const widest = Math.max(1, ...tokens.map((one) => Math.abs(centre(one) - centre(tokens[from]))));
  svg.replaceChildren(...tokens.flatMap((to, i) => {
    const weight = row[i];
    if (weight < LEAST) return [];
    const [x, y] = [centre(tokens[from]), centre(to)];
    const up = i === from ? 24 : 24 + ((high - 34) * Math.abs(y - x)) / widest;
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", `M${x} ${high}C${x - (i === from ? 14 : 0)} ${high - up * 1.3} ${y + (i === from ? 14 : 0)} ${high - up * 1.3} ${y} ${high}`);
    path.setAttribute("stroke-width", (0.6 + 9 * weight).toFixed(2));
    path.setAttribute("stroke-opacity", (0.25 + 0.7 * weight).toFixed(2));
    return [path];
  }));
}

viewer(JSON.parse(document.getElementById("data")?.textContent ?? "null"));
