// Elements: h("p", {class: "small", onclick}, "text", child) or h("p", "text"). Styles go through `style: {name: value}`.
const SVG = "http://www.w3.org/2000/svg";

function make(element, attributes, children) {
  if (attributes?.constructor !== Object) [attributes, children] = [{}, [attributes, ...children]];
  if (element.type === "submit") element.type = "button";
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") Object.entries(value).forEach(([key, one]) => element.style.setProperty(key, one));
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter(one => one !== null && one !== undefined && one !== false));
  return element;
}

const h = (tag, attributes, ...children) => make(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) => make(document.createElementNS(SVG, tag), attributes, children);
// Where a pointer is within an element: parts of its width and height.
function spot(element, event) {
  const box = element.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}
export {h, s, spot};
