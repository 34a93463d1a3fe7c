// What lies in the skin beside a zone, at its depth. Widths are a drawing's: the library states depths alone.
const TUBE = 45e-6, BULB = 110e-6, VESSEL = 14e-6;

const ring = (r, z, radius) => Array.from({length: 25}, (_, k) => [r + radius * Math.cos(k / 12 * Math.PI), z + radius * Math.sin(k / 12 * Math.PI)]);

function follicle(at, bulge, papilla, deep) {
  const right = [[TUBE, 0], [TUBE, bulge - 90e-6], [1.6 * TUBE, bulge], [TUBE, bulge + 90e-6], [TUBE, papilla - 250e-6], [BULB, papilla - 60e-6], [0.5 * BULB, papilla + 30e-6]];
  const points = [...right.map(([r, z]) => [at + r, z]), ...right.reverse().map(([r, z]) => [at - r, z])];
  return {points: points.filter(([, z]) => z >= 0), colour: "#5d4037", label: "follicle", at: [at - TUBE, Math.min(0.55 * bulge, 0.62 * deep)]};
}

// Follicle at the left, vessels of the plexus across, the core of a scar as a line; for `draw` of picture.js.
export function bodiesOf(places, told, canvas, found) {
  const box = canvas.getBoundingClientRect(), deep = Math.max(told.frame[0], 1.2 * found.channel, ...Object.values(found.reaches).map(one => 1.2 * one.depth));
  const wide = deep * box.width / Math.max(2 * box.height, 1), of = name => places.find(one => one.name === name);
  const [bulge, papilla, plexus, core] = ["bulge", "papilla", "papillary_plexus", "scar_core"].map(of), bodies = [];
  if (bulge && papilla && wide > 2 * BULB) bodies.push(follicle(-0.72 * wide, bulge.depth, papilla.depth, deep));
  if (plexus) for (let k = -7; k <= 7; k++) {
    // Vessels are uneven: a fixed spread, so that the picture is the same each time.
    const r = (k + 0.35 * Math.sin(5 * k)) * wide / 7.5, z = plexus.depth + 18e-6 * Math.sin(3 * k);
    // Where the channel is open there is nothing left.
    const row = found.zone.zEdges.findIndex(edge => edge > z) - 1, open = found.zone.channel[Math.max(row, 0)];
    if (Math.abs(r) < wide && Math.abs(r) > open + VESSEL) bodies.push({points: ring(r, z, VESSEL), colour: "#a01040"});
  }
  if (core && core.depth < deep) bodies.push({points: [[-wide, core.depth], [wide, core.depth]], colour: "#37474f", dash: [6, 4], label: "core of the scar", at: [0.2 * wide, core.depth]});
  return bodies;
}
