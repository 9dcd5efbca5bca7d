// @ts-check
// The picture on stage as a file of its own: SVG, or PNG at twice the size; below it what it is, of what, by whom, and where.
import { draw } from "./drawing.js";
import { plotly } from "./plot.js";
import { pictureOf } from "./picture_svg.js";
import { measured, xmlSafe } from "./picture_text.js";

/** @typedef {{ text: string, size: number, strong?: boolean, quiet?: boolean }} Line of the caption */

const ROOM = 16;  // px around the picture
const LEAST = 420;  // px that a caption needs
const SANS = "system-ui, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Noto Sans CJK SC', sans-serif";
const LARGEST = 16_000;  // pixels of a side that browsers draw
const PATIENCE = 2000;  // ms for a frame to answer
const TIMES = 2;

/** @param {string} text an SVG document, maybe of a frame @returns {SVGSVGElement | null} without all that could act or ask */
function parsed(text) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (!(root instanceof SVGSVGElement)) return null;
  for (const one of [...root.querySelectorAll("script, foreignObject, iframe")]) one.remove();
  for (const one of [root, ...root.querySelectorAll("*")]) {
    for (const { name, value } of [...one.attributes]) {
      if (/^on/i.test(name) || (/href$/i.test(name) && !/^(#|data:image\/(png|svg))/.test(value))) one.removeAttribute(name);
    }
  }
  return document.importNode(root, true);
}

/** A chart as Plotly writes it. @param {import("./page.js").Plotly} node */
async function chartOf(node) {
  const drawing = await plotly();
  const address = await drawing.toImage(node, { format: "svg", width: node.clientWidth, height: node.clientHeight });
  return parsed(decodeURIComponent(address.slice(address.indexOf(",") + 1)));
}

/** What a frame has drawn, which it alone can see. @param {HTMLIFrameElement} frame @returns {Promise<SVGSVGElement | null>} */
const framedOf = (frame) => new Promise((resolve) => {
  const end = (/** @type {SVGSVGElement | null} */ drawing) => {
    clearTimeout(late);
    removeEventListener("message", hear);
    resolve(drawing);
  };
  const hear = (/** @type {MessageEvent} */ { source, data }) => {
    if (source !== frame.contentWindow || !Array.isArray(data?.drawings)) return;
    const whole = draw("svg", { viewBox: `0 0 ${frame.clientWidth} ${frame.clientHeight}` });
    for (const { text, left, top, width, height } of data.drawings) {
      const part = parsed(String(text));
      if (!part) continue;
      for (const [name, at] of Object.entries({ x: left, y: top, width, height })) part.setAttribute(name, String(Number(at)));
      whole.append(part);
    }
    end(whole);
  };
  const late = setTimeout(() => end(null), PATIENCE);
  addEventListener("message", hear);
  frame.contentWindow?.postMessage("drawings", "*");
});

/** @param {HTMLElement} stage */
async function drawnByThemselves(stage) {
  /** @type {Map<Element, SVGSVGElement>} */
  const charts = new Map();
  for (const one of stage.querySelectorAll(".js-plotly-plot, iframe")) {
    if (!one.getClientRects().length) continue;
    const chart = await (one instanceof HTMLIFrameElement ? framedOf(one) : chartOf(one));
    if (chart) charts.set(one, chart);
  }
  return charts;
}

/** Broken where it is as wide as the picture. @param {Line} line @param {number} width */
function broken({ text, size, strong }, width) {
  const font = `${strong ? 600 : 400} ${size}px ${SANS}`;
  const words = text.match(/[\p{Script=Han}，。：；“”！？]|[^\s\p{Script=Han}]{1,40}\s*|\s+/gu) ?? [];
  const lines = [""];
  for (const word of words) {
    const at = lines.length - 1;
    if (lines[at] && measured(font, lines[at] + word.trimEnd()).width > width) lines.push(word);
    else lines[at] += word;
  }
  return lines.map((one) => one.trim()).filter(Boolean);
}

/** @param {Line[]} caption @param {number} width @param {number} top @param {{ ink: string, quiet: string }} colours */
function captionOf(caption, width, top, colours) {
  let at = top;
  const texts = caption.flatMap((line) => broken(line, width).map((text) => {
    at += line.size * 1.4;
    return draw("text", { x: ROOM, y: Math.round(at), "font-family": SANS, "font-size": line.size,
      ...(line.strong ? { "font-weight": 600 } : {}), fill: line.quiet ? colours.quiet : colours.ink }, xmlSafe(text));
  }));
  return { texts, bottom: at };
}

/**
 * What is on stage, as an SVG element.
 * @param {HTMLElement} stage
 * @param {Line[]} caption
 */
export async function drawn(stage, caption) {
  const { parts, width, height } = pictureOf(stage, await drawnByThemselves(stage));
  const style = getComputedStyle(stage);
  const named = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const wide = Math.ceil(Math.max(LEAST, width + 2 * ROOM));
  const { texts, bottom } = captionOf(caption, wide - 2 * ROOM, ROOM + height + 8, { ink: named("--bd-ink"), quiet: named("--bd-quiet") });
  const high = Math.ceil(bottom + ROOM);
  const svg = draw("svg", { xmlns: "http://www.w3.org/2000/svg", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "img" });
  const picture = draw("g", { transform: `translate(${ROOM} ${ROOM})` });
  picture.append(...parts);
  svg.append(draw("title", {}, xmlSafe(caption[0]?.text ?? "")), draw("rect", { width: wide, height: high, fill: named("--bd-paper") }), picture, ...texts);
  return svg;
}

/** @param {SVGSVGElement} svg */
export const asText = (svg) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;

/** @param {SVGSVGElement} svg @returns {Promise<Blob>} a PNG */
export async function asPng(svg) {
  const [width, height] = [Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))];
  const times = Math.min(TIMES, LARGEST / Math.max(width, height));
  const address = URL.createObjectURL(new Blob([asText(svg)], { type: "image/svg+xml" }));
  try {
    const image = Object.assign(new Image(), { src: address });
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * times), height: Math.round(height * times) });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => { canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png"))), "image/png"); });
  } finally {
    URL.revokeObjectURL(address);
  }
}
