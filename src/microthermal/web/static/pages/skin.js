// Skin and condition: who is treated, and what that means for the light.
import {select} from "/static/parts/controls.js";
import {h} from "/static/parts/dom.js";

export const page = {
  name: "skin", title: "Skin and condition",
  async show(root, state, tools) {
    const {offers} = tools;
    const site = select("Site", offers.sites, state.site, value => tools.change({site: value}));
    const phototype = select("Phototype", offers.phototypes.map(name => ({name, title: name})), state.phototype, value => tools.change({phototype: value}));
    const condition = select("Condition", offers.conditions, state.condition, value => tools.change({condition: value, strength: ""}));
    root.append(h("div", {class: "columns"}, site.root, phototype.root, condition.root));
    return {update(now) { site.set(now.site); phototype.set(now.phototype); condition.set(now.condition); }, leave() {}};
  },
};
