// Goal and plan: a front that is walked by wishes, options side by side, files to take away.
import {lastOnly} from "/static/parts/asked.js";
import {calendar} from "/static/parts/calendar.js";
import {select} from "/static/parts/controls.js";
import {h} from "/static/parts/dom.js";
import {frontPlot, kindsOf} from "/static/parts/front.js";
import {keep} from "/static/parts/kept.js";
import {number} from "/static/parts/plot.js";

const EFFORTS = [{name: "60", title: "quick: 60 candidates"}, {name: "120", title: "usual: 120 candidates"}, {name: "240", title: "thorough: 240 candidates"}];
const list = text => text.split(" ").filter(Boolean);
const goalOf = (state, offers) => offers.goals.find(one => one.name === state.goal) ?? offers.goals[0];
const drugsOf = (state, offers) => state.drugs === "none" ? [] : list(state.drugs || goalOf(state, offers).drugs.join(" "));

function caseOf(state, offers) {
  const goal = goalOf(state, offers);
  const tried = Number(state.effort) || 60;
  return {title: goal.title, skin: `${state.site}_${state.phototype.toLowerCase()}`, goal: goal.name, devices: list(state.devices), drugs: drugsOf(state, offers), search: {kind: "front", evaluations: tried, shown: Math.min(Math.max(Math.round(tried / 15), 5), 12)}};
}

function boxes(title, all, chosen, take) {
  const root = h("fieldset", {class: "many"}, h("legend", {}, title), all.map(one => h("label", {}, h("input", {type: "checkbox", value: one.name, checked: chosen.includes(one.name), onchange: () => take([...root.querySelectorAll(":checked")].map(box => box.value))}), " ", one.title)));
  return {root, set(now) { for (const box of root.querySelectorAll("input")) box.checked = now.includes(box.value); }};
}

// A slider for a metric that is wished to be at most, or at least, what it stands at; off until it is moved.
function wish(axis, walked, asked) {
  const below = axis.better === "less", free = below ? axis.high : axis.low, step = (axis.high - axis.low) / 60 || 1, id = `wish-${axis.metric}`;
  const bar = h("input", {type: "range", id, min: 0, max: 60, step: 1, value: below ? 60 : 0}), now = h("output", {for: id});
  const value = () => axis.low + step * Number(bar.value), on = () => value() !== free && Number(bar.value) !== (below ? 60 : 0);
  const tell = () => { now.textContent = on() ? `${below ? "at most" : "at least"} ${number(value() * axis.factor)} ${axis.unit}` : "any"; bar.setAttribute("aria-valuetext", now.textContent); };
  bar.addEventListener("input", () => { tell(); walked(); });
  bar.addEventListener("change", () => asked());
  tell();
  return {
    root: h("div", {class: "control"}, h("label", {for: id}, axis.words.split(",")[0], " ", now), bar),
    get asked() { return on() ? {metric: axis.metric, below, value: Number(value().toPrecision(4))} : null; },
    reset() { bar.value = below ? 60 : 0; tell(); },
  };
}

const estimate = one => one ? [h("b", {}, one.text), one.band ? h("small", {}, one.band) : null] : "–";

function optionsTable(found, chosen, take, near) {
  const aims = found.metrics.filter(one => one.aim).slice(0, 5);
  const row = one => h("tr", {class: one.number === 1 ? "strong" : null}, h("td", {}, h("label", {}, h("input", {type: "checkbox", checked: chosen.includes(one.number), "aria-label": `Set option ${one.number} beside another`, onchange: () => take(one.number)}), ` ${one.number}`)),
    h("td", {}, h("b", {}, one.title), " ", h("span", {class: `badge ${one.state}`}, one.refused ? "refused" : one.word), h("small", {}, one.course), h("small", {}, [...one.doses, ...one.points].join("; ") || "no medicine")),
    aims.map(axis => h("td", {}, estimate(one.results[axis.metric]))), h("td", {}, h("b", {}, one.robust.toFixed(2)), h("small", {}, `mean ${one.mean.toFixed(2)}, worst ${one.worst.toFixed(2)}: ${one.worst_name.toLowerCase()}`)),
    h("td", {}, `risk ${one.risk}`, one.holds[1] ? h("small", {}, `limits hold in ${one.holds[0]} of ${one.holds[1]}`) : null), h("td", {}, h("button", {type: "button", onclick: () => near(one.number), disabled: one.refused}, "Near this")));
  return h("div", {class: "wide", tabindex: 0, role: "group", "aria-label": "Options"}, h("table", {}, h("thead", {}, h("tr", {}, ["", "Course", ...aims.map(one => one.words.split(",")[0]), "Robust value", "Limits", ""].map(text => h("th", {scope: "col"}, text)))), h("tbody", {}, found.options.map(row))));
}

