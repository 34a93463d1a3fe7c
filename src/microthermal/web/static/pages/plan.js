// Goal and plan: a front that is walked by wishes, options side by side, files to take away.
import {lastOnly} from "/static/parts/asked.js";
import {rows} from "/static/parts/blocks.js";
import {calendar} from "/static/pictures/calendar.js";
import {select} from "/static/parts/controls.js";
import {h} from "/static/parts/dom.js";
import {frontPlot} from "/static/pictures/front.js";
import {keep} from "/static/parts/kept.js";
import {number} from "/static/pictures/plot.js";

const EFFORTS = [{name: "60", title: "quick: 60 candidates"}, {name: "120", title: "usual: 120 candidates"}, {name: "240", title: "thorough: 240 candidates"}];
const list = text => text.split(" ").filter(Boolean);
const goalOf = (state, offers) => offers.goals.find(one => one.name === state.goal) ?? offers.goals[0];
const drugsOf = (state, offers) => state.drugs === "none" ? [] : list(state.drugs || goalOf(state, offers).drugs.join(" "));

function caseOf(state, offers) {
  const goal = goalOf(state, offers), tried = Number(state.effort) || 60;
  return {title: goal.title, skin: `${state.site}_${state.phototype.toLowerCase()}`, goal: goal.name, devices: list(state.devices), drugs: drugsOf(state, offers), search: {kind: "front", evaluations: tried, shown: Math.min(Math.max(Math.round(tried / 15), 5), 12)}};
}

function boxes(title, all, take) {
  const root = h("fieldset", {class: "many"}, h("legend", {}, title), all.map(one => h("label", {}, h("input", {type: "checkbox", value: one.name, onchange: () => take([...root.querySelectorAll(":checked")].map(box => box.value).join(" "))}), " ", one.title)));
  return {root, set(now) { for (const box of root.querySelectorAll("input")) box.checked = now.includes(box.value); }};
}

// A slider for a metric that is wished to be at most, or at least, what it stands at; off at its free end.
function wish(axis, walked, asked) {
  const below = axis.better === "less", free = below ? 60 : 0, id = `wish-${axis.metric}`, bar = h("input", {type: "range", id, min: 0, max: 60, step: 1}), now = h("output", {for: id});
  const value = () => axis.low + (axis.high - axis.low) / 60 * Number(bar.value), on = () => Number(bar.value) !== free;
  const tell = () => { now.textContent = on() ? `${below ? "at most" : "at least"} ${number(value() * axis.factor)} ${axis.unit}` : "any"; bar.setAttribute("aria-valuetext", now.textContent); };
  bar.addEventListener("input", () => { tell(); walked(); });
  bar.addEventListener("change", asked);
  const reset = () => { bar.value = free; tell(); };
  reset();
  return {reset, root: h("div", {class: "control"}, h("label", {for: id}, axis.title, " ", now), bar), get asked() { return on() ? {metric: axis.metric, below, value: Number(value().toPrecision(4))} : null; }};
}

const estimate = one => one ? {text: h("b", {}, one.text), note: one.band} : "–";
const medicine = one => [...one.doses, ...one.points].join("; ") || "no medicine";

function optionsTable(found, chosen, take, near) {
  const aims = found.metrics.filter(one => one.aim).slice(0, 5);
  return rows(["", "Course", ...aims.map(one => one.title), "Robust value", "Limits", ""], found.options.map(one => [
    h("label", {class: "number"}, h("input", {type: "checkbox", checked: chosen.includes(one.number), "aria-label": `Set option ${one.number} beside another`, onchange: () => take(one.number)}), ` ${one.number}`),
    {text: h("b", {}, one.title), badge: one.refused ? "refused" : one.word, tone: one.state, note: [one.course, medicine(one)].filter(Boolean).join("; ")}, ...aims.map(axis => estimate(one.results[axis.metric])),
    {text: h("b", {}, one.robust.toFixed(2)), note: `mean ${one.mean.toFixed(2)}, worst ${one.worst.toFixed(2)}: ${one.worst_name.toLowerCase()}`}, {text: `risk ${one.risk}`, note: one.holds[1] ? `limits hold in ${one.holds[0]} of ${one.holds[1]}` : ""},
    h("button", {type: "button", disabled: one.refused, onclick: () => near(one.number)}, "Near this")]), {strong: 0, label: "Options"});
}

function sideBySide(found, pair, tools) {
  const both = pair.map(n => found.options[n - 1]), names = found.metrics.map(one => one.metric), other = (title, of) => [title, ...both.map(of)];
  const rest = Object.keys(both[0].results).filter(name => !names.includes(name) && both[0].results[name].text !== both[1].results[name]?.text);
  return h("section", {}, h("h2", {}, `Option ${pair[0]} beside option ${pair[1]}`), rows(["", ...both.map(one => `${one.number}: ${one.title}`)], [
    other("Course", one => one.course), other("Medicine", medicine), other("Robust value", one => one.robust.toFixed(2)), other("Limits", one => `${one.word}, risk ${one.risk}`),
    ...[...names, ...rest].map(name => other(both[0].results[name]?.words ?? name, one => estimate(one.results[name])))]),
    h("p", {}, h("a", {href: tools.link("compare", {a: `${found.job}_${pair[0]}`, b: `${found.job}_${pair[1]}`})}, "Compare the two under the doubts that both share"), ": bands that overlap may still be told apart."));
}

