// The zone at the settings of the sliders: a preview on coarse cells at once, the exact one right behind it.
import {Kernels, Start} from "./zone.js";
import {Zone} from "./measure.js";

// How long a stretch of work may hold the page [ms].
const STRETCH = 12;
// Another task of the page, such as a slider that moves, comes first.
const breath = (() => {
  const {port1, port2} = new MessageChannel(), waiting = [];
  port1.onmessage = () => waiting.shift()();
  return () => new Promise(done => { waiting.push(done); port2.postMessage(0); });
})();

// Which cells are gone: 1, else 0; told some thirty times a zone.
function opened(removed) {
  const found = new Uint8Array(removed.length);
  for (let k = 0; k < removed.length; k++) found[k] = removed[k] >= 0.5 ? 1 : 0;
  return found;
}

class Moving {
  // A case as `page.py` tells it, with its packed starts.
  constructor(code, told, starts) {
    [this.told, this.starts, this.known, this.asked] = [told, starts, {}, 0];
    this.kernels = new Kernels(code, told.manifest);
  }

  // A start is unpacked once, most before they are asked for.
  start(cells, place) {
    return this.known[cells + place] ??= Start.of(this.starts[cells][place]);
  }

  // Follow the zone; `settings` are positions of the sliders. Null if another was asked for in the meantime.
  async follow(cells, settings) {
    const mine = this.asked += 1, {told, kernels} = this, begun = performance.now();
    // One for all, for each energy, or for each grid of pulse lengths.
    const start = await this.start(cells, !this.starts[cells][1] ? 0 : told.ablates ? settings.energy : told.grids[settings.duration]);
    if (mine !== this.asked) return null;
    const ratio = told.ablates ? 1 : told.energies[settings.energy] / told.energy;
    const course = told.courses[settings.duration][settings.cooling], frames = [];
    let last = begun;
    for (const now of kernels.follow(start, course, {ratio, withEnergy: told.withEnergy}, told.stride)) {
      // A preview is not played: its moments are those of the exact zone behind it.
      if (cells === "fine") frames.push({
        now, temperature: new Float32Array(kernels.array("beam.scene.state.temperature")),
        removed: opened(kernels.array("beam.scene.state.removed")),
      });
      if (performance.now() - last > STRETCH) {
        await breath();
        if (mine !== this.asked) return null;
        last = performance.now();
      }
    }
    for (const place in this.starts[cells]) this.start(cells, place);
    return this.found(start, frames, cells, begun);
  }

  found(start, frames, cells, begun) {
    const {told, kernels} = this, removed = kernels.array("beam.scene.state.removed").slice(), count = removed.length;
    const integrals = kernels.array("beam.damage.integral"), omega = {};
    for (const [name, place, factor] of start.laws) {
      const one = integrals.slice(place * count, (place + 1) * count);
      for (let k = 0; k < count; k++) one[k] = removed[k] >= 0.5 ? Math.max(one[k] * factor, 1e4) : one[k] * factor;
      omega[name] = one;
    }
    const zone = new Zone(...start.grid, omega, removed), endpoints = told.shown.map(([name]) => name);
    const reaches = Object.fromEntries([...new Set([told.endpoint, ...endpoints])].map(name => [name, zone.reach(name)]));
    const peak = new Float32Array(kernels.array("beam.damage.peak"));
    return {cells, frames, zone, reaches, peak, gone: opened(removed), channel: zone.channelDepth(), spent: performance.now() - begun};
  }
}
export {Moving};
