// Curves with bands on two axes, as SVG; a place on the axis below can be picked by pointer and by keys.
import {s} from "/static/parts/dom.js";

const WIDE = 520, LEFT = 46, RIGHT = 16, TOP = 10, FOOT = 34;

export function ticks(low, high, count = 5) {
  const span = high - low || 1, raw = span / count, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map(one => one * power).find(one => one >= raw);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k += 1) found.push(Number((k * step).toPrecision(10)));
  return found;
}

export const number = value => value === 0 ? "0" : Math.abs(value) >= 1000 || Math.abs(value) < 0.001 ? value.toPrecision(2) : String(Number(value.toPrecision(3)));

// Two weeks fill three fifths of the axis: what comes in hours would vanish on an even axis of months.
export function daysAxis(last) {
  const place = day => last <= 14 ? day / last : day <= 14 ? 0.6 * day / 14 : 0.6 + 0.4 * (day - 14) / (last - 14);
  const marks = [0, 1, 3, 7, 14, 60, 120, 180, 270, 365].filter(day => day <= last);
  return {place, ticks: marks.map(day => [day, String(day)]), label: "day after the laser", split: last > 14 ? 14 : null};
}

export const evenAxis = (low, high, label) => ({place: value => (value - low) / (high - low), ticks: ticks(low, high, 6).map(value => [value, number(value)]), label});

// `series` are {points, low, high, least, most, dashed, role}: lists beside `xs`; `role` is the number of a colour.
export function plot({xs, x, y, series, alt, marks = [], height = 220}) {
  const across = value => LEFT + x.place(value) * (WIDE - LEFT - RIGHT), down = value => height - FOOT - (value - y.low) / (y.high - y.low) * (height - FOOT - TOP);
  const line = values => xs.map((one, k) => `${k ? "L" : "M"}${across(one).toFixed(1)} ${down(values[k]).toFixed(1)}`).join("");
  const area = (low, high) => `${line(high)}${[...xs].reverse().map((one, k) => `L${across(one).toFixed(1)} ${down(low[xs.length - 1 - k]).toFixed(1)}`).join("")}Z`;
  const cursor = s("line", {class: "cursor", x1: 0, x2: 0, y1: TOP, y2: height - FOOT});
  const root = s("svg", {viewBox: `0 0 ${WIDE} ${height}`, role: "img", "aria-label": alt, class: "plot"},
    x.split ? s("rect", {class: "late", x: across(x.split), y: TOP, width: across(xs.at(-1)) - across(x.split), height: height - FOOT - TOP}) : null,
    ticks(y.low, y.high, 4).map(value => [s("line", {class: "grid", x1: LEFT, x2: WIDE - RIGHT, y1: down(value), y2: down(value)}), s("text", {x: LEFT - 6, y: down(value) + 4, "text-anchor": "end"}, number(value))]),
    x.ticks.map(([value, text]) => s("text", {x: across(value), y: height - FOOT + 16, "text-anchor": "middle"}, text)),
    s("text", {x: (LEFT + WIDE) / 2, y: height - 3, "text-anchor": "middle"}, x.label),
    y.label ? s("text", {x: 11, y: (height - FOOT + TOP) / 2, "text-anchor": "middle", transform: `rotate(-90 11 ${(height - FOOT + TOP) / 2})`}, y.label) : null,
    series.map(one => [
      one.low ? s("path", {class: `band role${one.role}`, d: area(one.low, one.high)}) : null,
      one.least ? [one.least, one.most].map(values => s("path", {class: `end role${one.role}`, d: line(values)})) : null,
      one.dashed ? s("path", {class: `rest role${one.role}`, d: line(one.dashed)}) : null,
      s("path", {class: `course role${one.role}`, d: line(one.points)}),
    ]),
    marks.map(value => s("line", {class: "mark", x1: across(value), x2: across(value), y1: TOP, y2: height - FOOT})),
    cursor,
  );
  return {
    root,
    set(value) { const place = across(value); cursor.setAttribute("x1", place); cursor.setAttribute("x2", place); },
    // The place of `xs` that is nearest to a pointer.
    at(event) {
      const box = root.getBoundingClientRect(), place = (event.clientX - box.left) / box.width * WIDE;
      return xs.reduce((best, one, k) => Math.abs(across(one) - place) < Math.abs(across(xs[best]) - place) ? k : best, 0);
    },
  };
}
