// @ts-check
// The strip below the header while a class goes on, and how one is opened or joined from the menu.
import { button, field, input, make } from "./controls.js";
import { begin, inRoom, joinClass, leave, onRoom, openClass, room } from "./room.js";
import { pupilStrip } from "./room_pupil.js";
import { teacherStrip } from "./room_teacher.js";

/** @import { Words } from "./page.js" */

/** Words of the page for what it knows itself; the server's own words are in its language. @param {Words} words @param {string} problem */
function told(words, problem) {
  const own = { class_connecting: words.class_connecting, class_lost: words.class_lost, class_ended: words.class_ended };
  return Object.hasOwn(own, problem) ? own[/** @type {keyof typeof own} */ (problem)] : problem;
}

/** In the menu. @param {Words} words @param {() => void} close */
export function roomEntries(words, close) {
  const refusal = make("span", "bd-quiet");
  refusal.setAttribute("role", "status");
  const open = button(words.class_open, "bd-menu-link", async () => {
    const error = await openClass();
    refusal.textContent = told(words, error);
    if (!error) close();
  });
  const code = input("bd-input bd-class-field", { type: "text", maxLength: 9, autocomplete: "off" });
  const join = make("form", "bd-class-join", field(words.class_code_field, code), Object.assign(make("button", "bd-small-chip", words.class_join), { type: "submit" }));
  join.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!code.value.trim()) return;
    joinClass(code.value);
    code.value = "";
    close();
  });
  onRoom(() => { open.hidden = join.hidden = inRoom(); });
  open.hidden = join.hidden = inRoom();
  return [open, join, refusal];
}

/** @param {Words} words */
export function roomStrip(words) {
  const strip = make("section", "bd-class");
  strip.setAttribute("aria-label", words.class_name);
  strip.hidden = true;
  const said = make("span", "bd-class-problem");
  said.setAttribute("role", "status");
  /** @type {{ element: HTMLElement, draw: () => void } | null} */
  let drawn = null;
  let of = "";
  onRoom(() => {
    const { place, problem } = room();
    strip.hidden = !place && !problem;
    strip.closest(".bd-page")?.classList.toggle("bd-with-class", !strip.hidden);
    const now = place ? `${place.code} ${place.key}` : "";
    if (now !== of || !strip.childElementCount) {
      of = now;
      drawn = place && (place.key ? teacherStrip(words) : pupilStrip(words));
      const close = button(words.class_close, "bd-quiet-button", () => leave());
      strip.replaceChildren(...(drawn ? [drawn.element, said] : [said, close]));
    }
    drawn?.draw();
    said.textContent = told(words, problem);
  });
  begin(words.language);
  return strip;
}
