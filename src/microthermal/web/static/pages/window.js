// The window: every limit as a gauge, and a map over energy and density on which the point can be dragged.
import {lastOnly} from "/static/parts/asked.js";
import {h} from "/static/parts/dom.js";
import {windowMap} from "/static/pictures/window_map.js";

const WORDS = {ok: "Inside every limit.", warn: "A limit warns.", stop: "A stop limit is passed."};
const at = (name, left, width) => h("i", {class: name, style: {left: `${100 * left}%`, ...(width === undefined ? {} : {width: `${100 * width}%`})}});

const gauge = one => h("li", {class: "gauge"}, h("b", {}, one.label), h("span", {class: "small"}, ` warn ${one.warn_text}, stop ${one.stop_text}`),
  h("div", {class: "meter", "aria-hidden": "true"}, at("care", one.warn), at("harm", 1 / 1.3), at("between", one.low, one.high - one.low), at("mark", one.value)),
  h("b", {}, one.text), " ", h("span", {class: `badge ${one.state}`}, one.word), h("span", {class: "small"}, ` ${one.band} ${one.grade}`));

export const page = {
  name: "window", title: "Window", asks: (state, tools) => ({kind: "gauges", request: tools.caseOf()}),
  async show(root, state, tools) {
    const head = h("p", {"aria-live": "polite"}), place = h("div"), list = h("ul", {class: "gauges"}), words = h("ul"), bands = h("p", {class: "small"}), mapPlace = h("div"), mapRoot = h("div");
    const all = h("button", {type: "button", onclick: () => draw(true)}, "Add the bands of all scenarios"), again = h("button", {type: "button", hidden: true, onclick: () => drawMap()}, "Draw the map anew");
    root.append(h("div", {class: "board"}, h("section", {}, head, place, list, bands, all, words), h("section", {}, h("h2", {}, "Over energy and density"), mapPlace, mapRoot, again)));
    const ask = lastOnly(tools, place), askMap = lastOnly(tools, mapPlace);
    // What a map hangs on: all but the point in it and what is injected.
    const others = () => JSON.stringify({...tools.caseOf({drug: "", energy: "", density: ""}), title: ""});
    let held = "", drawn = null, mapped = "";
    async function draw(scenarios = false) {
      const request = {case: tools.caseOf(), scenarios}, now = JSON.stringify(request.case);
      if (now === held && !scenarios) return;
      held = now;
      list.classList.add("old");
      const found = await ask("gauges", request);
      if (!found?.gauges) { if (found === null) held = ""; return; }
      list.classList.remove("old");
      head.textContent = WORDS[found.state];
      head.className = `verdict ${found.state}`;
      list.replaceChildren(...found.gauges.map(gauge));
      all.hidden = scenarios;
      bands.textContent = scenarios ? `Pale: the band over ${found.scenarios.length} scenarios: ${found.scenarios.join("; ")}.` : "Nominal skin and device: no scenarios yet. Shades begin at the warn and the stop mark of each limit.";
      words.replaceChildren(...[...found.sentences, ...found.advice].map(text => h("li", {}, text)));
      root.dataset.done = scenarios ? "bands" : "gauges";
    }
    async function drawMap() {
      mapped = others();
      again.hidden = true;
      const found = await askMap("map", {case: tools.caseOf()});
      if (!found) { again.hidden = found === undefined; return; }
      drawn = windowMap(found, tools.state, tools.change);
      mapRoot.replaceChildren(drawn.root);
      root.dataset.mapped = "yes";
    }
    draw().then(drawMap);
    return {
      update(now) {
        draw();
        if (others() === mapped) { drawn?.set(now); return; }
        [again.hidden, drawn] = [false, null];
        mapRoot.replaceChildren(h("p", {class: "small"}, "Other settings have changed: the map is to be drawn anew."));
      },
      leave() {},
    };
  },
};
