// A course in time: a bar or a mark for each entry, on days that give the first weeks more room; and what each means.
import {h} from "/static/parts/dom.js";

const place = day => Math.sign(day) * Math.sqrt(Math.abs(day));

// `spans` are windows laid behind all entries: {from, to, text}. `set(day)` marks what is on a day.
export function calendar(entries, spans = []) {
  const last = place(Math.max(1, ...entries.map(one => Math.max(one.day, one.until)), ...spans.map(one => one.to)));
  const first = place(Math.min(0, ...entries.map(one => one.day), ...spans.map(one => one.from))), percent = day => 100 * (place(day) - first) / (last - first);
  const lines = [];
  const track = (kind, from, to) => {
    const cursor = h("i", {class: "now"});
    lines.push(cursor);
    return h("div", {class: "track", "aria-hidden": "true"}, h("i", {class: `bar ${kind}`, style: {left: `${percent(from)}%`, width: `max(9px, ${percent(to) - percent(from)}%)`}}), cursor);
  };
  const row = (kind, title, when, text, from, to) => h("li", {class: "entry"}, h("div", {}, h("b", {}, title), h("span", {class: "small"}, ` ${when}`)), track(kind, from, to), h("p", {class: "small"}, h("span", {class: `badge ${kind}`}, kind === "flag" ? "red flag" : kind), " ", text));
  const root = h("ol", {class: "calendar"},
    spans.map(one => row("span", one.title, one.when, one.text, one.from, one.to)),
    entries.map(one => row(one.kind, one.title, one.when, one.text, one.day, Math.max(one.until, one.day))));
  const rows = [...root.children].slice(spans.length);
  return {
    root,
    set(day) {
      for (const one of lines) one.style.left = `${percent(day)}%`;
      entries.forEach((one, k) => rows[k].classList.toggle("on", one.day <= day + 0.5 && Math.max(one.until, one.day) >= day - 0.5));
    },
  };
}
