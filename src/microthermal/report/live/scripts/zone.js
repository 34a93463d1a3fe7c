// One zone that is followed again whenever a slider moves. The kernels are those of the program, compiled for the web;
// nothing here computes light, heat or damage: this file lays out their inputs, and reads what they give.
const bytesOf = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
const inflated = async text => {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};
const aligned = (place, to = 64) => Math.ceil(place / to) * to;
const cellsOf = shape => shape.reduce((a, b) => a * b, 1);
const COURSE = ["begin", "end", "power", "top_temperature", "top_coefficient", "sealed"];
const STATE = /^(progress|ledger)\./;

// A pulse at its start, as `layout.py` wrote it: the length of its table, the table, and the image of its arrays.
class Start {
  constructor(bytes) {
    const length = new DataView(bytes.buffer).getUint32(0, true);
    Object.assign(this, JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))));
    this.image = bytes.slice(aligned(4 + length, 16)).buffer;
    this.arrays = Object.entries(this.fields).filter(([, field]) => typeof field === "object");
    this.grid = this.edges.map(([at, size]) => Array.from(new Float64Array(this.image, at, size)));
  }

  static async of(text) { return new Start(await inflated(text)); }
}

class Kernels {
  constructor(code, manifest) {
    this.calls = new WebAssembly.Instance(new WebAssembly.Module(code), {}).exports;
    this.manifest = manifest;
    const slots = ({takes, gives}) => takes.reduce((sum, {axes}) => sum + 1 + axes, 0) + gives.length;
    this.blocks = {begin: aligned(this.calls.__heap_base.value)};
    this.blocks.advance = aligned(this.blocks.begin + 8 * slots(manifest.begin));
    this.base = aligned(this.blocks.advance + 8 * slots(manifest.advance));
    this.kinds = Object.fromEntries(manifest.advance.takes.map(({name, kind}) => [name, kind]));
  }

  // Room for the arrays of a start and its longest course.
  reserve(start, spans) {
    this.places = {};
    let place = this.base;
    for (const [name, field] of start.arrays) {
      this.places[name] = place;
      place = aligned(place + cellsOf(field.shape) * (this.kinds[name] === "flag" ? 1 : 8), 16);
    }
    this.course = aligned(place);
    this.span = 8 * spans;
    const more = Math.ceil((this.course + 6 * this.span - this.calls.memory.buffer.byteLength) / 65536);
    if (more > 0) this.calls.memory.grow(more);
    this.view = new DataView(this.calls.memory.buffer);
    this.start = start;
  }

  array(name) {
    const Kind = {f64: Float64Array, i64: BigInt64Array, flag: Uint8Array}[this.kinds[name]];
    return new Kind(this.calls.memory.buffer, this.places[name], cellsOf(this.start.fields[name].shape));
  }

  lay(name, field = this.start.fields[name]) {
    const target = this.array(name), Kind = target.constructor, {image, grid, lanes} = this.start, [rings, slabs] = grid.map(one => one.length - 1), wide = rings + 2;
    const held = (at, size = target.length) => new Kind(image, at, size);
    if ("value" in field) target.fill(Kind === BigInt64Array ? BigInt(field.value) : field.value);
    else if ("at" in field) target.set(held(field.at));
    else if ("rows" in field) {
      const [rows, across] = field.shape, values = held(field.rows, rows);
      for (let i = 0; i < rows; i++) target.fill(values[i], i * across, (i + 1) * across);
    } else if ("light" in field) {
      const [path, spread] = field.light.map(at => held(at));
      for (let k = 0; k < target.length; k++) target[k] = spread ? 2 * (spread[k] * spread[k]) / (path[k] > 0 ? path[k] : Infinity) : 2 * Math.max(path[k], 0);
    } else if ("margin" in field) {
      const [value, size, first] = field.margin;
      target.fill(0);
      for (let k = 0; k < target.length / size * lanes; k++) {
        const row = Math.floor(k / wide), column = k % wide;
        if (row < 1 || row > slabs || column < 1 || column > rings) target[Math.floor(k / lanes) * size + first + k % lanes] = value;
      }
    } else {
      const [rows, areas] = field.weight.map((at, k) => held(at, k ? rings : slabs));
      target.fill(0);
      for (let i = 0; i < slabs; i++) for (let j = 0; j < rings; j++) target[(i + 1) * wide + 1 + j] = 1 / (rows[i] * areas[j]);
    }
  }

