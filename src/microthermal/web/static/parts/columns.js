// A block of skin with its columns in three dimensions, seen in parallel: layers, dead tissue and open channels.
import {prepared, trace} from "/static/live/picture.js";

const LAYERS = {"Stratum corneum": "#c99c6d", Epidermis: "#dca77e", Fat: "#f2dc93"};
const MOST = 60;

// The outline of a column is drawn as the hull of rings: each slab is a disc that is seen as an ellipse.
export function columns(canvas, {column: [z, outline, channel], depth, channelDepth, zones, pitch, layers, side}, turn, tilt) {
  const [pen, ratio] = prepared(canvas), deep = 1.3 * Math.max(depth, channelDepth, 2e-4), edge = Math.min(side, Math.max(4.2 * pitch, 0.6 * deep)) / 2;
  const [a, b] = [turn * Math.PI / 180, tilt * Math.PI / 180], [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
  const scale = Math.min(canvas.width / (3.1 * edge), canvas.height / (2.9 * edge * sb + 1.12 * deep * cb)) * 0.95;
  // Across, down the screen, and how near.
  const turned = (x, y) => [x * ca - y * sa, x * sa + y * ca];
  const at = (x, y, depthHere) => { const [across, back] = turned(x, y); return [canvas.width / 2 + scale * across, canvas.height / 2 + scale * (back * sb + (depthHere - deep / 2) * cb)]; };
  pen.clearRect(0, 0, canvas.width, canvas.height);
  const corners = [[-edge, -edge], [edge, -edge], [edge, edge], [-edge, edge]];
  const path = (points, fill, line) => {
    pen.beginPath(); trace(pen, points); pen.closePath();
    pen.fillStyle = fill; pen.strokeStyle = line; pen.fill(); pen.stroke();
  };
  const faces = [0, 1, 2, 3].map(k => [corners[k], corners[(k + 1) % 4]]).sort(([a, b], [c, d]) => turned(...a)[1] + turned(...b)[1] - turned(...c)[1] - turned(...d)[1]);
  const wall = ([one, two], alpha) => {
    for (const [name, top, bottom] of layers) if (top < deep) {
      const end = Math.min(bottom, deep);
      path([at(...one, top), at(...two, top), at(...two, end), at(...one, end)], `${LAYERS[name] ?? "#efd5c8"}${alpha}`, "#8a746680");
    }
  };
  pen.lineWidth = ratio * 0.8;
  for (const face of faces.slice(0, 2)) wall(face, "e6");
  const inside = zones.map(([x, y]) => [x * 1e-6, y * 1e-6]).filter(([x, y]) => Math.abs(x) < edge && Math.abs(y) < edge)
    .sort((one, two) => turned(...one)[1] - turned(...two)[1]).slice(-MOST * 4);
  const body = (x, y, radii, fill, line) => {
    const rows = z.map((one, k) => [at(x, y, one), scale * radii[k]]).filter(([, radius], k) => radius > 0 && z[k] <= deep);
    if (!rows.length) return;
    path([...rows.map(([[across, down], radius]) => [across - radius, down]), ...rows.map(([[across, down], radius]) => [across + radius, down]).reverse()], fill, line);
    for (const [place, radius] of [rows.at(-1), rows[0]]) { pen.beginPath(); pen.ellipse(...place, radius, radius * sb, 0, 0, 7); pen.fill(); pen.stroke(); }
  };
  for (const [x, y] of inside) {
    body(x, y, outline, "#d55e00d8", "#8f3f00");
    body(x, y, channel, "#dcecf5", "#5a7d92");
  }
  for (const face of faces.slice(2)) wall(face, "29");
  path(corners.map(([x, y]) => at(x, y, 0)), "#dca77e24", "#8a7466");
  canvas.setAttribute("aria-label", `${inside.length} columns of dead tissue in a block of skin ${(2e3 * edge).toPrecision(2)} mm wide and ${(1e3 * deep).toPrecision(2)} mm deep; turn it with the arrow keys.`);
}
