// Device and settings, as the device shows them, and what they amount to.
import {select, slider, whole} from "/static/parts/controls.js";
import {h} from "/static/parts/dom.js";

const pairs = rows => h("div", {class: "wide"}, h("table", {}, h("tbody", {}, rows.map(([name, value]) => h("tr", {}, h("th", {scope: "row"}, name), h("td", {}, value))))));

export const page = {
  name: "device", title: "Device and settings",
  async show(root, state, tools) {
    const {offers} = tools, of = now => offers.devices.find(one => one.name === now.device), first = of(state);
    const words = one => `${one.maker === "-" ? "" : `${one.maker}; `}${one.wavelength}, ${one.ablative ? "removes tissue" : "leaves tissue in its place"}`;
    const device = select("Device", offers.devices, state.device, value => tools.change({device: value, energy: "", density: "", duration: "", stack: "1"}), words(first));
    const energy = slider("Energy of a microbeam", first.energies, state.energy, value => tools.change({energy: value}));
    const duration = slider("Pulse length", ["", ...first.durations], state.duration, value => tools.change({duration: value}), text => text || "as short as power allows");
    const density = slider("Density of a pass", first.densities, state.density, value => tools.change({density: value}));
    const passes = whole("Passes", 1, 20, state.passes, value => tools.change({passes: value}));
    const stack = whole("Pulses on one spot", 1, first.stack, state.stack, value => tools.change({stack: value}));
    const cards = h("div", {class: "cards"}), about = h("p", {role: "status"}), amounts = h("div"), facts = h("div"), notes = h("div"), wrong = h("div", {role: "alert"});
    root.append(
      h("div", {class: "columns"}, device.root, energy.root, duration.root, density.root, passes.root, stack.root), about, wrong,
      h("h2", {}, "What is set at the device"), cards,
      h("div", {class: "columns"}, h("div", {}, h("h2", {}, "What that amounts to"), amounts), h("div", {}, h("h2", {}, "The device"), facts)), notes,
    );
    let asked = 0;
    async function draw(now) {
      const mine = asked += 1;
      try {
        const found = await tools.ask("device", tools.caseOf(now), {signal: tools.signal});
        if (mine !== asked) return;
        wrong.replaceChildren();
        about.textContent = found.about;
        cards.replaceChildren(...found.settings.map(([name, value]) => h("div", {}, h("span", {}, name), h("b", {}, value))));
        amounts.replaceChildren(pairs(found.amounts));
        facts.replaceChildren(pairs(found.facts));
        notes.replaceChildren(h("p", {class: "small"}, `Steps: ${found.steps}`), ...found.cautions.map(text => h("p", {class: "small"}, `${text[0].toUpperCase()}${text.slice(1)}.`)));
      } catch (error) {
        if (error.name === "AbortError" || mine !== asked) return;
        wrong.replaceChildren(...(error.faults ?? [{path: "", text: error.message}]).map(one => h("p", {class: "stop"}, one.text)));
        cards.replaceChildren(); amounts.replaceChildren();
      }
    }
    return {
      ready: draw(state),
      update(now) {
        const found = of(now);
        device.set(now.device, words(found)); energy.set(now.energy, found.energies); duration.set(now.duration, ["", ...found.durations]);
        density.set(now.density, found.densities); passes.set(now.passes); stack.set(now.stack, found.stack);
        draw(now);
      },
      leave() {},
    };
  },
};
