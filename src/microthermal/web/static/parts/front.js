// A front as a cloud in two metrics: all that was tried, the options with their bands, and what the wishes leave.
import {s} from "/static/parts/dom.js";
import {number, ticks} from "/static/parts/plot.js";

const WIDE = 640, HIGH = 400, LEFT = 58, FOOT = 42, KINDS = 4;

// `keeps(values)` tells whether a candidate keeps the wishes; `take(number)` is called for an option that is picked.
export function frontPlot(found, across, up, keeps, chosen, take) {
  const {options, candidates} = found, kinds = [...new Set(options.map(one => one.kind))];
  const value = (one, axis) => one.results[axis.metric]?.value;
  const ends = axis => {
    const all = [axis.low, axis.high, ...options.flatMap(one => [one.results[axis.metric]?.low, one.results[axis.metric]?.high])].filter(Number.isFinite).map(one => one * axis.factor);
    const low = Math.min(...all), high = Math.max(...all), room = 0.05 * (high - low || 1);
    return [low >= 0 ? Math.max(low - room, 0) : low - room, high + room];
  };
  const [x0, x1] = ends(across), [y0, y1] = ends(up);
  const px = one => LEFT + (one * across.factor - x0) / (x1 - x0) * (WIDE - LEFT - 8), py = one => HIGH - FOOT - (one * up.factor - y0) / (y1 - y0) * (HIGH - FOOT - 8);
  const label = axis => `${axis.words.split(",")[0]}${axis.unit ? ` [${axis.unit}]` : ""}${axis.better === "near" ? "" : `, ${axis.better} is better`}`;
  const cloud = (candidates[across.metric] ?? []).map((one, k) => {
    const two = candidates[up.metric]?.[k];
    return one === null || two === null || two === undefined ? null : s("circle", {cx: px(one), cy: py(two), r: 2.6, class: keeps(metric => candidates[metric]?.[k]) ? "tried" : "tried out"});
  });
  const dots = options.map(one => {
    const [x, y] = [value(one, across), value(one, up)];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
    const a = one.results[across.metric], b = one.results[up.metric], out = !keeps(metric => one.results[metric]?.value);
    const pick = event => { if (event.type === "click" || event.key === "Enter" || event.key === " ") { event.preventDefault(); take(one.number); } };
    return s("g", {class: `option role${kinds.indexOf(one.kind) % KINDS}${out ? " out" : ""}${chosen.includes(one.number) ? " chosen" : ""}${one.refused ? " refused" : ""}`, tabindex: 0, role: "button", "aria-pressed": String(chosen.includes(one.number)), onclick: pick, onkeydown: pick,
      "aria-label": `Option ${one.number}, ${one.title}: ${across.words.split(",")[0]} ${a.text}, ${up.words.split(",")[0]} ${b.text}, ${one.word}`},
      s("line", {x1: px(a.low), x2: px(a.high), y1: py(y), y2: py(y)}), s("line", {x1: px(x), x2: px(x), y1: py(b.low), y2: py(b.high)}),
      s("circle", {cx: px(x), cy: py(y), r: 8}), s("text", {x: px(x), y: py(y) + 4, "text-anchor": "middle"}, one.number));
  });
  return s("svg", {viewBox: `0 0 ${WIDE} ${HIGH}`, class: "plot front", role: "group", "aria-label": `${options.length} options over ${label(across)} and ${label(up)}`},
    ticks(y0, y1).map(one => [s("line", {class: "grid", x1: LEFT, x2: WIDE - 8, y1: py(one / up.factor), y2: py(one / up.factor)}), s("text", {x: LEFT - 6, y: py(one / up.factor) + 4, "text-anchor": "end"}, number(one))]),
    ticks(x0, x1).map(one => s("text", {x: px(one / across.factor), y: HIGH - FOOT + 16, "text-anchor": "middle"}, number(one))),
    s("text", {x: (LEFT + WIDE) / 2, y: HIGH - 6, "text-anchor": "middle"}, label(across)), s("text", {x: 13, y: (HIGH - FOOT) / 2, "text-anchor": "middle", transform: `rotate(-90 13 ${(HIGH - FOOT) / 2})`}, label(up)),
    cloud, dots.reverse());
}

export const kindsOf = found => [...new Set(found.options.map(one => one.kind))];
