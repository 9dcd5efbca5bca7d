// Checkpoints of the Hub that were picked in the list of models: one that is not here gets a card below the head of the
// page while it is fetched. The model before stays in use, and the page goes over to the new one by itself.
bertdemo.components.models = (element, words, server) => {
  const { make } = bertdemo;
  const cards = new Map(words.hub.map(([key, name]) => [key, card(key, name)]));
  element.append(...[...cards.values()].map((one) => one.box));
  bertdemo.onPicked((key) => {
    for (const one of cards.values()) one.settle();
    cards.get(key)?.pick();
  });
  bertdemo.opened.then(async (linked) => {
    cards.get(linked)?.pick();
    if (linked || !words.awaited) return;
    const found = await server.opens_with({}).catch(() => null);  // the server's own choice may have come since it started
    if (cards.has(found?.key)) bertdemo.serve(found.key);
  });

  function card(key, name) {
    const box = make("section", "bd-model-card");
    box.setAttribute("aria-label", name);
    box.hidden = true;
    const said = make("p", "bd-model-said");
    said.setAttribute("role", "status");
    const close = bertdemo.button("×", "bd-model-close", () => { box.hidden = true; });
    close.title = words.close;
    close.setAttribute("aria-label", words.close);
    const names = { start: "start_fetch", follow: "follow_fetch", steer: "steer_fetch" };
    const fetching = bertdemo.training(box, words, server, names, {
      download: true,
      job: `fetch ${key}`,
      start,
      resume: (facts) => tell(words.what, facts),
      take: () => {},
      paint: () => {},
      done: () => {
        tell(words.arrived);
        fetching.box.hidden = true;
        bertdemo.serve(key, name);
      },
    });
    box.append(said, close, fetching.box);

    function tell(line, facts = {}) {
      said.textContent = bertdemo.fill(line, { name, key, ...facts });
      box.hidden = fetching.box.hidden = false;
    }

    async function start(ask) {
      tell(words.asking);
      const found = await ask({ id: key });
      if (found?.here) {
        box.hidden = true;
        bertdemo.serve(key, name);
        return null;
      }
      tell(found ? words.what : "", found ?? {});
      return found;
    }

    return {
      box,
      settle: () => { box.hidden ||= !fetching.running(); },
      pick: () => {
        if (fetching.running()) box.hidden = false;
        else if (bertdemo.isAway(key)) fetching.begin();
      },
    };
  }
};
