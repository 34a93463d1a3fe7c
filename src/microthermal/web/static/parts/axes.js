// Small plots of lines: axes with ticks, lines with names, in the page's own colours; each is a figure with words.
import {s, h} from "/static/parts/dom.js";

const nice = (low, high, count) => {
  const raw = Math.max(high - low, 1e-12) / count, ten = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(one => one * ten).find(one => one >= raw), first = Math.ceil(low / step - 1e-9) * step;
  return Array.from({length: Math.floor((high - first) / step + 1e-9) + 1}, (_, k) => Number((first + k * step).toPrecision(12)));
};
const text = value => Number(value.toPrecision(6)).toString();

// Lines [{x, y, name, colour, dash?}] over axes {x: {label, low, high}, y: {label, low, high, down?}}; `alt` in words.
export function plot(lines, axes, alt, {width = 400, height = 290} = {}) {
  const [left, right, top, bottom] = [58, 14, 12, 46], ends = Object.fromEntries(["x", "y"].map(one => {
    const values = lines.flatMap(line => line[one]).filter(Number.isFinite), {low = Math.min(...values), high = Math.max(...values)} = axes[one];
    return [one, [low, high > low ? high : low + 1]];
  }));
  const X = value => left + (value - ends.x[0]) / (ends.x[1] - ends.x[0]) * (width - left - right);
  const part = value => (value - ends.y[0]) / (ends.y[1] - ends.y[0]) * (height - top - bottom);
  const Y = value => axes.y.down ? top + part(value) : height - bottom - part(value);
  const marks = [];
  for (const at of nice(...ends.x, 5)) marks.push(s("line", {x1: X(at), x2: X(at), y1: top, y2: height - bottom, class: "grid"}), s("text", {x: X(at), y: height - bottom + 17, "text-anchor": "middle"}, text(at)));
  for (const at of nice(...ends.y, 5)) marks.push(s("line", {x1: left, x2: width - right, y1: Y(at), y2: Y(at), class: "grid"}), s("text", {x: left - 7, y: Y(at) + 4, "text-anchor": "end"}, text(at)));
  const drawn = lines.map(({x, y, colour, dash}) => {
    const path = x.map((one, k) => [X(one), Y(y[k])]).filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
    const line = s("polyline", {points: path.map(([a, b]) => `${a.toFixed(1)},${b.toFixed(1)}`).join(" "), class: "line", "stroke-dasharray": dash});
    line.style.stroke = colour;
    return line;
  });
  const cut = `cut-${Math.random().toString(36).slice(2)}`;
  const picture = s("svg", {viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alt},
    s("clipPath", {id: cut}, s("rect", {x: left, y: top, width: width - left - right, height: height - top - bottom})),
    ...marks, s("g", {"clip-path": `url(#${cut})`}, ...drawn),
    s("text", {x: (left + width - right) / 2, y: height - 8, "text-anchor": "middle"}, axes.x.label),
    s("text", {x: 0, y: 0, "text-anchor": "middle", transform: `translate(14 ${(top + height - bottom) / 2}) rotate(-90)`}, axes.y.label));
  const key = h("p", {class: "key small"}, lines.filter(one => one.name).map(({name, colour}) => h("span", {}, h("i", {style: {background: colour}}), name)));
  return h("figure", {class: "figure"}, picture, key);
}
