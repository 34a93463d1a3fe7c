// The window: every limit as a gauge, and a map over energy and density on which the point can be dragged.
import {h} from "/static/live/dom.js";
import {items} from "/static/parts/blocks.js";
import {asker} from "/static/parts/progress.js";
import {windowMap} from "/static/pictures/window_map.js";

const at = (name, left, width) => h("i", {class: name, style: {left: `${100 * left}%`, ...(width === undefined ? {} : {width: `${100 * width}%`})}});

const gauge = one => h("li", {class: "gauge"}, h("b", one.label), h("span", {class: "small"}, ` warn ${one.warn_text}, stop ${one.stop_text}`),
  h("div", {class: "meter", "aria-hidden": "true"}, at("care", one.warn), at("harm", 1 / 1.3), at("between", one.low, one.high - one.low), at("mark", one.value)),
  h("b", one.text), " ", h("span", {class: `badge ${one.state}`}, one.word), h("span", {class: "small"}, ` ${one.band} ${one.grade}`));

export function show(root, tools) {
  const head = h("p", {"aria-live": "polite"}), place = h("div"), list = h("ul", {class: "gauges"}), words = h("div"), bands = h("p", {class: "small"}), mapPlace = h("div"), mapRoot = h("div");
  const all = h("button", {onclick: () => draw(true)}, "Add the bands of all scenarios"), again = h("button", {hidden: true, onclick: () => drawMap()}, "Draw the map anew");
  root.append(h("div", {class: "board"}, h("section", head, place, list, bands, all, words), h("section", h("h2", "Over energy and density"), mapPlace, mapRoot, again)));
  const ask = asker(place, tools.signal), askMap = asker(mapPlace, tools.signal);
  let held = "", drawn = null, mapped = "";
  async function draw(scenarios = false) {
    const {request} = tools.told.ask, now = JSON.stringify(request);
    if (now === held && !scenarios) return;
    held = now;
    list.classList.add("old");
    const found = await ask("gauges", {...request, scenarios});
    if (!found?.gauges) { if (found === null) held = ""; return; }
    list.classList.remove("old");
    head.textContent = found.verdict;
    head.className = `verdict ${found.state}`;
    list.replaceChildren(...found.gauges.map(gauge));
    all.hidden = scenarios;
    bands.textContent = found.bands;
    words.replaceChildren(items([...found.sentences, ...found.advice]));
    root.dataset.done = scenarios ? "bands" : "gauges";
  }
  async function drawMap() {
    const {around, request} = tools.told.ask;
    mapped = around;
    again.hidden = true;
    const found = await askMap("map", {case: request.case});
    if (!found) { again.hidden = found === undefined; return; }
    drawn = windowMap(found, tools.told.state, tools.change);
    mapRoot.replaceChildren(drawn.root);
    root.dataset.mapped = "yes";
  }
  draw().then(drawMap);
  return {
    moved: state => drawn?.set(state),
    update({ask: {around}, state}) {
      draw();
      if (around === mapped) { drawn?.set(state); return; }
      [again.hidden, drawn] = [false, null];
      mapRoot.replaceChildren(h("p", {class: "small"}, "Other settings have changed: the map is to be drawn anew."));
    },
  };
}
