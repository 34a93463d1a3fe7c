// A film: a button that plays, and a slider over its frames; `show(frame)` is told a number, or null for all of it. With
// `said`, words for each frame, it is a slider with a name of its own, such as that of days.
import {h} from "./dom.js";

// Short pulses take few steps, stacks thousands: a film lasts some ten seconds at most.
const FRAMES = 150;

function film(show, {pace = 70, id, label, said} = {}) {
  let playing = 0, count = said?.length ?? 1;
  const button = h("button", {onclick: () => playing ? end() : play()}, "Play"), now = said ? h("output", {for: id}) : null;
  const bar = h("input", {type: "range", id, min: 0, max: Math.max(count - 1, 1), step: 1, value: 0, "aria-label": label ? null : "Moment", oninput: () => { stop(); set(Number(bar.value)); }});
  const stop = () => { clearInterval(playing); playing = 0; button.textContent = "Play"; };
  const end = () => { stop(); if (said) set(Number(bar.value)); else show(null); };
  function set(frame) {
    bar.value = frame;
    if (said) { now.textContent = said[frame]; bar.setAttribute("aria-valuetext", said[frame]); }
    show(frame);
  }
  function play() {
    const stride = Math.max(1, Math.round(count / FRAMES));
    let frame = 0;
    button.textContent = "Stop";
    playing = setInterval(() => { if (frame >= count) end(); else set(frame); frame += stride; }, pace);
  }
  return {root: h("div", {class: "row film"}, label ? h("label", {for: id}, label) : null, button, bar, now), stop, set, get at() { return Number(bar.value); }, frames(number) { count = number; bar.max = Math.max(number - 1, 0); }};
}
export {film};
