// h("button", { class: "big", onclick }, "Send"): elements without a template language, so nothing is ever read as HTML.
const SVG = "http://www.w3.org/2000/svg";

export const h = (tag, given = {}, ...children) => filled(document.createElement(tag), given, children);
export const svg = (tag, given = {}, ...children) => filled(document.createElementNS(SVG, tag), given, children);

function filled(element, given, children) {
  for (const [name, value] of Object.entries(given)) set(element, name, value);
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : value);
}

// The title takes the focus when a page opens, so that a screen reader begins there.
export const title = (words, given = {}) => h("h1", { tabindex: "-1", ...given }, words);

export const button = (words, onclick, given = {}) => h("button", { type: "button", ...given, onclick }, words);
