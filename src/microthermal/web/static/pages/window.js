// The window: every limit as a gauge, and a map over energy and density on which the point can be dragged.
import {lastOnly} from "/static/parts/asked.js";
import {h, s} from "/static/parts/dom.js";

const WORDS = {ok: "Inside every limit", warn: "A limit warns", stop: "A stop limit is passed"};
const MARKS = {inside: "●", warned: "◆", stopped: "✕", "too little": "○"};
const SIZES = {"nJ": 1e-9, "µJ": 1e-6, "mJ": 1e-3, "J": 1, "/cm²": 1e4, "/mm²": 1e6, "/m²": 1};

// A text of the device's settings as a number in SI.
export function size(text) {
  const [, digits, unit] = /^([\d.e+-]+)\s*(.*)$/.exec(text.replace(/\u00a0/g, " ").trim()) ?? [];
  return Number(digits) * (SIZES[unit?.replace(/\s/g, "")] ?? NaN);
}
const nearest = (texts, value) => texts.reduce((best, one) => Math.abs(Math.log(size(one) / value)) < Math.abs(Math.log(size(best) / value)) ? one : best, texts[0]);

function gauge(one) {
  const percent = value => `${100 * value}%`;
  return h("li", {class: `gauge ${one.state}`},
    h("div", {}, h("b", {}, one.label), " ", h("span", {class: "small"}, `warn ${one.warn_text}, stop ${one.stop_text}`)),
    h("div", {class: "meter", "aria-hidden": "true"}, h("i", {class: "care", style: {left: percent(one.warn)}}), h("i", {class: "harm", style: {left: percent(1 / 1.3)}}),
      h("i", {class: "between", style: {left: percent(one.low), width: percent(Math.max(one.high - one.low, 0))}}), h("i", {class: "mark", style: {left: percent(one.value)}})),
    h("div", {}, h("b", {}, one.text), " ", h("span", {class: `badge ${one.state}`}, one.word), one.band ? h("span", {class: "small"}, ` ${one.band}`) : null, h("span", {class: "small"}, ` ${one.grade}`)));
}

// A map whose point is dragged, or moved by arrow keys: `take({energy, density})` is called with settings of the device.
function chart(found, device, state, take) {
  const WIDE = 620, HIGH = 400, LEFT = 74, FOOT = 46, {energies, densities, cells} = found;
  const edges = list => { const logs = list.map(one => Math.log(one.value)); const half = k => (logs[k + 1] - logs[k]) / 2; const inner = logs.slice(1).map((one, k) => one - half(k)); const first = logs.length > 1 ? half(0) : 0.3, last = logs.length > 1 ? half(logs.length - 2) : 0.3; return [logs[0] - first, ...inner, logs.at(-1) + last]; };
  const xs = edges(energies), ys = edges(densities);
  const across = value => LEFT + (Math.log(value) - xs[0]) / (xs.at(-1) - xs[0]) * (WIDE - LEFT - 6), down = value => HIGH - FOOT - (Math.log(value) - ys[0]) / (ys.at(-1) - ys[0]) * (HIGH - FOOT - 6);
  const place = log => Math.exp(log), point = s("g", {class: "point"}, s("circle", {r: 9}), s("circle", {r: 2.5}));
  const said = h("p", {class: "said", "aria-live": "polite"});
  const root = s("svg", {viewBox: `0 0 ${WIDE} ${HIGH}`, class: "map", tabindex: 0, role: "application", "aria-label": `Map of ${energies.length} energies and ${densities.length} densities; arrow keys move the point`},
    cells.map((row, i) => row.map((cell, k) => {
      const x = across(place(xs[i])), y = down(place(ys[k + 1])), w = across(place(xs[i + 1])) - x, t = down(place(ys[k])) - y;
      return s("g", {class: cell.state.replace(" ", "-")}, s("rect", {x, y, width: w, height: t}), s("text", {x: x + w / 2, y: y + t / 2 + 4, "text-anchor": "middle"}, MARKS[cell.state]));
    })),
    energies.map(one => s("text", {x: across(one.value), y: HIGH - FOOT + 17, "text-anchor": "middle"}, one.text)), densities.map((one, k) => k && down(densities[k - 1].value) - down(one.value) < 15 ? null : s("text", {x: LEFT - 7, y: down(one.value) + 4, "text-anchor": "end"}, one.text)),
    s("text", {x: (LEFT + WIDE) / 2, y: HIGH - 6, "text-anchor": "middle"}, "energy of a microbeam"), point);
  let now = {energy: state.energy, density: state.density};
  function set(next) {
    now = {energy: next.energy, density: next.density};
    const energy = size(now.energy), density = size(now.density);
    point.setAttribute("transform", `translate(${Math.min(Math.max(across(energy), LEFT), WIDE - 6)} ${Math.min(Math.max(down(density), 6), HIGH - FOOT)})`);
    const close = (list, value) => list.reduce((best, one, k) => Math.abs(Math.log(one.value / value)) < Math.abs(Math.log(list[best].value / value)) ? k : best, 0);
    const i = close(energies, energy), k = close(densities, density), cell = cells[i][k];
    said.textContent = `${now.energy}, ${now.density}: the nearest setting of the map (${energies[i].text}, ${densities[k].text}) is ${cell.state}${cell.binding ? ` by ${cell.binding.toLowerCase()}` : ""}, and uses ${(100 * cell.used).toFixed(0)} % of the tightest stop limit.`;
  }
  const from = event => {
    const box = root.getBoundingClientRect(), x = (event.clientX - box.left) / box.width * WIDE, y = (event.clientY - box.top) / box.height * HIGH;
    return {energy: nearest(device.energies, Math.exp(xs[0] + (x - LEFT) / (WIDE - LEFT - 6) * (xs.at(-1) - xs[0]))), density: nearest(device.densities, Math.exp(ys[0] + (HIGH - FOOT - y) / (HIGH - FOOT - 6) * (ys.at(-1) - ys[0])))};
  };
  let dragged = false;
  root.addEventListener("pointerdown", event => { dragged = true; root.setPointerCapture(event.pointerId); set(from(event)); });
  root.addEventListener("pointermove", event => { if (dragged) set(from(event)); });
  root.addEventListener("pointerup", () => { if (dragged) { dragged = false; take(now); } });
  root.addEventListener("pointercancel", () => { dragged = false; });
  root.addEventListener("keydown", event => {
    const [list, name, step] = {ArrowLeft: [device.energies, "energy", -1], ArrowRight: [device.energies, "energy", 1], ArrowUp: [device.densities, "density", 1], ArrowDown: [device.densities, "density", -1]}[event.key] ?? [];
    if (!list) return;
    event.preventDefault();
    set({...now, [name]: list[Math.min(Math.max(list.indexOf(now[name]) + step, 0), list.length - 1)]});
  });
  root.addEventListener("keyup", event => { if (event.key.startsWith("Arrow")) take(now); });
  set(state);
  const key = [["inside", "inside every limit"], ["warned", "a limit warns"], ["stopped", "a stop limit is passed"], ["too little", "too little for an effect"]];
  return {set, root: h("figure", {}, root, h("ul", {class: "key map"}, key.map(([name, words]) => h("li", {}, h("i", {class: `swatch ${name.replace(" ", "-")}`}, MARKS[name]), words))), said,
    h("figcaption", {class: "small"}, `${found.device}, ${found.passes === 1 ? "one pass" : `${found.passes} passes`}. Up: density of a pass. Each cell is simulated in nominal skin, without scenarios and injections, from resting temperature. ${found.steps}`))};
}

