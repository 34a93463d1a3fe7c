// A question with what is going on, how far it is, and a button that stops it. Only the last one of a place counts.
import {ask, Fault, said} from "/static/ask.js";
import {h} from "/static/live/dom.js";

// Gives (kind, request) => the answer; null if it was stopped or failed, and then `place` says why; undefined if another
// question took its place, or the page was left, whose `signal` stops all.
export function asker(place, signal) {
  let last = null;
  signal?.addEventListener("abort", () => last?.abort());
  return async (kind, request) => {
    last?.abort();
    const stop = last = new AbortController(), bar = h("progress", {max: 1, "aria-label": "Progress"}), words = h("p", {class: "small"});
    const root = h("div", {class: "progress", role: "status"}, bar, words, h("button", {onclick: () => stop.abort()}, "Stop"));
    const gone = () => signal?.aborted || last !== stop;
    place.replaceChildren();
    try {
      const found = await ask(kind, request, {signal: stop.signal, onprogress({done, steps, text}) {
        if (gone()) return;
        if (!root.isConnected) place.replaceChildren(root);
        bar.value = done / Math.max(steps, 1); words.textContent = `${done} of ${steps}: ${text}`;
      }});
      if (gone()) return undefined;
      place.replaceChildren();
      return found;
    } catch (error) {
      if (gone()) return undefined;
      const told = error.name === "AbortError" ? [{text: "Stopped."}] : error instanceof Fault ? error.faults : [{text: error.message}];
      place.replaceChildren(...told.map(one => h("p", {class: "stop", role: "alert"}, said(one))));
      return null;
    }
  };
}
