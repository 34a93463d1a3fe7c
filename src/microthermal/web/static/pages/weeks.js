// The weeks after: the skin on any day, courses with their bands, the calendar.
import {h} from "/static/live/dom.js";
import {film} from "/static/live/film.js";
import {block, table} from "/static/parts/blocks.js";
import {asker} from "/static/parts/progress.js";
import {calendar} from "/static/pictures/calendar.js";
import {cut} from "/static/pictures/cut.js";
import {plot} from "/static/pictures/plot.js";
import {link} from "/static/state.js";

function panel({title, plot: laid, key}, take) {
  const drawn = plot({...laid, take, follow: true}), texts = key.map(() => h("span"));
  return {
    root: h("figure", {class: "panel"}, h("h3", title), drawn.root, h("ul", {class: "key"}, key.map((one, k) => h("li", h("i", {class: `role${k}`}), one.label, " ", texts[k])))),
    set(k) { drawn.set(k); key.forEach((one, n) => texts[n].replaceChildren(h("b", one.levels[k]), one.rest[k])); },
  };
}

function drawn(found) {
  const {notes} = found, skin = cut(found.cut, found.levels), dates = calendar(found.calendar), list = h("div");
  const panels = found.panels.map(one => panel(one, k => day.set(k)));
  const day = film(k => {
    skin.set(k, found.alts[k]);
    dates.set(found.days[k]);
    list.replaceChildren(table({columns: ["On this day", "Level", "Nine tenths of persons", "Grade"], rows: found.rows.map(one => ({cells: [one.label, {text: one.levels[k], strong: true}, one.bands[k], one.grade]}))}));
    for (const one of panels) one.set(k);
  }, {pace: 90, id: "day", label: "Day", said: found.said});
  day.set(0);
  return {
    stop: day.stop,
    root: h("div", h("div", {class: "daybar"}, day.root), h("div", {class: "board"}, h("figure", skin.root, h("figcaption", {class: "small"}, found.cut.words)), h("div", list, h("p", {class: "small"}, notes.levels))),
      h("h2", "Calendar"), h("p", {class: "small"}, `${notes.calendar} `, h("a", {href: link({page: "injection"})}, "Which day suits an injection?")), dates.root,
      h("h2", "Courses"), h("p", {class: "small"}, notes.courses),
      h("div", {class: "columns"}, panels.map(one => one.root)), found.scores ? block(found.scores) : null),
  };
}

export function show(root, tools) {
  const place = h("div"), shown = h("div"), again = h("button", {class: "first", hidden: true, onclick: () => draw()}, "Follow these settings"), ask = asker(place, tools.signal);
  let held = null, asked = "";
  root.append(again, place, shown);
  async function draw() {
    const {kind, request} = tools.told.ask;
    asked = JSON.stringify(request);
    again.hidden = true;
    const found = await ask(kind, request);
    if (!found) { again.hidden = found === undefined; return; }
    held?.stop();
    held = drawn(found);
    shown.replaceChildren(held.root);
    root.dataset.done = "weeks";
  }
  draw();
  return {update(told) { again.hidden = JSON.stringify(told.ask.request) === asked; }, leave() { held?.stop(); }};
}
