// The zone in the skin, to scale: temperature or damage by colour, the channel open, outlines of what each law calls dead.
const KELVIN = 273.15, COOL = 30, HOT = 110;

// Significant digits as the program writes them.
const digits = value => String(Number(value.toPrecision(3)));
const length = metres => metres < 1e-3 ? `${digits(metres * 1e6)} µm` : `${digits(metres * 1e3)} mm`;
const volume = cubic => `${digits(cubic * 1e12)} nL`;
const energy = joules => joules < 1 ? `${digits(joules * 1e3)} mJ` : `${digits(joules)} J`;
const time = seconds => seconds < 1e-3 ? `${digits(seconds * 1e6)} µs` : seconds < 1 ? `${digits(seconds * 1e3)} ms` : `${digits(seconds)} s`;
const celsius = kelvin => `${digits(kelvin - KELVIN)} °C`;

const between = (stops, part) => {
  const place = part * (stops.length - 1), low = Math.min(Math.floor(place), stops.length - 2), rest = place - low;
  return stops[low].map((value, c) => Math.round(value + rest * (stops[low + 1][c] - value)));
};
// A colour as one number, as the cells of an image hold it.
const packedInk = ([red, green, blue]) => (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
const palette = stops => Uint32Array.from({length: 256}, (_, k) => packedInk(between(stops, k / 255)));
// Yellow to red, as in the reports; and what a law has done of a threshold, from nothing to ten times as much.
const WARMTH = palette([[255, 255, 204], [254, 217, 118], [253, 141, 60], [227, 26, 28], [128, 0, 38]]);
const HARM = palette([[247, 247, 247], [214, 206, 230], [158, 140, 196], [106, 74, 160], [48, 16, 96]]);
const AIR = packedInk([225, 238, 246]);

// Neighbouring centres around a place, and how far it is from the first to the second.
const around = (centres, place) => {
  let k = 0;
  while (k < centres.length - 2 && centres[k + 1] <= place) k++;
  return [k, Math.min(Math.max((place - centres[k]) / (centres[k + 1] - centres[k]), 0), 1)];
};

// What is to be coloured: `values` by cell, `part` of a palette for a value, which cells are gone.
const temperatures = (found, frame) => ({
  values: frame?.temperature ?? found.peak, palette: WARMTH, gone: frame?.removed ?? found.gone,
  part: value => (value - KELVIN - COOL) / (HOT - COOL),
});
const harm = (found, name) => ({
  values: found.zone.omega[name], palette: HARM, gone: found.gone,
  part: value => (Math.log10(Math.max(value, 1e-3)) + 2) / 3,
});

// Values lie at the centres of cells; they are drawn on a small canvas of even pixels, and that is stretched.
function colours(zone, {values, palette: inks, gone, part}, [deep, wide]) {
  const n = zone.r.length, rows = 260, columns = 201, small = new OffscreenCanvas(columns, rows);
  const inner = small.getContext("2d"), image = inner.createImageData(columns, rows), dots = new Uint32Array(image.data.buffer);
  const across = Array.from({length: columns}, (_, x) => around(zone.r, Math.abs((x + .5) / columns * 2 - 1) * wide));
  for (let y = 0; y < rows; y++) {
    const [i, down] = around(zone.z, (y + .5) / rows * deep);
    for (let x = 0; x < columns; x++) {
      const [j, out] = across[x], k = i * n + j;
      const upper = values[k] + out * (values[k + 1] - values[k]);
      const value = upper + down * (values[k + n] + out * (values[k + n + 1] - values[k + n]) - upper);
      const open = gone[(down < .5 ? i : i + 1) * n + (out < .5 ? j : j + 1)];
      dots[y * columns + x] = open ? AIR : inks[Math.round(255 * Math.min(Math.max(part(value), 0), 1))];
    }
  }
  inner.putImageData(image, 0, 0);
  return small;
}

// Depth and radius that are shown: the zone with what lies around it, as wide as the picture, so that all is to scale.
function framed(canvas, found, view) {
  const box = canvas.getBoundingClientRect(), all = Object.values(found.reaches);
  const deep = Math.max(view.frame[0], 1.2 * found.channel, ...all.map(one => 1.2 * one.depth)), wide = Math.max(...all.map(one => 1.5 * one.radius));
  const shape = box.width / Math.max(2 * box.height, 1);
  return wide > deep * shape ? [wide / shape, wide] : [deep, deep * shape];
}

// A canvas with as many dots as its place on the screen has: its pen, and dots a pixel.
function prepared(canvas) {
  const box = canvas.getBoundingClientRect(), scale = window.devicePixelRatio || 1;
  canvas.width = Math.max(box.width * scale, 2); canvas.height = Math.max(box.height * scale, 2);
  return [canvas.getContext("2d"), scale];
}

// A line through points.
const trace = (pen, points) => points.forEach((one, k) => k ? pen.lineTo(...one) : pen.moveTo(...one));

// Draw into a canvas; `view` is {frame: [depth, radius], layers, shown, bar, endpoint, bodies?}. Gives what is shown.
function draw(canvas, found, ink, given) {
  const view = {...given, frame: framed(canvas, found, given)};
  const [pen, scale] = prepared(canvas), [deep, wide] = view.frame, {zone} = found;
  pen.imageSmoothingEnabled = true;
  pen.drawImage(colours(zone, ink, view.frame), 0, 0, canvas.width, canvas.height);
  const X = r => (r / wide + 1) / 2 * canvas.width, Y = z => z / deep * canvas.height;
  pen.font = `${12 * scale}px system-ui, sans-serif`; pen.textBaseline = "middle";
  for (const body of view.bodies ?? []) outline(pen, body, {X, Y, scale, frame: view.frame}, zone);
  for (const [name, , colour, dash] of view.shown) {
    const dead = zone.outline(name).map((radius, i) => [radius, zone.z[i]]).filter(([radius]) => radius > 0);
    for (const [line, thick] of [["#ffffff99", 4], [colour, 2]]) {
      pen.strokeStyle = line; pen.lineWidth = thick * scale; pen.setLineDash(dash.map(one => one * 2 * scale)); pen.beginPath();
      for (const side of [-1, 1]) if (dead.length) trace(pen, [...dead.map(([radius, z], k) => [X(side * radius), !k && zone.z[0] === z ? 0 : Y(z)]), [X(0), Y(found.reaches[name].depth)]]);
      pen.stroke();
    }
  }
  pen.setLineDash([]);
  strata(pen, view, {Y, scale, canvas});
  const left = 14 * scale, low = canvas.height - 12 * scale;
  plate(pen, length(view.bar), left, low - 12 * scale, scale, "left");
  pen.fillRect(left, low, X(view.bar) - X(0), 4 * scale);
  const main = found.reaches[view.endpoint], open = found.channel > 0 ? ` around a channel of ${length(found.channel)}` : "";
  canvas.setAttribute("aria-label", `Zone ${length(main.depth)} deep and ${length(2 * main.radius)} wide${open}, in skin that is cut open.`);
  return view.frame;
}

// Borders of layers, and the names of those that have room.
function strata(pen, {layers, frame: [deep]}, {Y, scale, canvas}) {
  pen.strokeStyle = "#7b8794aa"; pen.lineWidth = scale;
  for (const [label, top, bottom] of layers) {
    if (top > 0 && top < deep) { pen.beginPath(); trace(pen, [[0, Y(top)], [canvas.width, Y(top)]]); pen.stroke(); }
    const end = Math.min(bottom, deep);
    if (Y(end) - Y(top) > 18 * scale) plate(pen, label, canvas.width - 11 * scale, Y((top + end) / 2), scale, "right");
  }
}

// A body of the skin in its true size: {points, colour, label?, at, dash?, loose?}. A place is [part, r, z]: as far from
// the axis as a part of the picture's width, and a radius beyond that. What is loose is gone where the channel is open.
function outline(pen, {points, colour, label, at, dash = [], loose}, {X, Y, scale, frame: [deep, wide]}, {zEdges, channel}) {
  const across = ([part, r]) => part * wide + r, row = zEdges.findIndex(edge => edge > at[2]) - 1;
  if (at[2] > deep || loose && Math.abs(across(at)) < channel[Math.max(row, 0)] + loose) return;
  pen.setLineDash(dash.map(one => one * scale)); pen.strokeStyle = colour; pen.fillStyle = `${colour}30`; pen.lineWidth = 1.5 * scale; pen.beginPath();
  trace(pen, points.map(one => [X(across(one)), Y(one[2])]));
  pen.fill(); pen.stroke(); pen.setLineDash([]);
  if (label) plate(pen, label, X(across(at)), Y(at[2]), scale, "left");
}

// Words on a pale plate, so that they are read on every colour.
function plate(pen, words, x, y, scale, align) {
  const width = pen.measureText(words).width + 10 * scale, left = align === "left" ? x - 5 * scale : x - width + 5 * scale;
  pen.fillStyle = "#ffffffe0"; pen.fillRect(left, y - 9 * scale, width, 18 * scale);
  pen.fillStyle = "#1f2933"; pen.textAlign = align; pen.fillText(words, x, y);
}

// Numbers of the place under a pointer, or null outside the cells.
function place(found, ink, [deep, wide], x, y) {
  const {zone} = found, r = Math.abs(2 * x - 1) * wide, z = y * deep, n = zone.r.length;
  const j = zone.rEdges.findIndex(edge => edge > r) - 1, i = zone.zEdges.findIndex(edge => edge > z) - 1;
  if (i < 0 || j < 0) return null;
  return {r, z, cell: i * n + j, value: ink.values[i * n + j], gone: Boolean(ink.gone[i * n + j])};
}
export {celsius, digits, draw, energy, harm, length, place, prepared, temperatures, time, trace, volume};
