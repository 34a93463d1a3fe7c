// Controls with their labels, as the server describes them; each changes one setting, and clears those that hang on it.
import {h} from "./dom.js";

const KINDS = {
  choice({key, label, clears = []}, id, change) {
    const box = h("select", {id, onchange: () => change({...Object.fromEntries(clears.map(name => [name, ""])), [key]: box.value})});
    const note = h("p", {class: "small"});
    let names = "";
    return {parts: [h("label", {for: id}, label), box, note], set({options, value, note: words = ""}) {
      if (names !== (names = JSON.stringify(options))) box.replaceChildren(...options.map(one => h("option", {value: one.name}, one.title)));
      box.value = value; note.textContent = words;
    }};
  },
  // A slider over texts, such as the energies of a device; what it stands at is written beside its label.
  slider({key, label}, id, change, released) {
    const now = h("output", {for: id}), bar = h("input", {id, type: "range", min: 0, step: 1, onchange: released});
    let held = null;
    const tell = () => { now.textContent = held.words[bar.value]; bar.setAttribute("aria-valuetext", now.textContent); };
    bar.addEventListener("input", () => { tell(); change({[key]: held.texts[bar.value]}); });
    return {parts: [h("label", {for: id}, label, " ", now), bar], set(one) {
      held = one;
      bar.max = Math.max(one.texts.length - 1, 0); bar.disabled = one.texts.length < 2;
      bar.value = Math.max(one.texts.indexOf(one.value), 0);
      tell();
    }};
  },
  // A line of text, or a whole number between two ends.
  line({key, label, least, placeholder}, id, change) {
    const type = least === undefined ? "text" : "number", take = () => { if (type === "text" || box.value !== "" && box.checkValidity()) change({[key]: box.value.trim()}); };
    const box = h("input", {id, type, min: least, placeholder, spellcheck: "false", onchange: take});
    return {parts: [h("label", {for: id}, label), box], set({most, value}) { box.max = most ?? ""; if (document.activeElement !== box) box.value = value; }};
  },
  boxes({key, label, options, none}, id, change) {
    const take = () => change({[key]: list.filter(box => box.checked).map(box => box.value).join(" ") || none});
    const list = options.map(one => h("input", {type: "checkbox", value: one.name, onchange: take}));
    const root = h("fieldset", {class: "many"}, h("legend", label), list.map((box, k) => h("label", box, " ", options[k].title)));
    return {parts: [root], set({value}) { for (const box of list) box.checked = value.includes(box.value); }};
  },
};

// One control; `change({KEY: text})` hears of it, `released` that a slider was let go.
function control(one, change, released) {
  const {parts, set} = KINDS[one.kind](one, `of-${one.key}`, change, released);
  set(one);
  return {root: h("div", {class: "control"}, parts), set};
}

// All controls of a page: they stay as they are while their settings change.
function form(change) {
  const root = h("div", {class: "columns"}), held = new Map();
  let names = "";
  return {root, set(list) {
    for (const one of list) {
      if (held.has(one.key)) held.get(one.key).set(one);
      else held.set(one.key, control(one, change));
    }
    if (names !== (names = list.map(one => one.key).join())) root.replaceChildren(...list.map(one => held.get(one.key).root));
    root.hidden = !list.length;
  }};
}
export {control, form};
