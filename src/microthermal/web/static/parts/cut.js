// Skin cut open, to scale, with zones as they are on a day after the laser, and needles.
import {s} from "/static/parts/dom.js";

const TINTS = {stratum_corneum: "#c9a386", epidermis: "#ddb396", papillary_dermis: "#f3d3c7", reticular_dermis: "#f8e2d9", dermis: "#f8e2d9", fat: "#fbf0cf", muscle: "#e7b9b4"};
const WIDE = 560, TALLEST = 420;

// `levels` says what is there on a day, each 0 to 1 of the most that it is: dead, stressed, denatured, fresh, open, unfilled,
// red, cells. `needles` are {depth, spacing, reach}.
export function cut(picture, needles = []) {
  const {zone, layers, follicle, depth} = picture;
  const bottom = Math.max(depth, ...needles.map(one => Math.min(1.25 * one.depth, layers.at(-1).bottom)));
  const width = zone && !needles.length ? Math.min(Math.max(4.6 * zone.distance, 1.5 * bottom), 2.6 * bottom) : Math.min(Math.max(2.4 * bottom, ...needles.map(one => 2.2 * one.spacing)), 5 * bottom);
  const scale = Math.min(WIDE / width, TALLEST / bottom), wide = scale * width, high = scale * bottom, px = value => value * scale;
  const parts = [], epidermis = layers.filter(one => one.tissue !== "fat" && one.tissue !== "muscle" && /corneum|epidermis/.test(one.tissue));
  for (const one of layers) if (one.top < bottom) {
    const end = Math.min(one.bottom, bottom);
    parts.push(s("rect", {x: 0, y: px(one.top), width: wide, height: px(end - one.top), fill: TINTS[one.tissue] ?? "#efefea"}));
    if (px(end - one.top) > 15) parts.push(s("text", {x: wide - 8, y: px((one.top + end) / 2) + 4, "text-anchor": "end", class: "onskin"}, one.name));
  }
  const redness = s("rect", {x: 0, y: px(epidermis.at(-1)?.bottom ?? 0), width: wide, height: high, fill: "#c1121f", opacity: 0});
  parts.push(redness);
  if (follicle) parts.push(
    s("line", {x1: 0.05 * wide, x2: 0.05 * wide, y1: -8, y2: Math.min(px(follicle.papilla), high), stroke: "#5b4636", "stroke-width": 2}),
    [["bulge", follicle.bulge], ["papilla", follicle.papilla]].filter(([, level]) => level < bottom).map(([name, level]) => [
      s("circle", {cx: 0.05 * wide, cy: px(level), r: 4, fill: "#5b4636"}), s("text", {x: 0.05 * wide + 8, y: px(level) + 4, class: "onskin"}, name)]),
  );
  const drawn = zone ? zones(zone, epidermis.at(-1)?.bottom ?? 0, wide, px, bottom) : {parts: [], set() {}};
  parts.push(...drawn.parts, ...needles.flatMap(one => needle(one, wide, px)));
  const root = s("svg", {viewBox: `0 -10 ${wide.toFixed(0)} ${(high + 30).toFixed(0)}`, role: "img", class: "cut"}, parts, ruler(bottom, px, wide, high));
  return {
    root,
    set(levels, words) {
      redness.setAttribute("opacity", 0.3 * levels.red);
      drawn.set(levels);
      root.setAttribute("aria-label", words);
    },
  };
}

function ruler(bottom, px, wide, high) {
  const length = [2, 1, 0.5, 0.2, 0.1].find(one => one < bottom * 0.7) ?? 0.05;
  return [s("line", {x1: 2, x2: 2 + px(length), y1: high + 8, y2: high + 8, class: "ruler"}), s("text", {x: 8 + px(length), y: high + 13}, length < 1 ? `${length * 1000} µm` : `${length} mm`)];
}

