// One zone that is followed again whenever a slider moves. The kernels are those of the program, compiled for the web;
// nothing here computes light, heat or damage: this file lays out their inputs, and reads and draws what they give.
"use strict";

const bytesOf = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
const inflated = async text => {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

class Kernels {
  // Arrays lie in the module's memory from `base` on; the blocks of both entries point to the same arrays.
  constructor(code, manifest, layout, image) {
    this.calls = new WebAssembly.Instance(new WebAssembly.Module(code), {}).exports;
    [this.manifest, this.layout, this.image] = [manifest, layout, image];
    const slots = name => {
      const {takes, gives} = manifest[name];
      return takes.reduce((sum, field) => sum + 1 + field.axes, 0) + gives.length;
    };
    const aligned = place => Math.ceil(place / 64) * 64;
    this.blocks = {begin: aligned(this.calls.__heap_base.value)};
    this.blocks.advance = aligned(this.blocks.begin + 8 * slots("begin"));
    this.base = aligned(this.blocks.advance + 8 * slots("advance"));
    const spans = Math.max(...layout.courses.flat().map(course => course.begin.length));
    this.course = aligned(this.base + image.length);
    this.span = 8 * spans;
    const needed = this.course + 6 * this.span;
    const more = Math.ceil((needed - this.calls.memory.buffer.byteLength) / 65536);
    if (more > 0) this.calls.memory.grow(more);
    this.view = new DataView(this.calls.memory.buffer);
    this.bytes = new Uint8Array(this.calls.memory.buffer);
  }

  floats(name) {
    const [place, ...axes] = this.layout.fields[name];
    return new Float64Array(this.calls.memory.buffer, this.base + place, axes.reduce((a, b) => a * b, 1));
  }

  put(block, slot, kind, value) {
    if (kind === "f64") this.view.setFloat64(block + 8 * slot, value, true);
    else this.view.setBigInt64(block + 8 * slot, BigInt(value), true);
  }

  get(block, {slot, kind}) {
    return kind === "f64" ? this.view.getFloat64(block + 8 * slot, true) : Number(this.view.getBigInt64(block + 8 * slot, true));
  }

  fill(name, course, ratio, others) {
    const block = this.blocks[name];
    for (const {name: field, kind, axes, slot} of this.manifest[name].takes) {
      const part = field.startsWith("beam.course.") ? field.slice(12) : "";
      if (axes && part) {
        const place = this.course + this.span * ["begin", "end", "power", "top_temperature", "top_coefficient", "sealed"].indexOf(part);
        new Float64Array(this.calls.memory.buffer, place, course[part].length).set(course[part]);
        this.put(block, slot, "i64", place);
        this.put(block, slot + 1, "i64", course[part].length);
      } else if (axes) {
        const [place, ...shape] = this.layout.fields[field];
        [this.base + place, ...shape].forEach((whole, k) => this.put(block, slot + k, "i64", whole));
      } else if (part) this.put(block, slot, kind, course[part]);
      else if (field in this.layout.fields) {
        const grows = ratio !== 1 && this.layout.withEnergy.includes(field);
        this.put(block, slot, kind, Number(this.layout.fields[field]) * (grows ? ratio : 1));
      } else this.put(block, slot, kind, others[field] ?? 0);
    }
  }

  // Follow one pulse; `note` is told of each stretch of steps, and says whether to go on.
  follow(course, ratio, note) {
    this.bytes.set(this.image, this.base);
    if (ratio !== 1) for (const name of this.layout.withEnergy) {
      if (!Array.isArray(this.layout.fields[name])) continue;
      const values = this.floats(name);
      for (let k = 0; k < values.length; k++) values[k] *= ratio;
    }
    this.fill("begin", course, ratio, {first_step: course.first, tolerance: course.tolerance, moment: 0});
    if (this.calls.begin(this.blocks.begin) !== 0) throw new Error("the first step raised an error");
    const spans = course.begin.length, {takes, gives} = this.manifest.advance, block = this.blocks.advance;
    this.fill("advance", course, ratio, {most: this.layout.stride, until: spans});
    const state = takes.filter(field => /^(progress|ledger)\./.test(field.name));
    const first = this.manifest.begin.gives;
    first.forEach((field, k) => this.put(block, state[k].slot, state[k].kind, this.get(this.blocks.begin, field)));
    const [count, failed] = gives.slice(state.length);
    const value = name => this.get(block, state.find(field => field.name === `progress.${name}`));
    while (value("span") < spans) {
      if (this.calls.advance(block) !== 0) throw new Error("a step raised an error");
      state.forEach((field, k) => this.put(block, field.slot, field.kind, this.get(block, gives[k])));
      if (this.get(block, failed) !== 0) throw new Error("no step is short enough");
      note(value("now"), this.get(block, count));
    }
  }
}
