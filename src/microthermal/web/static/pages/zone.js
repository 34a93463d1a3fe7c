// One zone in the skin, to scale. Sliders of energy, pulse length and cooling are followed in this page by the program's
// own kernels; what changes the light or the grid is laid out again by the server.
import {Moving} from "/static/live/moving.js";
import {celsius, digits, draw, harm, length, place, temperatures, time, volume} from "/static/live/picture.js";
import {deviceOf} from "/static/case.js";
import {bodiesOf} from "/static/parts/bodies.js";
import {slider, whole} from "/static/parts/controls.js";
import {h} from "/static/parts/dom.js";
import {film} from "/static/parts/film.js";
import {asking} from "/static/parts/progress.js";

const SAME = 1e-6, SETTLED = 1500;
const at = (list, value) => list.findIndex(one => Math.abs(one / value - 1) < SAME);
// What the light, the grid or the warmth of the neighbours hang on, beside energy and pulse length.
const LAID = ["site", "phototype", "condition", "device", "stack", "density", "passes"];
const SETTINGS = [...LAID, "energy", "duration"];

let kernels = null;
const loaded = () => kernels ??= fetch("/static/live/kernels.wasm").then(one => one.arrayBuffer());

class View {
  constructor(root, state, tools) {
    Object.assign(this, {tools, state, laid: null, found: null, ink: null, shown: null, colours: "", settling: 0, cooled: null});
    this.build(root);
    this.first = this.lay(true);
  }

  build(root) {
    const {state, tools} = this, device = deviceOf(state, tools.offers);
    this.canvas = h("canvas", {role: "img", class: "zone", "aria-label": "The zone in the skin", tabindex: 0, onpointermove: event => this.hover(event), onpointerleave: () => this.draw(), onkeydown: event => this.step(event), onblur: () => { this.probe = null; this.draw(); }});
    this.words = h("p", {class: "small moment", role: "status"}, "");
    this.film = film(frame => { this.shown = this.found?.frames.length ? frame : null; this.draw(); });
    this.choice = h("select", {"aria-label": "Colours", onchange: () => { this.colours = this.choice.value; this.draw(); }});
    this.bodies = h("input", {type: "checkbox", checked: true, onchange: () => this.draw()});
    this.energy = slider("Energy of a microbeam", device.energies, state.energy, value => tools.change({energy: value}));
    this.duration = slider("Pulse length", ["", ...device.durations], state.duration, value => tools.change({duration: value}), text => text || "as short as power allows");
    this.stack = whole("Pulses on one spot", 1, device.stack, state.stack, value => tools.change({stack: value}));
    this.cooling = h("div");
    this.strong = h("p", {class: "stop"});
    this.progress = h("div");
    this.numbers = h("div", {class: "cards"});
    this.table = h("tbody");
    this.note = h("p", {class: "small", role: "status"});
    root.append(h("div", {class: "board"},
      h("div", {}, this.canvas, this.film.root, this.words,
        h("div", {class: "row"}, h("label", {}, "Colours ", this.choice), h("label", {}, this.bodies, " follicle, vessels, scar"))),
      h("div", {}, this.energy.root, this.duration.root, this.stack.root, this.cooling, this.strong, this.progress, this.numbers,
        h("div", {class: "wide"}, h("table", {}, h("caption", {class: "small"}, "Where each law of damage reaches its threshold"),
          h("thead", {}, h("tr", {}, ["Endpoint", "Depth", "Radius", "Volume"].map(name => h("th", {scope: "col"}, name)))), this.table)), this.note)));
    this.resized = () => this.draw();
    window.addEventListener("resize", this.resized);
  }

  leave() {
    window.removeEventListener("resize", this.resized);
    clearTimeout(this.settling);
    this.film.stop();
    this.laying?.stop.abort();
    this.gone = true;
  }

