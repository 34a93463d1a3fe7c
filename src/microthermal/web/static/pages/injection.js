// An injection beside the laser: what it reaches, on which grid, on which day.
import {h} from "/static/live/dom.js";
import {film} from "/static/live/film.js";
import {items, part} from "/static/parts/blocks.js";
import {asker} from "/static/parts/progress.js";
import {calendar} from "/static/pictures/calendar.js";
import {plot} from "/static/pictures/plot.js";

function timed(found, tools) {
  const plots = found.plots.map(one => plot({...one, take: k => moment.set(k)})), moment = film(k => { for (const one of plots) one.set(k); }, {id: "moment", label: "Day", said: found.told});
  moment.set(found.first);
  return h("section", h("h2", `${found.drug} by day`), items(found.words),
    h("div", {class: "columns"}, plots.map((one, k) => h("figure", h("h3", found.plots[k].title), one.root))),
    h("p", {class: "small"}, found.reading), moment.root,
    h("button", {class: "first", onclick: () => tools.change({day: String(Math.round(found.days[moment.at]))})}, "Inject on this day"), calendar(found.windows).root, part(found.orders));
}

export function show(root, tools) {
  const place = h("div"), shown = h("div"), days = h("div"), curves = h("div"), none = h("p", "No medicine is chosen: the laser stands alone."), ask = asker(place, tools.signal), askDays = asker(days, tools.signal);
  const compare = h("button", {onclick: async () => {
    const found = await askDays("timing", {case: tools.told.ask.request.case, scenarios: 8});
    if (found) { curves.replaceChildren(timed(found, tools)); root.dataset.timed = "yes"; }
  }}, "Compare days of the injection");
  root.append(tools.form, none, place, shown, h("div", {class: "row"}, compare, tools.about), days, curves);
  let held = "";
  async function update({ask: asked}) {
    if (held === (held = JSON.stringify(asked))) return;
    none.hidden = Boolean(asked);
    compare.disabled = !asked;
    if (!asked) { place.replaceChildren(); shown.replaceChildren(); return; }
    const found = await ask(asked.kind, asked.request);
    if (!found) return;
    shown.replaceChildren(h("div", found.parts.map(one => part(one))));
    root.dataset.done = "injection";
  }
  update(tools.told);
  return {update};
}
