// Two treatments side by side: these settings, other settings, a published treatment, an option of a plan.
import {h} from "/static/live/dom.js";
import {block} from "/static/parts/blocks.js";
import {asker} from "/static/parts/progress.js";

export function show(root, tools) {
  const place = h("div"), shown = h("div"), ask = asker(place, tools.signal);
  const begin = h("button", {class: "first", onclick: async () => {
    const found = await ask("compare", tools.told.ask.request);
    if (!found) return;
    shown.replaceChildren(h("p", h("a", {href: `/api/jobs/${found.job}/report.html`, target: "_blank"}, "The same as a report")), ...found.sections.map(block));
    root.dataset.done = "compare";
  }}, "Compare");
  root.append(tools.form, h("div", {class: "row"}, begin), tools.about, place, shown);
}
