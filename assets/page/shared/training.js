// A training as a page sees it: asked for as it goes, paused, stopped, kept while the page is open, fetched as a zip.
// Loaded anew, the page finds it again by a key that lasts as long as the tab, if there is a `resume`, which gets what `start` was told.
// A download cannot be paused, and once it has ended nothing of it has to be kept or found again; `job` tells several apart.
bertdemo.training = (element, words, server, names, { start, resume, take, paint, done, download = false, job = names.start }) => {
  const { make } = bertdemo;
  const go = bertdemo.button(words.start, "bd-step-button bd-step-next", begin);
  const pause = bertdemo.button(words.pause, "bd-step-button", () => steer(state === "paused" ? "run" : "pause"));
  const stop = bertdemo.button(words.stop, "bd-step-button", () => steer("stop"));
  const status = make("span", "bd-quiet");
  status.setAttribute("role", "status");
  const buttons = make("div", "bd-steps");
  buttons.append(go, pause, stop, status);
  const problem = make("p", "bd-problem");
  problem.setAttribute("role", "alert");
  const bar = make("progress", "bd-progress");
  bar.setAttribute("aria-label", words.progress);
  const box = make("div");
  box.append(buttons, problem, bar);
  let key = null;
  let state = "";
  let since = 0;
  let timer = 0;
  controls(false);

  function controls(running) {
    go.disabled = running;
    stop.hidden = bar.hidden = !running;
    pause.hidden = !running || download;
    pause.textContent = state === "paused" ? words.resume : words.pause;
  }

  async function asked(name, question) {
    try {
      const answer = await server[name]({ training: key, ...question });
      problem.textContent = answer.error || answer.problem || "";
      return answer.error ? null : answer;
    } catch {
      problem.textContent = words.failed;
      return null;
    }
  }

  async function begin() {
    go.disabled = true;
    const found = await start((question) => asked(names.start, question));
    if (!found) { go.disabled = false; return; }
    watch(found.training);
  }

  function watch(training) {
    key = training;
    since = 0;
    state = "waiting";
    bertdemo.job(job, training);
    bar.removeAttribute("value");
    controls(true);
    follow();
  }

  async function findAgain() {
    const before = resume && bertdemo.jobBefore(job);
    if (!before) return;
    const found = await server[names.follow]({ training: before, since: 0 }).catch(() => ({ error: words.failed }));
    if (key || found.error) return;
    resume(found.opening);
    watch(before);
  }

  async function follow() {
    clearTimeout(timer);
    const mine = key;
    const found = await asked(names.follow, { since });
    if (mine !== key) return;
    if (!found) {  // a short silence of the server is no end; a training that is gone is
      if (problem.textContent === words.failed) timer = setTimeout(follow, 2000);
      else controls(false);
      return;
    }
    ({ next: since, state } = found);
    status.textContent = found.said;
    let last = null;
    for (const event of found.events) {
      take(event);
      if (event.kind === "step") last = event;
    }
    if (last) { bar.max = last.steps; bar.value = last.step; }
    if (found.events.length) paint(found.charts);
    controls(!found.ended);
    if (found.ended && download) bertdemo.job(job, null);
    if (!found.ended || found.more) timer = setTimeout(follow, state === "running" ? 350 : 1000);
    else if (state === "finished") {
      done();
      if (!download) beat();
    }
  }

  async function steer(wanted) {
    if (await asked(names.steer, { wanted })) follow();
  }

  // A page that is open keeps what it trained.
  function beat() {
    clearTimeout(timer);
    const mine = key;
    timer = setTimeout(async () => {
      if (mine !== key || !element.isConnected) return;
      await server[names.follow]({ training: key, since }).catch(() => null);
      beat();
    }, 25_000);
  }

  async function zip(button, question = {}) {
    button.disabled = true;
    const found = await asked(names.download, question);
    button.disabled = false;
    if (!found) return;
    const link = make("a");
    link.href = `${bertdemo.root()}/bertdemo/file/${found.file}`;
    link.download = found.name;
    element.append(link);
    link.click();
    link.remove();
    status.textContent = bertdemo.fill(words.zip, found);
  }

  findAgain();
  return { box, asked, zip, begin, running: () => go.disabled };
};