function drawn(found, tools, asked, near) {
  const axes = found.metrics, plot = h("div"), beside = h("div"), table = h("div"), files = h("p"), left = h("p", {"aria-live": "polite"}), view = {up: axes[0].metric, across: (axes.find((one, k) => k && one.better === "less") ?? axes.at(-1)).metric};
  const wishes = axes.filter(one => one.better !== "near" && one.high > one.low).map(axis => wish(axis, () => draw(), () => asked(wanted()))), wanted = () => wishes.map(one => one.asked).filter(Boolean);
  const keeps = of => wanted().every(({metric, below, value}) => Number.isFinite(of(metric)) && (below ? of(metric) <= value : of(metric) >= value));
  const take = n => { chosen = chosen.includes(n) ? chosen.filter(one => one !== n) : [...chosen, n].slice(-2); draw(); }, by = name => axes.find(one => one.metric === name), askFiles = lastOnly(tools, files);
  let chosen = [];
  function draw() {
    const at = document.activeElement?.getAttribute("aria-label"), tried = found.candidates[axes[0].metric] ?? [];
    plot.replaceChildren(frontPlot(found, by(view.across), by(view.up), keeps, chosen, take));
    table.replaceChildren(optionsTable(found, chosen, take, near));
    beside.replaceChildren(chosen.length === 2 ? sideBySide(found, chosen, tools) : h("p", {class: "small"}, "Choose two options, in the picture or the table, to set them side by side."));
    left.textContent = wanted().length ? `${tried.filter((_, k) => keeps(metric => found.candidates[metric]?.[k])).length} of ${tried.length} candidates that keep every limit keep these wishes too. Let go of the slider to ask for the best of them.` : `${tried.length} candidates keep every limit.`;
    if (at) [...plot.querySelectorAll("[aria-label]"), ...table.querySelectorAll("[aria-label]")].find(one => one.getAttribute("aria-label") === at)?.focus();
  }
  const choose = (label, name) => select(label, axes.map(one => ({name: one.metric, title: one.better === "near" ? one.title : `${one.title} (${one.better} is better)`})), view[name], value => { view[name] = value; draw(); }).root;
  const away = h("button", {type: "button", onclick: async () => {
    const made = await askFiles("export", {of: found.job});
    if (made) files.replaceChildren(...[...made.files.map(name => [made.job, name]), [found.job, "run.nc"]].flatMap(([job, name]) => [h("a", {href: `/api/jobs/${job}/${name}`, target: "_blank"}, name), " "]));
  }}, "Report and tables");
  draw();
  return h("div", {}, h("h2", {}, "Walk the front"), h("div", {class: "board"},
    h("figure", {}, h("div", {class: "columns"}, choose("Up", "up"), choose("Across", "across")), plot, h("ul", {class: "key"}, [...new Set(found.options.map(one => one.kind))].map((kind, k) => h("li", {}, h("i", {class: `role${k % 4}`}), kind)), h("li", {}, h("i", {class: "tried"}), "tried, keeps every limit"))),
    h("section", {}, h("h3", {}, "Rather this"), wishes.map(one => one.root), left, h("button", {type: "button", onclick: () => { wishes.forEach(one => one.reset()); draw(); }}, "No wishes"))),
    h("h2", {}, "Options"), table, beside, h("h2", {}, "Why"), h("ul", {}, found.reasons.map(text => h("li", {}, text))), h("p", {class: "small"}, found.search), h("h2", {}, "Calendar of the first"), calendar(found.calendar).root, h("h2", {}, "Take it away"), away, files);
}

export const page = {
  name: "plan", title: "Goal and plan", keys: {effort: "60"},
  subject: (state, tools) => `${goalOf(state, tools.offers).title}; ${state.site}, phototype ${state.phototype}.`,
  asks: (state, tools) => ({kind: "plan", request: caseOf(state, tools.offers)}),
  async show(root, state, tools) {
    const {offers} = tools, place = h("div"), shown = h("div"), ask = lastOnly(tools, place);
    const goal = select("What is wanted", offers.goals, "", value => tools.change({goal: value, drugs: ""})), effort = select("How long to search", EFFORTS, "", value => tools.change({effort: value}));
    const devices = boxes("Devices at hand", offers.devices, chosen => tools.change({devices: chosen || "er_glass_1550"})), drugs = boxes("Medicines that may be injected", offers.drugs, chosen => tools.change({drugs: chosen || "none"}));
    async function draw(kind, request) {
      const found = await ask(kind, request);
      if (!found) return;
      keep(found.job, found.options);
      shown.replaceChildren(found.options.length ? drawn(found, tools, wanted => wanted.length && draw("question", {of: found.job, keep: wanted}), n => draw("question", {of: found.job, near: n})) : h("ul", {}, found.reasons.map(text => h("li", {}, text))));
      if (found.said.length) shown.prepend(h("p", {class: "verdict"}, `Asked for: ${found.said.join("; ")}. Option 1 is the answer.`));
      root.dataset.done = `plan ${Number(root.dataset.done?.split(" ")[1] ?? 0) + 1}`;
    }
    const begin = h("button", {type: "button", class: "first", onclick: () => draw("front", {case: caseOf(tools.state, offers)})}, "Find a plan");
    root.append(h("div", {class: "columns"}, h("div", {}, goal.root, effort.root, begin, h("p", {class: "small"}, "Every option shown is simulated in full and under every scenario: a minute or more.")), devices.root, drugs.root), place, shown);
    const update = now => { goal.set(goalOf(now, offers).name); devices.set(list(now.devices)); drugs.set(drugsOf(now, offers)); effort.set(now.effort); };
    update(state);
    return {update, leave() {}};
  },
};
