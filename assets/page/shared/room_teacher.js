// @ts-check
// The teacher's page in a class: the way in for pupils, where the teacher is, what they guess, and the reveal.
import { root } from "./address.js";
import { state, watch } from "./bus.js";
import { textsOf } from "./boxes.js";
import { onComparing } from "./compare.js";
import { button, checkbox, field, fill, make } from "./controls.js";
import { link } from "./memory.js";
import { bar } from "./pictures.js";
import { act, leave, room } from "./room.js";
import { current, onCard, questions } from "./card.js";

/** @import { Words } from "./page.js" */

const OFTEN = 330;  // ms between two words to the pupils
const RESTED = 700;  // ms without a key: of a text that is being typed nobody follows every letter
const UNREAD = 2_500;  // ms after which a text goes out that the model has not read
const SHOWN = 4;  // choices of the histogram
const SURE = 4_000;  // ms to say that the class is really to end

/** @param {Words} words */
const pupilsLink = (words) => `${root()}/${words.language === "zh" ? "zh" : ""}?class=${room().place?.code ?? ""}`;

/** The card that is open: a scene of another step waits behind its chip. */
const openCard = () => (current()?.step === state.step ? current()?.name ?? "" : "");

/** Says to the room where the teacher is, seldom and only what is new. */
class Leader {
  #sent = "";
  #text = "";
  #since = 0;
  #timer = 0;
  following = true;
  isKnown = false;  // what the room remembers comes first: after a reload it would be written over

