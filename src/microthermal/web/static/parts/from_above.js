// The field from above: zones as discs in the order in which they fall, and the warmth that is left.
import {length, prepared} from "/static/live/picture.js";

// Zones that have fallen in a part of the time; all of them if it is null. Gives words about what is seen.
export function lattice(canvas, {side, zones, radius, channel, stressed, lasts, passes, pitch}, part) {
  const [pen, scale] = prepared(canvas), pixels = canvas.width / (side * 1e6), at = one => one * pixels + canvas.width / 2, disc = (x, y, size) => { pen.beginPath(); pen.arc(at(x), at(y), size, 0, 7); };
  pen.fillStyle = "#fbf3ec"; pen.fillRect(0, 0, canvas.width, canvas.height);
  const until = part === null ? Infinity : part * lasts, seen = zones.filter(([, , time]) => time <= until);
  const discs = [[stressed, "#edbb85"], [radius, "#d55e00"], [channel, "#e1eef6"]].filter(([one]) => one > 0);
  for (const [size, colour] of discs) {
    pen.fillStyle = colour;
    for (const [x, y] of seen) { disc(x, y, Math.max(size * 1e6 * pixels, 0.7)); pen.fill(); }
  }
  // The last ones that fell stand out while the scan runs.
  if (part !== null) {
    pen.strokeStyle = "#0b6b74"; pen.lineWidth = 2 * scale;
    for (const [x, y] of seen.slice(-6)) { disc(x, y, radius * 1e6 * pixels + 3 * scale); pen.stroke(); }
  }
  const bar = side > 2e-3 ? 1e-3 : 5e-4, long = bar * 1e6 * pixels;
  pen.fillStyle = "#ffffffdd"; pen.fillRect(8 * scale, canvas.height - 38 * scale, long + 14 * scale, 30 * scale);
  pen.fillStyle = "#1f2933"; pen.fillRect(15 * scale, canvas.height - 15 * scale, long, 3 * scale);
  pen.font = `${12 * scale}px system-ui, sans-serif`; pen.fillText(length(bar), 15 * scale, canvas.height - 20 * scale);
  canvas.setAttribute("aria-label", `${seen.length} zones from above in a square of ${length(side)}, each ${length(2 * radius)} wide, neighbours of a pass ${length(pitch)} apart.`);
  const moment = part === null ? "At the end" : `${Number((part * lasts).toPrecision(2))} s after the first pulse, pass ${1 + (seen.at(-1)?.[3] ?? 0)} of ${passes}`;
  return `${moment}: ${seen.length} zones in a square of ${length(side)} in the middle of the field. Dark: dead; pale: living, in heat shock${channel > 0 ? "; inside: the open channel" : ""}.`;
}
