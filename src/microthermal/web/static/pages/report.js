// The report that the command line writes, of the treatment, its window or a plan.
import {ask} from "/static/ask.js";
import {h} from "/static/live/dom.js";
import {asker} from "/static/parts/progress.js";
import {held} from "/static/state.js";

const QUESTIONS = {simulate: "One treatment", window: "Its window", plan: "A plan"};

export function show(root, tools) {
  const place = h("div"), list = h("ol", {class: "kept"}), frame = h("iframe", {title: "Report", hidden: true}), asking = asker(place, tools.signal);
  async function draw(question) {
    tools.change({question});
    const {ask: {kind, request}} = await ask("settle", {state: {...held.state, question}}), found = await asking(kind, request);
    if (!found) return;
    const at = name => `/api/jobs/${found.job}/${name}`, open = name => { frame.hidden = false; frame.src = at(name); };
    list.prepend(h("li", found.title, " ", found.files.map(name => name.endsWith(".nc")
      ? h("a", {href: at(name)}, "save the run") : h("button", {onclick: () => open(name)}, name === "report.html" ? "report" : "zone that moves")),
      found.unmoved ? h("span", {class: "small"}, ` Its zone does not move: ${found.unmoved}.`) : null));
    open("report.html");
  }
  root.append(
    tools.about, h("div", {class: "row"}, Object.entries(QUESTIONS).map(([name, title]) => h("button", {onclick: () => draw(name)}, title))), place, list, frame,
  );
}