function sideBySide(found, [first, second], tools) {
  const [a, b] = [first, second].map(n => found.options[n - 1]), names = found.metrics.map(one => one.metric), rest = Object.keys(a.results).filter(name => !names.includes(name) && a.results[name].text !== b.results[name]?.text);
  const rows = [...names, ...rest].map(name => h("tr", {}, h("th", {scope: "row"}, a.results[name]?.words ?? name), [a, b].map(one => h("td", {}, estimate(one.results[name])))));
  const other = (title, of) => h("tr", {}, h("th", {scope: "row"}, title), [a, b].map(one => h("td", {}, of(one))));
  return h("section", {}, h("h2", {}, `Option ${first} beside option ${second}`), h("div", {class: "wide", tabindex: 0, role: "group", "aria-label": "Two options side by side"}, h("table", {}, h("thead", {}, h("tr", {}, h("th", {scope: "col"}, ""), [a, b].map(one => h("th", {scope: "col"}, `${one.number}: ${one.title}`)))),
    h("tbody", {}, other("Course", one => one.course), other("Medicine", one => [...one.doses, ...one.points].join("; ") || "none"), other("Robust value", one => one.robust.toFixed(2)), other("Limits", one => `${one.word}, risk ${one.risk}`), rows))),
    h("p", {}, h("a", {href: tools.link("compare", {a: `${found.job}_${first}`, b: `${found.job}_${second}`})}, "Compare the two under the doubts that both share"), ": bands that overlap may still be told apart."));
}

function drawn(found, tools, asked, near) {
  const axes = found.metrics, plot = h("div"), beside = h("div"), tableRoot = h("div"), files = h("p"), left = h("p", {"aria-live": "polite"});
  let chosen = [];
  const by = name => axes.find(one => one.metric === name);
  const view = {up: axes[0]?.metric, across: (axes.find((one, k) => k && one.better === "less") ?? axes[1] ?? axes[0])?.metric};
  const wishes = axes.filter(one => one.better !== "near" && one.high > one.low).map(axis => wish(axis, () => draw(), () => asked(wanted())));
  const wanted = () => wishes.map(one => one.asked).filter(Boolean);
  const keeps = of => wanted().every(({metric, below, value}) => { const one = of(metric); return Number.isFinite(one) && (below ? one <= value : one >= value); });
  const take = n => { chosen = chosen.includes(n) ? chosen.filter(one => one !== n) : [...chosen, n].slice(-2); draw(); };
  function draw() {
    const at = document.activeElement?.getAttribute?.("aria-label");
    plot.replaceChildren(frontPlot(found, by(view.across), by(view.up), keeps, chosen, take));
    tableRoot.replaceChildren(optionsTable(found, chosen, take, near));
    beside.replaceChildren(chosen.length === 2 ? sideBySide(found, chosen, tools) : h("p", {class: "small"}, "Choose two options, in the picture or the table, to set them side by side."));
    const tried = found.candidates[axes[0]?.metric]?.length ?? 0, kept = Array.from({length: tried}, (_, k) => keeps(metric => found.candidates[metric]?.[k])).filter(Boolean).length;
    left.textContent = wanted().length ? `${kept} of ${tried} candidates that keep every limit keep these wishes. Let go of the slider to ask for the best of them.` : `${tried} candidates keep every limit.`;
    if (at) [...plot.querySelectorAll("[aria-label]"), ...tableRoot.querySelectorAll("[aria-label]")].find(one => one.getAttribute("aria-label") === at)?.focus();
  }
  const choose = (label, name) => select(label, axes.map(one => ({name: one.metric, title: one.words.split(",")[0]})), view[name], value => { view[name] = value; draw(); }).root;
  const askFiles = lastOnly(tools, files);
  const take_away = h("button", {type: "button", onclick: async () => {
    const made = await askFiles("export", {of: found.job});
    if (made) files.replaceChildren(...[...made.files.map(name => [made.job, name]), [found.job, "run.nc"]].flatMap(([job, name]) => [h("a", {href: `/api/jobs/${job}/${name}`, ...(name === "report.html" ? {target: "_blank"} : {download: ""})}, name), " "]));
  }}, "Report and tables");
  draw();
  return h("div", {},
    h("h2", {}, "Walk the front"), h("div", {class: "board"}, h("figure", {}, h("div", {class: "columns"}, choose("Up", "up"), choose("Across", "across")), plot, h("ul", {class: "key"}, kindsOf(found).map((kind, k) => h("li", {}, h("i", {class: `swatch role${k % 4}`}), kind)), h("li", {}, h("i", {class: "swatch tried"}), "tried, keeps every limit"))),
      h("section", {}, h("h3", {}, "Rather this"), wishes.map(one => one.root), left, h("button", {type: "button", onclick: () => { wishes.forEach(one => one.reset()); draw(); }}, "No wishes"))),
    h("h2", {}, "Options"), tableRoot, beside, h("h2", {}, "Why"), h("ul", {}, found.reasons.map(text => h("li", {}, text))), h("p", {class: "small"}, found.search),
    h("h2", {}, "Calendar of the first"), calendar(found.calendar).root, h("h2", {}, "Take it away"), h("div", {class: "row"}, take_away), files);
}

