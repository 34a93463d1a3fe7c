// Sections of the report: words, cards, tables and figures, as the server sends them.
import {h} from "/static/live/dom.js";
import {cut} from "/static/pictures/cut.js";
import {link} from "/static/state.js";

const badge = (text, tone, mark) => text ? h("span", {class: `badge ${tone}`, "data-mark": mark}, text) : null;

// `go` are settings of a link, `do` and `check` what a button or a box is for: their page listens.
function held({text, strong, link: away, go, do: act, check, label, off}) {
  if (check) return h("label", {class: "number"}, h("input", {type: "checkbox", "data-check": check, "aria-label": label}), ` ${text}`);
  if (act) return h("button", {"data-do": act, "aria-label": label, disabled: off}, text);
  if (go) return h("a", {href: link(go)}, text);
  if (away?.startsWith("https://")) return h("a", {href: away, rel: "noreferrer"}, text);
  return strong ? h("b", text) : text;
}

const cell = one => typeof one === "string" ? one : [
  held(one), badge(one.badge, one.tone, one.mark),
  one.lines?.map(({label, value, band}) => h("span", {class: "line"}, label ? `${label} ` : "", h("b", value), band ? ` ${band}` : "")),
  !one.note ? null : one.note.length < 200 ? h("small", one.note) : h("details", {class: "note"}, h("summary", "more"), h("small", one.note)),
];

const table = ({columns, rows, caption, label, numeric = []}) => h("div", {class: "wide", tabindex: 0, role: "group", "aria-label": label || caption || columns.filter(Boolean).join(", ") || "Table"}, h("table", {class: columns.length > 4 ? "broad" : null},
  h("thead", h("tr", columns.map((text, k) => h("th", {scope: "col", class: numeric.includes(k) ? "number" : null}, text)))),
  h("tbody", rows.map(({cells, strong}) => h("tr", {class: strong ? "strong" : null}, cells.map((one, k) => h("td", {class: numeric.includes(k) ? "number" : null}, cell(one)))))),
  caption ? h("caption", caption) : null));

// A figure is an image: its styles stay inside it. One that is too wide for the screen is scrolled.
function picture({svg, title, alt, caption, plate}) {
  const size = Number(/width="([\d.]+)/.exec(svg)?.[1] ?? 0), wide = size > 700;
  const image = h("img", {class: plate ? "plate" : null, src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, alt: alt || title, style: {"max-width": `${size}px`, "min-width": wide ? "680px" : "0"}});
  return h("figure", h("div", {class: "wide", ...(wide ? {tabindex: 0, role: "group", "aria-label": title || "Figure"} : {})}, image),
    title || caption ? h("figcaption", {class: "small"}, title ? h("b", `${title.replace(/\.$/, "")}. `) : null, caption) : null);
}

function shapes(one) {
  const drawn = cut(one, one.levels);
  drawn.set(0, one.alt);
  return h("figure", drawn.root, one.caption ? h("figcaption", {class: "small"}, one.caption) : null);
}

const items = texts => h("ul", texts.map(text => h("li", text)));
const cards = list => h("div", {class: "cards"}, list.map(one => h("div", {class: one.tone}, h("span", one.label), h("b", {class: one.value.length > 22 ? "long" : null}, one.value), one.note ? h("small", one.note) : null)));

const PARTS = {
  words: ({text, style}) => text ? h("p", {class: style === "plain" ? null : style}, text) : null,
  items: ({texts}) => items(texts),
  heading: ({text}, level) => h(level, {}, text),
  cards: ({cards: list, title}, level) => [title ? h(level, {}, title) : null, cards(list)],
  alerts: ({alerts}) => h("ul", {class: "alerts"}, alerts.map(one => h("li", {class: one.weight}, badge(one.weight, one.weight), " ", one.text))),
  table, picture, shapes,
  beside: ({parts}, level) => h("div", {class: "columns"}, parts.map(one => h("div", part(one, level)))),
  group: ({parts}, level) => parts.map(one => part(one, level)),
  folded: ({summary, parts}, level) => h("details", h("summary", summary), parts.map(one => part(one, level))),
};
const part = (one, level = "h3") => PARTS[one.kind](one, level);

const block = ({title, heading, lead, parts, folded}) => folded ? h("details", h("summary", title), parts.map(one => part(one)))
  : h("section", heading || title ? h("h2", heading || title) : null, lead ? h("p", {class: "small"}, lead) : null, parts.map(one => part(one)));

export {block, cards, items, part, table};
