// The zone at the settings of the sliders: a preview on coarse cells, and the exact one from a thread beside it. Where no
// thread works the page does the same itself.
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

// Which cells are gone: 1, else 0.
const opened = removed => Uint8Array.from(removed, part => part >= 0.5);

class Moving {
  // A case as `page.py` tells it, with its packed starts.
  constructor(code, told, starts) {
    [this.told, this.starts, this.known, this.asked, this.laid] = [told, starts, {}, 0, [code, told, starts]];
    this.kernels = new Kernels(code, told.manifest);
  }

  // A start is unpacked once, most before they are asked for.
  start(cells, place) {
    return this.known[cells + place] ??= Start.of(this.starts[cells][place]);
  }

  // A thread for exact zones, or null.
  hire(one) { (this.thread = one)?.postMessage({laid: this.laid}); return this; }

  // Follow the zone; `settings` are positions of the sliders. Null if another was asked for in the meantime.
  async follow(cells, settings) {
    if (cells === "coarse") this.ask(settings);
    const told = cells === "fine" && await this.exact;
    if (!told) return this.here(cells, settings);
    if (told.fault) throw new Error(told.fault);
    return told.found && Object.assign(told.found, {zone: Object.setPrototypeOf(told.found.zone, Zone.prototype)});
  }

  // Begin an exact zone in the thread; the last one is given up.
  ask(settings) {
    const {thread: one} = this, id = performance.now();
    this.end?.({found: null});
    this.exact = one && !one.lost && new Promise(done => {
      this.end = done;
      one.onmessage = ({data}) => { if (data.id === id) done(data); };
      one.onerror = () => done(null);
      one.postMessage({id, settings});
    });
  }

  // `reel`: with the fields of each moment, which only a film shows.
  async here(cells, settings, reel) {
    const mine = this.asked += 1, {told, kernels} = this, begun = performance.now();
    // One for all, for each energy, or for each grid of pulse lengths.
    const start = await this.start(cells, !this.starts[cells][1] ? 0 : told.ablates ? settings.energy : told.grids[settings.duration]);
    if (mine !== this.asked) return null;
    const ratio = told.ablates ? 1 : told.energies[settings.energy] / told.energy;
    const course = told.courses[settings.duration][settings.cooling], frames = [];
    let last = begun;
    for (const now of kernels.follow(start, course, {ratio, withEnergy: told.withEnergy}, told.stride)) {
      frames.push({now, ...reel && {
        temperature: new Float32Array(kernels.array("beam.scene.state.temperature")),
        removed: opened(kernels.array("beam.scene.state.removed")),
      }});
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

// A thread that runs this script; `lost` once it could not start, or broke.
function thread(address) {
  try {
    const one = new Worker(address, {type: "module"});
    one.addEventListener("error", () => { one.lost = true; });
    return one;
  } catch { return null; }
}

// Memory of arrays is handed over, not copied.
const memory = one => one?.buffer ? [one.buffer] : one instanceof Object ? [...one.values?.() ?? Object.values(one)].flatMap(memory) : [];
// In the thread.
let moving = null;
if (!self.document) self.onmessage = async ({data: {laid, id, settings}}) => {
  try {
    if (laid) {
      if (moving) moving.asked += 1;
      moving = null;
      moving = new Moving(...laid);
    } else {
      const found = await moving.here("fine", settings);
      self.postMessage({id, found}, memory(found));
    }
  } catch (error) { self.postMessage({id, fault: error.message}); }
};
export {Moving, thread};
