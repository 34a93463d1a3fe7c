// The exact zone, followed in a thread of its own while the page follows and draws the preview.
import {Moving} from "/static/live/moving.js";

let moving = null;
self.onmessage = async ({data: {laid, id, settings}}) => {
  if (laid) moving = new Moving(...laid);
  else self.postMessage({id, found: await moving.follow("fine", settings)});
};
