// One thing in full, as a page or beside the picture: an event, an entity, a pair.

import { el, replace } from "./dom.js";
import { entityPage, pairPage } from "./entity.js";
import { eventPage, undo } from "./event.js";

const isEvent = (id) => id.startsWith("event:");

// Fills `place` with what is known of a node, or of two. `heading` is the id of its heading, which beside the picture is not that of
// the page's.
export async function fill(place, id, other, context, heading = "page-title") {
  context = { ...context, heading };
  place.setAttribute("aria-busy", "true");
  try {
    replace(place, await content(id, other, context));
  } catch (error) {
    replace(place, missing(error, context));
  }
  place.removeAttribute("aria-busy");
}

async function content(id, other, context) {
  const { source } = context;
  if (other) return pairPage(await source.pair(id, other), context);
  if (!isEvent(id)) return entityPage(await source.entity(id), context);
  const [event, decisions] = await Promise.all([source.event(id), source.decisions()]);
  return eventPage(event, { ...context, decisions });
}

function missing(error, context) {
  const rejected = error.details?.decision;
  if (!rejected) return el("div", { class: "page empty" }, el("h1", { id: context.heading, tabindex: "-1" }, "Not here"), el("p", {}, error.message));
  return el("div", { class: "page empty" },
    el("h1", { id: context.heading, tabindex: "-1" }, "Rejected"),
    el("p", {}, `“${rejected.label}” was rejected and is shown nowhere.`),
    el("p", {}, el("button", { type: "button", on: { click: () => undo(rejected, context) } }, "Undo")));
}
