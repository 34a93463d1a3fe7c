// What is going on, how far it is, and a button that stops it.
import {Fault} from "/static/ask.js";
import {h} from "/static/parts/dom.js";

// Ask a question beside a bar in `place`; resolves with the answer, or with null if it was stopped or failed, and then
// says why. `signal` is that of the page: leaving it stops the job.
export async function asking(tools, place, kind, request) {
  const stop = new AbortController(), bar = h("progress", {max: 1, "aria-label": "Progress"}), text = h("p", {class: "small"}, "waiting");
  const root = h("div", {class: "progress", role: "status"}, bar, text, h("button", {type: "button", onclick: () => stop.abort()}, "Stop"));
  const leave = () => stop.abort();
  tools.signal?.addEventListener("abort", leave);
  place.replaceChildren(root);
  try {
    const found = await tools.ask(kind, request, {
      signal: stop.signal,
      onprogress({done, steps, text: words}) { bar.value = done / Math.max(steps, 1); text.textContent = `${done} of ${steps}: ${words}`; },
    });
    place.replaceChildren();
    return found;
  } catch (error) {
    // Given up by the page itself, which may ask anew in this very place.
    if (tools.signal?.aborted) return null;
    const told = error.name === "AbortError" ? [{path: "", text: "Stopped."}] : error instanceof Fault ? error.faults : [{path: "", text: error.message}];
    place.replaceChildren(...told.map(one => h("p", {class: "stop", role: "alert"}, one.path ? `${one.path}: ${one.text}` : one.text)));
    return null;
  } finally {
    tools.signal?.removeEventListener("abort", leave);
  }
}
