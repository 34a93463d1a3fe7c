// Asking for a job, following it, and showing what came of it.
import {begin, caseOf, form, kind, tell} from "/static/form.js";

const $ = selector => document.querySelector(selector);
const TABS = ["report", "live", "toml", "python", "kept"];
let running = null, tab = "report", result = null;

const json = async (path, method = "GET", body = null) => {
  const given = body ? {headers: {"content-type": "application/json"}, body: JSON.stringify(body)} : {};
  const answer = await fetch(path, {method, ...given});
  const told = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(typeof told?.detail === "string" ? told.detail : `the server answered ${answer.status}`);
  return told;
};

function show(name) {
  tab = name;
  for (const button of document.querySelectorAll("[data-tab]")) button.setAttribute("aria-selected", String(button.dataset.tab === name));
  const there = {report: result, live: result?.files.includes("live.html"), toml: true, python: true, kept: true};
  for (const one of TABS) $(`#${one}`).hidden = one !== name || !there[one];
  $("#empty").hidden = Boolean(there[name]);
  if (name === "live" && result && !there.live) {
    $("#empty").hidden = false;
    $("#empty").replaceChildren(Object.assign(document.createElement("p"), {textContent: result.unmoved ? `This zone does not move: ${result.unmoved}.` : "A window or a plan has no zone that moves; simulate one treatment."}));
  }
}

async function texts() {
  try {
    const told = await json("/api/texts", "POST", {kind: kind(), case: caseOf()});
    $("#toml").textContent = told.toml;
    $("#python").textContent = told.python;
  } catch { /* the next change asks again */ }
}

function faults(list) {
  $("#faults").replaceChildren(...list.map(({path, text}) => {
    const line = document.createElement("p");
    line.textContent = path ? `${path}: ${text}` : text;
    return line;
  }));
}

function take(job) {
  result = {...job.result, job: job.job};
  $("#report").src = `/api/jobs/${job.job}/report.html`;
  $("#live").src = result.files.includes("live.html") ? `/api/jobs/${job.job}/live.html` : "about:blank";
  const item = document.createElement("li"), button = document.createElement("button"), run = document.createElement("a");
  [button.type, button.textContent] = ["button", result.title];
  button.addEventListener("click", () => { const held = {...job}; result = {...held.result, job: held.job}; $("#report").src = `/api/jobs/${held.job}/report.html`; if (held.result.files.includes("live.html")) $("#live").src = `/api/jobs/${held.job}/live.html`; show("report"); });
  item.append(button);
  if (result.files.includes("run.nc")) {
    [run.href, run.textContent] = [`/api/jobs/${job.job}/run.nc`, "save the run"];
    item.append(" ", run);
  }
  $("#list").prepend(item);
  show(tab === "live" && result.files.includes("live.html") ? "live" : "report");
}

async function follow(name) {
  running = name;
  [$("#cancel").hidden, $("#progress").hidden, $("#run").disabled] = [false, false, true];
  try {
    for (;;) {
      const job = await json(`/api/jobs/${name}`);
      $("#bar").value = job.done / Math.max(job.steps, 1);
      $("#step").textContent = `${job.done} of ${job.steps}: ${job.text}`;
      if (job.state === "done") { take(job); break; }
      if (job.state === "failed") { faults(job.faults); break; }
      if (job.state === "cancelled") { faults([{path: "", text: "stopped"}]); break; }
      await new Promise(later => setTimeout(later, 300));
    }
  } catch (error) {
    faults([{path: "", text: error.message}]);
  }
  running = null;
  [$("#cancel").hidden, $("#progress").hidden, $("#run").disabled] = [true, true, false];
}

form.addEventListener("submit", async event => {
  event.preventDefault();
  faults([]);
  try {
    follow((await json("/api/jobs", "POST", {kind: kind(), case: caseOf()})).job);
  } catch (error) {
    faults([{path: "", text: error.message}]);
  }
});
$("#cancel").addEventListener("click", () => running && json(`/api/jobs/${running}`, "DELETE"));
for (const button of document.querySelectorAll("[data-tab]")) button.addEventListener("click", () => show(button.dataset.tab));
form.addEventListener("change", texts);

await begin();
tell();
await texts();
show("report");
document.body.dataset.ready = "yes";
