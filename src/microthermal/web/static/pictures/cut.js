// Shapes as the server lays them out, that fade, grow and show with the levels of a day.
import {s} from "/static/live/dom.js";

export function cut({box: [wide, high], shapes, class: name = "cut", top = -10}, levels = {}) {
  const drawn = shapes.map(one => s(one.tag, one.at, one.text)), root = s("svg", {viewBox: `0 ${top} ${wide} ${high - top}`, role: "img", class: name}, drawn);
  return {
    root,
    set(k, words) {
      const at = level => level ? levels[level][k] : 1;
      shapes.forEach((one, n) => {
        if (one.fades) drawn[n].setAttribute("opacity", one.most * at(one.fades));
        if (one.grows) drawn[n].setAttribute("transform", `translate(${one.origin}) scale(${at(one.grows.x)} ${at(one.grows.y)})`);
        if (one.shows) drawn[n].setAttribute("visibility", at(one.shows) > one.above ? "visible" : "hidden");
      });
      root.setAttribute("aria-label", words);
    },
  };
}