function needle({depth, spacing, reach}, wide, px) {
  const count = Math.max(Math.floor(wide * 0.86 / px(spacing)), 1), first = 0.55 * wide - (count - 1) * px(spacing) / 2;
  return Array.from({length: count}, (_, k) => first + k * px(spacing)).flatMap(x => [
    s("circle", {cx: x, cy: px(depth), r: px(reach), fill: "#009e73", opacity: 0.22}),
    s("line", {x1: x, x2: x, y1: -8, y2: px(depth), stroke: "#66727f", "stroke-width": 1.5}), s("path", {d: `M${x - 4} ${px(depth) - 7}h8l-4 8z`, fill: "#aa4499"}),
  ]);
}

// Radii at depths as a closed outline around the axis, from one depth to another.
function outline(z, radius, px, x, from = 0, to = Infinity) {
  const kept = z.map((one, k) => [one, radius[k]]).filter(([one, r]) => r > 0 && one >= from && one <= to);
  if (!kept.length) return "";
  const side = sign => kept.map(([one, r]) => `${(x + sign * px(r)).toFixed(1)} ${px(one).toFixed(1)}`);
  const top = kept[0][0] <= z[0] ? 0 : kept[0][0];
  return `M${(x - px(kept[0][1])).toFixed(1)} ${px(top).toFixed(1)}L${side(-1).join("L")}L${side(1).reverse().join("L")}L${(x + px(kept[0][1])).toFixed(1)} ${px(top).toFixed(1)}Z`;
}

function zones(zone, epidermis, wide, px, bottom) {
  const count = Math.max(Math.floor(0.84 * wide / px(zone.distance)), 1), first = 0.55 * wide - (count - 1) * px(zone.distance) / 2;
  const places = Array.from({length: count}, (_, k) => first + k * px(zone.distance)), {z} = zone;
  const border = name => zone.borders.find(one => one.name === name)?.radius;
  const layer = (name, colour) => border(name) ? places.map(x => s("path", {d: outline(z, border(name), px, x), fill: colour, opacity: 0})) : [];
  const stressed = layer("heat_shock", "#e69f00"), dead = layer("dermal_cells", "#d55e00"), denatured = layer("collagen", "#8c2d19"), fresh = layer("dermal_cells", "#0072b2");
  const channels = places.map(() => s("path", {fill: "#fff", stroke: "#1f2933", "stroke-width": 0.7}));
  const gaps = places.map(x => s("rect", {y: -1, x, height: px(epidermis) + 1, width: 0, fill: "#7a1f1f"}));
  const cells = places.flatMap(x => spots(x, z, border("dermal_cells") ?? zone.channel, px, epidermis));
  const mouth = Math.max(...z.map((one, k) => one <= epidermis ? Math.max(zone.channel[k], border("dermal_cells")?.[k] ?? 0) : 0), 0);
  return {
    parts: [stressed, fresh, dead, denatured, channels, gaps, cells],
    set(levels) {
      const show = (list, value) => list.forEach(one => one.setAttribute("opacity", value.toFixed(3)));
      show(stressed, 0.35 * levels.stressed); show(dead, 0.6 * levels.dead); show(denatured, 0.85 * levels.denatured); show(fresh, 0.3 * levels.fresh);
      channels.forEach((one, k) => one.setAttribute("d", zone.channel_depth > 0 ? outline(z, zone.channel, px, places[k], 0, zone.channel_depth * levels.unfilled) : ""));
      const half = px(mouth) * Math.sqrt(levels.open);
      gaps.forEach((one, k) => { one.setAttribute("x", places[k] - half); one.setAttribute("width", 2 * half); });
      cells.forEach((one, k) => one.setAttribute("visibility", (k % 16 + 0.5) / 16 < levels.cells ? "visible" : "hidden"));
    },
  };
}

// Places of sixteen cells around a zone, always the same.
function spots(x, z, radius, px, epidermis) {
  const deep = z.filter((one, k) => radius[k] > 0 && one > epidermis);
  return Array.from({length: 16}, (_, k) => {
    const level = deep[Math.floor((k * 7 % 16 + 0.5) / 16 * deep.length)] ?? 0, wide = radius[z.indexOf(level)] ?? 0;
    return s("circle", {cx: x + (k % 2 ? 1 : -1) * (px(wide) + 4 + (k * 5 % 7)), cy: px(level), r: 2.2, fill: "#3b1e6e", visibility: "hidden"});
  });
}
