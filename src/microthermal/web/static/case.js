// The case that the settings make: the same that a case file holds.
const named = (list, name) => list.find(one => one.name === name) ?? list[0];

export const deviceOf = (state, offers) => named(offers.devices, state.device);

const near = (list, text, otherwise) => list.includes(text) ? text : otherwise;
const UNITS = {nJ: 1e-9, "µJ": 1e-6, mJ: 1e-3, J: 1, ns: 1e-9, "µs": 1e-6, ms: 1e-3, s: 1, "/cm²": 1, "/mm²": 100};
const size = text => { const [, number, unit] = /^([-\d.e]+) ?(.+)$/.exec(text) ?? []; return Number(number) * (UNITS[unit] ?? NaN); };

// What is set, if it is offered; else what is offered nearest to it, by ratio; else the beginning.
function nearest(list, text, otherwise) {
  const wanted = size(text);
  if (list.includes(text) || !(wanted > 0)) return near(list, text, otherwise);
  return list.reduce((best, one) => Math.abs(Math.log(size(one) / wanted)) < Math.abs(Math.log(size(best) / wanted)) ? one : best, list[0]);
}

// Sentences about settings that a link asks for and that are not offered as they stand.
export const changed = (asked, found) => ["energy", "density", "duration"].filter(name => asked[name] && asked[name] !== found[name])
  .map(name => ({path: "", text: `This page offers no ${name} of ${asked[name]} here: ${found[name] || "the usual one"} is taken.`}));

// Settings that fit together: what is not offered becomes what the device begins with.
export function complete(state, offers) {
  const found = {...state}, device = deviceOf(state, offers);
  found.site = named(offers.sites, state.site).name;
  found.phototype = near(offers.phototypes, state.phototype, "III");
  found.condition = near(offers.conditions.map(one => one.name), state.condition, "healthy");
  found.device = device.name;
  found.energy = nearest(device.energies, state.energy, device.energy);
  found.density = nearest(device.densities, state.density, device.densities[Math.floor(device.densities.length / 4)]);
  found.duration = state.duration ? nearest(device.durations, state.duration, "") : "";
  found.stack = String(Math.min(Math.max(Math.round(Number(state.stack)) || 1, 1), device.stack));
  found.passes = String(Math.min(Math.max(Math.round(Number(state.passes)) || 1, 1), 20));
  found.goal = named(offers.goals, state.goal).name;
  found.drug = near(offers.drugs.map(one => one.name), state.drug, "");
  return found;
}

export function subjectOf(state, offers) {
  const place = `${named(offers.sites, state.site).title}, phototype ${state.phototype}`;
  const condition = named(offers.conditions, state.condition).title.toLowerCase();
  return `${place}, ${condition}; ${deviceOf(state, offers).title}, ${state.energy}, ${state.density}, ${state.passes} ${state.passes === "1" ? "pass" : "passes"}.`;
}

export const skinOf = state => `${state.site}_${state.phototype.toLowerCase()}`;

export function caseOf(state, offers) {
  const device = deviceOf(state, offers);
  const pulse = {energy: state.energy, ...(state.duration ? {duration: state.duration} : {}), ...(state.stack === "1" ? {} : {stack: Number(state.stack)})};
  const made = {
    title: `${named(offers.sites, state.site).title}, phototype ${state.phototype}, ${device.title}, ${state.energy}`,
    skin: skinOf(state), condition: state.condition, device: device.name, pulse,
    pattern: {density: state.density, passes: Number(state.passes)},
  };
  if (state.drug) made.doses = [{
    drug: state.drug, concentration: strength(state, offers), volume: state.volume || "0.1 mL", depth: state.needle || "1.5 mm",
    spacing: state.spacing || "10 mm", time: `${Number(state.day) || 0} day`,
  }];
  return made;
}

// The usual strength of the medicine in this condition, unless one is set.
function strength(state, offers) {
  const found = named(offers.drugs, state.drug);
  return (state.strength || found.strengths[state.condition]).trim().split(" ").slice(0, 2).join(" ");
}
