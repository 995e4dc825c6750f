// The whole page: its frame, and which view the address asks for. The data come from `source`, a server or the file itself.

import { append, el, replace } from "./dom.js";
import { graphView } from "./graph.js";
import { entitiesView, reviewView } from "./lists.js";
import { fill } from "./panel.js";
import { route } from "./route.js";
import { searchBox } from "./search.js";
import { usePalette } from "./theme.js";
import { plansView, timelineView } from "./timeline.js";
import { counted } from "./words.js";

const TABS = [["graph", "Graph"], ["timeline", "Timeline"], ["plans", "Planned and held"], ["list?kind=person", "Leaders"], ["list?kind=country", "Countries"]];

export async function start(source) {
  const view = el("main", { id: "view", tabindex: "-1" });
  const nav = el("nav", { "aria-label": "Views" });
  const count = el("p", { class: "count" });
  append(document.body, [
    el("a", { class: "skip", href: "#view", on: { click: (event) => { event.preventDefault(); view.focus(); } } }, "Skip to the content"),
    el("header", {}, el("a", { class: "brand", href: "#/graph" }, "Summitry"), searchBox(source), nav, count),
    view, el("div", { id: "news", role: "status", "aria-live": "polite" })]);
  const context = { source, refresh: () => show(false) };
  let [number, leave] = [0, null];

  async function show(moved = true) {
    const mine = ++number;
    const { page, params } = route();
    view.setAttribute("aria-busy", "true");
    try {
      context.summary = await source.summary();
      if (mine !== number) return;
      usePalette(context.summary.palette);
      replace(count, context.summary.name, el("br"), [counted(context.summary.articles, "article"), counted(context.summary.nodes.event ?? 0, "event")].join(" · "));
      tabs(nav, page, params, context.summary);
      // A view that is slow to come must not replace one that was asked for later.
      const place = el("div", { class: "view" });
      leave?.();
      leave = null;
      replace(view, place);
      const done = await views(place, page, params, context);
      if (mine === number) leave = done ?? null;
      else done?.();
    } catch (error) {
      if (mine !== number) return;
      replace(view, el("div", { class: "page empty" }, el("h1", { id: "page-title", tabindex: "-1" }, "This did not work"), el("p", {}, error.message)));
    }
    if (mine === number) view.removeAttribute("aria-busy");
    const heading = document.getElementById("page-title");
    document.title = heading && page !== "graph" ? `${heading.textContent} · Summitry` : `${context.summary?.name ?? "Graph"} · Summitry`;
    if (moved && page !== "graph") {
      heading?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }

  addEventListener("hashchange", () => show());
  await show(false);
}

async function views(place, page, params, context) {
  if (page === "about") return fill(place, params.get("id") ?? "", null, context);
  if (page === "pair") return fill(place, params.get("a") ?? "", params.get("b") ?? "", context);
  if (page === "timeline") return timelineView(place, params, context);
  if (page === "plans") return plansView(place, params, context);
  if (page === "list") return entitiesView(place, params, context);
  if (page === "review") return reviewView(place, context);
  return graphView(place, params, context);
}

function tabs(nav, page, params, summary) {
  const here = page === "list" ? `list?kind=${params.get("kind")}` : page;
  const all = summary.actions.length ? [...TABS, ["review", "Review"]] : TABS;
  replace(nav, all.map(([target, text]) => el("a", { href: `#/${target}`, "aria-current": target === here ? "page" : null }, text)));
}
