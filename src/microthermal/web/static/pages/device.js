// Device and settings, as the device shows them.
import {select, slider, whole} from "/static/parts/controls.js";
import {h} from "/static/parts/dom.js";

export const page = {
  name: "device", title: "Device and settings",
  async show(root, state, tools) {
    const {offers} = tools, of = now => offers.devices.find(one => one.name === now.device), first = of(state);
    const device = select("Device", offers.devices, state.device, value => tools.change({device: value, energy: "", density: "", duration: "", stack: "1"}));
    const energy = slider("Energy of a microbeam", first.energies, state.energy, value => tools.change({energy: value}));
    const density = slider("Density of a pass", first.densities, state.density, value => tools.change({density: value}));
    const passes = whole("Passes", 1, 20, state.passes, value => tools.change({passes: value}));
    root.append(h("div", {class: "columns"}, device.root, energy.root, density.root, passes.root));
    return {update(now) { const found = of(now); device.set(now.device); energy.set(now.energy, found.energies); density.set(now.density, found.densities); passes.set(now.passes); }, leave() {}};
  },
};
