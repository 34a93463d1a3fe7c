// The library: every entry with its values, spread, source, how each was read, and which are debts.
import {h} from "/static/parts/dom.js";

const debt = one => one.debt ? h("span", {class: "badge warn"}, one.read === "memory" ? "from memory" : one.kind) : h("span", {class: "badge ok"}, one.kind);

function values(rows, of) {
  return h("div", {class: "wide", tabindex: 0, role: "group", "aria-label": "Values"}, h("table", {}, h("thead", {}, h("tr", {}, ["Value", "", "Spread", "Source", "Read", "Grade"].map(text => h("th", {scope: "col"}, text)))),
    h("tbody", {}, rows.map(one => h("tr", {}, h("th", {scope: "row"}, of ? h("small", {}, of(one)) : null, one.path), h("td", {}, h("b", {}, one.value), one.note ? h("small", {}, one.note) : null), h("td", {}, one.spread || "–"), h("td", {}, one.source, one.where ? h("small", {}, one.where) : null), h("td", {}, one.read || "–"), h("td", {}, debt(one)))))));
}

export const page = {
  name: "library", title: "Library", keys: {kind: "", entry: ""},
  subject: () => "Every number with its unit, spread and source, how it was read, and what is still owed.",
  asks: state => ({kind: "entry", request: {kind: state.kind || "device", name: state.entry || "er_glass_1550"}}),
  async show(root, state, tools) {
    const box = h("input", {type: "search", id: "find", placeholder: "water conductivity, melanin, Laubach2006 …"}), debts = h("input", {type: "checkbox"});
    const results = h("section", {"aria-live": "polite"}), list = h("nav", {class: "entries", "aria-label": "Entries"}), shown = h("section", {id: "entry", tabindex: -1});
    root.append(h("div", {class: "control"}, h("label", {for: "find"}, "Find a value"), box), h("label", {}, debts, " only debts: from memory, assumed, or never measured"), results, h("div", {class: "shelf"}, list, shown));
    const {kinds} = await tools.ask("library", {});
    const links = [], total = name => kinds.reduce((sum, {entries}) => sum + entries.reduce((all, one) => all + one[name], 0), 0);
    list.append(h("p", {class: "small"}, `${total("values")} values in ${kinds.reduce((sum, one) => sum + one.entries.length, 0)} entries; ${total("debts")} are debts. Skins are made of a site and a phototype, whose values count in both.`), ...kinds.map(({kind, entries}) => h("details", {open: kind === state.kind}, h("summary", {}, `${kind} (${entries.length})`), h("ul", {}, entries.map(one => {
      const link = h("a", {href: tools.link("library", {kind, entry: one.name})}, one.title);
      links.push([kind, one.name, link]);
      return h("li", {}, link, h("span", {class: "small"}, ` ${one.values}${one.debts ? `, ${one.debts} owed` : ""}`));
    })))));
    let last = "", serial = 0;
    async function open(now) {
      for (const [kind, name, link] of links) { link.href = tools.link("library", {kind, entry: name}); if (kind === now.kind && name === now.entry) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); }
      if (!now.entry || `${now.kind}/${now.entry}` === last) return;
      last = `${now.kind}/${now.entry}`;
      const found = await tools.ask("entry", {kind: now.kind, name: now.entry}).catch(error => ({error}));
      if (found.error) { shown.replaceChildren(h("p", {class: "stop"}, found.error.message)); return; }
      const keys = Object.keys(found.sources);
      shown.replaceChildren(h("h2", {}, found.title), h("p", {}, found.about), values(found.rows), keys.length ? h("details", {}, h("summary", {}, `${keys.length} sources`), h("ul", {}, keys.map(key => h("li", {}, h("b", {}, key), ` ${found.sources[key]}`)))) : null);
      root.dataset.done = last;
    }
    async function find() {
      const mine = serial += 1;
      if (!box.value.trim() && !debts.checked) { results.replaceChildren(); return; }
      const found = await tools.ask("find", {text: box.value.trim().slice(0, 80), debts: debts.checked}).catch(error => ({error}));
      if (mine !== serial) return;
      results.replaceChildren(found.error ? h("p", {class: "stop"}, found.error.message) : h("div", {}, h("h2", {}, `${found.count} values${found.count > found.shown ? `, of which the first ${found.shown}` : ""}`), values(found.values, one => h("a", {href: tools.link("library", {kind: one.entry.split("/")[0], entry: one.entry.split("/")[1]})}, one.entry))));
      root.dataset.found = String(found.count);
    }
    box.addEventListener("input", () => { clearTimeout(find.waiting); find.waiting = setTimeout(find, 160); });
    debts.addEventListener("change", find);
    open(state);
    return {update: open, leave() {}};
  },
};