  update(state) {
    this.state = state;
    const device = deviceOf(state, this.tools.offers);
    this.energy.set(state.energy, device.energies);
    this.duration.set(state.duration, ["", ...device.durations]);
    this.stack.set(state.stack, device.stack);
    clearTimeout(this.settling);
    const differs = !this.laid || LAID.some(name => this.laid.state[name] !== state[name]), here = this.positions();
    if (differs || !here) { this.lay(true); return; }
    this.move(here);
    // When the sliders rest, the server lays out these settings: the neighbours then warm this zone, not that of before.
    if (SETTINGS.some(name => this.laid.state[name] !== state[name])) this.settling = setTimeout(() => this.lay(false), SETTLED);
  }

  // Positions of the sliders in what is laid out, or null where the server has to lay it out.
  positions() {
    if (!this.laid) return null;
    const {told} = this.laid, device = deviceOf(this.state, this.tools.offers);
    const energy = at(told.energies, device.joules[device.energies.indexOf(this.state.energy)]);
    if (energy < 0) return null;
    const wanted = this.state.duration ? device.seconds[device.durations.indexOf(this.state.duration)] : null;
    const duration = wanted === null ? told.natural[energy] ?? -1 : at(told.durations, wanted);
    return duration < 0 ? null : {energy, duration, cooling: Math.min(this.cooled ?? told.cooling, told.coolings.length - 1)};
  }

  async lay(aloud) {
    const state = {...this.state}, key = SETTINGS.map(name => state[name]).join();
    if (this.laying?.key === key) return;
    // What was asked for before is given up: its job ends.
    this.laying?.stop.abort();
    const laying = this.laying = {key, stop: new AbortController()}, tools = {...this.tools, signal: laying.stop.signal};
    this.canvas.classList.toggle("stale", aloud);
    if (aloud) this.note.dataset.settled = "false";
    const [code, found] = await Promise.all([loaded(), aloud ? asking(tools, this.progress, "zone", this.tools.caseOf(state))
      : this.tools.ask("zone", this.tools.caseOf(state), {signal: tools.signal}).catch(() => null)]);
    if (this.laying === laying) this.laying = null;
    if (this.gone || found === null || key !== SETTINGS.map(name => this.state[name]).join()) return;
    this.canvas.classList.remove("stale");
    const moved = this.laid && LAID.every(name => name === "density" || name === "passes" || this.laid.state[name] === state[name]);
    this.laid = {...found, state, moving: new Moving(code, found.told, found.starts)};
    if (!moved) this.cooled = null;
    this.choices(); this.coolings();
    const here = this.positions();
    if (here) await this.move(here); else this.note.textContent = "These settings stand outside what this page can follow.";
  }

  choices() {
    const {told} = this.laid;
    this.choice.replaceChildren(h("option", {value: ""}, "temperature"), ...told.shown.map(([name, label]) => h("option", {value: name, selected: name === this.colours}, `damage: ${label}`)));
  }

  coolings() {
    const {told} = this.laid, texts = told.coolings.map(celsius);
    this.cooling.replaceChildren();
    if (told.coolings.length > 1) this.cooling.append(slider("Cooling of the surface", texts, texts[this.cooled ?? told.cooling],
      text => { this.cooled = texts.indexOf(text); const here = this.positions(); if (here) this.move(here); }).root);
  }

  // A preview at once, the exact zone right behind it.
  async move(here) {
    const {told, moving} = this.laid, watts = told.energies[here.energy] / told.durations[here.duration];
    this.strong.textContent = told.power !== null && watts > told.power * (1 + 1e-9) ? `${digits(watts)} W is more power than this device has: ${digits(told.power)} W.` : "";
    this.shown = null; this.film.stop();
    for (const cells of ["coarse", "fine"]) {
      const next = await moving.follow(cells, here);
      if (next === null || this.gone || moving !== this.laid.moving) return;
      this.found = next;
      if (cells === "fine") this.film.frames(next.frames.length);
      this.draw();
      if (cells === "fine") this.tell(here);
      this.canvas.dataset.cells = cells;
    }
  }

