// The report that the command line writes, of the treatment, its window or a plan.
import {asking} from "/static/parts/progress.js";
import {h} from "/static/parts/dom.js";

const QUESTIONS = {simulate: "One treatment", window: "Its window", plan: "A plan"};

function requestOf(kind, tools) {
  const {state, offers} = tools;
  if (kind !== "plan") return tools.caseOf();
  const goal = offers.goals.find(one => one.name === state.goal);
  return {
    title: goal.title, skin: `${state.site}_${state.phototype.toLowerCase()}`, goal: goal.name,
    devices: state.devices.split(" ").filter(Boolean), drugs: state.drugs.split(" ").filter(Boolean),
  };
}

export const page = {
  name: "report", title: "Report", keys: {question: "simulate"},
  asks: (state, tools) => ({kind: state.question in QUESTIONS ? state.question : "simulate", request: requestOf(state.question, tools)}),
  async show(root, state, tools) {
    const place = h("div"), list = h("ol", {class: "kept"}), frame = h("iframe", {title: "Report", hidden: true});
    const buttons = Object.entries(QUESTIONS).map(([kind, title]) => h("button", {type: "button", onclick: () => draw(kind)}, title));
    async function draw(kind) {
      tools.change({question: kind});
      const found = await asking(tools, place, kind, requestOf(kind, tools));
      if (!found) return;
      const at = name => `/api/jobs/${found.job}/${name}`;
      const open = name => { frame.hidden = false; frame.src = at(name); };
      list.prepend(h("li", {}, found.title, " ", found.files.map(name => name.endsWith(".nc")
        ? h("a", {href: at(name)}, "save the run") : h("button", {type: "button", onclick: () => open(name)}, name === "report.html" ? "report" : "zone that moves")),
        found.unmoved ? h("span", {class: "small"}, ` Its zone does not move: ${found.unmoved}.`) : null));
      open("report.html");
    }
    root.append(
      h("p", {}, "A report holds everything at once, is printed like a paper and needs no server. One treatment takes seconds, a window or a plan minutes."),
      h("div", {class: "row"}, buttons), place, list, frame,
    );
    return {update() {}, leave() {}};
  },
};
