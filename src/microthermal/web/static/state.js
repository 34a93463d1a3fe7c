// Settings, as the link's fragment holds them. The server says what may stand there: no title and no name travels.
export const held = {begin: {}, state: {}};

export const read = hash => ({...held.begin, ...Object.fromEntries(new URLSearchParams(hash.replace(/^#/, "")))});

// Only what differs from the beginning travels.
export function link(partial = {}) {
  const all = {...held.state, ...partial}, told = Object.entries(held.begin).filter(([name, first]) => name === "page" || all[name] !== first);
  return `#${new URLSearchParams(told.map(([name]) => [name, all[name]]))}`;
}
