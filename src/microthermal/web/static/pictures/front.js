// A front as a cloud in two metrics: all that was tried, the options with their bands, and what the wishes leave.
import {s} from "/static/parts/dom.js";
import {number, ticks} from "/static/pictures/plot.js";

const WIDE = 640, HIGH = 400, LEFT = 58, FOOT = 42;

// `keeps(of)` tells whether a candidate keeps the wishes, whose value of a metric is `of(metric)`; `take(number)` gets an
// option that is picked.
export function frontPlot({options, candidates}, across, up, keeps, chosen, take) {
  const kinds = [...new Set(options.map(one => one.kind))];
  const ends = axis => {
    const all = [axis.low, axis.high, ...options.flatMap(one => [one.results[axis.metric]?.low, one.results[axis.metric]?.high])].filter(Number.isFinite).map(one => one * axis.factor), low = Math.min(...all), high = Math.max(...all), room = 0.05 * (high - low || 1);
    return [low >= 0 ? Math.max(low - room, 0) : low - room, high + room];
  };
  const [x0, x1] = ends(across), [y0, y1] = ends(up), X = one => LEFT + (one - x0) / (x1 - x0) * (WIDE - LEFT - 8), Y = one => HIGH - FOOT - (one - y0) / (y1 - y0) * (HIGH - FOOT - 8);
  const px = one => X(one * across.factor), py = one => Y(one * up.factor), text = (words, at) => s("text", {"text-anchor": "middle", ...at}, words);
  const line = (x1, x2, y1, y2, name) => s("line", {x1, x2, y1, y2, class: name});
  const cloud = (candidates[across.metric] ?? []).map((one, k) => Number.isFinite(one) && Number.isFinite(candidates[up.metric]?.[k]) ? s("circle", {cx: px(one), cy: py(candidates[up.metric][k]), r: 2.6, class: `tried${keeps(metric => candidates[metric]?.[k]) ? "" : " out"}`}) : null);
  const dots = options.map(one => {
    const a = one.results[across.metric], b = one.results[up.metric];
    if (!Number.isFinite(a?.value) || !Number.isFinite(b?.value)) return null;
    const x = px(a.value), y = py(b.value), is = {out: !keeps(metric => one.results[metric]?.value), chosen: chosen.includes(one.number), refused: one.refused};
    const pick = event => { if (event.type === "click" || event.key === "Enter" || event.key === " ") { event.preventDefault(); take(one.number); } };
    return s("g", {class: ["option", `role${kinds.indexOf(one.kind) % 4}`, ...Object.keys(is).filter(name => is[name])].join(" "), tabindex: 0, role: "button", "aria-pressed": String(is.chosen), onclick: pick, onkeydown: pick, "aria-label": `Option ${one.number}, ${one.title}: ${across.title} ${a.text}, ${up.title} ${b.text}, ${one.word}`},
      line(px(a.low), px(a.high), y, y), line(x, x, py(b.low), py(b.high)), s("circle", {cx: x, cy: y, r: 8}), text(one.number, {x, y: y + 4}));
  });
  return s("svg", {viewBox: `0 0 ${WIDE} ${HIGH}`, class: "plot front", role: "group", "aria-label": `${options.length} options over ${across.title} and ${up.title}`},
    ticks(y0, y1).map(one => [line(LEFT, WIDE - 8, Y(one), Y(one), "grid"), text(number(one), {x: LEFT - 6, y: Y(one) + 4, "text-anchor": "end"})]), ticks(x0, x1).map(one => text(number(one), {x: X(one), y: HIGH - FOOT + 16})),
    text(across.label, {x: (LEFT + WIDE) / 2, y: HIGH - 6}), text(up.label, {transform: `translate(13 ${(HIGH - FOOT) / 2}) rotate(-90)`}), cloud, dots.reverse());
}
