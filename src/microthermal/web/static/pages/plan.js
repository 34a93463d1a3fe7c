// Goal and plan: a front that is walked by wishes, options side by side, files to take away.
import {h} from "/static/live/dom.js";
import {control} from "/static/live/form.js";
import {items, table} from "/static/parts/blocks.js";
import {asker} from "/static/parts/progress.js";
import {calendar} from "/static/pictures/calendar.js";
import {frontPlot} from "/static/pictures/front.js";
import {link} from "/static/state.js";

// A slider for a metric that is wished to be at most, or at least, what it stands at; off at its free end.
function wish(axis, walked, asked) {
  const {words, values, free} = axis.stops, below = axis.better === "less", one = {kind: "slider", key: `wish-${axis.metric}`, label: axis.title, texts: words, words, value: words[free]};
  let at = free;
  const {root, set} = control(one, part => { at = words.indexOf(part[one.key]); walked(); }, asked);
  return {root, reset() { at = free; set(one); }, get asked() { return at === free ? null : {metric: axis.metric, below, value: values[at]}; }};
}

function sideBySide(found, pair) {
  const [a, b] = pair.map(number => number - 1), shown = found.beside.filter(({walked, cells}) => walked || cells[a].text !== cells[b].text);
  return h("section", h("h2", `Option ${pair[0]} beside option ${pair[1]}`),
    table({columns: ["", ...pair.map(number => `${number}: ${found.options[number - 1].title}`)], rows: shown.map(({title, cells}) => ({cells: [title, cells[a], cells[b]]}))}),
    h("p", h("a", {href: link({page: "compare", a: `${found.job}_${pair[0]}`, b: `${found.job}_${pair[1]}`})}, "Compare the two under the doubts that both share"), ": bands that overlap may still be told apart."));
}

function drawn(found, signal, asked, near) {
  const {metrics: axes, notes} = found, plot = h("div"), beside = h("div"), list = h("div", table(found.table)), files = h("p"), left = h("p", {"aria-live": "polite"}), askFiles = asker(files, signal);
  const view = {up: axes[0].metric, across: (axes.find((one, k) => k && one.better === "less") ?? axes.at(-1)).metric}, by = name => axes.find(one => one.metric === name);
  const wishes = axes.filter(one => one.stops).map(axis => wish(axis, () => draw(), () => asked(wanted()))), wanted = () => wishes.map(one => one.asked).filter(Boolean);
  const keeps = of => wanted().every(({metric, below, value}) => Number.isFinite(of(metric)) && (below ? of(metric) <= value : of(metric) >= value));
  const take = number => { chosen = chosen.includes(number) ? chosen.filter(one => one !== number) : [...chosen, number].slice(-2); draw(); };
  let chosen = [];
  function draw() {
    const at = document.activeElement?.getAttribute("aria-label"), tried = found.candidates[axes[0].metric] ?? [], kept = tried.filter((_, k) => keeps(metric => found.candidates[metric]?.[k])).length;
    plot.replaceChildren(frontPlot(found, by(view.across), by(view.up), keeps, chosen, take));
    for (const box of list.querySelectorAll("[data-check]")) box.checked = chosen.includes(Number(box.dataset.check));
    beside.replaceChildren(chosen.length === 2 ? sideBySide(found, chosen) : h("p", {class: "small"}, notes.choose));
    left.textContent = wanted().length ? `${kept} ${notes.wished}` : notes.free;
    if (at) plot.querySelector(`[aria-label="${CSS.escape(at)}"]`)?.focus();
  }
  list.addEventListener("click", ({target: {dataset}}) => { if (dataset.check) take(Number(dataset.check)); else if (dataset.do) near(Number(dataset.do)); });
  const choose = (label, name) => control({kind: "choice", key: name, label, value: view[name], options: axes.map(one => ({name: one.metric, title: one.better === "near" ? one.title : `${one.title} (${one.better} is better)`}))}, part => { Object.assign(view, part); draw(); }).root;
  const away = h("button", {onclick: async () => {
    const made = await askFiles("export", {of: found.job});
    if (made) files.replaceChildren(...[...made.files.map(name => [made.job, name]), [found.job, "run.nc"]].flatMap(([job, name]) => [h("a", {href: `/api/jobs/${job}/${name}`, target: "_blank"}, name), " "]));
  }}, "Report and tables");
  draw();
  return h("div", h("h2", "Walk the front"), h("div", {class: "board"},
    h("figure", h("div", {class: "columns"}, choose("Up", "up"), choose("Across", "across")), plot, h("ul", {class: "key"}, [...new Set(found.options.map(one => one.kind))].map((kind, k) => h("li", h("i", {class: `role${k % 4}`}), kind)), h("li", h("i", {class: "tried"}), "tried, keeps every limit"))),
    h("section", h("h3", "Rather this"), wishes.map(one => one.root), left, h("button", {onclick: () => { wishes.forEach(one => one.reset()); draw(); }}, "No wishes"))),
    h("h2", "Options"), list, beside, h("h2", "Why"), items(found.reasons), h("p", {class: "small"}, found.search), h("h2", "Calendar of the first"), calendar(found.calendar).root, h("h2", "Take it away"), away, files);
}

export function show(root, tools) {
  const place = h("div"), shown = h("div"), ask = asker(place, tools.signal);
  let done = 0;
  async function draw(kind, request) {
    const found = await ask(kind, request);
    if (!found) return;
    const of = found.job;
    shown.replaceChildren(found.options.length ? drawn(found, tools.signal, keep => keep.length && draw("question", {of, keep}), near => draw("question", {of, near})) : items(found.reasons));
    if (found.said.length) shown.prepend(h("p", {class: "verdict"}, `Asked for: ${found.said.join("; ")}. Option 1 is the answer.`));
    root.dataset.done = `plan ${done += 1}`;
  }
  root.append(tools.form, h("div", {class: "row"}, h("button", {class: "first", onclick: () => draw("front", tools.told.ask.request)}, "Find a plan"), tools.about), place, shown);
}
