// Skin and condition: who is treated, where what is to be reached lies, and how deep light falls there.
import {length} from "/static/live/picture.js";
import {skinOf} from "/static/case.js";
import {select} from "/static/parts/controls.js";
import {h} from "/static/parts/dom.js";
import {skinDrawing} from "/static/parts/skin_drawing.js";

const PHOTOTYPES = {
  I: "always burns, never tans", II: "burns easily, tans little", III: "sometimes burns, tans slowly",
  IV: "burns little, tans well", V: "rarely burns, brown", VI: "never burns, dark brown or black",
};
const GRADES = {measured: "measured", fitted: "fitted", derived: "derived", assumed: "assumed", scenario: "a scenario"};

export const page = {
  name: "skin", title: "Skin and condition",
  subject: () => "What is treated. All other pages ask about this skin.",
  async show(root, state, tools) {
    const {offers} = tools;
    const site = select("Site", offers.sites, state.site, value => tools.change({site: value}));
    const phototype = select("Phototype", offers.phototypes.map(name => ({name, title: `${name}: ${PHOTOTYPES[name]}`})), state.phototype, value => tools.change({phototype: value}));
    const condition = select("Condition", offers.conditions, state.condition, value => tools.change({condition: value, strength: ""}));
    const picture = h("div", {class: "figure"}), facts = h("div"), about = h("p", {role: "status"});
    root.append(h("div", {class: "columns"}, site.root, phototype.root, condition.root), about, h("div", {class: "board"}, picture, facts));
    let asked = 0;
    async function draw(now) {
      const mine = asked += 1, found = await tools.ask("skin", {skin: skinOf(now), condition: now.condition}, {signal: tools.signal});
      if (mine !== asked) return;
      about.textContent = found.about;
      const dermis = found.layers.filter(one => one.tissue !== "fat").at(-1).bottom, deepest = Math.max(dermis, ...found.places.map(one => one.depth));
      const light = found.light.map(one => ({depth: one.depth, wavelength: one.wavelength}));
      picture.replaceChildren(skinDrawing(found.layers, found.places, 1.15 * deepest, `${found.layers.map(one => `${one.name} from ${length(one.top)} to ${length(one.bottom)}`).join(", ")}.`));
      facts.replaceChildren(
        h("h2", {}, "What is to be reached, or spared"),
        h("div", {class: "wide"}, h("table", {}, h("thead", {}, h("tr", {}, ["Place", "Depth", "How that is known"].map(name => h("th", {scope: "col"}, name)))),
          h("tbody", {}, found.places.map(one => h("tr", {}, h("th", {scope: "row"}, one.title), h("td", {}, `${length(one.depth)} (${length(one.shallow)} to ${length(one.deep)})`), h("td", {}, `${GRADES[one.kind] ?? one.kind}: ${one.source}`)))))),
        h("h2", {}, "Layers"),
        h("div", {class: "wide"}, h("table", {}, h("thead", {}, h("tr", {}, ["Layer", "Thickness", "Water", "Blood", "Melanosomes"].map(name => h("th", {scope: "col"}, name)))),
          h("tbody", {}, found.layers.map(one => h("tr", {}, h("th", {scope: "row"}, one.name), one.made.map(text => h("td", {class: "n"}, text))))))),
        h("p", {class: "small"}, `Before a treatment the surface has ${found.surface}, blood ${found.core}.`),
        h("h2", {}, "How deep light falls to 37 %"),
        h("div", {class: "wide"}, h("table", {}, h("thead", {}, h("tr", {}, ["Wavelength", "Depth", "Devices"].map(name => h("th", {scope: "col"}, name)))),
          h("tbody", {}, light.map((one, k) => h("tr", {}, h("th", {scope: "row"}, one.wavelength), h("td", {class: "n"}, length(one.depth)), h("td", {}, found.light[k].devices.join(", "))))))),
        h("p", {class: "small"}, "Diffuse light, by the layers' absorption and scattering. Light of 2.94 and 10.6 µm is taken by the first micrometres, and removes tissue."),
      );
    }
    return {ready: draw(state), update(now) { site.set(now.site); phototype.set(now.phototype); condition.set(now.condition); draw(now).catch(error => error.name === "AbortError" || tools.faults([{path: "", text: error.message}])); }, leave() {}};
  },
};
