// A page that asks whenever its settings change, and shows the answer as it comes.
import {part} from "/static/parts/blocks.js";
import {h} from "/static/live/dom.js";
import {asker} from "/static/parts/progress.js";

export function show(root, tools) {
  const place = h("div"), shown = h("div"), ask = asker(place, tools.signal);
  root.append(tools.form, place, shown);
  let held = "";
  async function update(told) {
    if (held === (held = JSON.stringify(told.ask))) return;
    const found = await ask(told.ask.kind, told.ask.request);
    if (found) shown.replaceChildren(...found.parts.flatMap(one => part(one, "h2") ?? []).flat(3).filter(Boolean));
    else if (found === null) shown.replaceChildren();
  }
  return {update, ready: update(tools.told)};
}
