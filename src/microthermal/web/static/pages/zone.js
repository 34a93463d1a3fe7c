// One zone in the skin, to scale. Sliders of energy, pulse length and cooling are followed in this page by the program's
// own kernels; what changes the light or the grid is laid out again by the server.
import {h} from "/static/live/dom.js";
import {control} from "/static/live/form.js";
import {Moving, thread} from "/static/live/moving.js";
import {celsius} from "/static/live/picture.js";
import {View} from "/static/live/view.js";
import {ask} from "/static/ask.js";
import {asker} from "/static/parts/progress.js";

// When sliders rest so long [ms], the server lays their settings out.
const SETTLED = 1500;
// What the light, the grid or the warmth of the neighbours hang on, beside energy and pulse length.
const PULSE = ["site", "phototype", "condition", "device", "stack"], LAID = [...PULSE, "density", "passes"], SETTINGS = [...LAID, "energy", "duration"];
const agree = (names, a, b) => names.every(name => a[name] === b[name]);

let kernels = null;
const loaded = () => kernels ??= fetch("/static/live/kernels.wasm").then(one => one.arrayBuffer());

export function show(root, tools) {
  const beside = thread("/static/live/moving.js"), view = new View([], tools.signal), progress = h("div"), cooling = h("div"), note = h("p", {class: "small", role: "status"}), aloud = asker(progress, tools.signal);
  const bodies = h("input", {type: "checkbox", checked: true, onchange: () => { view.told.bodies = bodies.checked ? laid.told.bodies : []; view.draw(); }});
  let laid = null, laying = "", state = tools.told.state, settling = 0, cooled = null, stop = new AbortController();
  tools.form.className = "knobs";
  view.row.append(h("label", bodies, " follicle, vessels, scar"));
  root.append(h("div", {class: "board"}, view.picture, h("div", tools.form, cooling, view.strong, progress, view.numbers, view.table, note)));

  // Positions of the sliders in what is laid out, or null where the server has to lay it out.
  function positions() {
    const {told, places} = laid, energy = places.energy[state.energy], duration = state.duration ? places.duration[state.duration] : told.natural[energy];
    return energy === undefined || duration === undefined || duration === null ? null : {energy, duration, cooling: cooled ?? told.cooling};
  }

  // Tells whether the settings can be followed here.
  async function move(here) {
    if (!here || !await view.move(here)) return here;
    const settled = agree(SETTINGS, laid.state, state) && here.cooling === laid.told.cooling;
    note.textContent = `Followed in this page by the program's kernels in ${Math.round(view.found.spent)} ms. ${settled ? laid.notes.settled : laid.notes.moved}`;
    note.dataset.settled = String(settled);
    return here;
  }

  // `seen`: whether the page waits for it, or goes on with what it has.
  async function lay(seen) {
    const {ask: {kind, request}, state: asked} = tools.told, key = SETTINGS.map(name => asked[name]).join();
    if (laying === key) return;
    laying = key;
    // What was asked for before is given up: its job ends.
    stop.abort();
    stop = new AbortController();
    view.canvas.classList.toggle("stale", seen);
    note.dataset.settled = "false";
    const [code, found] = await Promise.all([loaded(), seen ? aloud(kind, request) : ask(kind, request, {signal: stop.signal}).catch(() => null)]);
    if (laying === key) laying = "";
    if (tools.signal.aborted || !found || !agree(SETTINGS, asked, state)) return;
    view.canvas.classList.remove("stale");
    if (!laid || !agree(PULSE, laid.state, asked)) cooled = null;
    laid = {...found, state: asked};
    view.lay({...found.told, bodies: bodies.checked ? found.told.bodies : []}, new Moving(code, found.told, found.starts).hire(beside));
    const texts = found.told.coolings.map(celsius);
    cooling.replaceChildren(texts.length > 1 ? control({kind: "slider", key: "cooling", label: "Cooling of the surface", texts, words: texts, value: texts[cooled ?? found.told.cooling]},
      told => { cooled = texts.indexOf(told.cooling); move(positions()); }).root : "");
    if (!await move(positions())) note.textContent = found.notes.outside;
  }

  return {
    ready: lay(true),
    moved(now) {
      state = now;
      note.dataset.settled = "false";
      clearTimeout(settling);
      if (laid && agree(LAID, laid.state, now)) move(positions());
    },
    update(told) {
      const before = state;
      state = told.state;
      if (!laid || !agree(LAID, laid.state, state) || !positions()) { lay(true); return; }
      if (!agree(SETTINGS, before, state)) move(positions());
      clearTimeout(settling);
      if (!agree(SETTINGS, laid.state, state)) settling = setTimeout(() => lay(false), SETTLED);
    },
    leave() { clearTimeout(settling); stop.abort(); view.leave(); beside?.terminate(); },
  };
}