export const page = {
  name: "window", title: "Window", asks: (state, tools) => ({kind: "gauges", request: tools.caseOf()}),
  async show(root, state, tools) {
    const head = h("p", {class: "verdict", "aria-live": "polite"}), place = h("div"), list = h("ul", {class: "gauges"}), words = h("ul"), bands = h("p", {class: "small"}), mapPlace = h("div"), mapRoot = h("div");
    const wide = h("button", {type: "button", onclick: () => draw(true)}, "Add the bands of all scenarios"), again = h("button", {type: "button", onclick: () => drawMap()}, "Draw the map anew");
    root.append(h("div", {class: "board"}, h("section", {}, head, place, list, bands, h("div", {class: "row"}, wide), words), h("section", {}, h("h2", {}, "Over energy and density"), mapPlace, mapRoot, h("div", {class: "row"}, again))));
    const ask = lastOnly(tools, place), askMap = lastOnly(tools, mapPlace);
    let held = "", drawn = null, mapped = "";
    const mapKey = now => JSON.stringify(tools.caseOf({...now, energy: "", density: "", drug: ""}), (key, value) => key === "title" ? undefined : value);
    async function draw(scenarios = false) {
      const request = {case: tools.caseOf(), scenarios}, now = JSON.stringify(request);
      if (now === held) return;
      held = now;
      list.classList.add("old");
      const found = await ask("gauges", request);
      if (!found?.gauges) { if (found === null) held = ""; return; }
      list.classList.remove("old");
      head.textContent = `${WORDS[found.state]}.`;
      head.className = `verdict ${found.state}`;
      list.replaceChildren(...found.gauges.map(gauge));
      wide.hidden = scenarios;
      bands.textContent = found.scenarios.length ? `Pale: the band over ${found.scenarios.length} scenarios: ${found.scenarios.join("; ")}.` : "Nominal skin and device: no scenarios yet. The mark is the value; shades begin at the warn and the stop mark of each limit.";
      words.replaceChildren(...[...found.sentences, ...found.advice].map(text => h("li", {}, text)));
      root.dataset.done = scenarios ? "bands" : "gauges";
    }
    async function drawMap() {
      const now = tools.state;
      mapped = mapKey(now);
      again.hidden = true;
      const found = await askMap("map", {case: tools.caseOf()});
      if (!found) { again.hidden = found === undefined; return; }
      drawn = chart(found, tools.offers.devices.find(one => one.name === now.device), tools.state, next => tools.change(next));
      mapRoot.replaceChildren(drawn.root);
      root.dataset.mapped = "yes";
    }
    draw().then(() => drawMap());
    return {update(now) { draw(); drawn?.set(now); if (mapped && mapKey(now) !== mapped) { again.hidden = false; mapRoot.replaceChildren(h("p", {class: "small"}, "Other settings have changed: the map is to be drawn anew.")); drawn = null; } }, leave() {}};
  },
};
