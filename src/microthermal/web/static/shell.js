// The shell: which page is shown, the settings in the link, and what every page is handed.
//
// A page is `static/pages/NAME.js` with `export const page = { name, title, show(root, state, tools) }`; `show` draws into
// `root` and returns `{ update(state), leave(), ready? }`; `ready` is a promise of its first answer. It may have `keys` (names of its own settings and what they begin
// with), `subject(state, tools)` (one line below the title) and `asks(state, tools)` ({kind, request}: what "show as TOML"
// and "show as Python" write; without it the treatment of the settings). `state` holds texts only.
import {ask, get, post, Fault} from "/static/ask.js";
import {caseOf, changed, complete, subjectOf} from "/static/case.js";
import {read, SHARED, written} from "/static/state.js";

// In the order of thought: what is treated, with what, what it does, what to choose, what is known.
const PAGES = ["skin", "device", "zone", "field", "weeks", "injection", "window", "plan", "compare", "library", "validation", "report"];
const $ = selector => document.querySelector(selector);
let pages = [], keys = {...SHARED}, state = {}, here = null, shown = null, offers = null, leaving = new AbortController();

const tools = {
  ask, get, post,
  get offers() { return offers; },
  get state() { return {...state}; },
  // Change settings: the link and the page follow.
  change(partial) {
    state = complete({...state, ...partial}, offers);
    history.replaceState(null, "", link(state));
    links();
    shown?.update?.({...state});
    about();
  },
  link: (name, partial = {}) => link({...state, ...partial, page: name}),
  caseOf: (partial = {}) => caseOf({...state, ...partial}, offers),
  faults: list => faults(list),
};

const link = held => `#${written(held, keys)}`;

function links() {
  for (const one of document.querySelectorAll("#pages a")) one.href = tools.link(one.dataset.page);
}

function menu() {
  $("#pages").replaceChildren(...pages.map(page => Object.assign(document.createElement("a"), {textContent: page.title})));
  [...$("#pages").children].forEach((one, k) => { one.dataset.page = pages[k].name; });
  links();
}

function faults(list) {
  $("#faults").replaceChildren(...list.map(({path, text}) => Object.assign(document.createElement("p"), {textContent: path ? `${path}: ${text}` : text})));
}

let waiting = 0;
function about() {
  $("#subject").textContent = here.subject ? here.subject(state, tools) : subjectOf(state, offers);
  clearTimeout(waiting);
  waiting = setTimeout(texts, 150);
}

async function texts() {
  const open = [...document.querySelectorAll("#texts details[open]")];
  if (!open.length) return;
  try {
    const told = await post("/api/texts", here.asks ? here.asks(state, tools) : {kind: "simulate", request: tools.caseOf()});
    for (const one of open) one.querySelector("pre").textContent = told[one.dataset.text];
  } catch (error) {
    for (const one of open) one.querySelector("pre").textContent = error.message;
  }
}

async function go() {
  const given = read(location.hash, keys);
  state = complete(given, offers);
  const next = pages.find(page => page.name === state.page) ?? pages[0];
  if (next === here) { shown?.update?.({...state}); links(); about(); return; }
  shown?.leave?.();
  leaving.abort();
  [here, shown, leaving] = [next, null, new AbortController()];
  faults(changed(given, state));
  document.title = `${next.title}: microthermal`;
  $("#title").textContent = next.title;
  $("#root").replaceChildren();
  delete document.body.dataset.ready;
  document.body.dataset.page = next.name;
  for (const one of document.querySelectorAll("#pages a")) {
    if (one.dataset.page === next.name) { one.setAttribute("aria-current", "page"); one.scrollIntoView({block: "nearest", inline: "nearest"}); }
    else one.removeAttribute("aria-current");
  }
  links(); about();
  const signal = leaving.signal;
  try {
    const found = await next.show($("#root"), {...state}, {...tools, signal, get offers() { return offers; }, get state() { return {...state}; }});
    if (signal.aborted) { found?.leave?.(); return; }
    shown = found;
    await found?.ready;
    if (!signal.aborted) document.body.dataset.ready = next.name;
  } catch (error) {
    if (!signal.aborted) faults(error instanceof Fault ? error.faults : [{path: "", text: `This page could not be drawn: ${error.message}`}]);
  }
}

async function begin() {
  offers = await get("/api/offers");
  const found = await Promise.all(PAGES.map(name => offers.pages.includes(name) ? import(`/static/pages/${name}.js`) : null));
  pages = found.filter(Boolean).map(({page}) => page);
  for (const page of pages) keys = {...keys, ...page.keys};
  state = complete(read(location.hash, keys), offers);
  menu();
  window.addEventListener("hashchange", async () => { const before = here; await go(); if (here !== before) $("#main").focus(); });
  $("#skip").addEventListener("click", () => $("#main").focus());
  for (const one of document.querySelectorAll("#texts details")) one.addEventListener("toggle", texts);
  await go();
}

begin().catch(error => faults([{path: "", text: `The program does not answer: ${error.message}`}]));
