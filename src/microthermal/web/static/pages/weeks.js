// The weeks after: the skin on any day, courses with their bands, the calendar.
import {lastOnly} from "/static/parts/asked.js";
import {block, rows} from "/static/parts/blocks.js";
import {calendar} from "/static/pictures/calendar.js";
import {cut} from "/static/pictures/cut.js";
import {h} from "/static/parts/dom.js";
import {daysAxis, number, plot} from "/static/pictures/plot.js";
import {stepper} from "/static/parts/stepper.js";

// Remainders of a decay are next to nothing, and are told so.
const level = value => value !== 0 && Math.abs(value) < 5e-4 ? "< 0.001" : number(value);
const band = (one, k) => one.low ? `${level(one.low[k])} to ${level(one.high[k])}` : "–";
const dayText = day => day < 1 ? `hour ${Math.round(24 * day)}` : `day ${number(Math.round(10 * day) / 10)}`;
const READING = " Borders are those of the laser, to scale, and do not move. Colours fade and come as the model says, each against the most of its own: orange stressed, red dead, brown denatured collagen, blue new collagen, white an open channel, a dark gap open epidermis, dots inflammatory cells, a red tint redness.";

function panel(found, {title, curves}, take) {
  const most = Math.max(0.02, ...curves.flatMap(curve => [...curve.treated, ...(curve.high ?? [])])), texts = curves.map(() => h("span", {}));
  const drawn = plot({
    xs: found.days, x: daysAxis(found.days.at(-1)), y: {low: 0, high: most * 1.05}, marks: found.doses.map(dose => dose.day), take, follow: true,
    series: curves.map((curve, role) => ({...curve, points: curve.treated, dashed: curve.untreated, role})),
    alt: `${title} over time: ${curves.map(curve => `${curve.label} from ${level(curve.treated[0])}, at most ${level(Math.max(...curve.treated))}, at the end ${level(curve.treated.at(-1))}`).join("; ")}`,
  });
  return {
    root: h("figure", {class: "panel"}, h("h3", {}, title), drawn.root, h("ul", {class: "key"}, curves.map((curve, k) => h("li", {}, h("i", {class: `role${k}`}), curve.label.replace(" (scenario)", ""), " ", texts[k])))),
    set(k) { drawn.set(k); curves.forEach((one, n) => texts[n].replaceChildren(h("b", {}, level(one.treated[k])), ` (${band(one, k)}) ${one.grade}`)); },
  };
}

function drawn(found, link) {
  const curves = found.panels.flatMap(({title, curves}) => curves.map(one => ({...one, label: `${/^[a-z]/.test(one.label) ? `${title}, ` : ""}${one.label.replace(" (scenario)", "")}`})));
  const first = found.first.map(name => curves.find(one => one.species === name)).filter(Boolean);
  const skin = cut(found.cut, found.levels), dates = calendar(found.calendar), list = h("div"), play = h("button", {type: "button"}, "Play");
  const panels = found.panels.map(one => panel(found, one, k => day.set(k)));
  const day = stepper("day", "Day", found.days.length, k => {
    skin.set(k, `Skin cut open on ${dayText(found.days[k])}: ${first.map(one => `${one.label} ${level(one.treated[k])}`).join(", ")}`);
    dates.set(found.days[k]);
    list.replaceChildren(rows(["On this day", "Level", "Nine tenths of persons", "Grade"], first.map(one => [one.label, h("b", {}, level(one.treated[k])), band(one, k), one.grade || "–"])));
    for (const one of panels) one.set(k);
  }, k => dayText(found.days[k]));
  let timer = 0;
  const stop = () => { clearInterval(timer); timer = 0; play.textContent = "Play"; };
  play.addEventListener("click", () => {
    if (timer) { stop(); return; }
    if (day.at === found.days.length - 1) day.set(0);
    play.textContent = "Pause";
    timer = setInterval(() => { day.set(day.at + 1); if (day.at === found.days.length - 1) stop(); }, 90);
  });
  day.set(0);
  return {
    stop,
    root: h("div", {}, h("div", {class: "row daybar"}, day.root, play), h("div", {class: "board"}, h("figure", {}, skin.root, h("figcaption", {class: "small"}, found.cut.words, READING)), h("div", {}, list, h("p", {class: "small"}, "1 is healthy skin for what healthy skin has, 0 is none."))),
      h("h2", {}, "Calendar"), h("p", {class: "small"}, "Healing times come from the model, care from the library. The line is the day above. ", h("a", {href: link}, "Which day suits an injection?")), dates.root,
      h("h2", {}, "Courses"), h("p", {class: "small"}, `Full lines: treated; dashed: the same skin untreated; pale: nine tenths of persons. The first 14 days take more room. ${found.undrawn}`),
      h("div", {class: "columns"}, panels.map(one => one.root)), found.scores ? block({title: "What it amounts to", ...found.scores}) : null),
  };
}

export const page = {
  name: "weeks", title: "Weeks", asks: (state, tools) => ({kind: "weeks", request: tools.caseOf()}),
  async show(root, state, tools) {
    const place = h("div"), shown = h("div"), again = h("button", {type: "button", class: "first", hidden: true, onclick: () => draw()}, "Follow these settings");
    const ask = lastOnly(tools, place);
    let held = null, asked = "";
    root.append(again, place, shown);
    async function draw() {
      const request = {case: tools.caseOf()};
      asked = JSON.stringify(request);
      again.hidden = true;
      const found = await ask("weeks", request);
      if (!found) { again.hidden = found === undefined; return; }
      held?.stop();
      held = drawn(found, tools.link("injection"));
      shown.replaceChildren(held.root);
      root.dataset.done = "weeks";
    }
    draw();
    return {update() { again.hidden = JSON.stringify({case: tools.caseOf()}) === asked; }, leave() { held?.stop(); }};
  },
};
