// A film: a button that plays, and a slider over its frames; `show(frame)` is told a number, or null for all of it.
import {h} from "/static/parts/dom.js";

export function film(show, {pace = 70, most = 150} = {}) {
  let playing = 0, count = 1;
  const button = h("button", {type: "button", onclick: () => playing ? end() : play()}, "Play");
  const bar = h("input", {type: "range", min: 0, max: 1, step: 1, value: 0, "aria-label": "Moment", oninput: () => { stop(); show(Number(bar.value)); }});
  const stop = () => { clearInterval(playing); playing = 0; button.textContent = "Play"; };
  const end = () => { stop(); show(null); };
  function play() {
    const stride = Math.max(1, Math.round(count / most));
    let frame = 0;
    button.textContent = "Stop";
    playing = setInterval(() => {
      if (frame >= count) { end(); return; }
      bar.value = frame;
      show(frame);
      frame += stride;
    }, pace);
  }
  return {root: h("div", {class: "row film"}, button, bar), stop, frames(number) { count = number; bar.max = Math.max(number - 1, 0); }};
}
