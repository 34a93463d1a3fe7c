// The weeks after: the skin on any day, courses with their bands, the calendar.
import {lastOnly} from "/static/parts/asked.js";
import {block} from "/static/parts/blocks.js";
import {calendar} from "/static/parts/calendar.js";
import {cut} from "/static/parts/cut.js";
import {h} from "/static/parts/dom.js";
import {daysAxis, number, plot} from "/static/parts/plot.js";

const TOLD = ["open_epidermis", "erythema", "oedema", "inflammation", "debris", "denatured_collagen", "new_collagen_1", "new_collagen_3", "fibrotic_collagen", "perfusion"];

// Remainders of a decay are next to nothing, and are told so.
const level = value => value !== 0 && Math.abs(value) < 5e-4 ? "< 0.001" : number(value);
const dayText = day => day < 1 ? `hour ${Math.round(24 * day)}` : `day ${number(Math.round(10 * day) / 10)}`;

// How much of something there is at a place, of the most that there ever is beyond untreated skin.
function fraction(curve, k) {
  if (!curve) return 0;
  const beyond = curve.treated.map((one, n) => Math.max(one - curve.untreated[n], 0)), most = Math.max(...beyond);
  return most > 1e-6 ? beyond[k] / most : 0;
}

function levels(found, by, k) {
  const both = ["new_collagen_1", "new_collagen_3"].map(name => by[name]).filter(Boolean);
  return {
    dead: fraction(by.debris, k), stressed: fraction(by.hsp70, k), denatured: fraction(by.denatured_collagen, k),
    fresh: both.length ? both.reduce((sum, one) => sum + fraction(one, k), 0) / both.length : 0,
    open: by.open_epidermis?.treated[0] > 0 ? Math.min(by.open_epidermis.treated[k] / by.open_epidermis.treated[0], 1) : 0,
    unfilled: found.unfilled ? found.unfilled[k] : 1, red: fraction(by.erythema, k), cells: fraction(by.inflammation, k),
  };
}

function panel(found, one, take) {
  const most = Math.max(0.02, ...one.curves.flatMap(curve => [...curve.treated, ...(curve.high ?? [])]));
  const texts = one.curves.map(curve => h("span", {}));
  const drawn = plot({
    xs: found.days, x: daysAxis(found.days.at(-1)), y: {low: 0, high: most * 1.05}, marks: found.doses.map(dose => dose.day),
    series: one.curves.map((curve, role) => ({points: curve.treated, dashed: curve.untreated, low: curve.low, high: curve.high, role})),
    alt: `${one.title} over time: ${one.curves.map(curve => `${curve.label} from ${number(curve.treated[0])}, at most ${number(Math.max(...curve.treated))}, at the end ${number(curve.treated.at(-1))}`).join("; ")}`,
  });
  const pick = event => take(drawn.at(event));
  drawn.root.addEventListener("pointermove", event => { if (event.pointerType === "mouse" || event.buttons) pick(event); });
  drawn.root.addEventListener("pointerdown", pick);
  const root = h("figure", {class: "panel"}, h("h3", {}, one.title), drawn.root, h("ul", {class: "key"}, one.curves.map((curve, k) => h("li", {}, h("i", {class: `swatch role${k}`}), curve.label.replace(" (scenario)", ""), " ", texts[k]))));
  return {
    root,
    set(k) {
      drawn.set(found.days[k]);
      one.curves.forEach((curve, n) => { texts[n].replaceChildren(h("b", {}, level(curve.treated[k])), curve.low ? ` (${level(curve.low[k])} to ${level(curve.high[k])})` : "", curve.grade ? h("small", {}, ` ${curve.grade}`) : ""); });
    },
  };
}

