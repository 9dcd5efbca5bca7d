// @ts-check
// Language, dark, projector size, and a link that holds what is on screen.
import { root } from "./address.js";
import { textsOf } from "./boxes.js";
import { button, checkbox, field, make } from "./controls.js";
import { select, state } from "./bus.js";
import { isClosed } from "./closed.js";
import { copied } from "./copying.js";
import { open, openFold } from "./folds.js";
import { link } from "./memory.js";
import { menu } from "./menu.js";
import { isOwn } from "./modellist.js";
import { isProjector, project } from "./projector.js";
import { roomEntries, roomStrip } from "./room_strip.js";
import { rove, stopAt } from "./roving.js";
import { keep, onTheme } from "./theme.js";

/** @import { Words } from "./page.js" */

const LONGEST = 400;  // characters that an address carries; a worksheet takes fewer, and says so

/**
 * @param {string} label
 * @param {string} sign
 * @param {() => void} act
 */
function tool(label, sign, act) {
  const made = button(sign, "bd-tool", act);
  made.title = label;
  made.setAttribute("aria-label", label);
  return made;
}

/**
 * A tool that is on or off.
 * @param {string} label
 * @param {string} sign
 * @param {boolean} on
 * @param {() => boolean} turn
 */
function toggle(label, sign, on, turn) {
  const press = (/** @type {boolean} */ pressed) => made.setAttribute("aria-pressed", String(pressed));
  const made = tool(label, sign, () => press(turn()));
  press(on);
  return made;
}

/** @param {Words} words */
function otherLanguage(words) {
  const other = make("a", "bd-tool", words.other_language);
  other.title = words.other_language_name;
  other.lang = words.language === "zh" ? "en" : "zh";
  const follow = () => { other.href = link(other.lang); };
  for (const event of ["pointerenter", "focus", "click"]) other.addEventListener(event, follow);
  follow();
  return other;
}

/**
 * The worksheet to print, of the step on stage or of the whole tour, with the sentence that is on screen.
 * @param {Words} words @param {boolean} isWhole
 */
function worksheet(words, isWhole) {
  const made = make("a", "bd-menu-link", isWhole ? words.worksheet_tour : words.worksheet_step);
  made.target = "_blank";
  made.rel = "noopener";
  const follow = () => {
    const { step, layer, head, chosen, run } = state;
    const model = run?.key.model ?? "";
    const query = new URLSearchParams({
      ...(isWhole ? {} : { step }), language: words.language, text: textsOf().text.slice(0, LONGEST), model: isOwn(model) ? "" : model,
      layer: String(layer), head: String(head), ...(chosen === null ? {} : { token: String(chosen) }),
    });
    made.href = `${root()}/bertdemo/worksheet?${query}`;
  };
  for (const event of ["pointerenter", "focus", "click"]) made.addEventListener(event, follow);
  follow();
  return made;
}

/** What is seldom needed. @param {Words} words */
function more(words) {
  const told = make("span", "bd-quiet");
  told.setAttribute("role", "status");
  const bare = checkbox(() => select({ bare: bare.checked }));
  const cards = checkbox(() => dispatchEvent(new Event("bd-cards")));
  const api = make("a", "bd-menu-link", words.api);
  api.href = "?view=api";
  const made = menu("⋯", words.more, "",
    button(words.link, "bd-menu-link", () => {
      const address = link(words.language);
      copied(address, words, told, new URL(address).searchParams.has("text") ? words.copied : `${words.copied}. ${words.too_long}`);
    }), told,
    worksheet(words, false), worksheet(words, true), field(words.hide_specials, bare), field(words.cards, cards),
    ...roomEntries(words, () => { made.open = false; }), api, make("p", "bd-quiet", words.limits));
  made.addEventListener("toggle", () => {
    cards.checked = !isClosed();
    bare.checked = state.bare;
  });
  return made;
}

/** There while the cards are closed. @param {Words} words @param {string} style */
const cardsButton = (words, style) => button(words.cards, style, () => dispatchEvent(new Event("bd-cards")));

/** What the page is for; a phone has room for the first sentence. @param {Words} words */
function subtitle(words) {
  const [first] = /** @type {RegExpMatchArray} */ (words.subtitle.match(/^.*?[.。]/));
  return make("p", "bd-subtitle", first, make("span", "bd-subtitle-more", words.subtitle.slice(first.length)));
}

/** @param {HTMLElement} element @param {Words} words */
export default function tools(element, words) {
  const dark = toggle(words.dark, "☾", document.body.classList.contains("dark"), () => {
    const on = document.body.classList.toggle("dark");
    keep(on);
    return on;
  });
  const projector = toggle(words.projector, "⤢", isProjector(), () => {
    project(!isProjector());
    return isProjector();
  });
  onTheme(() => {  // a link or the browser's memory may say so after this
    projector.setAttribute("aria-pressed", String(isProjector()));
    dark.setAttribute("aria-pressed", String(document.body.classList.contains("dark")));
  });
  const skip = make("a", "bd-skip", words.skip);
  skip.href = "#stage";
  skip.addEventListener("click", (event) => {  // Gradio's <base> has no query, so the link itself would load the page anew
    event.preventDefault();
    const stage = document.getElementById("stage");
    if (!stage) return;
    stage.tabIndex = -1;
    stage.focus();
  });
  const stepName = make("span", "bd-step-open", document.querySelector(".bd-rail-step[aria-current] .bd-step-name")?.textContent ?? "");
  const terms = tool(words.terms_title, "?", () => open(openFold() === "terms" ? null : "terms"));
  const cards = cardsButton(words, "bd-tool bd-tool-cards");
  const bar = make("div", "bd-toolbar", terms, otherLanguage(words), dark, projector, cards, more(words));
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.more);
  const stops = /** @type {HTMLButtonElement[]} */ ([...bar.querySelectorAll(".bd-tool")]);
  rove(bar, () => stops.filter((one) => one.getClientRects().length > 0));
  stopAt(stops, 0);
  element.after(roomStrip(words));
  element.closest(".bd-page")?.append(cardsButton(words, "bd-quiet-button bd-cards-open"));  // on a phone, where they were
  element.append(skip, make("h1", "bd-title", words.title, stepName), subtitle(words), bar);
}