export const page = {
  name: "plan", title: "Goal and plan", keys: {effort: "60"},
  subject: (state, tools) => `${goalOf(state, tools.offers).title}; ${state.site}, phototype ${state.phototype}.`,
  asks: (state, tools) => ({kind: "plan", request: caseOf(state, tools.offers)}),
  async show(root, state, tools) {
    const {offers} = tools, place = h("div"), shown = h("div");
    const goal = select("What is wanted", offers.goals, goalOf(state, offers).name, value => tools.change({goal: value, drugs: ""}));
    const devices = boxes("Devices at hand", offers.devices, list(state.devices), chosen => tools.change({devices: chosen.join(" ") || "er_glass_1550"}));
    const drugs = boxes("Medicines that may be injected", offers.drugs, drugsOf(state, offers), chosen => tools.change({drugs: chosen.join(" ") || "none"}));
    const effort = select("How long to search", EFFORTS, state.effort, value => tools.change({effort: value}));
    const ask = lastOnly(tools, place), begin = h("button", {type: "button", class: "first", onclick: () => draw(() => ["front", {case: caseOf(tools.state, offers)}])}, "Find a plan");
    let found = null;
    async function draw(question) {
      const got = await ask(...question());
      if (!got) return;
      found = got;
      keep(found.job, found.options);
      shown.replaceChildren(found.options.length ? drawn(found, tools, wanted => wanted.length && draw(() => ["question", {of: found.job, keep: wanted}]), n => draw(() => ["question", {of: found.job, near: n}])) : h("ul", {}, found.reasons.map(text => h("li", {}, text))));
      if (found.said.length) shown.prepend(h("p", {class: "verdict"}, `Asked for: ${found.said.join("; ")}. Option 1 is the answer.`));
      root.dataset.done = `plan ${Number(root.dataset.done?.split(" ")[1] ?? 0) + 1}`;
    }
    root.append(h("div", {class: "columns"}, h("div", {}, goal.root, effort.root, begin, h("p", {class: "small"}, "Every option shown is simulated in full and under every scenario: a minute or more.")), devices.root, drugs.root), place, shown);
    return {update(now) { goal.set(goalOf(now, offers).name); devices.set(list(now.devices)); drugs.set(drugsOf(now, offers)); effort.set(now.effort); }, leave() {}};
  },
};
