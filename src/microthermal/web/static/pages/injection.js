// An injection beside the laser: what it reaches, on which grid, on which day.
import {lastOnly} from "/static/parts/asked.js";
import {block, table} from "/static/parts/blocks.js";
import {calendar} from "/static/parts/calendar.js";
import {select, whole} from "/static/parts/controls.js";
import {cut} from "/static/parts/cut.js";
import {h, s} from "/static/parts/dom.js";
import {evenAxis, number, plot} from "/static/parts/plot.js";

let count = 0;
function text(label, value, hint, take) {
  const id = `written-${count += 1}`, box = h("input", {type: "text", id, value, spellcheck: "false", placeholder: hint});
  box.addEventListener("change", () => take(box.value.trim()));
  return {root: h("div", {class: "control"}, h("label", {for: id}, label), box), set(now) { box.value = now; }};
}

// Points of the needle and zones of the laser from above, to scale [mm].
function above(dose) {
  const wide = 4 * dose.spacing, high = 2.6 * dose.spacing, step = dose.pitch > 0 ? Math.max(dose.pitch, wide / 90) : 0, zones = [], points = [];
  if (step) for (let y = 0; y < high; y += step * 0.866) for (let x = (Math.round(y / (step * 0.866)) % 2) * step / 2; x < wide; x += step) zones.push(s("circle", {cx: x.toFixed(3), cy: y.toFixed(3), r: Math.max(dose.radius, wide / 700)}));
  for (let y = 0.3 * dose.spacing; y < high; y += dose.spacing) for (let x = 0.5 * dose.spacing; x < wide; x += dose.spacing) points.push(
    s("circle", {cx: x, cy: y, r: dose.reach, class: "reach"}), s("circle", {cx: x, cy: y, r: wide / 110, class: "tip"}));
  const words = `Seen from above: points every ${number(dose.spacing)} mm, each acting ${dose.reach_words} around it, on ${(100 * dose.coverage).toFixed(0)} % of the area`;
  return h("figure", {}, s("svg", {viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": words, class: "grid-above"}, s("g", {class: "zones"}, zones), points),
    h("figcaption", {class: "small"}, `${words}, if every point hits. ${step ? dose.pitch < wide / 90 ? "Grey: zones of the laser, drawn fewer than they are." : "Grey: zones of the laser, at their mean distance." : ""}`));
}

function timed(found, tools) {
  const {days, parts, good} = found, x = evenAxis(days[0], days.at(-1), "day of the injection after the laser");
  const of = name => parts[name];
  const one = (names, low, title) => {
    const ends = names.flatMap(name => [...of(name).least, ...of(name).most]);
    return plot({xs: days, x, y: {low: Math.min(low, ...ends), high: Math.max(1, ...ends) * 1.05, label: "% of the goal"}, marks: [0], alt: `${title}: ${names.map(name => `${name} ${number(Math.min(...of(name).nominal))} to ${number(Math.max(...of(name).nominal))} %`).join(", ")}`,
      series: names.map(name => ({points: of(name).nominal, low: of(name).low, high: of(name).high, least: of(name).least, most: of(name).most, role: {benefit: 2, harm: 1, net: 0}[name]}))});
  };
  const plots = [one(["benefit", "harm"], 0, "Benefit and harm over the day"), one(["net"], 0, "Benefit less harm over the day")];
  const slider = h("input", {type: "range", id: "moment", min: 0, max: days.length - 1, step: 1}), told = h("output", {for: "moment"});
  const use = h("button", {type: "button", class: "first", onclick: () => tools.change({day: String(Math.round(days[slider.value]))})}, "Inject on this day");
  const words = k => Math.abs(days[k]) < 0.5 ? `just ${days[k] < 0 ? "before" : "after"} the laser` : `day ${number(days[k])}`;
  function set(k) {
    slider.value = k;
    told.textContent = `${words(k)}: benefit ${number(of("benefit").nominal[k])} %, harm ${number(of("harm").nominal[k])} %, net ${number(of("net").nominal[k])} % (${number(of("net").least[k])} to ${number(of("net").most[k])} %)`;
    slider.setAttribute("aria-valuetext", told.textContent);
    for (const each of plots) each.set(days[k]);
  }
  slider.addEventListener("input", () => set(Number(slider.value)));
  for (const each of plots) each.root.addEventListener("pointerdown", event => set(each.at(event)));
  set(of("net").nominal.indexOf(Math.max(...of("net").nominal)));
  const spans = windows(days, good).map(([from, to]) => ({from: days[from], to: days[to], title: "Injection window", when: from === to ? words(from) : `${words(from)} to ${words(to)}`, text: `Net benefit within ${found.flat} of the best, in nominal skin. A hypothesis: no trial has compared days.`}));
  return h("section", {}, h("h2", {}, `${found.drug} by day`), h("ul", {}, found.words.map(each => h("li", {}, each))),
    h("div", {class: "columns"}, [["Benefit (green) and harm (red)", plots[0]], ["Benefit less harm", plots[1]]].map(([title, each]) => h("figure", {}, h("h3", {}, title), each.root))),
    h("p", {class: "small"}, `Line: nominal; pale: the middle half of ${found.scenarios.length} scenarios; thin: their ends. Goal: ${found.goal}.`),
    h("div", {class: "row"}, h("label", {for: "moment"}, "Day"), slider), h("p", {}, told), use, calendar([], spans).root,
    table({columns: ["Order in one session", "Runs out", "Acts at target"], rows: found.orders.map(row => ({cells: [row.text, `${number(100 * row.leak)} %`, row.acting].map(each => ({text: each, lines: []}))})), numeric: [1, 2]}));
}

// Runs of days that are as good as the best.
function windows(days, good) {
  const found = [];
  good.forEach((yes, k) => { if (yes) { if (k && good[k - 1]) found.at(-1)[1] = k; else found.push([k, k]); } });
  return found;
}

export const page = {
  name: "injection", title: "Injection", keys: {needle: "1.5 mm", volume: "0.1 mL"},
  asks: (state, tools) => ({kind: "injection", request: tools.caseOf()}),
  async show(root, state, tools) {
    const {offers} = tools, place = h("div"), shown = h("div"), days = h("div"), curves = h("div");
    const drug = select("Medicine", [{name: "", title: "none"}, ...offers.drugs], state.drug, value => tools.change({drug: value, strength: ""}));
    const fields = {
      strength: text("Strength", state.strength, "as usual in this condition", value => tools.change({strength: value})),
      spacing: text("Points every", state.spacing, "10 mm", value => tools.change({spacing: value})),
      needle: text("Depth of the tip", state.needle, "1.5 mm", value => tools.change({needle: value})),
      volume: text("Volume of a point", state.volume, "0.1 mL", value => tools.change({volume: value})),
    };
    const day = whole("Day after the laser", -14, 84, state.day, value => tools.change({day: value}));
    const none = h("p", {}, "No medicine is chosen: the laser stands alone."), compare = h("button", {type: "button", onclick: () => timing()}, "Compare days of the injection");
    root.append(h("div", {class: "columns"}, drug.root, ...Object.values(fields).map(one => one.root), day.root), none, place, shown, h("div", {class: "row"}, compare), h("p", {class: "small", id: "timing-words"}, "Every day from two before the laser to four weeks after it, in eight scenarios: about a minute."), days, curves);
    const ask = lastOnly(tools, place), askDays = lastOnly(tools, days);
    let held = "";
    async function draw(now) {
      none.hidden = Boolean(now.drug);
      compare.disabled = !now.drug;
      const request = {case: tools.caseOf()};
      if (JSON.stringify(request) === held) return;
      held = JSON.stringify(request);
      if (!now.drug) { place.replaceChildren(); shown.replaceChildren(); return; }
      const found = await ask("injection", request);
      if (!found) return;
      const needles = found.doses.filter(one => one.route === "needle");
      const side = cut(found.picture, found.picture.points);
      side.set(found.levels, `Skin cut open with the needle: ${needles.map(one => `tip ${number(one.depth)} mm deep, reach ${one.reach_words}`).join("; ")}`);
      shown.replaceChildren(h("div", {class: "columns"}, needles.map(above), h("figure", {}, h("div", {class: "figure"}, side.root), h("figcaption", {class: "small"}, "Cut open, to scale: green is within reach of a point, where the drug acts at least half."))), found.section ? block(found.section) : null);
      root.dataset.done = "injection";
    }
    async function timing() {
      const found = await askDays("timing", {case: tools.caseOf(), scenarios: 8});
      if (found) { curves.replaceChildren(timed(found, tools)); root.dataset.timed = "yes"; }
    }
    draw(state);
    return {update(now) { drug.set(now.drug); day.set(now.day); for (const [name, one] of Object.entries(fields)) one.set(now[name]); draw(now); }, leave() {}};
  },
};
