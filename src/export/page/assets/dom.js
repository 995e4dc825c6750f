// Elements from text: what articles say becomes text nodes and nothing else.

const SVG = "http://www.w3.org/2000/svg";

// el("a", { class: "x", href: "#/…", on: { click } }, "text", otherElement, null)
export function el(tag, props, ...children) {
  return filled(document.createElement(tag), props, children);
}

export function svg(tag, props, ...children) {
  return filled(document.createElementNS(SVG, tag), props, children);
}

function filled(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
}

export function replace(node, ...children) {
  node.replaceChildren();
  append(node, children);
}

// Tells screen readers, and shows for a while; with an action, until it is closed or used.
export function announce(text, action) {
  const place = document.getElementById("news");
  if (!place) return;
  const close = el("button", { type: "button", class: "quiet", "aria-label": "Dismiss", on: { click: () => replace(place) } }, "×");
  const act = action && el("button", { type: "button", on: { click: () => { replace(place); action.run(); } } }, action.label);
  replace(place, el("span", {}, text), act, close);
  if (!action) setTimeout(() => place.firstChild?.textContent === text && replace(place), 5000);
}
