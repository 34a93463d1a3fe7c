// A block of skin with its columns in three dimensions, seen in parallel: layers, dead tissue and open channels.
const LAYERS = {"Stratum corneum": "#c99c6d", Epidermis: "#dca77e", Fat: "#f2dc93"};
const MOST = 60;

// The outline of a column is drawn as the hull of rings: each slab is a disc that is seen as an ellipse.
export function columns(canvas, {column: [z, outline, channel], depth, channelDepth, zones, pitch, layers, side}, turn, tilt) {
  const box = canvas.getBoundingClientRect(), ratio = window.devicePixelRatio || 1;
  canvas.width = Math.max(box.width * ratio, 2); canvas.height = Math.max(box.height * ratio, 2);
  const pen = canvas.getContext("2d"), deep = 1.3 * Math.max(depth, channelDepth, 2e-4), edge = Math.min(side, Math.max(4.2 * pitch, 0.6 * deep)) / 2;
  const [a, b] = [turn * Math.PI / 180, tilt * Math.PI / 180], [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
  const scale = Math.min(canvas.width / (3.1 * edge), canvas.height / (2.9 * edge * sb + 1.12 * deep * cb)) * 0.95;
  // Across, down the screen, and how near.
  const turned = (x, y) => [x * ca - y * sa, x * sa + y * ca];
  const at = (x, y, depthHere) => { const [across, back] = turned(x, y); return [canvas.width / 2 + scale * across, canvas.height / 2 + scale * (back * sb + (depthHere - deep / 2) * cb)]; };
  pen.clearRect(0, 0, canvas.width, canvas.height);
  const corners = [[-edge, -edge], [edge, -edge], [edge, edge], [-edge, edge]], near = corners.map(([x, y]) => turned(x, y)[1]);
  const path = points => { pen.beginPath(); points.forEach(([x, y], k) => k ? pen.lineTo(x, y) : pen.moveTo(x, y)); pen.closePath(); };
  const side2 = k => [corners[k], corners[(k + 1) % 4]];
  const faces = [0, 1, 2, 3].map(k => ({k, back: near[k] + near[(k + 1) % 4]})).sort((one, two) => one.back - two.back);
  const wall = ({k}, alpha) => {
    for (const [name, top, bottom] of layers) {
      if (top >= deep) continue;
      const [[x1, y1], [x2, y2]] = side2(k), end = Math.min(bottom, deep);
      path([at(x1, y1, top), at(x2, y2, top), at(x2, y2, end), at(x1, y1, end)]);
      pen.globalAlpha = alpha; pen.fillStyle = LAYERS[name] ?? "#efd5c8"; pen.fill();
      pen.globalAlpha = 0.5; pen.strokeStyle = "#8a7466"; pen.lineWidth = ratio * 0.7; pen.stroke(); pen.globalAlpha = 1;
    }
  };
  faces.slice(0, 2).forEach(one => wall(one, 0.9));
  const inside = zones.map(([x, y]) => [x * 1e-6, y * 1e-6]).filter(([x, y]) => Math.abs(x) < edge && Math.abs(y) < edge)
    .sort((one, two) => turned(...one)[1] - turned(...two)[1]).slice(-MOST * 4);
  const body = (x, y, radii, fill, line) => {
    const rows = z.map((one, k) => [one, radii[k]]).filter(([one, radius]) => radius > 0 && one <= deep);
    if (!rows.length) return;
    const [cx] = at(x, y, 0);
    const left = rows.map(([one, radius]) => [cx - scale * radius, at(x, y, one)[1]]), right = rows.map(([one, radius]) => [cx + scale * radius, at(x, y, one)[1]]).reverse();
    pen.fillStyle = fill; pen.strokeStyle = line; pen.lineWidth = ratio * 0.8;
    path([...left, ...right]); pen.fill(); pen.stroke();
    for (const [one, radius] of [rows.at(-1), rows[0]]) { pen.beginPath(); pen.ellipse(cx, at(x, y, one)[1], scale * radius, scale * radius * sb, 0, 0, 7); pen.fill(); pen.stroke(); }
  };
  for (const [x, y] of inside) {
    body(x, y, outline, "#d55e00d8", "#8f3f00");
    body(x, y, channel, "#dcecf5", "#5a7d92");
  }
  faces.slice(2).forEach(one => wall(one, 0.16));
  path(corners.map(([x, y]) => at(x, y, 0)));
  pen.globalAlpha = 0.14; pen.fillStyle = "#dca77e"; pen.fill(); pen.globalAlpha = 1; pen.strokeStyle = "#8a7466"; pen.lineWidth = ratio; pen.stroke();
  canvas.setAttribute("aria-label", `${inside.length} columns of dead tissue in a block of skin ${(2e3 * edge).toPrecision(2)} mm wide and ${(1e3 * deep).toPrecision(2)} mm deep; turn it with the arrow keys.`);
}
