// Controls with their labels; each calls `take(text)` when it is moved.
import {h} from "/static/parts/dom.js";

let count = 0;
const id = () => `control-${count += 1}`;

export function select(label, options, chosen, take, words = "") {
  const name = id(), box = h("select", {id: name, onchange: () => take(box.value)},
    options.map(one => h("option", {value: one.name, selected: one.name === chosen}, one.title)));
  const told = h("p", {class: "small"}, words);
  return {
    root: h("div", {class: "control"}, h("label", {for: name}, label), box, told),
    set(value, text) { box.value = value; if (text !== undefined) told.textContent = text; },
  };
}

// A slider over texts, such as the energies of a device; what it stands at is written beside its label.
export function slider(label, texts, chosen, take, words = text => text) {
  const name = id(), now = h("output", {for: name});
  const bar = h("input", {id: name, type: "range", min: 0, step: 1});
  let held = texts;
  const tell = () => { now.textContent = words(held[bar.value]); bar.setAttribute("aria-valuetext", now.textContent); };
  const set = (value, others = held) => {
    held = others;
    bar.max = Math.max(held.length - 1, 0);
    bar.disabled = held.length < 2;
    bar.value = Math.max(held.indexOf(value), 0);
    tell();
  };
  bar.addEventListener("input", () => { tell(); take(held[bar.value]); });
  set(chosen);
  return {root: h("div", {class: "control"}, h("label", {for: name}, label, " ", now), bar), set};
}

export function whole(label, least, most, chosen, take) {
  const name = id(), box = h("input", {id: name, type: "number", min: least, max: most, value: chosen});
  box.addEventListener("change", () => { if (box.value !== "" && box.checkValidity()) take(box.value); });
  return {root: h("div", {class: "control"}, h("label", {for: name}, label), box), set(value, highest = most) { box.value = value; box.max = highest; }};
}
