// An injection beside the laser: what it reaches, on which grid, on which day.
import {lastOnly} from "/static/parts/asked.js";
import {block, rows} from "/static/parts/blocks.js";
import {calendar} from "/static/pictures/calendar.js";
import {select, whole} from "/static/parts/controls.js";
import {cut} from "/static/pictures/cut.js";
import {h, s} from "/static/parts/dom.js";
import {evenAxis, plot} from "/static/pictures/plot.js";
import {stepper} from "/static/parts/stepper.js";

const FIELDS = {strength: ["Strength", "as usual in this condition"], spacing: ["Points every", "10 mm"], needle: ["Depth of the tip", "1.5 mm"], volume: ["Volume of a point", "0.1 mL"]};

// Points of the needle and zones of the laser from above, to scale [mm].
function above(dose) {
  const wide = 4 * dose.spacing, high = 2.6 * dose.spacing, few = wide / 90, step = Math.max(dose.pitch, few), zones = [], points = [];
  for (let row = 0; dose.pitch && row * step * 0.866 < high; row += 1) for (let x = row % 2 * step / 2; x < wide; x += step) zones.push(s("circle", {cx: x.toFixed(3), cy: (row * step * 0.866).toFixed(3), r: Math.max(dose.radius, wide / 700)}));
  for (let y = 0.3 * dose.spacing; y < high; y += dose.spacing) for (let x = 0.5 * dose.spacing; x < wide; x += dose.spacing) points.push(s("circle", {cx: x, cy: y, r: dose.reach, class: "acts"}), s("circle", {cx: x, cy: y, r: wide / 110, class: "tip"}));
  return h("figure", {}, s("svg", {viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": dose.words, class: "grid-above"}, s("g", {class: "zones"}, zones), points),
    h("figcaption", {class: "small"}, `${dose.words}. ${dose.pitch ? `Grey: zones of the laser, ${dose.pitch < few ? "fewer than there are" : "at their mean distance"}.` : ""}`));
}

function timed(found, tools) {
  const {days, parts} = found, x = evenAxis(days[0], days.at(-1), "day of the injection after the laser"), roles = {net: 0, harm: 1, benefit: 2};
  const one = (names, title) => {
    const ends = names.flatMap(name => [...parts[name].least, ...parts[name].most]);
    return plot({xs: days, x, y: {low: Math.min(0, ...ends), high: Math.max(1, ...ends) * 1.05, label: "% of the goal"}, marks: [0], alt: `${title}: the words below tell each day`, take: k => moment.set(k), series: names.map(name => ({...parts[name], points: parts[name].nominal, role: roles[name]}))});
  };
  const plots = [["Benefit (green) and harm (red)", one(["benefit", "harm"], "Benefit and harm over the day")], ["Benefit less harm", one(["net"], "Benefit less harm over the day")]];
  const moment = stepper("moment", "Day", days.length, k => { for (const [, each] of plots) each.set(k); }, k => found.told[k]);
  moment.set(found.first);
  return h("section", {}, h("h2", {}, `${found.drug} by day`), h("ul", {}, found.words.map(each => h("li", {}, each))),
    h("div", {class: "columns"}, plots.map(([title, each]) => h("figure", {}, h("h3", {}, title), each.root))),
    h("p", {class: "small"}, `Line: nominal; pale: the middle half of ${found.scenarios.length} scenarios; thin: their ends. Goal: ${found.goal}.`), h("div", {class: "row"}, moment.root),
    h("button", {type: "button", class: "first", onclick: () => tools.change({day: String(Math.round(days[moment.at]))})}, "Inject on this day"), calendar(found.windows).root, rows(["Order in one session", "Runs out", "Acts at target"], found.orders, {numeric: [1, 2]}));
}

export const page = {
  name: "injection", title: "Injection", keys: {needle: "1.5 mm", volume: "0.1 mL"},
  asks: (state, tools) => ({kind: "injection", request: tools.caseOf()}),
  async show(root, state, tools) {
    const place = h("div"), shown = h("div"), days = h("div"), curves = h("div"), ask = lastOnly(tools, place), askDays = lastOnly(tools, days);
    const drug = select("Medicine", [{name: "", title: "none"}, ...tools.offers.drugs], state.drug, value => tools.change({drug: value, strength: ""}));
    const texts = Object.entries(FIELDS).map(([name, [label, placeholder]]) => [name, h("input", {type: "text", id: `of-${name}`, value: state[name], placeholder, spellcheck: "false", onchange: event => tools.change({[name]: event.target.value.trim()})}), label]);
    const day = whole("Day after the laser", -14, 84, state.day, value => tools.change({day: value})), none = h("p", {}, "No medicine is chosen: the laser stands alone.");
    const compare = h("button", {type: "button", onclick: async () => {
      const found = await askDays("timing", {case: tools.caseOf(), scenarios: 8});
      if (found) { curves.replaceChildren(timed(found, tools)); root.dataset.timed = "yes"; }
    }}, "Compare days of the injection");
    root.append(h("div", {class: "columns"}, drug.root, texts.map(([name, box, label]) => h("div", {class: "control"}, h("label", {for: `of-${name}`}, label), box)), day.root), none, place, shown, h("div", {class: "row"}, compare, h("span", {class: "small"}, "Every day from two before the laser to four weeks after it, in eight scenarios: a minute.")), days, curves);
    let held = "";
    async function draw(now) {
      const request = {case: tools.caseOf()};
      none.hidden = Boolean(now.drug);
      compare.disabled = !now.drug;
      if (JSON.stringify(request) === held) return;
      held = JSON.stringify(request);
      if (!now.drug) { place.replaceChildren(); shown.replaceChildren(); return; }
      const found = await ask("injection", request);
      if (!found) return;
      const needles = found.doses.filter(one => one.route === "needle"), side = cut(found.cut, found.levels);
      side.set(0, `Skin cut open with the needle. ${found.cut.words}`);
      shown.replaceChildren(h("div", {class: "columns"}, needles.map(above), h("figure", {}, side.root, h("figcaption", {class: "small"}, "Cut open, to scale. Green: within reach of a point."))), found.section ? block(found.section) : null);
      root.dataset.done = "injection";
    }
    draw(state);
    return {update(now) { drug.set(now.drug); day.set(now.day); for (const [name, box] of texts) box.value = now[name]; draw(now); }, leave() {}};
  },
};
