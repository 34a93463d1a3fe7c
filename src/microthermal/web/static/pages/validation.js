// Measured zones beside the model: what was measured, and a run of the model against it.
import {lastOnly} from "/static/parts/asked.js";
import {block, rows} from "/static/parts/blocks.js";
import {h} from "/static/parts/dom.js";

const TONES = {hit: "ok", near: "warn", miss: "stop", unresolved: "stop"};

export const page = {
  name: "validation", title: "Validation",
  subject: () => "Does the model describe skin? Every measured zone at hand, good and bad alike.",
  asks: () => ({kind: "judge", request: {whole: false}}),
  async show(root, state, tools) {
    const place = h("div"), shown = h("div"), ask = lastOnly(tools, place), badges = {}, {cases} = await tools.ask("measurements", {}), groups = Map.groupBy(cases, one => one.group);
    const run = async request => {
      const found = await ask("judge", request);
      if (!found) return;
      for (const [name, word] of Object.entries(found.verdicts)) { badges[name].textContent = word; badges[name].className = `badge ${TONES[word] ?? ""}`; }
      shown.replaceChildren(...found.sections.map(block));
      root.dataset.done = "judged";
    };
    const button = (words, request, name = "", label = words) => h("button", {type: "button", class: name, "aria-label": label, onclick: () => run(request)}, words);
    const row = one => [{text: one.title, note: `${one.source}: ${one.where} (${one.read})`}, {text: h("b", {}, one.measured), note: one.basis}, one.open || "nothing", {text: one.role, note: one.counts ? "" : "not counted"}, badges[one.name] = h("span", {class: "badge"}, "not run"), button("Run", {cases: [one.name], whole: true}, "", `Run ${one.title}`)];
    root.append(
      h("p", {}, `${cases.length} measurements. Calibration has set numbers of the model; only what was held out is a test. A verdict is told when the model was run here, now, with this library.`),
      h("div", {class: "row"}, button(`Run the ${cases.filter(one => one.quick).length} quick ones`, {}, "first"), button("Run all with their open settings (many minutes)", {cases: cases.map(one => one.name), whole: true})), place, shown, h("h2", {}, "What was measured"),
      ...[...groups].map(([group, some], k) => h("details", {open: k === 0}, h("summary", {}, `${group} (${some.length})`), rows(["Case", "Measured", "Left open", "Role", "Verdict", ""], some.map(row), {label: group}))),
    );
    return {update() {}, leave() {}};
  },
};
