// The page: sliders, the picture, the table. Every move of a slider follows the zone anew.
"use strict";

const CASE = JSON.parse(document.getElementById("case").textContent);
const $ = id => document.getElementById(id);
const KELVIN = 273.15, COOL = 30, HOT = 110;

// Significant digits as the program writes them.
const digits = value => value === 0 ? "0" : Number(value.toPrecision(3)).toString();
const length = metres => metres < 1e-3 ? `${digits(metres * 1e6)} µm` : `${digits(metres * 1e3)} mm`;
const volume = cubic => `${digits(cubic * 1e12)} nL`;
const energy = joules => joules < 1 ? `${digits(joules * 1e3)} mJ` : `${digits(joules)} J`;
const time = seconds => seconds < 1e-3 ? `${digits(seconds * 1e6)} µs` : seconds < 1 ? `${digits(seconds * 1e3)} ms` : `${digits(seconds)} s`;
const celsius = kelvin => `${digits(kelvin - KELVIN)} °C`;

// Yellow to red, as in the reports.
const STOPS = [[255, 255, 204], [254, 217, 118], [253, 141, 60], [227, 26, 28], [128, 0, 38]];
const PALETTE = Array.from({length: 256}, (_, k) => {
  const place = k / 255 * (STOPS.length - 1), low = Math.min(Math.floor(place), STOPS.length - 2), part = place - low;
  return STOPS[low].map((value, c) => Math.round(value + part * (STOPS[low + 1][c] - value)));
});

let kernels, found, shown = null;
const settings = {energy: CASE.energies.indexOf(CASE.energy), duration: CASE.durations.indexOf(CASE.duration), cooling: CASE.cooling};

function follow() {
  const begun = performance.now(), course = CASE.courses[settings.duration][settings.cooling];
  const frames = [];
  kernels.follow(course, CASE.energies[settings.energy] / CASE.energy, now => {
    frames.push({now, temperature: Float32Array.from(kernels.floats("beam.scene.state.temperature"))});
  });
  const removed = kernels.floats("beam.scene.state.removed").slice(), cells = removed.length;
  const integrals = kernels.floats("beam.damage.integral"), omega = {};
  for (const [name, place, factor] of CASE.laws) {
    omega[name] = integrals.slice(place * cells, (place + 1) * cells).map(
      (value, k) => removed[k] >= 0.5 ? Math.max(value * factor, 1e4) : value * factor);
  }
  const zone = new Zone(...CASE.grid, omega, removed);
  const reaches = Object.fromEntries(CASE.laws.map(([name]) => [name, zone.reach(name)]));
  found = {frames, zone, reaches, peak: Float32Array.from(kernels.floats("beam.damage.peak")), spent: performance.now() - begun};
}

function table() {
  const rows = CASE.shown.map(([name, label, colour, , native]) => {
    const {depth, radius, volume: cubic} = found.reaches[name];
    const asked = `${length(native.depth)}, ${length(native.radius)}`;
    return `<tr><td><i style="background:${colour}"></i>${label}</td><td>${depth ? length(depth) : "nowhere"}</td>` +
      `<td>${depth ? length(radius) : "–"}</td><td>${depth ? volume(cubic) : "–"}</td><td class="was">${asked}</td></tr>`;
  });
  $("reaches").innerHTML = rows.join("");
  const main = found.reaches[CASE.endpoint];
  $("depth").textContent = length(main.depth);
  $("width").textContent = length(2 * main.radius);
  $("hottest").textContent = celsius(Math.max(...found.peak));
  $("spent").textContent = `${Math.round(found.spent)} ms`;
}

