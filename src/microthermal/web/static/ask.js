// Questions to the server. What takes long is a job: it tells how far it is, and ends when it is given up.
export const said = ({path, text}) => path ? `${path}: ${text}` : text;

export class Fault extends Error {
  constructor(faults) {
    super(faults.map(said).join(" "));
    this.faults = faults;
  }
}

async function json(path, options = {}) {
  const answer = await fetch(path, options);
  const told = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (answer.ok) return told;
  const detail = told?.detail;
  if (Array.isArray(detail)) throw new Fault(detail.map(one => ({path: one.path ?? "", text: one.text ?? one.msg})));
  throw new Fault([{path: "", text: typeof detail === "string" ? detail : `the server answered ${answer.status}`}]);
}

export const get = (path, {signal} = {}) => json(path, {signal});
export const post = (path, body, {signal} = {}) =>
  json(path, {method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify(body), signal});

export const later = milliseconds => new Promise(done => setTimeout(done, milliseconds));
const given = () => new DOMException("given up", "AbortError");

// The answer to one question; `onprogress({done, steps, text})` hears of a job, `signal` gives it up. The answer of a
// job has its name as `job`: its files are at `/api/jobs/NAME/FILE`.
export async function ask(kind, request, {onprogress, signal} = {}) {
  const first = await post("/api/ask", {kind, request}, {signal});
  if (!("job" in first)) return first.result;
  for (let wait = 60; ; wait = Math.min(wait * 1.5, 300)) {
    if (signal?.aborted) {
      await fetch(`/api/jobs/${first.job}`, {method: "DELETE"}).catch(() => null);
      throw given();
    }
    const told = await get(`/api/jobs/${first.job}`);
    if (told.state === "done") return {...told.result, job: told.job};
    if (told.state === "failed") throw new Fault(told.faults);
    if (told.state === "cancelled") throw given();
    onprogress?.(told);
    await later(wait);
  }
}
