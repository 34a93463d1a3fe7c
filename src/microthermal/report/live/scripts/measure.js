// Measures of a zone as the program takes them: where fields pass a level, finer than their cells.

const lastCrossing = (places, values, level, end) => {
  const n = values.length;
  if (values[n - 1] >= level) return end;
  for (let i = n - 2; i >= 0; i--) if (values[i] >= level) {
    return places[i] + (values[i] - level) / (values[i] - values[i + 1]) * (places[i + 1] - places[i]);
  }
  return 0;
};

class Zone {
  // Fields of one zone; `omega` are damage integrals by endpoint, all of them row by row (z, r).
  constructor(r, z, omega, removed) {
    Object.assign(this, {rEdges: r, zEdges: z, omega, removed, levels: {}, outlines: {}});
    this.r = r.slice(1).map((edge, k) => (edge + r[k]) / 2);
    this.z = z.slice(1).map((edge, k) => (edge + z[k]) / 2);
    this.channel = this.z.map((_, i) => Math.sqrt(this.r.reduce(
      (sum, __, j) => sum + removed[i * this.r.length + j] * (r[j + 1] ** 2 - r[j] ** 2), 0)));
  }

  // Found once: the thread that measures them hands them on with the zone.
  level(name) { return this.levels[name] ??= this.omega[name].map(value => Math.log(Math.max(value, 1e-9))); }

  outline(name) { return this.outlines[name] ??= this.border(name); }

  border(name) {
    const n = this.r.length, field = this.level(name), end = this.rEdges[n], [inner, next] = this.r;
    return this.z.map((_, i) => {
      const row = field.subarray(i * n, (i + 1) * n);
      let found = lastCrossing(this.r, row, 0, end);
      if (found === 0 && row[0] > row[1]) {
        const curve = (row[0] - row[1]) / (next ** 2 - inner ** 2);
        found = Math.sqrt(Math.max(inner ** 2 + row[0] / curve, 0));
      }
      return Math.max(found, this.channel[i]);
    });
  }

  channelDepth() {
    const n = this.r.length;
    let deepest = 0;
    this.z.forEach((_, i) => this.r.forEach((__, j) => {
      const here = this.removed[i * n + j];
      const counted = here >= 0.5 || i === 0 || this.removed[(i - 1) * n + j] >= 0.5;
      if (counted && here > 0) deepest = Math.max(deepest, this.zEdges[i] + here * (this.zEdges[i + 1] - this.zEdges[i]));
    }));
    return deepest;
  }

  deepest(field, n, end) {
    let found = 0;
    for (let j = 0; j < n; j++) {
      const column = this.z.map((_, i) => field[i * n + j]);
      found = Math.max(found, lastCrossing(this.z, column, 0, end));
      if (found === 0 && column[0] > column[1]) {
        found = Math.max(found, this.z[0] + column[0] * (this.z[1] - this.z[0]) / (column[0] - column[1]));
      }
    }
    return found;
  }

  reach(name) {
    const n = this.r.length, field = this.level(name), end = this.zEdges[this.z.length], edge = this.outline(name);
    let depth = Math.max(this.deepest(field, n, end), this.channelDepth());
    if (!this.z.some((_, i) => this.removed[i * n] || this.removed[i * n + 1])) {
      const part = this.r[0] ** 2 / (this.r[1] ** 2 - this.r[0] ** 2);
      const axis = this.z.map((_, i) => field[i * n] + part * (field[i * n] - field[i * n + 1]));
      depth = Math.max(depth, this.deepest(axis, 1, end));
    }
    const volume = edge.reduce((sum, radius, i) => sum + radius ** 2 * (this.zEdges[i + 1] - this.zEdges[i]), 0);
    return {depth, radius: Math.max(...edge), volume: Math.PI * volume};
  }
}
export {Zone};