function skin(found, by) {
  const {picture} = found, drawn = cut(picture), list = h("tbody", {});
  const rows = TOLD.filter(name => by[name]);
  return {
    root: h("div", {class: "board"}, h("figure", {}, h("div", {class: "figure"}, drawn.root), h("figcaption", {class: "small"}, picture.words ?? "No laser is used: the skin is left whole.",
      picture.zone ? " Borders are those of the laser, to scale, and do not move. Colours fade and come as the model says, each against the most of its own: orange stressed, red dead, brown denatured collagen, blue new collagen, white an open channel, a dark gap open epidermis, dots inflammatory cells, a red tint redness." : "")),
      h("div", {}, h("div", {class: "wide"}, h("table", {}, h("thead", {}, h("tr", {}, ["On this day", "Level", "Nine tenths of persons", "Grade"].map(text => h("th", {scope: "col"}, text)))), list)), h("p", {class: "small"}, "1 is healthy skin for what healthy skin has, 0 is none."))),
    set(k) {
      drawn.set(levels(found, by, k), `Skin cut open on ${dayText(found.days[k])}: ${rows.map(name => `${by[name].words} ${level(by[name].treated[k])}`).join(", ")}`);
      list.replaceChildren(...rows.map(name => { const one = by[name]; return h("tr", {}, h("th", {scope: "row"}, one.words), h("td", {}, level(one.treated[k])), h("td", {}, one.low ? `${level(one.low[k])} to ${level(one.high[k])}` : "–"), h("td", {}, one.grade || "–")); }));
    },
  };
}

function drawn(found) {
  const by = Object.fromEntries(found.panels.flatMap(one => one.curves.map(curve => [curve.species, {...curve, words: `${/^[a-z]/.test(curve.label) ? `${one.title}, ` : ""}${curve.label.replace(" (scenario)", "")}`}])));
  const slider = h("input", {type: "range", min: 0, max: found.days.length - 1, step: 1, value: 0, id: "day"}), now = h("output", {for: "day"});
  const play = h("button", {type: "button"}, "Play");
  const parts = [skin(found, by), calendar(found.calendar)], panels = found.panels.map(one => panel(found, one, k => set(k)));
  function set(k) {
    slider.value = k;
    now.textContent = dayText(found.days[k]);
    slider.setAttribute("aria-valuetext", now.textContent);
    parts[0].set(k); parts[1].set(found.days[k]);
    for (const one of panels) one.set(k);
  }
  let timer = 0;
  const stop = () => { clearInterval(timer); timer = 0; play.textContent = "Play"; };
  play.addEventListener("click", () => {
    if (timer) { stop(); return; }
    if (Number(slider.value) === found.days.length - 1) set(0);
    play.textContent = "Pause";
    timer = setInterval(() => { const k = Number(slider.value) + 1; set(k); if (k >= found.days.length - 1) stop(); }, 90);
  });
  slider.addEventListener("input", () => { stop(); set(Number(slider.value)); });
  set(0);
  return {
    stop,
    root: h("div", {}, h("div", {class: "row daybar"}, h("label", {for: "day"}, "Day"), slider, now, play), parts[0].root,
      h("h2", {}, "Calendar"), h("p", {class: "small"}, "Healing times come from the model, care from the library. The line is the day above. ", found.asked),
      parts[1].root, h("h2", {}, "Courses"), h("p", {class: "small"}, `Full lines: treated; dashed: the same skin untreated; pale: nine tenths of persons. The first 14 days take more room. ${found.undrawn}`),
      h("div", {class: "columns"}, panels.map(one => one.root)), found.scores ? block({title: "What it amounts to", ...found.scores}) : null),
  };
}

export const page = {
  name: "weeks", title: "Weeks", asks: (state, tools) => ({kind: "weeks", request: tools.caseOf()}),
  async show(root, state, tools) {
    const place = h("div"), shown = h("div"), again = h("button", {type: "button", class: "first", hidden: true, onclick: () => draw()}, "Follow these settings");
    let held = null, asked = "";
    const ask = lastOnly(tools, place);
    root.append(again, place, shown);
    async function draw() {
      const request = {case: tools.caseOf()};
      asked = JSON.stringify(request);
      again.hidden = true;
      const found = await ask("weeks", request);
      if (!found) { again.hidden = found === undefined; return; }
      held?.stop();
      held = drawn({...found, asked: h("a", {href: tools.link("injection")}, "Which day suits an injection?")});
      shown.replaceChildren(held.root);
      root.dataset.done = "weeks";
    }
    draw();
    return {update() { again.hidden = JSON.stringify({case: tools.caseOf()}) === asked; }, leave() { held?.stop(); }};
  },
};
