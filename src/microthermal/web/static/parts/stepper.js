// A slider through days, with what it stands at in words.
import {h} from "/static/parts/dom.js";

export function stepper(id, label, count, take, words) {
  const bar = h("input", {type: "range", id, min: 0, max: count - 1, step: 1, value: 0}), now = h("output", {for: id});
  const set = k => { bar.value = k; now.textContent = words(k); bar.setAttribute("aria-valuetext", now.textContent); take(k); };
  bar.addEventListener("input", () => set(Number(bar.value)));
  return {root: [h("label", {for: id}, label), bar, now], set, get at() { return Number(bar.value); }};
}