// Temperatures are drawn between the centres of cells on a small canvas of even pixels, and that is stretched.
function picture() {
  const canvas = $("zone"), box = canvas.getBoundingClientRect(), scale = window.devicePixelRatio || 1;
  canvas.width = box.width * scale; canvas.height = box.height * scale;
  const pen = canvas.getContext("2d"), [deep, wide] = CASE.frame, {zone} = found;
  const values = shown === null ? found.peak : found.frames[shown].temperature;
  const n = zone.r.length, rows = 260, columns = 201, small = new OffscreenCanvas(columns, rows);
  const inner = small.getContext("2d"), image = inner.createImageData(columns, rows);
  // Neighbouring centres around a place, and how far it is from the first to the second.
  const between = (centres, place) => {
    let k = 0;
    while (k < centres.length - 2 && centres[k + 1] <= place) k++;
    return [k, Math.min(Math.max((place - centres[k]) / (centres[k + 1] - centres[k]), 0), 1)];
  };
  const across = Array.from({length: columns}, (_, x) => between(zone.r, Math.abs((x + .5) / columns * 2 - 1) * wide));
  for (let y = 0; y < rows; y++) {
    const [i, down] = between(zone.z, (y + .5) / rows * deep);
    for (let x = 0; x < columns; x++) {
      const [j, out] = across[x], k = i * n + j;
      const upper = values[k] + out * (values[k + 1] - values[k]);
      const value = upper + down * (values[k + n] + out * (values[k + n + 1] - values[k + n]) - upper);
      const gone = zone.removed[(down < .5 ? i : i + 1) * n + (out < .5 ? j : j + 1)] >= .5;
      const part = Math.min(Math.max((value - KELVIN - COOL) / (HOT - COOL), 0), 1);
      const [red, green, blue] = gone ? [255, 255, 255] : PALETTE[Math.round(255 * part)];
      image.data.set([red, green, blue, 255], 4 * (y * columns + x));
    }
  }
  inner.putImageData(image, 0, 0);
  pen.imageSmoothingEnabled = true;
  pen.drawImage(small, 0, 0, canvas.width, canvas.height);
  const X = r => (r / wide + 1) / 2 * canvas.width, Y = z => z / deep * canvas.height;
  pen.font = `${12 * scale}px system-ui, sans-serif`; pen.textBaseline = "middle";
  for (const [label, top, bottom] of CASE.layers) {
    if (top > 0 && top < deep) {
      pen.strokeStyle = "#7b879488"; pen.lineWidth = scale; pen.beginPath(); pen.moveTo(0, Y(top)); pen.lineTo(canvas.width, Y(top)); pen.stroke();
    }
    const end = Math.min(bottom, deep);
    if (Y(end) - Y(top) > 18 * scale) {
      const width = pen.measureText(label).width + 10 * scale, middle = Y((top + end) / 2);
      pen.fillStyle = "#ffffffcc"; pen.fillRect(canvas.width - width - 6 * scale, middle - 9 * scale, width, 18 * scale);
      pen.fillStyle = "#1f2933"; pen.textAlign = "right"; pen.fillText(label, canvas.width - 11 * scale, middle);
    }
  }
  for (const [name, , colour, dash] of CASE.shown) {
    const edge = zone.outline(name);
    for (const [ink, thick] of [["#ffffff99", 4], [colour, 2]]) {
      pen.strokeStyle = ink; pen.lineWidth = thick * scale; pen.setLineDash(dash.map(one => one * 2 * scale)); pen.beginPath();
      for (const side of [-1, 1]) {
        const dead = edge.map((radius, i) => [radius, zone.z[i]]).filter(([radius]) => radius > 0);
        dead.forEach(([radius, z], k) => k ? pen.lineTo(X(side * radius), Y(z)) : pen.moveTo(X(side * radius), 0));
        if (dead.length) pen.lineTo(X(0), Y(found.reaches[name].depth));
      }
      pen.stroke();
    }
  }
  pen.setLineDash([]);
  const bar = CASE.bar, left = 14 * scale, low = canvas.height - 16 * scale;
  pen.fillStyle = "#1f2933"; pen.fillRect(left, low, X(bar) - X(0), 4 * scale);
  pen.textAlign = "left"; pen.fillText(length(bar), left, low - 10 * scale);
  const main = found.reaches[CASE.endpoint];
  canvas.setAttribute("aria-label", `Zone ${length(main.depth)} deep and ${length(2 * main.radius)} wide, in skin that is cut open.`);
  $("moment").textContent = shown === null ? "Highest temperature of each place" : `${time(found.frames[shown].now)} after the pulse begins`;
}

function told() {
  $("energy-now").textContent = energy(CASE.energies[settings.energy]);
  $("duration-now").textContent = time(CASE.durations[settings.duration]);
  if ($("cooling-now")) $("cooling-now").textContent = celsius(CASE.coolings[settings.cooling]);
  const asked = CASE.energies[settings.energy] === CASE.energy && CASE.durations[settings.duration] === CASE.duration && settings.cooling === CASE.cooling;
  const same = asked && CASE.shown.every(([name, , , , native]) =>
    ["depth", "radius"].every(one => length(found.reaches[name][one]) === length(native[one])));
  const watts = CASE.energies[settings.energy] / CASE.durations[settings.duration];
  const strong = CASE.power !== null && watts > CASE.power * (1 + 1e-9);
  $("strong").textContent = strong ? `${digits(watts)} W is more power than this device has: ${digits(CASE.power)} W.` : "";
  $("same").textContent = !asked ? "Other settings than those of the case." : same ?
    "At the settings of the case this page finds what the simulation found." : "This page does not find what the simulation found: do not use it.";
  $("same").className = asked && !same ? "stop" : "";
}

function redraw() { follow(); table(); told(); picture(); $("moments").max = found.frames.length - 1; }

function slide(name, values) {
  const input = $(name);
  if (!input) return;
  input.max = values.length - 1; input.value = settings[name]; input.disabled = values.length < 2;
  let waiting = false;
  input.addEventListener("input", () => {
    settings[name] = Number(input.value);
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; shown = null; redraw(); });
  });
}

let playing = 0;
function play() {
  clearInterval(playing);
  if ($("play").textContent === "Stop") { $("play").textContent = "Play"; shown = null; picture(); return; }
  $("play").textContent = "Stop"; shown = 0;
  playing = setInterval(() => {
    shown += 1;
    if (shown >= found.frames.length) { clearInterval(playing); $("play").textContent = "Play"; shown = null; } else $("moments").value = shown;
    picture();
  }, 70);
}

(async () => {
  try {
    const [code, image] = await Promise.all([inflated($("code").textContent), inflated($("image").textContent)]);
    kernels = new Kernels(code, CASE.manifest, CASE, image);
    slide("energy", CASE.energies); slide("duration", CASE.durations); slide("cooling", CASE.coolings);
    $("play").addEventListener("click", play);
    $("moments").addEventListener("input", () => { clearInterval(playing); $("play").textContent = "Play"; shown = Number($("moments").value); picture(); });
    $("reset").addEventListener("click", () => {
      Object.assign(settings, {energy: CASE.energies.indexOf(CASE.energy), duration: CASE.durations.indexOf(CASE.duration), cooling: CASE.cooling});
      for (const name of ["energy", "duration", "cooling"]) if ($(name)) $(name).value = settings[name];
      shown = null; redraw();
    });
    window.addEventListener("resize", picture);
    redraw();
    document.body.className = "ready";
  } catch (error) {
    $("fault").textContent = `This page could not start: ${error.message}. The numbers and the picture are those of the simulation.`;
  }
})();
