// @ts-check
// A pupil's page in a class: it goes where the teacher is, or its own way.
import { asked, root } from "./address.js";
import { textsOf } from "./boxes.js";
import { current } from "./card.js";
import { button, make, segments } from "./controls.js";
import { link, noteSoon, visit } from "./memory.js";
import { opened } from "./opening.js";
import { goOwnWay, lead, leave, room } from "./room.js";

/** @import { Words } from "./page.js" */

const SETTLING = 400;  // ms after the page has opened: Gradio fills its boxes meanwhile

let isOpen = false;
/** @type {(() => void) | null} */
let onceOpen = null;
opened.then(() => setTimeout(() => {
  isOpen = true;
  onceOpen?.();
}, SETTLING));

/** Go where the teacher is. @param {string} state @param {string} card */
function follow(state, card) {
  const there = asked(state);
  if (there.text === null) there.text = textsOf().text;  // too long for an address
  const before = current()?.name ?? "";
  visit({ ...there, projector: false });
  if (card !== before) lead(card);
  noteSoon();
}

/** @param {Words} words */
export function pupilStrip(words) {
  const code = room().place?.code ?? "";
  const way = segments(words.class_way, [["follow", words.class_following], ["own", words.class_own]], "follow", (value) => goOwnWay(value === "own"));
  const free = make("span", "bd-quiet", words.class_free);
  const other = make("span", "bd-class-language");
  const element = make("div", "bd-class-row", make("span", "bd-class-name", `${words.class_name} `, make("b", "bd-mono", code)), way.box, free, other,
    button(words.class_leave, "bd-quiet-button bd-class-end", () => leave()));
  let before = "";
  const draw = () => {
    const { place, news } = room();
    if (!place) return;
    way.press(place.own ? "own" : "follow");
    way.box.hidden = !news.following;
    free.hidden = news.following;
    tellLanguage(other, words, news.language);
    if (!place.own && news.following && news.language && news.language !== words.language) {
      location.replace(`${root()}/${news.language === "zh" ? "zh" : ""}?class=${place.code}`);  // its cards ask in other words
      return;
    }
    const now = place.own || !news.following ? "" : JSON.stringify([news.state, news.card]);
    if (!isOpen || now === before) return;
    before = now;
    if (now && news.state) follow(news.state, news.card);
  };
  onceOpen = draw;
  return { element, draw };
}

/** Words of another language than the teacher's are other words to guess among. @param {HTMLElement} line @param {Words} words @param {string} language */
function tellLanguage(line, words, language) {
  line.hidden = !language || language === words.language;
  if (line.hidden || line.childElementCount) return;
  const isChinese = language === "zh";
  const there = make("a", "", isChinese ? words.class_switch_zh : words.class_switch);
  there.href = link(language);
  for (const event of ["pointerenter", "focus", "click"]) there.addEventListener(event, () => { there.href = link(language); });
  line.append(isChinese ? words.class_language_zh : words.class_language, " ", there);
}
