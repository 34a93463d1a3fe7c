// Measured zones beside the model: what was measured, and a run of the model against it.
import {ask} from "/static/ask.js";
import {h} from "/static/live/dom.js";
import {block, table} from "/static/parts/blocks.js";
import {asker} from "/static/parts/progress.js";

export async function show(root, tools) {
  const place = h("div"), shown = h("div"), judge = asker(place, tools.signal), {cases, groups, quick, about} = await ask("measurements", {});
  const run = async request => {
    const found = await judge("judge", request);
    if (!found) return;
    for (const [name, word] of Object.entries(found.verdicts)) {
      const badge = root.querySelector(`[data-mark="${name}"]`);
      badge.textContent = word; badge.className = `badge ${found.tones[word] ?? ""}`;
    }
    shown.replaceChildren(...found.sections.map(block));
    root.dataset.done = "judged";
  };
  const button = (words, request, name) => h("button", {class: name, onclick: () => run(request)}, words);
  root.append(h("p", about),
    h("div", {class: "row"}, button(quick, {}, "first"), button("Run all with their open settings (many minutes)", {cases: cases.map(one => one.name), whole: true})), place, shown, h("h2", "What was measured"),
    ...groups.map((one, k) => h("details", {open: k === 0}, h("summary", one.summary), table(one.table))));
  root.addEventListener("click", event => { const name = event.target.dataset.do; if (name) run({cases: [name], whole: true}); });
}
