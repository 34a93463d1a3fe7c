// Sections of the report: words, cards, tables and figures, as the server sends them.
import {h} from "/static/parts/dom.js";

const badge = (text, tone) => text ? h("span", {class: `badge ${tone}`}, text) : null;

// A table of few words: cells are texts, elements, lists of these, or what the report's cells hold.
const plain = one => one?.constructor === Object ? {lines: [], ...one} : {text: one, lines: []};
export const rows = (columns, list, {caption, numeric, strong, label} = {}) => table({columns, caption, numeric, label, rows: list.map((cells, k) => ({cells: cells.map(plain), strong: k === strong}))});

function cell({text, note, tone, badge: word, link, lines}) {
  return [
    link?.startsWith("https://") ? h("a", {href: link, rel: "noreferrer"}, text) : text, badge(word, tone),
    lines.map(one => h("span", {class: "line"}, one.label ? `${one.label} ` : "", h("b", {}, one.value), one.band ? ` ${one.band}` : "")),
    !note ? null : note.length < 200 ? h("small", {}, note) : h("details", {class: "note"}, h("summary", {}, "more"), h("small", {}, note)),
  ];
}

export const table = ({columns, rows, caption, label, numeric = []}) => h("div", {class: "wide", tabindex: 0, role: "group", "aria-label": label || caption || columns.filter(Boolean).join(", ") || "Table"}, h("table", {class: columns.length > 4 ? "broad" : null},
  h("thead", {}, h("tr", {}, columns.map((text, k) => h("th", {scope: "col", class: numeric.includes(k) ? "number" : null}, text)))),
  h("tbody", {}, rows.map(({cells, strong}) => h("tr", {class: strong ? "strong" : null}, cells.map((one, k) => h("td", {class: numeric.includes(k) ? "number" : null}, cell(one)))))),
  caption ? h("caption", {}, caption) : null));

// A figure is an image: its styles stay inside it. One that is too wide for the screen is scrolled.
export function picture({svg, title, alt, caption}) {
  const wide = Number(/width="([\d.]+)/.exec(svg)?.[1] ?? 0);
  const image = h("img", {src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, alt: alt || title, style: {"max-width": `${wide}px`, "min-width": wide > 700 ? "680px" : "0"}});
  return h("figure", {}, h("div", {class: "wide", tabindex: wide > 700 ? 0 : null, role: wide > 700 ? "group" : null, "aria-label": wide > 700 ? title || "Figure" : null}, image),
    title || caption ? h("figcaption", {class: "small"}, title ? h("b", {}, `${title.replace(/\.$/, "")}. `) : null, caption) : null);
}

const PARTS = {
  words: ({text, style}) => h("p", {class: style === "small" ? "small" : style === "verdict" ? "verdict" : null}, text),
  items: ({texts}) => h("ul", {}, texts.map(text => h("li", {}, text))),
  heading: ({text}) => h("h3", {}, text),
  cards: ({cards, title}) => [title ? h("h3", {}, title) : null, h("div", {class: "cards"}, cards.map(one => h("div", {class: one.tone}, h("span", {}, one.label), h("b", {class: one.value.length > 22 ? "long" : null}, one.value), h("small", {}, one.note))))],
  alerts: ({alerts}) => h("ul", {class: "alerts"}, alerts.map(one => h("li", {class: one.weight}, badge(one.weight, one.weight), " ", one.text))),
  table, picture,
  beside: ({parts}) => h("div", {class: "columns"}, parts.map(one => h("div", {}, part(one)))),
  folded: ({summary, parts}) => h("details", {}, h("summary", {}, summary), parts.map(part)),
};
const part = one => PARTS[one.kind](one);

export const block = ({title, heading, lead, parts}) => h("section", {}, heading || title ? h("h2", {}, heading || title) : null, lead ? h("p", {class: "small"}, lead) : null, parts.map(part));
