// A slider through days, with what it stands at in words.
import {h} from "/static/live/dom.js";

export function stepper(id, said, take) {
  const bar = h("input", {type: "range", id, min: 0, max: said.length - 1, step: 1, value: 0, oninput: () => set(Number(bar.value))}), now = h("output", {for: id});
  const set = k => { bar.value = k; now.textContent = said[k]; bar.setAttribute("aria-valuetext", said[k]); take(k); };
  return {root: [h("label", {for: id}, "Day"), bar, now], set, get at() { return Number(bar.value); }};
}
