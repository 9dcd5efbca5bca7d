// @ts-check
// Checkpoints: those that lie here, and those of the Hub: looked at, fetched with a bar, used on every step.
import { newest } from "../shared/asking.js";
import { button, field, input, make, notice, region } from "../shared/controls.js";
import { finding } from "../shared/finding.js";
import { serve } from "../shared/modellist.js";
import { fadesWhereMore } from "../shared/more.js";
import { column, numbers } from "../shared/numbers.js";
import { head, row } from "../shared/pictures.js";
import { training } from "../shared/training.js";

/** @import { Component, Words } from "../shared/page.js" */

/** @type {Component<CheckpointsFunctions & FetchesFunctions>} */
export default function checkpoints(element, words, server) {
  const said = finding(element);
  said.say(words.here_said);
  /** @type {CheckpointPreview | null} */
  let looked = null;
  numbers(element, () => [{ title: words.here, columns: [words.name, words.task, words.shape, words.vocabulary, words.parameters], rows: words.here_rows },
    { title: looked?.id ?? "", columns: [column("name"), column("value")], rows: looked?.rows ?? [] }]);
  const local = region(words.here, "bd-checkpoints-here");
  local.append(here(words));
  element.append(local);
  if (!words.open && !words.suggested.length) {
    element.append(make("p", "bd-said", words.closed));
    return;
  }
  const id = input("bd-input bd-id", { placeholder: "owner/name" });
  id.spellcheck = false;
  id.addEventListener("keydown", (event) => { if (event.key === "Enter") look(); });
  const go = button(words.look, "bd-chip", look);
  const suggested = make("table", "bd-rows", ...words.suggested.map((/** @type {[string, string]} */ [key, adds]) =>
    row(make("td", "", button(key, "bd-answer bd-mono", () => { id.value = key; look(); }), make("span", "bd-adds", adds)))));
  const problem = notice("alert");
  const card = make("div");
  element.append(fadesWhereMore(make("div", "bd-checkpoints-hub", make("h3", "bd-part-title", words.hub), make("p", "bd-check", words.hub_said),
    make("div", "bd-controls", field(words.id, id), go), problem, card, suggested)));
  const newestAnswer = newest(words.failed);

  async function look() {
    go.disabled = true;
    problem.textContent = "";
    const answer = await newestAnswer(() => server.look_up({ id: id.value }));
    if (!answer) return;
    go.disabled = false;
    card.replaceChildren();
    looked = "error" in answer ? null : answer;
    suggested.hidden = !("error" in answer);
    if ("error" in answer) {
      problem.textContent = answer.error;
      return;
    }
    id.value = answer.id;  // an address that was pasted holds more
    said.say(answer.said);
    const back = button(words.others, "bd-chip", () => { looked = null; card.replaceChildren(); suggested.hidden = false; said.say(words.here_said); });
    card.append(preview(answer, element, words, server), back);
  }
}

/** @param {Words} words */
const here = (words) => make("table", "bd-rows bd-checkpoints",
  head([words.name, words.task, words.shape, words.vocabulary, words.parameters]),
  ...words.here_rows.map((/** @type {string[]} */ [name, ...facts]) =>
    row(make("th", "bd-mono", name), ...facts.map((fact) => make("td", "", fact)))));

/**
 * What the Hub says of a checkpoint, and the way to have it.
 * @param {CheckpointPreview} answer
 * @param {HTMLElement} element
 * @param {Words} words
 * @param {FetchesFunctions} server
 */
function preview(answer, element, words, server) {
  const facts = make("table", "bd-rows", ...answer.rows.map(([name, value]) => row(make("th", "", name), make("td", "", value))));
  const use = () => button(words.use, "bd-step-button bd-step-next", () => serve(answer.id, answer.id));
  const card = make("section", "bd-lab-part", make("h3", "bd-mono", answer.id), facts);
  if (answer.here) {
    card.append(use());
    return card;
  }
  const after = make("div");
  const fetching = training(element, words, { start: server.start_fetch, follow: server.follow_fetch, steer: server.steer_fetch }, {
    download: true,
    job: "start_fetch",
    start: async (ask) => {
      const started = await ask({ id: answer.id });
      if (!started || "training" in started) return started;
      after.replaceChildren(use());  // somebody else fetched it meanwhile
      return null;
    },
    take: () => {},
    paint: () => {},
    done: () => after.replaceChildren(use()),
  });
  card.append(fetching.box, after);
  return card;
}
