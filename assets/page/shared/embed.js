// @ts-check
// One instrument in another page: without the frame of this one, as high as it is.
import { state, watch } from "./bus.js";
import { make } from "./controls.js";
import { isEmbedded } from "./embedded.js";
import { link } from "./memory.js";

/** @import { Words } from "./page.js" */

const HEIGHT = 640;  // px of a frame that is told nothing

/** @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/**
 * What stands in the other page: the frame, and a script that makes it as high as it says; without that it keeps its height.
 * @param {string} address
 * @param {string} title
 */
export const embedCode = (address, title) => `<iframe src="${escaped(`${address}&embed=1`)}" title="${escaped(title)}" width="100%" height="${HEIGHT}" style="border: 0" loading="lazy"></iframe>
<script>
addEventListener("message", (event) => {
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === event.source && event.data?.bertdemo > 0) frame.height = Number(event.data.bertdemo);
  }
});
</script>`;

/** Tell the page around how high this one is, now and whenever it changes. */
function tellHeight() {
  const page = document.querySelector(".bd-page");
  if (!page || parent === window) return;
  let last = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    if (height !== last) parent.postMessage({ bertdemo: height }, "*");
    last = height;
  }).observe(page);
}

/**
 * The line below an embedded picture: the sentence, where the picture is of it, and the way to the whole page.
 * @param {Words} words
 * @param {(on: string) => boolean} readsSentence whether an instrument does
 */
export function embedLine(words, readsSentence) {
  const line = make("p", "bd-embed-line");
  if (!isEmbedded()) return null;
  const whole = make("a", "", words.whole);
  whole.target = "_blank";
  whole.rel = "noopener";
  const sentence = make("span", "bd-embed-sentence");
  const follow = () => {
    whole.href = link(words.language);
    const { text, text_pair: pair } = state.run?.key ?? { text: "", text_pair: "" };
    sentence.textContent = readsSentence(state.on) ? [text, pair].filter(Boolean).join(" / ") : "";
  };
  for (const event of ["pointerenter", "focus", "click"]) whole.addEventListener(event, follow);
  watch(follow);
  follow();  // a link without an address is none for keys and readers, and the run may have come before this line
  line.append(sentence, whole);
  tellHeight();
  return line;
}
