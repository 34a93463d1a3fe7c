// Settings over energy and density: the point is dragged, or moved by arrow keys; `take({energy, density})` gets where it is.
import {h, s, spot} from "/static/live/dom.js";
import {cut} from "/static/pictures/cut.js";

const KEYS = {ArrowLeft: ["energy", -1], ArrowRight: ["energy", 1], ArrowUp: ["density", 1], ArrowDown: ["density", -1]};
const nearest = (list, place) => list.reduce((best, one) => Math.abs(one.place - place) < Math.abs(best.place - place) ? one : best);
const held = value => Math.min(Math.max(value, 0), 1);

export function windowMap(found, state, take) {
  const {cells, box: [wide, high], plot: [left, top, right, bottom]} = found, axes = {energy: found.energy, density: found.density};
  const point = s("g", {class: "point"}, s("circle", {r: 9}), s("circle", {r: 2.5})), said = h("p", {class: "said", "aria-live": "polite"}), {root: drawing} = cut({...found, class: "map", top: 0});
  for (const [name, value] of Object.entries({tabindex: 0, role: "application", "aria-label": found.alt})) drawing.setAttribute(name, value);
  drawing.append(point);
  let now = {}, dragged = false;
  function set({energy, density}) {
    now = {energy, density};
    const at = name => held((axes[name].offered.find(one => one.text === now[name]) ?? {place: 0}).place), [x, y] = [at("energy"), at("density")];
    point.setAttribute("transform", `translate(${left + x * (right - left)} ${bottom - y * (bottom - top)})`);
    const cell = (axis, place) => axis.edges.findLastIndex((edge, k) => edge <= place && k < axis.edges.length - 1), i = cell(axes.energy, x), k = cell(axes.density, y);
    said.textContent = `${energy}, ${density}: the setting of the map that is nearest, ${axes.energy.texts[i].text} and ${axes.density.texts[k].text}, is ${cells[i][k].words}.`;
  }
  const from = event => {
    const [x, y] = spot(drawing, event);
    return {energy: nearest(axes.energy.offered, (x * wide - left) / (right - left)).text, density: nearest(axes.density.offered, (bottom - y * high) / (bottom - top)).text};
  };
  const on = (name, listener) => drawing.addEventListener(name, listener);
  on("pointerdown", event => { dragged = true; drawing.setPointerCapture(event.pointerId); set(from(event)); });
  on("pointermove", event => { if (dragged) set(from(event)); });
  on("pointerup", () => { if (dragged) take(now); dragged = false; });
  on("pointercancel", () => { dragged = false; });
  on("keydown", event => {
    const [name, step] = KEYS[event.key] ?? [], list = axes[name]?.offered;
    if (!list) return;
    event.preventDefault();
    set({...now, [name]: list[Math.min(Math.max(list.findIndex(one => one.text === now[name]) + step, 0), list.length - 1)].text});
  });
  on("keyup", event => { if (event.key in KEYS) take(now); });
  set(state);
  return {set, root: h("figure", drawing, h("ul", {class: "key map"}, found.key.map(([name, mark, words]) => h("li", h("i", {class: name}, mark), words))), said, h("figcaption", {class: "small"}, found.about))};
}
