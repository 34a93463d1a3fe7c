// The library: every entry with its values, spread, source, how each was read, and which are debts.
import {rows} from "/static/parts/blocks.js";
import {h} from "/static/parts/dom.js";

const values = (list, of) => rows(["Value", "", "Spread", "Source", "Read", "Grade"], list.map(one => [
  {text: of ? [of(one), h("br"), h("b", {}, one.path)] : h("b", {}, one.path)}, {text: h("b", {}, one.value), note: one.note}, one.spread || "–", {text: one.source, note: one.where}, one.read || "–",
  {badge: one.debt && one.read === "memory" ? "from memory" : one.kind, tone: one.debt ? "warn" : "ok"}]), {label: "Values"});

export const page = {
  name: "library", title: "Library", keys: {kind: "", entry: ""},
  subject: () => "Every number with its unit, spread and source, how it was read, and what is still owed.",
  asks: state => ({kind: "entry", request: {kind: state.kind || "device", name: state.entry || "er_glass_1550"}}),
  async show(root, state, tools) {
    const box = h("input", {type: "search", id: "find", placeholder: "water conductivity, melanin, Laubach2006 …"}), debts = h("input", {type: "checkbox"});
    const results = h("section", {"aria-live": "polite"}), list = h("nav", {class: "entries", "aria-label": "Entries"}), shown = h("section"), links = [];
    root.append(h("div", {class: "control"}, h("label", {for: "find"}, "Find a value"), box), h("label", {}, debts, " only debts: from memory, assumed, or never measured"), results, h("div", {class: "shelf"}, list, shown));
    const told = (kind, request) => tools.ask(kind, request).catch(error => { shown.replaceChildren(h("p", {class: "stop"}, error.message)); }), to = (kind, entry) => tools.link("library", {kind, entry});
    const {kinds, words} = await tools.ask("library", {});
    list.append(h("p", {class: "small"}, words), ...kinds.map(({kind, entries}) => h("details", {open: kind === state.kind}, h("summary", {}, `${kind} (${entries.length})`), h("ul", {}, entries.map(one => {
      const link = h("a", {}, one.title);
      links.push([kind, one.name, link]);
      return h("li", {}, link, h("span", {class: "small"}, ` ${one.values}${one.debts ? `, ${one.debts} owed` : ""}`));
    })))));
    let last = "", serial = 0, waiting = 0;
    async function open({kind, entry}) {
      for (const [one, name, link] of links) { link.href = to(one, name); link.setAttribute("aria-current", String(one === kind && name === entry)); }
      if (!entry || `${kind}/${entry}` === last) return;
      last = `${kind}/${entry}`;
      const found = await told("entry", {kind, name: entry});
      if (!found || last !== `${kind}/${entry}`) return;
      shown.replaceChildren(h("h2", {}, found.title), h("p", {}, found.about), values(found.rows), h("details", {}, h("summary", {}, "Sources"), h("ul", {}, Object.entries(found.sources).map(([key, text]) => h("li", {}, h("b", {}, key), ` ${text}`)))));
      root.dataset.done = last;
    }
    async function find() {
      const mine = serial += 1, text = box.value.trim();
      const found = text || debts.checked ? await told("find", {text: text.slice(0, 80), debts: debts.checked}) : null;
      if (mine !== serial) return;
      results.replaceChildren(...(found ? [h("h2", {}, `${found.count} values${found.count > found.shown ? `, of which the first ${found.shown}` : ""}`), values(found.values, one => h("a", {href: to(...one.entry.split("/"))}, one.entry))] : []));
      root.dataset.found = String(found?.count);
    }
    box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 160); });
    debts.addEventListener("change", find);
    open(state);
    return {update: open, leave() { clearTimeout(waiting); }};
  },
};
