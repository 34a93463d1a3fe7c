// The page: sliders, the picture, the table. Every move of a slider follows the zone anew.
import {Moving} from "./moving.js";
import {bytesOf, inflated} from "./zone.js";
import {celsius, digits, draw, energy, harm, length, place, temperatures, time, volume} from "./picture.js";

const $ = id => document.getElementById(id);
let CASE, moving, found = null, shown = null, ink = null, frame = null;
const settings = {};

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
  if ($("channel")) $("channel").textContent = found.channel ? length(found.channel) : "none";
  $("spent").textContent = `${Math.round(found.spent)} ms`;
}

function picture() {
  if (!found) return;
  ink = $("colours").value ? harm(found, $("colours").value) : temperatures(found, shown);
  frame = draw($("zone"), found, ink, CASE);
  const what = $("colours").value ? "Damage at the end; the outline is where it reaches its threshold" :
    shown === null ? "Highest temperature of each place" : `${time(found.frames[shown].now)} after the pulse begins`;
  $("moment").textContent = `${what}${found.cells === "coarse" ? "; a preview on coarse cells" : ""}`;
}

function told() {
  $("energy-now").textContent = energy(CASE.energies[settings.energy]);
  $("duration-now").textContent = time(CASE.durations[settings.duration]);
  if ($("cooling-now")) $("cooling-now").textContent = celsius(CASE.coolings[settings.cooling]);
  const watts = CASE.energies[settings.energy] / CASE.durations[settings.duration];
  const strong = CASE.power !== null && watts > CASE.power * (1 + 1e-9);
  $("strong").textContent = strong ? `${digits(watts)} W is more power than this device has: ${digits(CASE.power)} W.` : "";
  if (!found || found.cells === "coarse") return;
  const asked = CASE.energies[settings.energy] === CASE.energy && CASE.durations[settings.duration] === CASE.duration && settings.cooling === CASE.cooling;
  const same = asked && CASE.shown.every(([name, , , , native]) =>
    ["depth", "radius"].every(one => length(found.reaches[name][one]) === length(native[one]))) && length(found.channel) === length(CASE.channel);
  $("same").textContent = !asked ? "Other settings than those of the case." : same ?
    "At the settings of the case this page finds what the simulation found." : "This page does not find what the simulation found: do not use it.";
  $("same").className = asked && !same ? "stop" : "";
}

// A preview at once, the exact zone right behind it; whoever moves a slider on gives up both.
async function redraw() {
  told();
  for (const cells of ["coarse", "fine"]) {
    const next = await moving.follow(cells, settings);
    if (next === null) return;
    found = next;
    if (cells === "fine") { $("moments").max = found.frames.length - 1; table(); }
    told(); picture();
  }
  document.body.classList.add("ready");
}

function slide(name, values) {
  const input = $(name);
  if (!input) return;
  input.max = values.length - 1; input.value = settings[name]; input.disabled = values.length < 2;
  input.addEventListener("input", () => { settings[name] = Number(input.value); stop(); shown = null; redraw().catch(failed); });
}

let playing = 0;
function stop() { clearInterval(playing); $("play").textContent = "Play"; }
function play() {
  if ($("play").textContent === "Stop") { stop(); shown = null; picture(); return; }
  if (!found?.frames.length) return;
  $("colours").value = ""; $("play").textContent = "Stop"; shown = 0;
  // Short pulses take few steps, stacks thousands: a play lasts some ten seconds at most.
  const stride = Math.max(1, Math.round(found.frames.length / 150));
  playing = setInterval(() => {
    shown += stride;
    if (shown >= found.frames.length) { stop(); shown = null; } else $("moments").value = shown;
    picture();
  }, 70);
}

function hover(event) {
  const box = $("zone").getBoundingClientRect();
  const at = found && place(found, ink, frame, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  if (!at) return;
  const what = at.gone ? "tissue is gone" : $("colours").value ? `damage integral ${digits(at.value)}` : celsius(at.value);
  $("moment").textContent = `${length(at.z)} deep, ${length(at.r)} from the axis: ${what}`;
}

const failed = error => { $("fault").textContent = `This page stopped: ${error.message}. The numbers and the picture may be those of the simulation.`; };
const beginning = () => Object.assign(settings, {energy: CASE.energies.indexOf(CASE.energy), duration: CASE.durations.indexOf(CASE.duration), cooling: CASE.cooling});

try {
  const text = id => $(id).textContent;
  const [code, packed] = await Promise.all([inflated(text("code")), inflated(text("case"))]);
  CASE = JSON.parse(new TextDecoder().decode(packed));
  beginning();
  moving = new Moving(code, CASE, JSON.parse(text("starts")));
  slide("energy", CASE.energies); slide("duration", CASE.durations); slide("cooling", CASE.coolings);
  for (const [name, label] of CASE.shown) $("colours").append(new Option(`damage: ${label}`, name));
  $("play").addEventListener("click", play);
  $("colours").addEventListener("change", () => { stop(); shown = null; picture(); });
  $("moments").addEventListener("input", () => { if (!found?.frames.length) return; stop(); $("colours").value = ""; shown = Number($("moments").value); picture(); });
  $("zone").addEventListener("pointermove", hover);
  $("zone").addEventListener("pointerleave", picture);
  $("reset").addEventListener("click", () => {
    beginning();
    for (const name of ["energy", "duration", "cooling"]) if ($(name)) $(name).value = settings[name];
    stop(); shown = null; redraw().catch(failed);
  });
  window.addEventListener("resize", picture);
  await redraw();
} catch (error) {
  $("fault").textContent = `This page could not start: ${error.message}. The numbers and the picture are those of the simulation.`;
}
