// Curves with bands on two axes; a place on the axis below can be picked by a pointer.
import {s} from "/static/parts/dom.js";

const WIDE = 520, HIGH = 220, LEFT = 46, RIGHT = 16, TOP = 10, FOOT = 34;

export function ticks(low, high, count = 5) {
  const raw = (high - low || 1) / count, power = 10 ** Math.floor(Math.log10(raw)), step = [1, 2, 2.5, 5, 10].map(one => one * power).find(one => one >= raw), first = Math.ceil(low / step - 1e-9);
  return Array.from({length: Math.floor(high / step + 1e-9) - first + 1}, (_, k) => Number(((first + k) * step).toPrecision(10)));
}

export const number = value => value === 0 ? "0" : Math.abs(value) >= 1000 || Math.abs(value) < 0.001 ? value.toPrecision(2) : String(Number(value.toPrecision(3)));

// Two weeks fill three fifths of the axis: what comes in hours would vanish on an even axis of months.
export function daysAxis(last) {
  const place = day => last <= 14 ? day / last : day <= 14 ? 0.6 * day / 14 : 0.6 + 0.4 * (day - 14) / (last - 14);
  return {place, ticks: [0, 1, 3, 7, 14, 60, 120, 180, 270, 365].filter(day => day <= last), label: "day after the laser", split: last > 14 ? 14 : last};
}

export const evenAxis = (low, high, label) => ({place: value => (value - low) / (high - low), ticks: ticks(low, high, 6), label, split: high});

// `series` are {points, low, high, least, most, dashed, role}: lists beside `xs`; `role` is the number of a colour.
export function plot({xs, x, y, series, alt, take, follow, marks = []}) {
  const across = value => LEFT + x.place(value) * (WIDE - LEFT - RIGHT), down = value => HIGH - FOOT - (value - y.low) / (y.high - y.low) * (HIGH - FOOT - TOP);
  const points = values => xs.map((one, k) => `${across(one).toFixed(1)} ${down(values[k]).toFixed(1)}`), line = values => `M${points(values).join("L")}`, area = (low, high) => `${line(high)}L${points(low).reverse().join("L")}Z`;
  const upright = (name, value) => s("line", {class: name, x1: across(value), x2: across(value), y1: TOP, y2: HIGH - FOOT}), cursor = upright("cursor", xs[0]);
  const path = (name, role, d) => s("path", {class: `${name} role${role}`, d}), text = (words, at) => s("text", {"text-anchor": "middle", ...at}, words);
  const root = s("svg", {viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": alt, class: "plot"},
    s("rect", {class: "late", x: across(x.split), y: TOP, width: across(xs.at(-1)) - across(x.split), height: HIGH - FOOT - TOP}),
    ticks(y.low, y.high, 4).map(value => [s("line", {class: "grid", x1: LEFT, x2: WIDE - RIGHT, y1: down(value), y2: down(value)}), text(number(value), {x: LEFT - 6, y: down(value) + 4, "text-anchor": "end"})]),
    x.ticks.map(value => text(number(value), {x: across(value), y: HIGH - FOOT + 16})), text(x.label, {x: (LEFT + WIDE) / 2, y: HIGH - 3}), text(y.label ?? "", {transform: `translate(11 ${(HIGH - FOOT + TOP) / 2}) rotate(-90)`}),
    series.map(one => [one.low ? path("band", one.role, area(one.low, one.high)) : null, one.least ? [one.least, one.most].map(values => path("end", one.role, line(values))) : null, one.dashed ? path("rest", one.role, line(one.dashed)) : null, path("course", one.role, line(one.points))]),
    marks.map(value => upright("mark", value)), cursor);
  const pick = event => {
    const box = root.getBoundingClientRect(), place = (event.clientX - box.left) / box.width * WIDE;
    take(xs.reduce((best, one, k) => Math.abs(across(one) - place) < Math.abs(across(xs[best]) - place) ? k : best, 0));
  };
  root.addEventListener("pointerdown", pick);
  root.addEventListener("pointermove", event => { if (event.buttons || follow && event.pointerType === "mouse") pick(event); });
  return {root, set(k) { for (const name of ["x1", "x2"]) cursor.setAttribute(name, across(xs[k])); }};
}
