// The shell: the page that is shown, the settings in the link, the controls.
//
// A page is `static/pages/NAME.js` with `show(root, tools)`, which draws into `root` and may return `{update(told),
// moved(state), leave(), ready}`; `ready` is a promise of its first answer. `told` is what the server makes of the settings:
// `state`, `controls`, and what the page asks. `moved` hears of a setting at once, `update` when the server has told.
import {ask, Fault, later, post, said} from "/static/ask.js";
import {h} from "/static/live/dom.js";
import {form} from "/static/live/form.js";
import {held, link, read} from "/static/state.js";

const $ = selector => document.querySelector(selector);
let pages = [], here = "", shown = null, told = null, controls = null, leaving = new AbortController(), serial = 0, waiting = 0;

const change = partial => settle({...held.state, ...partial});
const faults = list => $("#faults").replaceChildren(...list.map(one => h("p", said(one))));
const failed = (error, words) => faults(error instanceof Fault ? error.faults : [{text: `${words}: ${error.message}`}]);

// Take settings; controls follow when they rest.
async function settle(state) {
  const mine = serial += 1;
  held.state = state;
  if (state.page === here) shown?.moved ? (shown.moved(state), await later(150)) : history.replaceState(null, "", link());
  if (mine !== serial) return;
  const found = await ask("settle", {state});
  if (mine !== serial) return;
  told = found;
  held.state = told.state;
  history.replaceState(null, "", link());
  for (const one of $("#pages").children) one.href = link({page: one.dataset.page});
  $("#subject").textContent = told.subject;
  clearTimeout(waiting);
  waiting = setTimeout(texts, 150);
  if (told.state.page !== here) { await open(pages.find(page => page.name === told.state.page)); return; }
  controls.set(told.controls);
  shown?.update?.(told);
}

async function texts() {
  for (const one of document.querySelectorAll("#texts details[open]")) {
    const found = await post("/api/texts", told.texts).catch(error => ({[one.dataset.text]: error.message}));
    one.querySelector("pre").textContent = found[one.dataset.text];
  }
}

async function open({name, title, module}) {
  shown?.leave?.();
  leaving.abort();
  [here, shown, leaving, controls] = [name, null, new AbortController(), form(change)];
  const {signal} = leaving;
  controls.set(told.controls);
  faults(told.said.map(text => ({text})));
  document.title = `${title}: microthermal`;
  $("#title").textContent = title;
  $("#root").replaceChildren();
  delete document.body.dataset.ready;
  document.body.dataset.page = name;
  for (const one of $("#pages").children) {
    if (one.dataset.page === name) { one.setAttribute("aria-current", "page"); one.scrollIntoView({block: "nearest", inline: "nearest"}); }
    else one.removeAttribute("aria-current");
  }
  try {
    const {show} = await import(`/static/pages/${module}.js`);
    const found = await show($("#root"), {ask, change, signal, form: controls.root, about: h("p", {class: "small"}, told.about), get told() { return told; }});
    if (signal.aborted) { found?.leave?.(); return; }
    shown = found;
    await found?.ready;
    if (!signal.aborted) document.body.dataset.ready = name;
  } catch (error) {
    if (!signal.aborted) failed(error, "This page could not be drawn");
  }
}

async function begin() {
  const known = await ask("pages", {});
  [pages, held.begin] = [known.pages, known.begin];
  $("#pages").append(...pages.map(({name, title}) => h("a", {"data-page": name}, title)));
  window.addEventListener("hashchange", async () => { const before = here; await settle(read(location.hash)); if (here !== before) $("#main").focus(); });
  $("#skip").addEventListener("click", () => $("#main").focus());
  for (const one of document.querySelectorAll("#texts details")) one.addEventListener("toggle", texts);
  await settle(read(location.hash));
}

begin().catch(error => failed(error, "The program does not answer"));
