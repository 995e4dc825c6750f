// Lists of leaders, countries, organizations; and the decisions of a review.

import { el, replace } from "./dom.js";
import { undo } from "./event.js";
import { aboutLink } from "./route.js";
import { capital, counted } from "./words.js";

const HEADINGS = { person: "Leaders and other people", country: "Countries", organization: "Organizations", place: "Places", policy_area: "Policy areas" };

export async function entitiesView(place, params, context) {
  const kind = params.get("kind") ?? "person";
  const hits = await context.source.entities(kind);
  const row = (hit) => el("li", {}, el("a", { href: aboutLink(hit.id), class: "name" }, hit.name),
    el("p", { class: "detail" }, [hit.detail, counted(hit.events, "event")].filter(Boolean).join(" · ")));
  const list = el("ul", { class: "rows columns" }, hits.map(row));
  const narrow = (event) => {
    const typed = event.target.value.toLowerCase();
    [...list.children].forEach((item, index) => { item.hidden = !`${hits[index].name} ${hits[index].detail}`.toLowerCase().includes(typed); });
  };
  replace(place, el("div", { class: "page wide" },
    el("h1", { id: "page-title", tabindex: "-1" }, HEADINGS[kind] ?? kind),
    el("p", { class: "tabs" }, Object.entries(HEADINGS).map(([name, heading]) => el("a", { href: `#/list?kind=${name}`, "aria-current": name === kind ? "true" : null }, heading))),
    hits.length > 12 && el("label", { class: "narrow" }, el("span", {}, "Narrow down"), el("input", { type: "search", on: { input: narrow } })),
    list, hits.length === 0 && el("p", { class: "empty" }, "The graph has none.")));
}

export async function reviewView(place, context) {
  const decisions = await context.source.decisions();
  const row = (decision) => el("li", {}, el("span", { class: "name" }, `${capital(decision.action)}: ${decision.label}`),
    decision.note && el("p", { class: "detail" }, decision.note),
    el("button", { type: "button", on: { click: () => undo(decision, context) } }, "Undo"));
  replace(place, el("div", { class: "page" },
    el("h1", { id: "page-title", tabindex: "-1" }, "Review"),
    el("p", { class: "detail" }, "Decisions taken here hold everywhere at once: what was rejected is neither shown nor counted."),
    el("ul", { class: "rows" }, decisions.map(row)),
    decisions.length === 0 && el("p", { class: "empty" }, "Nothing was decided yet. Events and ties have a Reject button.")));
}
