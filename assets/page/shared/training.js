// @ts-check
// A training as a page sees it: asked for as it goes, paused, stopped, kept while the page is open, fetched as a zip.
import { button, fill, make, notice } from "./controls.js";
import { job, jobBefore } from "./jobs.js";
import { root } from "./address.js";

/** @import { Ask, JobEvents, TrainingFunctions, Words } from "./page.js" */

const HEARTBEAT = 25_000;  // ms: a page that is open keeps what it trained

/**
 * What a panel does with its training. Loaded anew, a page finds it again by a key that lasts as long as the tab, if
 * there is a `resume`, which gets what `start` was told. A download cannot be paused, and once it has ended nothing of it
 * has to be kept or found again; `job` is the name under which it is found.
 * @template Question, Started
 * @template {JobEvents} Events
 * @typedef {object} Steps
 * @property {(ask: (question: Question) => Promise<Started | null>) => Promise<OfJob | null>} start
 * @property {(opening: JobPayload["opening"]) => void} [resume]
 * @property {() => Promise<string> | undefined} [before] a key that is found elsewhere than in this tab, "" for none
 * @property {(event: Events["events"][number]) => void} take
 * @property {(progress: Events) => void} paint once new events were taken; its charts are those that have changed
 * @property {() => void} done
 * @property {boolean} [download]
 * @property {string} job
 */

/**
 * @template Question
 * @template {object} Started
 * @template {JobEvents} Events
 */
class Training {
  /** @type {string | null} */
  #key = null;
  #state = "";
  #since = 0;
  #timer = 0;
  #problem = notice("alert");
  #status = make("span", "bd-quiet");
  #bar = make("progress", "bd-progress");

  /**
   * @param {HTMLElement} element
   * @param {Words} words
   * @param {TrainingFunctions<Question, Started, Events>} server
   * @param {Steps<Question, Started, Events>} steps
   */
  constructor(element, words, server, steps) {
    this.element = element;
    this.words = words;
    this.server = server;
    this.steps = steps;
    this.go = button(words.start, "bd-step-button bd-step-next", () => this.begin());
    this.pause = button(words.pause, "bd-step-button", () => this.#steer(this.#state === "paused" ? "run" : "pause"));
    this.stop = button(words.stop, "bd-step-button", () => this.#steer("stop"));
    this.#status.setAttribute("role", "status");
    this.#bar.setAttribute("aria-label", words.progress);
    const buttons = make("div", "bd-steps", this.go, this.pause, this.stop, this.#status);
    this.box = make("div", "", buttons, this.#problem, this.#bar);
    this.#offer(false);
    this.#findAgain(jobBefore(this.steps.job));
    this.steps.before?.()?.then((before) => this.#findAgain(before));
  }

  isRunning() {
    return this.go.disabled;
  }

  /** Of the training on screen; "" for none. */
  key() {
    return this.#key ?? "";
  }

  /**
   * What the server says to one of the training's functions; null and a line that says why where it says nothing.
   * @template Asked
   * @template {object} Payload
   * @param {Ask<Asked, Payload>} ask
   * @param {Omit<Asked, "training">} question
   * @returns {Promise<Payload | null>}
   */
  async asked(ask, question) {
    try {
      const answer = await ask(/** @type {Asked} */ ({ training: this.#key, ...question }));
      if ("error" in answer) {
        this.#problem.textContent = answer.error;
        return null;
      }
      this.#problem.textContent = "problem" in answer ? String(answer.problem) : "";
      return answer;
    } catch {
      this.#problem.textContent = this.words.failed;
      return null;
    }
  }

  async begin() {
    this.go.disabled = true;
    const opening = await this.steps.start((question) => this.asked(this.server.start, question));
    if (opening) this.#watch(opening.training);
    else this.go.disabled = false;
  }

  /**
   * @template Asked
   * @param {HTMLButtonElement} pressed
   * @param {Ask<Asked, ZipPayload>} ask
   * @param {Omit<Asked, "training">} question
   */
  async zip(pressed, ask, question) {
    pressed.disabled = true;
    const made = await this.asked(ask, question);
    pressed.disabled = false;
    if (!made) return;
    const link = make("a");
    link.href = `${root()}/bertdemo/file/${made.file}`;
    link.download = made.name;
    this.element.append(link);
    link.click();
    link.remove();
    this.#status.textContent = fill(this.words.zip, made);
  }

  #offer(/** @type {boolean} */ running) {
    this.go.disabled = running;
    this.stop.hidden = this.#bar.hidden = !running;
    this.pause.hidden = !running || Boolean(this.steps.download);
    this.pause.textContent = this.#state === "paused" ? this.words.resume : this.words.pause;
  }

  #watch(/** @type {string} */ training) {
    this.#key = training;
    this.#since = 0;
    this.#state = "waiting";
    job(this.steps.job, training);
    this.#bar.removeAttribute("value");
    this.#offer(true);
    this.#follow();
  }

  /** Take up a training that began on a page before this one. @param {string | null} before its key */
  async #findAgain(before) {
    if (!before || !this.steps.resume || this.#key) return;
    const known = await this.server.follow({ training: before, since: 0 }).catch(() => ({ error: String(this.words.failed) }));
    if (this.#key || "error" in known) return;
    this.steps.resume(known.opening);
    this.#watch(before);
  }

  async #follow() {
    clearTimeout(this.#timer);
    const mine = this.#key;
    const progress = await this.asked(this.server.follow, { since: this.#since });
    if (mine !== this.#key) return;
    if (progress) this.#show(progress);
    // A short silence of the server is no end; a training that is gone is.
    else if (this.#problem.textContent === this.words.failed) this.#later(2000, () => this.#follow());
    else this.#offer(false);
  }

  #show(/** @type {Events} */ progress) {
    const { steps } = this;
    this.#since = progress.next;
    this.#state = progress.state;
    this.#status.textContent = progress.said;
    /** @type {FetchStep | LabStep | NewbornStep | null} */
    let last = null;
    for (const event of progress.events) {
      steps.take(event);
      if (isStep(event)) last = event;
    }
    if (last) Object.assign(this.#bar, { max: last.steps, value: last.step });
    if (progress.events.length) steps.paint(progress);
    this.#offer(!progress.ended);
    if (progress.ended && steps.download) job(this.steps.job, null);
    if (!progress.ended || progress.more) this.#later(this.#state === "running" ? 350 : 1000, () => this.#follow());
    else if (this.#state === "finished") {
      steps.done();
      if (!steps.download) this.#beat();
    }
  }

  async #steer(/** @type {string} */ wanted) {
    if (await this.asked(this.server.steer, { wanted })) this.#follow();
  }

  #beat() {
    const mine = this.#key;
    this.#later(HEARTBEAT, async () => {
      if (!mine || mine !== this.#key || !this.element.isConnected) return;
      await this.server.follow({ training: mine, since: this.#since }).catch(() => null);
      this.#beat();
    });
  }

  #later(/** @type {number} */ wait, /** @type {() => void} */ act) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(act, wait);
  }
}

/**
 * @param {{ kind: string }} event
 * @returns {event is FetchStep | LabStep | NewbornStep}
 */
const isStep = (event) => event.kind === "step";

/**
 * @template Question
 * @template {object} Started
 * @template {JobEvents} Events
 * @param {HTMLElement} element
 * @param {Words} words
 * @param {TrainingFunctions<Question, Started, Events>} server
 * @param {Steps<Question, Started, Events>} steps
 */
export const training = (element, words, server, steps) => new Training(element, words, server, steps);
