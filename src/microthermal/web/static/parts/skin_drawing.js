// Skin that is cut open, to scale: layers with their names, and places with the depths between which they are found.
import {s} from "/static/parts/dom.js";

const TISSUES = {stratum_corneum: "#d9b48a", epidermis: "#e3b58f", papillary_dermis: "#f3d3c3", reticular_dermis: "#f0dcd2", dermis: "#f0dcd2", fat: "#f6e7b0", muscle: "#d99a94", other: "#e6e0dc"};
const millimetres = metres => Number((metres * 1e3).toPrecision(2)).toString();

// `marks` are {depth, shallow, deep, title}; `deep` is how far down is drawn [m].
export function skinDrawing(layers, marks, deep, alt) {
  const [width, height, left, top] = [560, 470, 46, 10], high = height - top - 12, Y = z => top + z / deep * high, parts = [];
  for (const layer of layers) {
    if (layer.top >= deep) continue;
    const y = Y(layer.top), end = Y(Math.min(layer.bottom, deep));
    const band = s("rect", {x: left, y, width: width - left, height: Math.max(end - y, 0.8)});
    band.style.fill = TISSUES[layer.tissue] ?? TISSUES.other;
    parts.push(band);
    if (end - y > 17) parts.push(s("text", {x: left + 10, y: (y + end) / 2 + 5, class: "onskin"}, layer.name));
  }
  const step = deep > 4e-3 ? 1e-3 : deep > 1.6e-3 ? 5e-4 : 2e-4;
  for (let z = 0; z <= deep + 1e-9; z += step) parts.push(s("text", {x: left - 6, y: Y(z) + 4, "text-anchor": "end"}, millimetres(z)), s("line", {x1: left - 3, x2: left, y1: Y(z), y2: Y(z), class: "grid"}));
  const seen = marks.filter(one => one.depth <= deep);
  let last = -99;
  seen.forEach(({depth, shallow, deep: deepest, title}, k) => {
    const x = left + 260 + k * (width - left - 290) / Math.max(seen.length, 1), y = Math.max(Y(depth), last + 17);
    last = y;
    parts.push(s("line", {x1: x, x2: x, y1: Y(shallow), y2: Y(Math.min(deepest, deep)), class: "reach"}), s("circle", {cx: x, cy: Y(depth), r: 4.5, class: "place"}),
      s("text", {x: x - 9, y: y + 4, "text-anchor": "end", class: "onskin strong"}, title));
  });
  return s("svg", {viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alt}, ...parts, s("text", {x: 0, y: 0, "text-anchor": "middle", transform: `translate(11 ${height / 2}) rotate(-90)`}, "depth [mm]"));
}
