// Pages of leaders, countries and others, and of what joins two of them.

import { el } from "./dom.js";
import { between, decide, eventRow, highlighted, kicker, nameLink, quote, statusMark } from "./event.js";
import { aboutLink, address } from "./route.js";
import { capital, counted, day, tieWord, title } from "./words.js";

const MOST_ROWS = 30;
// Ties that read the same from both ends.
const MUTUAL = ["meets", "cooperates_with", "agrees_with", "ally_of"];

export function entityPage(page, context) {
  const represents = page.standing.filter((one) => one.kind === "represents");
  const others = page.standing.filter((one) => one.kind !== "represents");
  const offices = page.kind === "person" ? represents.map(office) : [];
  return el("article", { class: "page", "aria-labelledby": context.heading },
    el("p", { class: "kicker" }, kicker(page)),
    el("h1", { id: context.heading, tabindex: "-1" }, page.name),
    offices.length > 0 && el("p", { class: "offices" }, between(offices, "; ")),
    page.aliases.length > 0 && el("p", { class: "detail" }, `Also: ${page.aliases.slice(0, 8).join(", ")}`),
    el("p", { class: "actions" },
      el("a", { class: "button", href: address("graph", [["around", page.id], ["show", page.id]]) }, "Show in graph"),
      el("a", { class: "button", href: address("timeline", [["around", page.id]]) }, "Timeline"),
      /^Q\d+$/.test(page.wikidata ?? "") && el("a", { class: "button", href: `https://www.wikidata.org/wiki/${page.wikidata}`, rel: "noopener noreferrer", target: "_blank" }, "Wikidata")),
    page.kind !== "person" && section("Represented by", represents.filter((one) => one.back), (one) => relationRow(page, one, context)),
    section("Meetings and other events", page.events, eventRow),
    section("Ties", page.ties, (tie) => relationRow(page, tie, context)),
    section("Standing relations", page.kind === "person" ? page.standing : others, (one) => relationRow(page, one, context)),
    page.events.length + page.ties.length + page.standing.length === 0 && el("p", { class: "empty" }, "The articles say nothing of it beyond its name."));
}

function office(relation) {
  const role = capital(relation.role ?? "represents");
  const former = relation.former && !/^(former|ex-)/i.test(role) ? "former " : "";
  return [`${former}${role}, `, nameLink(relation.other)];
}

// A heading and a list; what is more than fits is unfolded on demand.
function section(heading, items, row) {
  if (items.length === 0) return null;
  const rest = items.slice(MOST_ROWS);
  const list = el("ul", { class: "rows" }, items.slice(0, MOST_ROWS).map(row));
  const more = el("button", { type: "button", on: { click: () => { rest.forEach((item) => list.append(row(item))); more.remove(); } } }, `Show ${rest.length} more`);
  return el("section", {}, el("h2", {}, `${heading} (${items.length})`), list, rest.length > 0 && more);
}

// "meets Xi Jinping", "← accuses Russia": what joins the page's subject with another.
function relationRow(page, relation, context) {
  const isTie = relation.events.length > 0;
  const dates = [...new Set([relation.first, relation.last].filter(Boolean).map(day))].join(" – ");
  const [source, target] = relation.back ? [relation.other.id, page.id] : [page.id, relation.other.id];
  const words = relation.role ? `${relation.former ? "former " : ""}${relation.role}` : tieWord(relation.kind);
  const turned = relation.back && !MUTUAL.includes(relation.kind);
  const pair = address("pair", { a: page.id, b: relation.other.id });
  return el("li", { class: "relation" },
    el("span", { class: "name" }, turned ? [nameLink(relation.other), ` ${words} `, el("span", { class: "detail" }, page.name)] : [`${words} `, nameLink(relation.other)]),
    el("p", {}, statusMark(relation.status), " ", between([dates, counted(relation.articles, "article"),
      isTie && el("a", { href: pair }, counted(relation.events.length, "event"))].filter(Boolean), " · ")),
    !isTie && relation.evidence.slice(0, 1).map((one) => el("blockquote", { class: "short", dir: "auto" }, highlighted(one.quote, one.trigger))),
    context.summary.actions.includes("reject") && el("button", {
      type: "button", class: "quiet reject", "aria-label": `Reject: ${words} ${relation.other.name}`,
      on: { click: () => decide("reject", { source, kind: relation.kind, target }, context) },
    }, "Reject"));
}

// Everything between two, each event with its sentences.
export function pairPage(page, context) {
  return el("article", { class: "page", "aria-labelledby": context.heading },
    el("p", { class: "kicker" }, "Between two"),
    el("h1", { id: context.heading, tabindex: "-1" }, nameLink(page.a), " and ", nameLink(page.b)),
    el("p", { class: "actions" }, el("a", { class: "button", href: address("graph", [["around", page.a.id], ["around", page.b.id]]) }, "Show in graph")),
    page.relations.length > 0 && el("section", {}, el("h2", {}, `What joins them (${page.relations.length})`),
      el("ul", { class: "rows" }, page.relations.map((one) => relationRow(page.a, one, context)))),
    page.events.length > 0 && el("h2", {}, `Events and their evidence (${page.events.length})`),
    page.events.map((event) => el("section", { class: "between" },
      el("h3", {}, statusMark(event.status), " ", el("a", { href: aboutLink(event.id) }, title(event))),
      event.evidence.map((sentence) => quote(sentence, context)))),
    page.events.length + page.relations.length === 0 && el("p", { class: "empty" }, "Nothing joins the two directly."));
}
