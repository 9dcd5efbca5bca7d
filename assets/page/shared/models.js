// @ts-check
// Checkpoints of the Hub that were picked in the list of models: one that is not here gets a card below the head of the
// page while it is fetched. The model before stays in use, and the page goes over to the new one by itself.
import { button, fill, make, notice } from "./controls.js";
import { isAway, onPicked, serve } from "./modellist.js";
import { opened } from "./opening.js";
import { training } from "./training.js";

/** @import { Words } from "./page.js" */

/** @param {HTMLElement} element @param {Words} words @param {FetchesFunctions & ModellistFunctions} server */
export default function models(element, words, server) {
  /** @type {[string, string][]} */
  const hub = words.hub;
  const cards = new Map(hub.map(([key, name]) => [key, card(words, server, key, name)]));
  element.append(...[...cards.values()].map((one) => one.box));
  new MutationObserver(() => {
    element.closest(".block")?.toggleAttribute("data-filled", [...cards.values()].some(({ box }) => !box.hidden));
  }).observe(element, { subtree: true, attributeFilter: ["hidden"] });
  onPicked((key) => {
    for (const one of cards.values()) one.settle();
    cards.get(key)?.pick();
  });
  opened.then(async (linked) => {
    cards.get(linked)?.pick();
    if (linked || !words.awaited) return;
    const opens = await server.opens_with({}).catch(() => null);  // the server's own choice may have come since it started
    if (opens && "key" in opens && cards.has(opens.key)) serve(opens.key);
  });
}

/**
 * @param {Words} words
 * @param {FetchesFunctions} server
 * @param {string} key
 * @param {string} name
 */
function card(words, server, key, name) {
  const box = make("section", "bd-model-card");
  box.setAttribute("aria-label", name);
  box.hidden = true;
  const said = notice("status", "bd-model-said");
  const close = button("×", "bd-model-close", () => { box.hidden = true; });
  close.title = words.close;
  close.setAttribute("aria-label", words.close);
  const fetching = training(box, words, { start: server.start_fetch, follow: server.follow_fetch, steer: server.steer_fetch }, {
    download: true,
    job: `fetch ${key}`,
    start,
    resume: (facts) => tell(words.what, facts),
    take: () => {},
    paint: () => {},
    done: () => {
      tell(words.arrived);
      fetching.box.hidden = true;
      serve(key, name);
    },
  });
  box.append(said, close, fetching.box);

  /** @param {string} line @param {object} facts */
  function tell(line, facts = {}) {
    said.textContent = fill(line, { name, key, ...facts });
    box.hidden = fetching.box.hidden = false;
  }

  async function start(/** @type {(question: OfHubId) => Promise<HerePayload | FetchPayload | null>} */ ask) {
    tell(words.asking);
    const answer = await ask({ id: key });
    if (answer && "here" in answer) {
      box.hidden = true;
      serve(key, name);
      return null;
    }
    tell(answer ? words.what : "", answer ?? {});
    return answer;
  }

  return {
    box,
    settle: () => { if (!fetching.isRunning()) box.hidden = true; },
    pick: () => {
      if (fetching.isRunning()) box.hidden = false;
      else if (isAway(key)) fetching.begin();
    },
  };
}
