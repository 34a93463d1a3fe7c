// Settings in the link's fragment: names of the library, numbers with units. Neither titles nor free text, so that
// nobody's name travels with a link.
export const SHARED = {
  page: "skin", site: "cheek", phototype: "III", condition: "healthy",
  device: "er_glass_1550", energy: "", duration: "", density: "", passes: "1", stack: "1", cooled: "",
  goal: "", devices: "er_glass_1550 fractional_co2", drugs: "",
  drug: "", strength: "", day: "0", spacing: "10 mm",
};
// A name of the library, some of them, or a number with its unit.
const SAFE = /^(?:[a-z0-9_]+(?: [a-z0-9_]+)*|[IV]+|-?[\d.]+(?:e-?\d+)? ?[A-Za-zµ°%²³/ ]{0,12})$/;

export function read(hash, keys) {
  const given = new URLSearchParams(hash.replace(/^#/, "")), state = {...keys};
  for (const [name, value] of given) if (name in keys && value.length <= 400 && (value === "" || SAFE.test(value))) state[name] = value;
  return state;
}

// Only what differs from the beginning travels.
export function written(state, keys) {
  const held = Object.entries(keys).filter(([name, first]) => name === "page" || (state[name] ?? first) !== first);
  return new URLSearchParams(held.map(([name]) => [name, state[name]])).toString();
}
