// The zone that moves, with all that is told of it: picture, film, colours, values under the pointer, numbers.
import {h, spot} from "./dom.js";
import {film} from "./film.js";
import {celsius, digits, draw, harm, length, place, temperatures, time, trace, volume} from "./picture.js";

const STEPS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

class View {
  // `columns` are those of the table beyond the numbers of an endpoint: [title, ({name, native, found}) => text]. It ends with `signal`.
  constructor(columns, signal) {
    this.columns = columns;
    this.canvas = h("canvas", {role: "img", class: "zone", "aria-label": "The zone in the skin", tabindex: 0, onpointermove: event => this.say(...spot(this.canvas, event)), onpointerleave: () => this.draw(), onkeydown: event => this.step(event), onblur: () => { this.probe = null; this.draw(); }});
    this.words = h("p", {class: "small moment", role: "status"});
    this.film = film(frame => { this.shown = frame; this.choice.value = ""; this.draw(); this.roll(); });
    this.choice = h("select", {"aria-label": "Colours", onchange: () => this.draw()});
    this.row = h("div", {class: "row"}, h("label", "Colours ", this.choice));
    this.picture = h("div", this.canvas, this.film.root, this.words, this.row);
    [this.strong, this.numbers, this.rows] = [h("p", {class: "stop"}), h("div", {class: "cards"}), h("tbody")];
    this.table = h("div", {class: "wide"}, h("table", h("caption", {class: "small"}, "Where each law of damage reaches its threshold"),
      h("thead", h("tr", ["Endpoint", "Depth", "Radius", "Volume", ...columns.map(([title]) => title)].map(name => h("th", {scope: "col"}, name)))), this.rows));
    window.addEventListener("resize", () => this.draw(), {signal});
  }

  leave() {
    this.film.stop();
    this.moving = null;
  }

  // Take what was laid out: `told` as `page.py` tells it, and what follows it.
  lay(told, moving) {
    Object.assign(this, {told, moving});
    const chosen = this.choice.value;
    this.choice.replaceChildren(h("option", {value: ""}, "temperature"), ...told.shown.map(([name, label]) => h("option", {value: name, selected: name === chosen}, `damage: ${label}`)));
  }

  // A preview at once, the exact zone right behind it; tells whether it came to its end.
  async move(settings) {
    const {told, moving} = this, watts = told.energies[settings.energy] / told.durations[settings.duration];
    this.strong.textContent = told.power !== null && watts > told.power * (1 + 1e-9) ? `${digits(watts)} W is more power than this device has: ${digits(told.power)} W.` : "";
    this.shown = this.settings = null; this.film.stop();
    for (const cells of ["coarse", "fine"]) {
      const next = await moving.follow(cells, settings);
      if (next === null || moving !== this.moving) return false;
      this.found = next;
      this.draw();
      if (cells === "fine") { this.film.frames(next.frames.length); this.tell(settings); }
      this.canvas.dataset.cells = cells;
    }
    this.settings = {...settings};
    this.roll();
    return true;
  }

  // The fields of a film are followed when it is asked for.
  async roll() {
    const {found, moving, settings, shown} = this;
    if (!settings || !found.frames[shown] || found.frames[0].temperature) return;
    const reel = await (found.reel ??= moving.here("fine", settings, true));
    if (reel && found === this.found) { found.frames = reel.frames; this.draw(); }
  }

  tell({duration}) {
    const {found, told} = this, main = found.reaches[told.endpoint], or = (size, words) => size ? length(size) : words;
    const cards = [["Depth of the zone", length(main.depth), "depth"], ["Width", length(2 * main.radius), "width"],
      told.ablates ? ["Depth of the channel", or(found.channel, "none"), "channel"] : null,
      ["Hottest place", celsius(Math.max(...found.peak)), "hottest"], ["Pulse length", time(told.durations[duration]), "lasts"]];
    this.numbers.replaceChildren(...cards.filter(Boolean).map(([name, value, id]) => h("div", h("span", name), h("b", {id}, value))));
    this.rows.replaceChildren(...told.shown.map(([name, label, colour, , native]) => {
      const {depth, radius, volume: cubic} = found.reaches[name];
      return h("tr", h("th", {scope: "row"}, h("i", {style: {background: colour}}), label),
        [or(depth, "nowhere"), depth ? length(radius) : "–", depth ? volume(cubic) : "–", ...this.columns.map(([, words]) => words(native))].map(text => h("td", {class: "n"}, text)));
    }));
  }

  draw() {
    const {found, told, choice, shown} = this;
    if (!found || !this.moving) return;
    const moment = found.frames[shown], frame = moment?.temperature && moment;
    this.ink = choice.value ? harm(found, choice.value) : temperatures(found, frame);
    this.frame = draw(this.canvas, found, this.ink, told);
    const what = choice.value ? "Damage at the end, from a hundredth of the threshold (pale) to ten times it (dark)"
      : frame ? `${time(frame.now)} after the pulse begins` : "Highest temperature of each place; 30 °C is pale, 110 °C and more dark red";
    this.words.textContent = `${what}${found.cells === "coarse" ? "; a preview on coarse cells" : ""}.`;
  }

  // Arrow keys move a cross through the skin, as a pointer does.
  step(event) {
    const [across, down] = STEPS[event.key] ?? [0, 0];
    if (!across && !down) return;
    event.preventDefault();
    const within = one => Math.min(Math.max(one, 0.005), 0.995), [x, y] = this.probe ?? [0.5, 0.02];
    this.probe = [within(x + across / 40), within(y + down / 40)];
    this.draw();
    const pen = this.canvas.getContext("2d"), [px, py] = [this.probe[0] * this.canvas.width, this.probe[1] * this.canvas.height];
    for (const [ink, wide] of [["#fff", 5], ["#0b6b74", 2]]) {
      pen.strokeStyle = ink; pen.lineWidth = wide; pen.beginPath();
      trace(pen, [[px - 10, py], [px + 10, py]]); trace(pen, [[px, py - 10], [px, py + 10]]); pen.stroke();
    }
    this.say(...this.probe);
  }

  say(x, y) {
    const spot = this.found && place(this.found, this.ink, this.frame, x, y);
    if (!spot) return;
    const {omega} = this.found.zone, harmed = digits((this.choice.value ? spot.value : omega[this.told.endpoint][spot.cell]));
    const what = spot.gone ? "the tissue is gone" : `${this.choice.value ? "" : `${celsius(spot.value)}, `}damage integral ${harmed}`;
    this.words.textContent = `${length(spot.z)} deep, ${length(spot.r)} from the axis: ${what}.`;
  }
}
export {View};