  tell(here) {
    const {found, laid: {told}} = this, main = found.reaches[told.endpoint];
    const cards = [["Depth of the zone", length(main.depth), "depth"], ["Width", length(2 * main.radius), "width"],
      ...(this.laid.ablates ? [["Depth of the channel", found.channel ? length(found.channel) : "none", "channel"]] : []),
      ["Hottest place", celsius(Math.max(...found.peak)), "hottest"], ["Pulse length", time(told.durations[here.duration]), "lasts"]];
    this.numbers.replaceChildren(...cards.map(([name, value, id]) => h("div", {}, h("span", {}, name), h("b", {id}, value))));
    this.table.replaceChildren(...told.shown.map(([name, label, colour]) => {
      const {depth, radius, volume: cubic} = found.reaches[name];
      return h("tr", {}, h("th", {scope: "row"}, h("i", {style: {background: colour}}), label), ...[depth ? length(depth) : "nowhere", depth ? length(radius) : "–", depth ? volume(cubic) : "–"].map(text => h("td", {class: "n"}, text)));
    }));
    const settled = SETTINGS.every(name => this.laid.state[name] === this.state[name]) && here.cooling === told.cooling;
    this.note.textContent = `Followed in this page by the program's kernels in ${Math.round(found.spent)} ms. ` + (settled
      ? "Light, grid and the warmth of the neighbours are those of these settings: the digits are those of mtz simulate."
      : `The neighbours' warmth is still that of ${this.laid.state.energy}; when the sliders rest, the server lays out these settings.`);
    this.note.dataset.settled = String(settled);
  }

  draw() {
    const {found, laid} = this;
    if (!found || this.gone) return;
    this.ink = this.colours ? harm(found, this.colours) : temperatures(found, this.shown);
    const view = {...laid.told, bodies: []};
    if (this.bodies.checked) view.bodies = bodiesOf(laid.places, laid.told, this.canvas, found);
    this.frame = draw(this.canvas, found, this.ink, view);
    const what = this.colours ? "Damage at the end, from a hundredth of the threshold (pale) to ten times it (dark)"
      : this.shown === null ? "Highest temperature of each place; 30 °C is pale, 110 °C and more dark red" : `${time(found.frames[this.shown].now)} after the pulse begins`;
    this.words.textContent = `${what}${found.cells === "coarse" ? "; a preview on coarse cells" : ""}.`;
  }

  hover(event) {
    const box = this.canvas.getBoundingClientRect();
    this.say((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }

  // Arrow keys move a cross through the skin, as a pointer does.
  step(event) {
    const [across, down] = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key] ?? [0, 0];
    if (!across && !down) return;
    event.preventDefault();
    const [x, y] = this.probe ?? [0.5, 0.02], within = one => Math.min(Math.max(one, 0.005), 0.995);
    this.probe = [within(x + across / 40), within(y + down / 40)];
    this.draw();
    const pen = this.canvas.getContext("2d"), [px, py] = [this.probe[0] * this.canvas.width, this.probe[1] * this.canvas.height];
    for (const [ink, wide] of [["#fff", 5], ["#0b6b74", 2]]) {
      pen.strokeStyle = ink; pen.lineWidth = wide; pen.beginPath();
      pen.moveTo(px - 10, py); pen.lineTo(px + 10, py); pen.moveTo(px, py - 10); pen.lineTo(px, py + 10); pen.stroke();
    }
    this.say(...this.probe);
  }

  say(x, y) {
    const spot = this.found && place(this.found, this.ink, this.frame, x, y);
    if (!spot) return;
    const {omega} = this.found.zone, {endpoint} = this.laid.told;
    const what = spot.gone ? "the tissue is gone" : this.colours ? `damage integral ${digits(spot.value)}` : `${celsius(spot.value)}, damage integral ${digits(omega[endpoint][spot.cell])}`;
    this.words.textContent = `${length(spot.z)} deep, ${length(spot.r)} from the axis: ${what}.`;
  }
}

export const page = {
  name: "zone", title: "Zone",
  async show(root, state, tools) {
    const view = new View(root, state, tools);
    return {ready: view.first, update: now => view.update(now), leave: () => view.leave()};
  },
};
