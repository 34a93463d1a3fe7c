// The exact zone, followed in a thread of its own while the page draws the preview.
import {Moving} from "/static/live/moving.js";

// Memory of all arrays in something: it is handed over, not copied.
const memory = one => one?.buffer ? [one.buffer] : one instanceof Object ? [...one.values?.() ?? Object.values(one)].flatMap(memory) : [];
let moving = null;
self.onmessage = async ({data: {laid, id, settings}}) => {
  if (laid) { moving = new Moving(...laid); return; }
  const found = await moving.follow("fine", settings);
  self.postMessage({id, found}, memory(found));
};
