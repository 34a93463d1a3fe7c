// A front as a cloud in two metrics: all that was tried, the options with their bands, and what the wishes leave.
import {s} from "/static/live/dom.js";
import {words} from "/static/pictures/plot.js";

const WIDE = 640, HIGH = 400, LEFT = 58, FOOT = 42;

// `keeps(of)` tells whether a candidate keeps the wishes, whose value of a metric is `of(metric)`; `take(number)` gets an
// option that is picked.
export function frontPlot({options, candidates}, across, up, keeps, chosen, take) {
  const kinds = [...new Set(options.map(one => one.kind))], part = (axis, value) => (value - axis.ends[0]) / (axis.ends[1] - axis.ends[0]);
  const X = at => LEFT + at * (WIDE - LEFT - 8), Y = at => HIGH - FOOT - at * (HIGH - FOOT - 8), px = value => X(part(across, value)), py = value => Y(part(up, value));
  const line = (x1, x2, y1, y2, name) => s("line", {x1, x2, y1, y2, class: name}), known = Number.isFinite;
  const cloud = (candidates[across.metric] ?? []).map((one, k) => known(one) && known(candidates[up.metric]?.[k]) ? s("circle", {cx: px(one), cy: py(candidates[up.metric][k]), r: 2.6, class: `tried${keeps(metric => candidates[metric]?.[k]) ? "" : " out"}`}) : null);
  const dots = options.map(one => {
    const a = one.results[across.metric], b = one.results[up.metric];
    if (!known(a?.value) || !known(b?.value)) return null;
    const x = px(a.value), y = py(b.value), is = {out: !keeps(metric => one.results[metric]?.value), chosen: chosen.includes(one.number), refused: one.refused};
    const pick = event => { if (event.type === "click" || event.key === "Enter" || event.key === " ") { event.preventDefault(); take(one.number); } };
    return s("g", {class: ["option", `role${kinds.indexOf(one.kind) % 4}`, ...Object.keys(is).filter(name => is[name])].join(" "), tabindex: 0, role: "button", "aria-pressed": String(is.chosen), onclick: pick, onkeydown: pick, "aria-label": `Option ${one.number}, ${one.title}: ${across.title} ${a.text}, ${up.title} ${b.text}, ${one.word}`},
      line(px(a.low), px(a.high), y, y), line(x, x, py(b.low), py(b.high)), s("circle", {cx: x, cy: y, r: 8}), words(one.number, {x, y: y + 4}));
  });
  return s("svg", {viewBox: `0 0 ${WIDE} ${HIGH}`, class: "plot front", role: "group", "aria-label": `${options.length} options over ${across.title} and ${up.title}`},
    up.ticks.map(([at, text]) => [line(LEFT, WIDE - 8, Y(at), Y(at), "grid"), words(text, {x: LEFT - 6, y: Y(at) + 4, "text-anchor": "end"})]), across.ticks.map(([at, text]) => words(text, {x: X(at), y: HIGH - FOOT + 16})),
    words(across.label, {x: (LEFT + WIDE) / 2, y: HIGH - 6}), words(up.label, {transform: `translate(13 ${(HIGH - FOOT) / 2}) rotate(-90)`}), cloud, dots.reverse());
}
