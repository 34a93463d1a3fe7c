// Two treatments side by side: these settings, other settings, a published treatment, an option of a plan.
import {lastOnly} from "/static/parts/asked.js";
import {block} from "/static/parts/blocks.js";
import {select, slider} from "/static/parts/controls.js";
import {h} from "/static/parts/dom.js";
import {kept, keptSide} from "/static/parts/kept.js";

const FOLDED = ["cautions", "sources"];
const deviceOf = (state, offers) => offers.devices.find(one => one.name === state.b_device) ?? offers.devices.find(one => one.name !== state.device);
const within = (texts, text, otherwise) => texts.includes(text) ? text : otherwise;

function otherCase(state, tools) {
  const device = deviceOf(state, tools.offers);
  return tools.caseOf({device: device.name, energy: within(device.energies, state.b_energy, device.energy), density: within(device.densities, state.b_density, device.densities[Math.floor(device.densities.length / 4)]), duration: "", stack: "1"});
}

function side(name, state, tools) {
  if (name === "settings") return {case: tools.caseOf()};
  if (name === "other") return {case: otherCase(state, tools)};
  return /^[0-9a-f]{16}_\d+$/.test(name) ? keptSide(name) : {published: name};
}

export const page = {
  name: "compare", title: "Compare", keys: {a: "settings", b: "other", b_device: "", b_energy: "", b_density: "", by: ""},
  asks: (state, tools) => ({kind: "compare", request: {a: side(state.a, state, tools), b: side(state.b, state, tools)}}),
  async show(root, state, tools) {
    const {offers} = tools, {published} = await tools.ask("published", {});
    const known = published.filter(one => !one.lacks.length);
    const own = [{name: "settings", title: "These settings"}, ...kept], linked = name => /^[0-9a-f]{16}_\d+$/.test(name) && !kept.some(one => one.name === name) ? [{name, title: "An option of an earlier plan"}] : [];
    const place = h("div"), shown = h("div"), ask = lastOnly(tools, place);
    const a = select("A", [...own, ...linked(state.a)], state.a, value => tools.change({a: value}));
    const b = select("B", [{name: "other", title: "Other settings, same skin"}, ...known.map(one => ({name: one.name, title: `Published: ${one.title}`})), ...own, ...linked(state.b)], state.b, value => tools.change({b: value}));
    const goal = select("Scored by", [{name: "", title: "no goal"}, ...offers.goals], state.by, value => tools.change({by: value}));
    const first = deviceOf(state, offers), device = select("Device of B", offers.devices, first.name, value => tools.change({b_device: value, b_energy: "", b_density: ""}));
    const energy = slider("Energy of B", first.energies, state.b_energy || first.energy, value => tools.change({b_energy: value})), density = slider("Density of B", first.densities, state.b_density || first.densities[Math.floor(first.densities.length / 4)], value => tools.change({b_density: value}));
    const others = h("div", {class: "columns"}, device.root, energy.root, density.root);
    const begin = h("button", {type: "button", class: "first", onclick: async () => {
      const now = tools.state, found = await ask("compare", {a: side(now.a, now, tools), b: side(now.b, now, tools), goal: now.by});
      if (!found) return;
      shown.replaceChildren(h("p", {}, h("a", {href: `/api/jobs/${found.job}/report.html`, target: "_blank"}, "The same as a report")), ...found.sections.map(one => FOLDED.includes(one.kind) ? h("details", {}, h("summary", {}, one.title), block({...one, title: ""})) : block(one)));
      root.dataset.done = "compare";
    }}, "Compare");
    root.append(h("div", {class: "columns"}, a.root, b.root, goal.root), others, h("div", {class: "row"}, begin), h("p", {class: "small"}, "Both sides are simulated in nominal skin and under every doubt that they share: half a minute. A published treatment is done in this skin."), place, shown);
    const update = now => {
      a.set(now.a); b.set(now.b); goal.set(now.by);
      others.hidden = now.b !== "other";
      const chosen = deviceOf(now, offers);
      device.set(chosen.name);
      energy.set(within(chosen.energies, now.b_energy, chosen.energy), chosen.energies);
      density.set(within(chosen.densities, now.b_density, chosen.densities[Math.floor(chosen.densities.length / 4)]), chosen.densities);
    };
    update(state);
    return {update, leave() {}};
  },
};
