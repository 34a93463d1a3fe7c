// Settings over energy and density: the point is dragged, or moved by arrow keys; `take({energy, density})` gets where it is.
import {h, s} from "/static/parts/dom.js";

const WIDE = 620, HIGH = 400, LEFT = 92, FOOT = 46, wide = WIDE - LEFT - 6, high = HIGH - FOOT - 6;
const STATES = {inside: ["●", "inside every limit"], warned: ["◆", "a limit warns"], stopped: ["✕", "a stop limit is passed"], "too little": ["○", "too little for an effect"]};
const KEYS = {ArrowLeft: ["energy", -1], ArrowRight: ["energy", 1], ArrowUp: ["density", 1], ArrowDown: ["density", -1]};
const nearest = (list, place) => list.reduce((best, one) => Math.abs(one.place - place) < Math.abs(best.place - place) ? one : best);
const held = value => Math.min(Math.max(value, 0), 1);

export function windowMap(found, state, take) {
  const {cells} = found, X = place => LEFT + place * wide, Y = place => 6 + (1 - place) * high, axes = {energy: found.energy, density: found.density};
  const point = s("g", {class: "point"}, s("circle", {r: 9}), s("circle", {r: 2.5})), said = h("p", {class: "said", "aria-live": "polite"});
  const text = (words, x, y, anchor = "middle") => s("text", {x, y, "text-anchor": anchor}, words);
  const drawing = s("svg", {viewBox: `0 0 ${WIDE} ${HIGH}`, class: "map", tabindex: 0, role: "application", "aria-label": "Settings over energy and density; arrow keys move the point"},
    cells.map((row, i) => row.map((cell, k) => {
      const [x, x1] = axes.energy.edges.slice(i, i + 2).map(X), [y1, y] = axes.density.edges.slice(k, k + 2).map(Y);
      return s("g", {class: cell.state.replace(" ", "-")}, s("rect", {x, y, width: x1 - x, height: y1 - y}), text(STATES[cell.state][0], (x + x1) / 2, (y + y1) / 2 + 4));
    })),
    axes.energy.texts.map((one, k, all) => k && (one.place - all[k - 1].place) * wide < 46 ? null : text(one.text, X(one.place), HIGH - FOOT + 17)),
    axes.density.texts.map((one, k, all) => k && (one.place - all[k - 1].place) * high < 15 ? null : text(one.text, LEFT - 7, Y(one.place) + 4, "end")),
    text("energy of a microbeam", (LEFT + WIDE) / 2, HIGH - 6), point);
  let now = {}, dragged = false;
  function set({energy, density}) {
    now = {energy, density};
    const [x, y] = ["energy", "density"].map(name => held((axes[name].offered.find(one => one.text === now[name]) ?? {place: 0}).place));
    point.setAttribute("transform", `translate(${X(x)} ${Y(y)})`);
    const cell = ([axis, place]) => axis.edges.findLastIndex((edge, k) => edge <= place && k < axis.edges.length - 1), [i, k] = [[axes.energy, x], [axes.density, y]].map(cell);
    said.textContent = `${energy}, ${density}: the setting of the map that is nearest, ${axes.energy.texts[i].text} and ${axes.density.texts[k].text}, is ${cells[i][k].words}.`;
  }
  const from = event => {
    const box = drawing.getBoundingClientRect(), x = (event.clientX - box.left) / box.width * WIDE, y = (event.clientY - box.top) / box.height * HIGH;
    return {energy: nearest(axes.energy.offered, (x - LEFT) / wide).text, density: nearest(axes.density.offered, 1 - (y - 6) / high).text};
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
  return {set, root: h("figure", {}, drawing, h("ul", {class: "key map"}, Object.entries(STATES).map(([name, [mark, words]]) => h("li", {}, h("i", {class: name.replace(" ", "-")}, mark), words))), said, h("figcaption", {class: "small"}, found.about))};
}
