// The treated field: the scan from above, warmth between the zones, and the columns in the skin.
import {h} from "/static/live/dom.js";
import {film} from "/static/live/film.js";
import {cards, part} from "/static/parts/blocks.js";
import {columns} from "/static/parts/columns.js";
import {lattice} from "/static/parts/from_above.js";
import {asker} from "/static/parts/progress.js";
import {plot} from "/static/pictures/plot.js";

const TURNS = {ArrowLeft: [-8, 0], ArrowRight: [8, 0], ArrowUp: [0, 5], ArrowDown: [0, -5]};

export function show(root, tools) {
  const canvas = name => h("canvas", {class: "square", role: "img", "aria-label": name}), knob = (min, max, value, name) => h("input", {type: "range", min, max, value, "aria-label": name, oninput: () => drawBlock()});
  const place = h("div"), ask = asker(place, tools.signal), numbers = h("div"), words = h("p", {class: "small"}), above = canvas("Zones from above"), block = canvas("Columns in the skin");
  const turn = knob(-180, 180, 35, "Turn the block"), tilt = knob(5, 85, 28, "Tilt the block"), plots = h("div", {class: "plots"}), rest = h("div");
  let found = null, asked = "", grip = null;
  const drawBlock = () => { if (found) columns(block, found, Number(turn.value), Number(tilt.value)); };
  const roll = film(frame => { if (found) words.textContent = lattice(above, found, frame === null ? null : (frame + 1) / 100); }, {pace: 60});
  roll.frames(100);
  const to = (across, down) => { turn.value = across; tilt.value = down; drawBlock(); }, on = (name, does) => block.addEventListener(name, does);
  block.tabIndex = 0;
  on("pointerdown", event => { grip = [event.clientX, event.clientY, Number(turn.value), Number(tilt.value)]; block.setPointerCapture(event.pointerId); });
  on("pointermove", event => { if (grip) to(grip[2] + 0.5 * (event.clientX - grip[0]), grip[3] + 0.4 * (event.clientY - grip[1])); });
  on("lostpointercapture", () => { grip = null; });
  on("keydown", event => {
    const by = TURNS[event.key];
    if (by) { event.preventDefault(); to(Number(turn.value) + by[0], Number(tilt.value) + by[1]); }
  });
  root.append(tools.form, place, numbers, h("div", {class: "board even"},
    h("section", h("h2", "The scan from above"), above, roll.root, words),
    h("section", h("h2", "Columns in the skin"), block, h("div", {class: "row"}, h("label", "Turn ", turn), h("label", "Tilt ", tilt)))),
    h("h2", "Warmth between the zones"), plots, rest);
  const draw = () => { if (found) { words.textContent = lattice(above, found, null); drawBlock(); } };
  async function update(told) {
    if (asked === (asked = JSON.stringify(told.ask.request))) return;
    above.classList.add("stale");
    const next = await ask(told.ask.kind, told.ask.request);
    if (!next) return;
    found = next;
    above.classList.remove("stale");
    roll.stop();
    numbers.replaceChildren(cards(found.cards));
    rest.replaceChildren(...found.parts.map(one => part(one)));
    plots.replaceChildren(...found.plots.map(one => h("figure", h("h3", one.title), plot(one).root)), found.map ? h("figure", h("h3", "From above"), h("img", {class: "square", src: found.map.src, alt: found.map.alt}), h("figcaption", {class: "small"}, found.map.alt)) : "");
    draw();
  }
  window.addEventListener("resize", draw, {signal: tools.signal});
  return {ready: update(tools.told), update, leave: roll.stop};
}
