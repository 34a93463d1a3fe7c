// Measured zones beside the model: what was measured, and a run of the model against it.
import {lastOnly} from "/static/parts/asked.js";
import {block} from "/static/parts/blocks.js";
import {h} from "/static/parts/dom.js";

const TONES = {hit: "ok", near: "warn", miss: "stop", unresolved: "stop", "not judged": "plain"};

export const page = {
  name: "validation", title: "Validation",
  subject: () => "Does the model describe skin? Every measured zone at hand, good and bad alike.",
  asks: () => ({kind: "judge", request: {}}),
  async show(root, state, tools) {
    const place = h("div"), shown = h("div"), ask = lastOnly(tools, place), badges = {};
    const {cases} = await tools.ask("measurements", {});
    const run = async request => {
      const found = await ask("judge", request);
      if (!found) return;
      for (const [name, word] of Object.entries(found.verdicts)) { badges[name].textContent = word; badges[name].className = `badge ${TONES[word]}`; }
      shown.replaceChildren(...found.sections.map(block));
      root.dataset.done = "judged";
    };
    const groups = [...new Set(cases.map(one => one.group))], quick = cases.filter(one => one.quick).length;
    const row = one => {
      badges[one.name] = h("span", {class: "badge"}, "not run");
      return h("tr", {}, h("th", {scope: "row"}, one.title, h("small", {}, `${one.source}: ${one.where} (${one.read})`)), h("td", {}, h("b", {}, one.measured), h("small", {}, one.basis)), h("td", {}, one.open || "nothing"), h("td", {}, one.role, one.counts ? null : h("small", {}, "not counted")), h("td", {}, badges[one.name]), h("td", {}, h("button", {type: "button", "aria-label": `Run ${one.title}`, onclick: () => run({cases: [one.name], whole: true})}, "Run")));
    };
    root.append(
      h("p", {}, `${cases.length} measurements. Calibration has set numbers of the model; only what was held out is a test. A verdict is told when the model was run here, now, with this library.`),
      h("div", {class: "row"}, h("button", {type: "button", class: "first", onclick: () => run({})}, `Run the ${quick} quick ones`), h("button", {type: "button", onclick: () => run({cases: cases.map(one => one.name), whole: true})}, "Run all with their open settings (many minutes)")),
      place, shown, h("h2", {}, "What was measured"),
      ...groups.map((group, k) => h("details", {open: k === 0}, h("summary", {}, `${group} (${cases.filter(one => one.group === group).length})`), h("div", {class: "wide", tabindex: 0, role: "group", "aria-label": group}, h("table", {}, h("thead", {}, h("tr", {}, ["Case", "Measured", "Left open", "Role", "Verdict", ""].map(text => h("th", {scope: "col"}, text)))), h("tbody", {}, cases.filter(one => one.group === group).map(row)))))),
    );
    return {update() {}, leave() {}};
  },
};
