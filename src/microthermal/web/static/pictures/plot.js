// Curves with bands over axes that the server lays out; a place on the axis below can be picked by a pointer.
import {s, spot} from "/static/live/dom.js";

const WIDE = 520, HIGH = 220, LEFT = 46, RIGHT = 16, TOP = 10, FOOT = 34;

export const words = (text, at) => s("text", {"text-anchor": "middle", ...at}, text);

// `x` is {label, ticks: [[part, text]]}, `xs` and `marks` are parts of it, from 0 to 1, `split` is where its scale changes;
// `y` is {label, low, high, ticks}; `series` are {points, low, high, least, most, dashed, role}.
export function plot({xs, x, y, series, alt, take, follow, marks = [], split = 1}) {
  const across = part => LEFT + part * (WIDE - LEFT - RIGHT), down = value => HIGH - FOOT - (value - y.low) / (y.high - y.low) * (HIGH - FOOT - TOP);
  const points = values => xs.map((one, k) => `${across(one).toFixed(1)} ${down(values[k]).toFixed(1)}`), line = values => `M${points(values).join("L")}`, area = (low, high) => `${line(high)}L${points(low).reverse().join("L")}Z`;
  const upright = (name, part) => s("line", {class: name, x1: across(part), x2: across(part), y1: TOP, y2: HIGH - FOOT}), cursor = take ? upright("cursor", xs[0]) : null;
  const path = (name, role, d) => s("path", {class: `${name} role${role}`, d});
  const root = s("svg", {viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": alt, class: "plot"},
    s("rect", {class: "late", x: across(split), y: TOP, width: across(1) - across(split), height: HIGH - FOOT - TOP}),
    y.ticks.map(([value, text]) => [s("line", {class: "grid", x1: LEFT, x2: WIDE - RIGHT, y1: down(value), y2: down(value)}), words(text, {x: LEFT - 6, y: down(value) + 4, "text-anchor": "end"})]),
    x.ticks.map(([part, text]) => words(text, {x: across(part), y: HIGH - FOOT + 16})), words(x.label, {x: (LEFT + WIDE) / 2, y: HIGH - 3}), words(y.label, {transform: `translate(11 ${(HIGH - FOOT + TOP) / 2}) rotate(-90)`}),
    series.map(one => [one.low ? path("band", one.role, area(one.low, one.high)) : null, one.least ? [one.least, one.most].map(values => path("end", one.role, line(values))) : null, one.dashed ? path("rest", one.role, line(one.dashed)) : null, path("course", one.role, line(one.points))]),
    marks.map(part => upright("mark", part)), cursor);
  const pick = event => {
    const part = (spot(root, event)[0] * WIDE - LEFT) / (WIDE - LEFT - RIGHT);
    take(xs.reduce((best, one, k) => Math.abs(one - part) < Math.abs(xs[best] - part) ? k : best, 0));
  };
  if (take) {
    root.addEventListener("pointerdown", pick);
    root.addEventListener("pointermove", event => { if (event.buttons || follow && event.pointerType === "mouse") pick(event); });
  }
  return {root, set(k) { for (const name of ["x1", "x2"]) cursor.setAttribute(name, across(xs[k])); }};
}