  put(block, slot, kind, value) {
    if (kind === "f64") this.view.setFloat64(block + 8 * slot, value, true);
    else this.view.setBigInt64(block + 8 * slot, BigInt(value), true);
  }

  get(block, {slot, kind}) {
    return kind === "f64" ? this.view.getFloat64(block + 8 * slot, true) : Number(this.view.getBigInt64(block + 8 * slot, true));
  }

  fill(name, course, {ratio, withEnergy}, others) {
    const block = this.blocks[name];
    for (const {name: field, kind, axes, slot} of this.manifest[name].takes) {
      const part = field.startsWith("beam.course.") ? field.slice(12) : "";
      if (axes && part) {
        const place = this.course + this.span * COURSE.indexOf(part);
        new Float64Array(this.calls.memory.buffer, place, course[part].length).set(course[part]);
        this.put(block, slot, "i64", place);
        this.put(block, slot + 1, "i64", course[part].length);
      } else if (axes) {
        [this.places[field], ...this.start.fields[field].shape].forEach((whole, k) => this.put(block, slot + k, "i64", whole));
      } else if (part) this.put(block, slot, kind, course[part]);
      else if (field in this.start.fields) {
        const grows = ratio !== 1 && withEnergy.includes(field);
        this.put(block, slot, kind, Number(this.start.fields[field]) * (grows ? ratio : 1));
      } else this.put(block, slot, kind, others[field] ?? 0);
    }
  }

  // Skin as the next pulse of a stack finds it: as warm, dry and open as the last one left it; its damage goes on.
  hand() {
    const [temperature, water, removed] = ["temperature", "water", "removed"].map(name => this.array(`beam.scene.state.${name}`).slice());
    for (let k = 0; k < water.length; k++) water[k] *= 1 - removed[k];
    const opened = removed.map(part => part > 0.5 ? 1 : 0);
    for (const [name] of this.start.arrays) if (!name.startsWith("beam.damage.")) this.lay(name);
    if (removed.some(part => part > 0)) this.lay("beam.scene.removal.cost", this.start.laterCost);
    for (const [name, value] of Object.entries({
      "scene.state.temperature": temperature, "scene.matter.start_temperature": temperature, "scene.state.water": water,
      "scene.matter.start_water": water, "scene.state.removed": opened, opened,
    })) this.array(`beam.${name}`).set(value);
  }

  // Follow all pulses of a course; yields after each stretch of steps, so that who asks can do other things, or give up.
  * follow(start, course, light, stride) {
    this.reserve(start, Math.max(...course.pulses.map(([, spans]) => spans.begin.length)));
    for (const [name] of start.arrays) this.lay(name);
    for (const [name] of start.arrays) if (light.ratio !== 1 && light.withEnergy.includes(name)) {
      const values = this.array(name);
      for (let k = 0; k < values.length; k++) values[k] *= light.ratio;
    }
    const pulses = course.pulses.flatMap(([count, spans]) => Array(count).fill(spans));
    for (const [number, spans] of pulses.entries()) {
      if (number) this.hand();
      for (const now of this.pulse(spans, course, light, stride)) yield number * course.interval + now;
    }
  }

  * pulse(spans, course, light, stride) {
    this.fill("begin", spans, light, {first_step: course.first, tolerance: course.tolerance, moment: 0});
    if (this.calls.begin(this.blocks.begin) !== 0) throw new Error("the first step raised an error");
    const last = spans.begin.length, {takes, gives} = this.manifest.advance, block = this.blocks.advance;
    this.fill("advance", spans, light, {most: stride, until: last});
    const state = takes.filter(field => STATE.test(field.name));
    this.manifest.begin.gives.forEach((field, k) => this.put(block, state[k].slot, state[k].kind, this.get(this.blocks.begin, field)));
    const [, failed] = gives.slice(state.length);
    const value = name => this.get(block, state.find(field => field.name === `progress.${name}`));
    while (value("span") < last) {
      if (this.calls.advance(block) !== 0) throw new Error("a step raised an error");
      state.forEach((field, k) => this.put(block, field.slot, field.kind, this.get(block, gives[k])));
      if (this.get(block, failed) !== 0) throw new Error("no step is short enough");
      yield value("now");
    }
  }
}
export {Kernels, Start, bytesOf, inflated};
