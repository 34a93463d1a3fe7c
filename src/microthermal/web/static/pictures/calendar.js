// A course in time: what happens when, what it means, and a bar on days that give the first weeks more room.
import {h} from "/static/live/dom.js";

const place = day => Math.sign(day) * Math.sqrt(Math.abs(day));
const end = one => Math.max(one.until, one.day);

export function calendar(entries) {
  const ends = entries.flatMap(one => [place(one.day), place(end(one))]), first = Math.min(0, ...ends), last = Math.max(1, ...ends);
  const percent = day => 100 * (place(day) - first) / (last - first), marks = entries.map(() => h("i", {class: "now"}));
  const rows = entries.map((one, k) => h("li", {class: "entry"}, h("b", one.title), h("span", {class: "small"}, ` ${one.when}`),
    h("div", {class: "track", "aria-hidden": "true"}, h("i", {class: `bar ${one.kind}`, style: {left: `min(${percent(one.day)}%, 100% - 9px)`, width: `max(9px, ${percent(end(one)) - percent(one.day)}%)`}}), marks[k]),
    h("p", {class: "small"}, h("span", {class: `badge ${one.kind}`}, one.kind === "flag" ? "red flag" : one.kind), " ", one.text)));
  return {
    root: h("ol", {class: "calendar"}, rows),
    set(day) { entries.forEach((one, k) => { marks[k].style.left = `${percent(day)}%`; rows[k].classList.toggle("on", one.day <= day + 0.5 && end(one) >= day - 0.5); }); },
  };
}
