// The treated field: the scan from above, warmth between the zones, and the columns in the skin.
import {deviceOf} from "/static/case.js";
import {length} from "/static/live/picture.js";
import {columns} from "/static/parts/columns.js";
import {slider, whole} from "/static/parts/controls.js";
import {h} from "/static/parts/dom.js";
import {film} from "/static/parts/film.js";
import {plot} from "/static/parts/axes.js";
import {asking} from "/static/parts/progress.js";
import {lattice, warmth} from "/static/parts/from_above.js";

const KEYS = ["site", "phototype", "condition", "device", "energy", "duration", "stack", "density", "passes"];
const duration = seconds => seconds < 90 ? `${Number(seconds.toPrecision(2))} s` : `${Number((seconds / 60).toPrecision(2))} min`;

export const page = {
  name: "field", title: "Field",
  async show(root, state, tools) {
    const of = now => deviceOf(now, tools.offers);
    const density = slider("Density of a pass", of(state).densities, state.density, value => tools.change({density: value}));
    const passes = whole("Passes", 1, 20, state.passes, value => tools.change({passes: value}));
    const energy = slider("Energy of a microbeam", of(state).energies, state.energy, value => tools.change({energy: value}));
    const progress = h("div"), cards = h("div", {class: "cards"}), words = h("p", {class: "small"}), above = h("canvas", {class: "square", role: "img", "aria-label": "Zones from above"});
    const block = h("canvas", {class: "square", role: "img", tabindex: 0, "aria-label": "Columns in the skin"}), turn = h("input", {type: "range", min: -180, max: 180, value: 35, "aria-label": "Turn the block"});
    const tilt = h("input", {type: "range", min: 5, max: 85, value: 28, "aria-label": "Tilt the block"}), plots = h("div", {class: "columns"}), table = h("div", {class: "wide"}), heat = h("canvas", {class: "square", role: "img", "aria-label": "Warmth from above"});
    let found = null, asked = "", waiting = 0, stop = new AbortController();
    const drawBlock = () => { if (found) columns(block, found, Number(turn.value), Number(tilt.value)); };
    const roll = film(frame => { if (found) words.textContent = lattice(above, found, frame === null ? null : (frame + 1) / 100); }, {pace: 60});
    roll.frames(100);
    for (const one of [turn, tilt]) one.addEventListener("input", drawBlock);
    let grip = null;
    block.addEventListener("pointerdown", event => { grip = [event.clientX, event.clientY, Number(turn.value), Number(tilt.value)]; block.setPointerCapture(event.pointerId); });
    block.addEventListener("pointermove", event => { if (!grip) return; turn.value = grip[2] + 0.5 * (event.clientX - grip[0]); tilt.value = grip[3] + 0.4 * (event.clientY - grip[1]); drawBlock(); });
    for (const end of ["pointerup", "pointercancel"]) block.addEventListener(end, () => { grip = null; });
    block.addEventListener("keydown", event => {
      const [across, down] = {ArrowLeft: [-8, 0], ArrowRight: [8, 0], ArrowUp: [0, 5], ArrowDown: [0, -5]}[event.key] ?? [0, 0];
      if (across || down) { event.preventDefault(); turn.value = Number(turn.value) + across; tilt.value = Number(tilt.value) + down; drawBlock(); }
    });
    root.append(
      h("div", {class: "columns"}, energy.root, density.root, passes.root), progress, cards,
      h("div", {class: "board even"},
        h("section", {}, h("h2", {}, "The scan from above"), above, roll.root, words),
        h("section", {}, h("h2", {}, "Columns in the skin"), block, h("div", {class: "row"}, h("label", {}, "Turn ", turn), h("label", {}, "Tilt ", tilt)))),
      h("h2", {}, "Warmth between the zones"), plots, h("h2", {}, "Numbers"), table,
    );
    const draw = () => {
      if (!found) return;
      words.textContent = lattice(above, found, null);
      drawBlock();
      if (found.warmth?.map.x.length > 2) warmth(heat, found.warmth.map);
    };
    async function ask(now) {
      const key = KEYS.map(name => now[name]).join();
      if (key === asked) return;
      asked = key;
      stop.abort();
      stop = new AbortController();
      above.classList.add("stale");
      const next = await asking({...tools, signal: stop.signal}, progress, "field", tools.caseOf(now));
      if (next === null || key !== asked) return;
      found = next;
      above.classList.remove("stale");
      roll.stop();
      cards.replaceChildren(...[["Surface in zones", found.coverage], ["Lost to overlap", found.overlap], ["Rise between the zones", found.rise], ["The whole field takes", duration(found.lasts)]].map(([name, value]) => h("div", {}, h("span", {}, name), h("b", {}, value))));
      table.replaceChildren(h("table", {}, h("tbody", {}, found.numbers.map(([name, value]) => h("tr", {}, h("th", {scope: "row"}, name), h("td", {class: "n"}, value))))));
      pictures();
      draw();
    }
    function pictures() {
      const {warmth: warm} = found, ink = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      if (!warm) { plots.replaceChildren(h("p", {}, "No heat is summed for this field.")); return; }
      const mm = warm.z.map(one => one * 1e3);
      plots.replaceChildren(
        plot([{x: warm.peak, y: mm, name: "greatest, midway between zones", colour: ink("--two")}, {x: warm.end, y: mm, name: "at the end, mean of a cell", colour: ink("--one"), dash: "6 4"}],
          {x: {label: "rise [°C]", low: 0}, y: {label: "depth [mm]", low: 0, high: Math.min(3, mm.at(-1)), down: true}}, `The tissue between the zones warms by up to ${found.rise}, most at a depth of ${length(warm.warmest)}.`),
        plot([{x: warm.time, y: warm.trace, name: `mean of a cell, ${length(warm.warmest)} deep`, colour: ink("--two")}], {x: {label: "time since the first pulse [s]"}, y: {label: "rise [°C]", low: 0}}, "Rise in the middle of the field over time."),
        ...(warm.map.x.length > 2 ? [h("figure", {class: "figure"}, heat, h("figcaption", {class: "small"}, `At the end, from above, at the warmest depth: from none (pale) to ${Number(Math.max(...warm.map.rise.flat()).toPrecision(3))} °C (dark).`))] : []),
      );
    }
    window.addEventListener("resize", draw);
    return {
      ready: ask(state),
      update(now) {
        energy.set(now.energy, of(now).energies); density.set(now.density, of(now).densities); passes.set(now.passes);
        clearTimeout(waiting);
        waiting = setTimeout(() => ask(now), 120);
      },
      leave() { window.removeEventListener("resize", draw); clearTimeout(waiting); roll.stop(); stop.abort(); },
    };
  },
};
