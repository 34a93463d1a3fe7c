// The page of one zone in a file: what the program wrote gives way to the zone that moves.
import {h} from "./dom.js";
import {control} from "./form.js";
import {Moving, thread} from "./moving.js";
import {celsius, energy, length, time} from "./picture.js";
import {View} from "./view.js";
import {inflated} from "./zone.js";

const text = id => document.getElementById(id).textContent, say = words => { document.getElementById("fault").textContent = words; };

function begin(told, moving) {
  const view = new View([["Depth, radius of the case", native => `${length(native.depth)}, ${length(native.radius)}`]]), note = h("p", {class: "small", id: "same"}), spent = h("p", {class: "small"});
  const beginning = {energy: told.energies.indexOf(told.energy), duration: told.durations.indexOf(told.duration), cooling: told.cooling}, settings = {...beginning};
  const sliders = [["energy", "Energy of a microbeam", told.energies, energy], ["duration", "Pulse length", told.durations, time], ["cooling", "Cooling of the surface", told.coolings, celsius]]
    .filter(([key, , values]) => key !== "cooling" || values.length > 1).map(([key, label, values, words]) => {
      const one = {kind: "slider", key, label, texts: values.map((_, k) => k), words: values.map(words)}, made = control({...one, value: settings[key]}, part => { Object.assign(settings, part); redraw(); });
      return {root: made.root, reset: () => made.set({...one, value: settings[key]})};
    });
  const same = () => told.shown.every(([name, , , , native]) => ["depth", "radius"].every(one => length(view.found.reaches[name][one]) === length(native[one]))) && length(view.found.channel) === length(told.channel);
  async function redraw() {
    try {
      if (!await view.move(settings)) return;
      const asked = Object.keys(beginning).every(key => settings[key] === beginning[key]), right = !asked || same();
      note.textContent = !asked ? "Other settings than those of the case." : right ? "At the settings of the case this page finds what the simulation found." : "This page does not find what the simulation found: do not use it.";
      note.className = right ? "small" : "stop";
      spent.textContent = `Followed in ${Math.round(view.found.spent)} ms.`;
      document.body.classList.add("ready");
    } catch (error) {
      say(`This page stopped: ${error.message}. The numbers and the picture may be those of the simulation.`);
    }
  }
  const reset = h("button", {onclick: () => { Object.assign(settings, beginning); for (const one of sliders) one.reset(); redraw(); }}, "Back to the case");
  view.lay(told, moving);
  document.querySelector(".still").before(h("div", {class: "board live"}, view.picture, h("div", sliders.map(one => one.root), view.strong, reset, view.numbers, view.table, note, spent)));
  return redraw();
}

if (self.document) try {
  const [code, packed] = await Promise.all([inflated(text("code")), inflated(text("case"))]), told = JSON.parse(new TextDecoder().decode(packed)), moving = new Moving(code, told, JSON.parse(text("starts")));
  await begin(told, moving);
  // Who only reads needs no thread: it starts behind the zone of the case.
  moving.hire(thread(URL.createObjectURL(new Blob([document.querySelector("script[type=module]").textContent], {type: "text/javascript"}))));
} catch (error) {
  say(`This page could not start: ${error.message}. The numbers and the picture are those of the simulation.`);
}
