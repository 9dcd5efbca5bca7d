// One sentence, many windows on it: what every component of a page shares.
//
// bertdemo.state      the run on screen, and what is picked in it; layers and heads count from 1,
//                     layer 0 or head 0 is the mean over them, head -1 the maximum over heads; `token` is
//                     under the pointer, `chosen` is the one that Inside looks at
// bertdemo.subscribe  draw again when one of those changes and the element is on screen; with the name of a
//                     part of the run ("scores"), not before that part has come
// bertdemo.select     pick a layer, a head or a token, in all windows at once
// bertdemo.map        the attention of one head, exact to 1/131070
// bertdemo.typed      what stands in a box, without what an input method composes there at this moment
// bertdemo.using      the model that is asked: the one picked, or the one before as long as that one is fetched
// bertdemo.layerBytes the attention of all heads of a layer, exact to 1/510
window.bertdemo = (() => {
  const state = { run: null, layer: 4, head: 2, token: null, chosen: null, tab: "explore" };
  const subscribers = new Set();
  let server = null;
  let maps = new Map();

  const everything = () => new Set(["run", "layer", "head", "token", "chosen"]);

  function tell(changed) {
    for (const subscriber of [...subscribers]) {
      if (!subscriber.element.isConnected) subscribers.delete(subscriber);
      else {
        changed.forEach((name) => subscriber.changed.add(name));
        refresh(subscriber);
      }
    }
  }

  // Only what is on screen is drawn, and a part of the run that no open tab needed is asked for when one does.
  function refresh(subscriber) {
    if (!state.run || !subscriber.changed.size || !subscriber.element.getClientRects().length) return;
    if (subscriber.part && !(subscriber.part in state.run)) {
      const run = state.run;
      part(run, subscriber.part).then(() => { if (run === state.run) refresh(subscriber); }, (error) =>
        console.warn("bertdemo:", subscriber.part, error));
      return;
    }
    const changed = subscriber.changed;
    subscriber.changed = new Set();
    subscriber.draw(state, changed);
  }

  const part = (run, name) => once(`part ${name}`, async () =>
    Object.assign(run, await ask("part", { part: name })));

  function subscribe(element, draw, part = null) {
    const subscriber = { element, draw, part, changed: everything() };
    subscribers.add(subscriber);
    new ResizeObserver(() => refresh(subscriber)).observe(element);  // a tab that opens gives it a size
    refresh(subscriber);
  }

  function select(choice) {
    if (state.run) {  // a link may ask for more than this model has
      choice = { ...choice };
      if ("layer" in choice) choice.layer = Math.min(choice.layer, state.run.layers);
      if ("head" in choice) choice.head = Math.min(choice.head, state.run.heads);
    }
    const changed = new Set(Object.keys(choice).filter((name) => state[name] !== choice[name]));
    Object.assign(state, choice);
    if (changed.size) tell(changed);
  }

  // An answer without a run says why there is none; what was on screen stays.
  function show(run) {
    bertdemo.notice?.(run.error || run.notice, run.error, run.offer);
    if (run.error) return;
    maps = new Map();
    if (run.map) maps.set(`${run.map.layer},${run.map.head}`, unpackMap(run.map));
    state.run = run;
    state.token = state.chosen = null;
    state.layer = Math.min(state.layer, run.layers);
    state.head = Math.min(state.head, run.heads);
    tell(everything());
  }

  // The list of models: what the page came with, what of the Hub can be had now, what the visitor trained or fetched.
  // One of the Hub that is `away` may have to be fetched first: models.js sees to it, and the model before stays in use.
  const own = [];
  const away = new Set();
  let listed = [];
  let ofHub = {};
  let inUse = "";
  let next = "";  // what the list is to show as picked
  let offer = null;
  let onPick = null;
  const hubChoices = () => Object.entries(ofHub).filter(([, one]) => one.is_here || navigator.onLine)
    .map(([key, one]) => [one.is_here ? one.here : one.away, key]);
  const choices = () => [...listed, ...hubChoices(), ...own];
  function relist() {
    if (!listed.length) return;
    document.querySelector(".bd-model input")?.blur();  // Gradio's list, while it is open, breaks when it gets shorter
    offer?.();
  }
  for (const name of ["online", "offline"]) addEventListener(name, relist);

  function serve(key, name) {
    if (Object.hasOwn(ofHub, key)) ofHub[key].is_here = true;
    else if (!choices().some(([, known]) => known === key)) own.push([own.length ? `${name} ${own.length + 1}` : name, key]);
    use(key);
  }
  function use(key) {
    away.delete(key);
    next = key;
    offer?.();
  }
  const onServe = (told) => {
    offer = told;
    if (!navigator.onLine) relist();
  };
  const isAway = (key) => away.has(key);
  const onPicked = (told) => { onPick = told; };

  // What the list holds, for Gradio; `picked` is told what a visitor picks, and says what the list goes on showing.
  function models() {
    const value = next ? { value: next } : {};
    next = "";
    return { __type__: "update", choices: choices(), ...value };
  }
  function picked(key) {
    onPick?.(key);
    return away.has(key) ? inUse : key;
  }
  function using(key) {
    if (!away.has(key)) inUse = key;
    return inUse;
  }

  const open = (view) => select(view);  // what the page opens with; a link may ask for another
  const view = () => ({ tab: state.tab, layer: state.layer, head: state.head });

  // A link holds the texts, the model, the tab, the layer and the head, and nothing about the visitor.
  function link(language) {
    const [text, pair] = ["sentence", "second"].map((id) => document.querySelector(`#${id} textarea`)?.value || "");
    const shown = state.run?.key.model;
    const model = own.some(([, key]) => key === shown) ? "" : shown;  // the key to a visitor's own model stays here
    const values = { text, pair, ...(model ? { model } : {}), ...view() };
    return `${root()}/${language === "zh" ? "zh" : ""}?${new URLSearchParams(values)}`;
  }

  // What the page opens with, [text, second text, model]: the link's if it holds them, else what is there.
  let tellOpened;
  const opened = new Promise((resolve) => { tellOpened = resolve; });  // to the model that the link names
  function start({ language, title, models: came, hub, tabs }, [text, pair, model]) {
    dress();
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = title;
    [listed, ofHub, inUse] = [came, hub, model];
    for (const key of Object.keys(hub)) if (key !== model) away.add(key);
    if (!navigator.onLine) relist();
    const given = new URLSearchParams(location.search);
    const number = (name, least) => (given.has(name) && Number.isInteger(+given.get(name))
      ? { [name]: Math.max(least, +given.get(name)) } : {});
    select({ ...number("layer", 0), ...number("head", -1) });
    const tab = given.get("tab");
    if (tab) tabButton(tab, tabs[tab])?.click();
    const wanted = given.get("model");
    const known = Object.hasOwn(hub, wanted) || came.some(([, key]) => key === wanted);
    tellOpened(known ? wanted : "");
    return [...(given.has("text") ? [given.get("text"), given.get("pair") || ""] : [text, pair]),
      known && !away.has(wanted) ? wanted : model];
  }

  // A tab that finds no room on a narrow screen is an entry of the menu beside them.
  const tabButton = (tab, label) => document.querySelector(`.bd-tabs button[role="tab"][data-tab-id="${CSS.escape(tab)}"]`)
    ?? [...document.querySelectorAll(".bd-tabs .overflow-dropdown button")].find((button) => button.textContent.trim() === label);

  // Dark or light as the visitor chose it last; without a choice, as Gradio follows the system.
  function dress() {
    try {
      const dark = localStorage.getItem("bertdemo-dark");
      if (dark) document.body.classList.toggle("dark", dark === "true");
    } catch { /* see keep() */ }
  }

  function keep(name, value) {
    try {
      localStorage.setItem(`bertdemo-${name}`, value);
    } catch { /* storage is closed in some frames; the choice then lasts as long as the page */ }
  }

  function bytesOf(base64) {
    const characters = atob(base64);
    const bytes = new Uint8Array(characters.length);  // Uint8Array.from takes 17 times as long: 0.1 s for 300 kB
    for (let i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
    return bytes;
  }

  async function inflate(base64) {
    const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer();
  }

  async function unpackMap({ weights, deflated, said }) {
    const levels = new Uint16Array(deflated ? await inflate(weights) : bytesOf(weights).buffer);
    return { weights: Float32Array.from(levels, (level) => level / 65535), said };
  }

  // An answer is kept for as long as its run is on screen; a failed one is asked again next time.
  function once(name, ask) {
    if (!maps.has(name)) {
      const kept = maps;
      kept.set(name, ask().catch((error) => { kept.delete(name); throw error; }));
    }
    return maps.get(name);
  }

  async function ask(name, question) {
    const answer = await server[name]({ ...state.run.key, ...question });
    if (answer.error) throw new Error(answer.error);
    return answer;
  }

  const map = (layer, head) => once(`${layer},${head}`, async () =>
    unpackMap(await ask("attention_map", { layer, head })));

  const layerBytes = (layer) => once(`all ${layer}`, async () =>
    new Uint8Array(await inflate((await ask("attention_layer", { layer })).weights)));

  // Heavy work takes its turn: a question that must wait is asked again with its ticket, and its place is shown. With
  // `one`, a newer question to the same function has the older one's ticket, and so its place; the older one ends.
  const random = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");
  function patient(functions, show, one) {
    const tickets = {};
    const newest = {};
    const ask = async (name, question) => {
      const mine = newest[name] = (newest[name] ?? 0) + 1;
      const ticket = one ? tickets[name] ??= random() : random();
      for (;;) {
        const answer = await functions[name]({ ...question, ticket });
        if (!one || mine === newest[name]) show(answer?.waiting ? answer.said : "");
        // Of an older question nobody wants the answer any more: who asked it is never told one.
        if (one && mine !== newest[name] && (answer?.waiting || answer?.error === "")) return new Promise(() => {});
        if (!answer?.waiting) return answer;
      }
    };
    return new Proxy(functions, { get: (_, name) => (question) => ask(name, question) });
  }

  // Where a component says that it waits: one line below it, there only while there is something to say.
  function waitingLine(element) {
    const line = document.createElement("p");
    line.className = "bd-waiting";
    line.setAttribute("role", "status");
    line.hidden = true;
    element.after(line);
    return (said) => {
      if (line.textContent === said) return;
      line.textContent = said;
      line.hidden = !said;
    };
  }

  // While an input method composes (Chinese from pinyin, accents from dead keys), what stands in a box is no text yet:
  // nobody hears of it, and a question that was on its way takes the text from before. What is composed is told once,
  // when it is finished. Chromium and Safari send the last `input` before `compositionend`; Firefox sends it behind, when
  // it is told already. The Enter that ends a composition is the input method's: Safari sends it behind, as key 229.
  const composing = new WeakMap();  // a box → its text from before
  const told = new WeakMap();  // a box → its text when its last composition ended
  const typed = (box) => composing.get(box) ?? box.value;
  function hearInputMethods() {
    const hear = (name, hears) => document.addEventListener(name, hears, true);
    hear("compositionstart", ({ target }) => composing.set(target, target.value));
    hear("compositionend", ({ target }) => {
      const before = composing.get(target);
      composing.delete(target);
      if (target.value === before) return;  // cancelled
      target.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      told.set(target, target.value);
    });
    hear("input", (event) => {
      const { target, inputType = "" } = event;
      const again = inputType.includes("omposition") && told.get(target) === target.value;
      if (event.isComposing || composing.has(target) || again) event.stopImmediatePropagation();
    });
    hear("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
    });
  }
  hearInputMethods();

  // Where this server answers, without the language of the page.
  const root = () => (window.gradio_config?.root || location.origin).replace(/\/zh\/?$/, "").replace(/\/$/, "");

  // Keys of what the server does for this page. It hears when the page goes; one that is loaded anew finds them again.
  const jobs = new Map();
  const job = (name, key) => {
    if (key) jobs.set(name, key);
    else jobs.delete(name);
    try {
      if (key) sessionStorage.setItem(`bertdemo-${name}`, key);
      else sessionStorage.removeItem(`bertdemo-${name}`);
    } catch { /* closed in some frames: then the job ends with the page */ }
  };
  const jobBefore = (name) => {
    try {
      return sessionStorage.getItem(`bertdemo-${name}`);
    } catch {
      return null;
    }
  };
  addEventListener("pagehide", () => {
    if (!jobs.size) return;
    const left = new Blob([JSON.stringify({ jobs: [...jobs.values()] })], { type: "application/json" });
    navigator.sendBeacon(`${root()}/bertdemo/left`, left);
  });

  const components = {};
  const mount = (name, element, props, functions) =>
    components[name](element, props.words || {}, functions && patient(functions, waitingLine(element), true));
  const connect = (functions) => { server = patient(functions, () => {}, false); };

  return { state, subscribe, select, show, serve, use, onServe, onPicked, models, picked, using, isAway, opened, open, view, link, start, dress, keep, root, job, jobBefore, map, layerBytes, bytesOf, inflate, typed, components, mount, connect };
})();
addEventListener("DOMContentLoaded", () => bertdemo.dress());