  soon() {
    if (!this.#timer) this.#timer = window.setTimeout(() => { this.#timer = 0; this.#look(); }, OFTEN);
  }

  #look() {
    if (!room().place?.key || !this.isKnown) return;
    const { text, pair } = textsOf();
    const written = JSON.stringify([text, pair]);
    if (written !== this.#text) [this.#text, this.#since] = [written, performance.now()];
    const rest = performance.now() - this.#since;
    const isRead = state.run?.key.text === text && state.run.key.text_pair === pair;
    if (this.#since && (isRead ? rest < RESTED : rest < UNREAD)) this.soon();
    else this.#send();
  }

  async #send() {
    const question = { state: new URL(link("en")).search.slice(1), card: openCard(), following: this.following };
    const now = JSON.stringify(question);
    if (now === this.#sent) return;
    this.#sent = now;
    if ((await act("lead", question)) === null) this.#sent = "";  // said again with the next change
  }
}

/** @type {Leader | null} the one of the class that goes on */
let leader = null;
const soon = () => leader?.soon();
watch(soon);
onCard(soon);
onComparing(soon);
addEventListener("input", soon);

/** @param {Words} words */
export function teacherStrip(words) {
  const leading = leader = new Leader();
  const code = room().place?.code ?? "";
  const follow = checkbox(() => { leading.following = follow.checked; leading.soon(); });
  follow.checked = true;
  const pupils = make("span", "bd-class-pupils");
  const guesses = make("div", "bd-class-guesses");
  guesses.setAttribute("role", "group");
  guesses.setAttribute("aria-label", words.class_guesses);
  const reveal = button(words.class_reveal, "bd-primary bd-class-reveal", () => { act("reveal", { card: openCard() }); });
  const csv = button(words.class_csv, "bd-quiet-button", () => save(code));
  csv.title = words.class_csv_name;
  const element = make("div", "bd-class-row bd-class-teacher", wayIn(words, code),
    make("div", "bd-class-state", pupils, field(words.class_follow, follow)), guesses,
    make("div", "bd-class-acts", reveal, csv, endButton(words)));
  const draw = () => {
    const { news } = room();
    if (news.language && !leading.isKnown) {
      leading.isKnown = true;
      follow.checked = leading.following = news.following;
      leading.soon();
    }
    pupils.textContent = fill(words.class_pupils, { count: news.pupils });
    const card = openCard();
    const isRevealed = news.revealed.includes(card);
    reveal.disabled = !card || isRevealed;
    reveal.textContent = isRevealed ? words.class_revealed : words.class_reveal;
    drawGuesses(words, guesses, card && card === news.card ? news.counts ?? [] : [], card, isRevealed);
  };
  const redraw = () => requestAnimationFrame(() => { if (element.isConnected) draw(); });
  onCard(redraw);
  watch((changed) => { if (changed.has("step")) redraw(); });
  return { element, draw };
}

/** How pupils come in: the code, the link, the picture of the link. @param {Words} words @param {string} code */
function wayIn(words, code) {
  const picture = Object.assign(make("img", "bd-class-qr"), { alt: "", width: 52, height: 52 });
  const large = button(picture, "bd-class-large", () => showLarge(words, code, picture.src));
  large.setAttribute("aria-label", words.class_show);
  large.title = words.class_show;
  act("qr", { link: pupilsLink(words) }).then((answer) => { if (answer) picture.src = answer.picture; });
  const told = make("span", "bd-quiet");
  told.setAttribute("role", "status");
  const copy = button(words.class_copy, "bd-quiet-button", async () => {
    try {
      await navigator.clipboard.writeText(pupilsLink(words));
      told.textContent = words.copied;
    } catch {  // no permission, or a page without https
      window.prompt(words.not_copied, pupilsLink(words));
    }
  });
  const address = make("span", "bd-class-link", pupilsLink(words).replace(/^https?:\/\//, ""));
  return make("div", "bd-class-in", large, make("b", "bd-class-code", code), make("div", "bd-class-address", address, make("span", "", copy, " ", told)));
}

/** For the last row of the room. @param {Words} words @param {string} code @param {string} picture */
function showLarge(words, code, picture) {
  const close = button(words.class_close, "bd-quiet-button", () => dialog.close());
  const dialog = make("dialog", "bd-class-dialog", make("b", "bd-class-code", code), Object.assign(make("img"), { src: picture, alt: "" }),
    make("p", "bd-class-link", pupilsLink(words).replace(/^https?:\/\//, "")), close);
  dialog.setAttribute("aria-label", words.class_name);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {Words} words */
function endButton(words) {
  let timer = 0;
  const made = button(words.class_end, "bd-quiet-button", async () => {
    if (!timer) {
      made.textContent = words.class_end_sure;
      timer = window.setTimeout(() => { timer = 0; made.textContent = words.class_end; }, SURE);
    } else if ((await act("close", {})) !== null) leave();
  });
  return made;
}

/**
 * Each choice of the card in the words of this page, also those that nobody made; what else came, behind them.
 * @param {Words} words
 * @param {HTMLElement} box
 * @param {import("./room.js").Count[]} counts
 * @param {string} card
 * @param {boolean} isRevealed then the bar of what the model did is marked
 */
function drawGuesses(words, box, counts, card, isRevealed) {
  const offered = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-card] button[data-guess]")]);
  const rows = offered.map((one) => ({ choice: one.dataset.guess ?? "", label: one.textContent ?? "", count: 0 }));
  for (const { choice, label, count } of counts) {
    const row = rows.find((one) => one.choice === choice);
    if (row) row.count = count;
    else rows.push({ choice, label, count });
  }
  const rest = rows.slice(SHOWN).reduce((sum, row) => sum + row.count, 0);
  const most = Math.max(1, ...rows.map((row) => row.count));
  const asks = card && (offered.length || counts.length);
  box.classList.toggle("bd-class-none", !asks);
  if (!asks) box.replaceChildren(make("span", "bd-quiet", card ? words.class_no_guess : words.class_no_card));
  else box.replaceChildren(...rows.slice(0, SHOWN).map((row) => guessRow(row, most, isRevealed && row.choice === room().answers.get(card))), ...(rest ? [make("span", "bd-quiet", fill(words.class_more, { count: rest }))] : []));
}

/** @param {import("./room.js").Count} row @param {number} most @param {boolean} isRight */
function guessRow({ label, count }, most, isRight) {
  const name = make("span", "bd-class-label", isRight ? `✓ ${label}` : label);
  name.title = label;
  return make("div", isRight ? "bd-class-guess bd-class-right" : "bd-class-guess", name, bar(count / most), make("b", "bd-class-count", count));
}

/** @param {string} code */
async function save(code) {
  const answers = await act("csv", { questions: questions(), found: Object.fromEntries(room().answers) });
  if (!answers) return;
  const way = make("a");
  way.href = URL.createObjectURL(answers);
  way.download = `bert-${code}.csv`;
  way.click();
  setTimeout(() => URL.revokeObjectURL(way.href), 10_000);
}
