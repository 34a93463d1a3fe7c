// The library: every entry with its values, spread, source, how each was read, and which are debts.
import {ask} from "/static/ask.js";
import {h} from "/static/live/dom.js";
import {part} from "/static/parts/blocks.js";
import {link} from "/static/state.js";

export async function show(root, tools) {
  const box = h("input", {type: "search", id: "find", placeholder: "water conductivity, melanin, Laubach2006 …"}), debts = h("input", {type: "checkbox"});
  const results = h("section", {"aria-live": "polite"}), list = h("nav", {class: "entries", "aria-label": "Entries"}), shown = h("section"), links = [];
  root.append(h("div", {class: "control"}, h("label", {for: "find"}, "Find a value"), box), h("label", debts, " only debts: from memory, assumed, or never measured"), results, h("div", {class: "shelf"}, list, shown));
  const told = (kind, request) => ask(kind, request).catch(error => { shown.replaceChildren(h("p", {class: "stop"}, error.message)); });
  const {kinds, words} = await ask("library", {});
  list.append(h("p", {class: "small"}, words), ...kinds.map(({kind, entries}) => h("details", {open: kind === tools.told.state.kind}, h("summary", `${kind} (${entries.length})`), h("ul", entries.map(one => {
    const away = h("a", {href: link({kind, entry: one.name})}, one.title);
    links.push([`${kind}/${one.name}`, away]);
    return h("li", away, h("span", {class: "small"}, ` ${one.owed}`));
  })))));
  let last = "", serial = 0, waiting = 0;
  async function update({ask: asked}) {
    const name = asked ? `${asked.request.kind}/${asked.request.name}` : "";
    for (const [one, away] of links) away.setAttribute("aria-current", String(one === name));
    if (!name || name === last) return;
    last = name;
    const found = await told(asked.kind, asked.request);
    if (!found || last !== name) return;
    shown.replaceChildren(h("div", found.parts.map(one => part(one, "h2"))));
    root.dataset.done = last;
  }
  async function find() {
    const mine = serial += 1, text = box.value.trim().slice(0, 80);
    const found = text || debts.checked ? await told("find", {text, debts: debts.checked}) : null;
    if (mine !== serial) return;
    results.replaceChildren(h("div", found?.parts.map(one => part(one, "h2"))));
    root.dataset.found = String(found?.count);
  }
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 160); });
  debts.addEventListener("change", find);
  update(tools.told);
  return {update, leave() { clearTimeout(waiting); }};
}
