// Skin cut open, as the server lays it out: shapes that fade, grow and show with the levels of a day.
import {s} from "/static/parts/dom.js";

export function cut({box, shapes}, levels) {
  const drawn = shapes.map(one => s(one.tag, one.at, one.text));
  const root = s("svg", {viewBox: `0 -10 ${box[0]} ${box[1] + 10}`, role: "img", class: "cut"}, drawn);
  return {
    root,
    set(k, words) {
      const at = name => name ? levels[name][k] : 1;
      shapes.forEach((one, n) => {
        if (one.fades) drawn[n].setAttribute("opacity", one.most * at(one.fades));
        if (one.grows) drawn[n].setAttribute("transform", `translate(${one.origin}) scale(${at(one.grows.x)} ${at(one.grows.y)})`);
        if (one.shows) drawn[n].setAttribute("visibility", at(one.shows) > one.above ? "visible" : "hidden");
      });
      root.setAttribute("aria-label", words);
    },
  };
}
