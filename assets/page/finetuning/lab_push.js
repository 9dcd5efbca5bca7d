// @ts-check
// The way of a trained model to its visitor's account on the Hub: sign in there, name it here, push, follow the link.
// Only where the server is a client of the Hub. What signs in is a cookie that no script can read.
import { root } from "../shared/address.js";
import { button, checkbox, field, fill, input, live, make, notice } from "../shared/controls.js";
import { htmlLanguage, isEnglish } from "../shared/language.js";

/** @import { Words } from "../shared/page.js" */
/** @typedef {{ error?: string, status?: number, name?: string, training?: string, problem?: string, address?: string }} Said */

const NAME = "bert-classifier";
const LONGEST = 96;  // characters of a repository's name
const SIGNED_OUT = 401;

const place = (/** @type {string} */ act) => `${root()}/bertdemo/push/${act}`;

/** An answer, or the server's words why there is none. @param {string} act @param {object} question @returns {Promise<Said>} */
async function ask(act, question) {
  try {
    const headers = { "content-type": "application/json", "accept-language": htmlLanguage };
    const response = await fetch(place(act), { method: "POST", headers, body: JSON.stringify(question) });
    const answer = await response.json();
    return response.ok ? answer : { error: String(answer.detail ?? ""), status: response.status };
  } catch {
    return { error: "" };
  }
}

/** Whether the app stands in a frame of another page, as on a Space: the Hub does not open in one. */
const isFramed = () => window.top !== window;

/** To the Hub, by a form: its fields are in no address. @param {string} training */
function signIn(training) {
  const form = make("form");
  const language = isEnglish ? "en" : "zh";
  Object.assign(form, { method: "post", action: place("login"), target: isFramed() ? "_blank" : "_self", hidden: true });
  for (const [name, value] of Object.entries({ training, language, query: location.search })) form.append(input("", { type: "hidden", name, value }));
  document.body.append(form);
  form.submit();
  form.remove();
}

/** Name, private or not, and the button that pushes. @param {Words} words @param {() => void} push @param {() => void} leave */
function pushForm(words, push, leave) {
  const name = input("bd-input", { type: "text", value: NAME, maxLength: LONGEST, autocomplete: "off", autocapitalize: "none" });
  name.spellcheck = false;
  const hidden = checkbox(() => {});
  hidden.checked = true;
  const send = make("button", "bd-step-button bd-step-next", words.push_send);
  const who = make("span", "bd-quiet");
  const fields = [field(words.push_name, name), field(words.push_private, hidden)];
  const box = make("form", "bd-controls", ...fields, send, who, button(words.push_sign_out, "bd-chip", leave));
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!send.disabled) push();
  });
  return { box, send, who, wanted: () => ({ name: name.value, private: hidden.checked }) };
}

class LabPush {
  #account = "";  // the name of who has signed in
  #isBack = false;  // from a sign-in for the training that is found again
  #isOffered = false;
  #said = live("bd-lab-pushed");
  problem = notice("alert");

  /** @param {Words} words @param {() => { training: string, data: string }} trained */
  constructor(words, trained) {
    this.words = words;
    this.trained = trained;
    this.form = pushForm(words, () => this.#push(), () => this.#leave());
    const how = [words.push_how, isFramed() ? words.push_tab : ""].filter(Boolean).join(" ");
    const enter = button(words.push_sign_in, "bd-step-button bd-step-next", () => signIn(trained().training));
    this.enter = make("div", "bd-lab-push-enter", enter, make("span", "bd-quiet", how));
    this.box = make("div", "bd-lab-push", this.enter, this.form.box, this.#said);
    this.opener = button(words.push_open, "bd-chip", () => {
      this.problem.textContent = "";
      this.#open(this.box.hidden);
    });
    this.#open(false);
    this.#draw();
  }

  /** Who has signed in; and, once, the key of the training for which they did. */
  async back() {
    const answer = await ask("account", {});
    this.#account = answer.name ?? "";
    this.problem.textContent = answer.problem ?? "";
    this.#isBack = Boolean(answer.training);
    this.#draw();
    this.#goOn();
    return answer.training ?? "";
  }

  /** A training has ended, and can be pushed. */
  offer() {
    this.#isOffered = true;
    this.box.append(this.problem);  // until now there was no such box to stand in
    this.#goOn();
  }

  /** Another training begins. */
  close() {
    this.#isOffered = false;
    this.#said.replaceChildren();
    this.#open(false);
  }

  #goOn() {
    if (!this.#isBack || !this.#isOffered) return;
    this.#isBack = false;
    this.#open(true);
  }

  #open(/** @type {boolean} */ isOpen) {
    this.box.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
  }

  #draw() {
    this.enter.hidden = Boolean(this.#account);
    this.form.box.hidden = !this.#account;
    this.form.who.textContent = fill(this.words.push_who, { name: this.#account });
  }

  async #push() {
    this.form.send.disabled = true;
    this.problem.textContent = "";
    this.#said.replaceChildren(this.words.push_going);
    const answer = await ask("send", { ...this.trained(), ...this.form.wanted() });
    this.form.send.disabled = false;
    this.#said.replaceChildren();
    if (answer.address) {
      const link = make("a", "", answer.name);
      Object.assign(link, { href: answer.address, target: "_blank", rel: "noopener noreferrer" });
      this.#said.replaceChildren(this.words.push_done, " ", link);
      return;
    }
    this.problem.textContent = answer.error || this.words.failed;
    if (answer.status === SIGNED_OUT) this.#account = "";
    this.#draw();
  }

  async #leave() {
    const answer = await ask("logout", {});
    this.problem.textContent = answer.error === "" ? this.words.failed : answer.error ?? "";
    if (answer.error === undefined) this.#account = "";
    this.#said.replaceChildren();
    this.#draw();
  }
}

/**
 * @param {Words} words
 * @param {() => { training: string, data: string }} trained what is pushed: a training, by its key, and the name of its data
 */
export const labPush = (words, trained) => new LabPush(words, trained);
