// The form: what the library offers, the settings in the link, and the case that they make.
const $ = selector => document.querySelector(selector);
export const form = $("#form");
let offers;

const options = (select, list, chosen) => select.replaceChildren(...list.map(({name, title}) => {
  const option = document.createElement("option");
  [option.value, option.textContent, option.selected] = [name, title, name === chosen];
  return option;
}));

const boxes = (place, name, list, chosen) => place.replaceChildren(...list.map(one => {
  const label = document.createElement("label"), box = document.createElement("input"), words = document.createElement("span");
  [box.type, box.name, box.value, box.checked, words.textContent] = ["checkbox", name, one.name, chosen.includes(one.name), one.title];
  label.append(box, words);
  return label;
}));

const named = (list, name) => list.find(one => one.name === name) ?? list[0];
const device = () => named(offers.devices, form.device.value);
const goal = () => named(offers.goals, form.goal.value);
export const kind = () => form.kind.value;

// What a link holds: choices and numbers only, so that nobody's name travels with it.
const NAMES = ["kind", "site", "phototype", "condition", "goal", "device", "energy", "density", "passes", "duration", "drug", "strength", "day", "spacing"];

function nearest(texts, text) {
  const place = texts.indexOf(text);
  return place < 0 ? Math.floor(texts.length / 4) : place;
}

function fitDevice(energy, density) {
  const found = device();
  form.energy.max = found.energies.length - 1;
  form.density.max = found.densities.length - 1;
  form.energy.value = nearest(found.energies, energy ?? found.energy);
  form.density.value = nearest(found.densities, density);
  form.duration.placeholder = `${found.duration[0]} to ${found.duration[1]}`;
  $("#device-words").textContent = `${found.wavelength}, ${found.ablative ? "ablative" : "not ablative"}, microbeams of ${found.radius} radius, up to ${found.power}.`;
}

function fitDrug(strength) {
  const found = offers.drugs.find(one => one.name === form.drug.value);
  for (const name of ["strength", "day", "spacing"]) form[name].disabled = !found;
  form.strength.value = found ? strength ?? found.strengths[form.condition.value] : "";
}

function fitGoal(chosen) {
  boxes($("#drugs"), "drugs", offers.drugs, chosen ?? goal().drugs);
}

export function tell() {
  $("#energy-now").textContent = device().energies[form.energy.value];
  $("#density-now").textContent = device().densities[form.density.value];
  const plan = kind() === "plan";
  for (const part of document.querySelectorAll(".for-plan")) part.hidden = !plan;
  for (const part of document.querySelectorAll(".for-treatment")) part.hidden = plan;
  $("#run").textContent = {simulate: "Simulate", window: "Draw the window", plan: "Find a plan"}[kind()];
  history.replaceState(null, "", `#${new URLSearchParams(state())}`);
}

function state() {
  const held = Object.fromEntries(NAMES.map(name => [name, form[name].value]));
  [held.energy, held.density] = [device().energies[held.energy], device().densities[held.density]];
  held.devices = checked("devices").join(" ");
  held.drugs = checked("drugs").join(" ");
  return held;
}

const checked = name => [...form.querySelectorAll(`[name=${name}]:checked`)].map(box => box.value);

export async function begin() {
  offers = await (await fetch("/api/offers")).json();
  const held = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  options(form.site, offers.sites, held.site ?? "cheek");
  options(form.phototype, offers.phototypes.map(name => ({name, title: name})), held.phototype ?? "III");
  options(form.condition, offers.conditions, held.condition ?? "healthy");
  options(form.goal, offers.goals, held.goal);
  options(form.device, offers.devices, held.device ?? "er_glass_1550");
  options(form.drug, [{name: "", title: "none"}, ...offers.drugs], held.drug ?? "");
  boxes($("#devices"), "devices", offers.devices, (held.devices ?? "er_glass_1550 fractional_co2").split(" "));
  for (const name of ["passes", "duration", "day", "spacing"]) if (held[name]) form[name].value = held[name];
  if (["simulate", "window", "plan"].includes(held.kind)) form.kind.value = held.kind;
  fitDevice(held.energy, held.density);
  fitDrug(held.strength);
  fitGoal(held.drugs?.split(" "));
  form.device.addEventListener("change", () => fitDevice());
  form.drug.addEventListener("change", () => fitDrug());
  form.condition.addEventListener("change", () => fitDrug());
  form.goal.addEventListener("change", () => fitGoal());
  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  tell();
}

export function caseOf() {
  const skin = `${form.site.value}_${form.phototype.value.toLowerCase()}`;
  if (kind() === "plan") {
    return {title: goal().title, skin, goal: form.goal.value, devices: checked("devices"), drugs: checked("drugs")};
  }
  const found = device(), energy = found.energies[form.energy.value];
  const pulse = {energy, ...(form.duration.value.trim() ? {duration: form.duration.value.trim()} : {})};
  const made = {
    title: `${named(offers.sites, form.site.value).title}, phototype ${form.phototype.value}, ${found.title}, ${energy}`,
    skin, condition: form.condition.value, device: found.name, pulse,
    pattern: {density: found.densities[form.density.value], passes: Number(form.passes.value)},
  };
  if (form.drug.value) made.doses = [{
    drug: form.drug.value, concentration: form.strength.value.trim().split(" ").slice(0, 2).join(" "), volume: "0.1 mL", depth: "1.5 mm",
    spacing: form.spacing.value.trim(), time: `${form.day.value || 0} day`,
  }];
  return made;
}
