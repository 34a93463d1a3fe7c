// Questions of which only the last one counts: a new one stops the one before it.
import {asking} from "/static/parts/progress.js";
import {h} from "/static/parts/dom.js";

export function lastOnly(tools, place) {
  let last = null;
  tools.signal?.addEventListener("abort", () => last?.abort());
  return (kind, request) => {
    last?.abort();
    const mine = last = new AbortController(), inner = h("div");
    place.replaceChildren(inner);
    return asking({ask: tools.ask, signal: mine.signal}, inner, kind, request).then(found => mine === last ? found : undefined);
  };
}
