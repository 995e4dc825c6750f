// The timeline: how many events each month has, and the events themselves; and what became of what was planned.

import { el, replace, svg } from "./dom.js";
import { eventRow, statusMark } from "./event.js";
import { filterForm } from "./filters.js";
import { aboutLink, address, changed, conditions, go } from "./route.js";
import { STATUSES, counted, day, statusWord, title, when } from "./words.js";

const PAGE = 100;

export async function timelineView(place, params, context) {
  const asked = conditions(params, ["top"]);
  const first = await context.source.events(asked, false, 0, PAGE);
  const ids = params.getAll("around");
  const of = ids.length ? (await Promise.all(ids.map((id) => context.source.name(id)))).join(", ") : "";
  const list = el("div", { class: "months" });
  const heading = { month: "" };
  addRows(list, first.events, heading);
  const state = { shown: first.events.length };
  const more = el("button", { type: "button", on: { click: async () => {
    const next = await context.source.events(asked, false, state.shown, PAGE);
    addRows(list, next.events, heading);
    state.shown += next.events.length;
    if (state.shown >= next.all) more.remove();
  } } }, "Show more");
  replace(place, el("div", { class: "page wide" },
    el("h1", { id: "page-title", tabindex: "-1" }, of ? `Timeline of ${of}` : "Timeline"),
    filterForm("timeline", params, context.summary, false),
    el("p", { class: "caption" }, `${counted(first.all, "event")}, latest first`,
      ids.length > 0 && [" · ", el("a", { href: address("timeline", changed(params, { around: null })) }, "of everybody")]),
    first.months.length > 1 && chart(first.months, params),
    list,
    first.all === 0 && el("p", { class: "empty" }, "No event meets these conditions."),
    first.all > state.shown && more));
}

// The heading under which an event stands: its month, or its year where no more is known.
const monthOf = (event) => (event.date?.length === 4 ? event.date : event.days ? event.days[1].slice(0, 7) : "");

function addRows(place, events, heading) {
  for (const event of events) {
    const month = monthOf(event);
    if (month !== heading.month || !heading.list) {
      heading.month = month;
      heading.list = el("ul", { class: "rows" });
      place.append(el("section", {}, el("h2", {}, month.length === 4 ? `${month}, month unknown` : month ? day(month) : "Undated"), heading.list));
    }
    heading.list.append(eventRow(event));
  }
}

// A bar a month, its statuses one on the other; a bar narrows the view to its month.
function chart(months, params) {
  const all = everyMonth(months);
  const most = Math.max(...all.map(({ counts }) => total(counts)));
  const [step, height] = [Math.max(14, Math.min(44, 900 / all.length)), 120];
  const bars = all.map(({ month, counts }, index) => bar(month, counts, index * step, step, height, most, params));
  const width = all.length * step;
  const busiest = all.findIndex(({ counts }) => total(counts) === most);
  const figure = el("figure", { class: "chart", tabindex: width > 900 ? "0" : null },
    svg("svg", { viewBox: `0 0 ${width} ${height + 22}`, width, height: height + 22, role: "group", "aria-label": "Events by month" }, bars),
    el("ul", { class: "legend" }, STATUSES.filter((status) => months.some(({ counts }) => counts[status]))
      .map((status) => el("li", {}, el("span", { class: `swatch ${status}`, "aria-hidden": "true" }), statusWord(status)))));
  // Where the articles are is more telling than the oldest date that one of them recalls.
  requestAnimationFrame(() => { figure.scrollLeft = busiest * step - figure.clientWidth * 0.6; });
  return figure;
}

const total = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

function bar(month, counts, x, step, height, most, params) {
  let top = height;
  const pieces = STATUSES.filter((status) => counts[status]).map((status) => {
    const high = (counts[status] / most) * (height - 16);
    top -= high;
    return svg("rect", { class: status, x: x + 2, y: top, width: step - 4, height: Math.max(2, high) });
  });
  const sum = total(counts);
  const isJanuary = month.endsWith("-01") || step >= 40;
  const narrow = () => go("timeline", changed(params, { since: `${month}-01`, until: lastDay(month) }));
  const label = `${day(month)}: ${counted(sum, "event")}`;
  return svg("g", {
    class: "bar", tabindex: sum ? "0" : null, role: sum ? "button" : null, "aria-label": label,
    on: sum ? { click: narrow, keydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); narrow(); } } } : {},
  }, svg("title", {}, label), svg("rect", { class: "area", x, y: 0, width: step, height }), pieces,
  sum > 0 && step >= 20 && svg("text", { x: x + step / 2, y: top - 4 }, String(sum)),
  isJanuary && svg("text", { x: x + step / 2, y: height + 16, class: "axis" }, step >= 40 ? shortMonth(month) : month.slice(0, 4)));
}

const lastDay = (month) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
const shortMonth = (month) => `${day(month).slice(0, 3)} ${month.slice(2, 4)}`;

// The months without events too, unless there are too many to draw.
function everyMonth(months) {
  const known = new Map(months.map((one) => [one.month, one]));
  const sorted = [...known.keys()].sort();
  const all = [];
  let [year, month] = sorted[0].split("-").map(Number);
  for (let key = sorted[0]; key <= sorted.at(-1); key = `${year}-${String(month).padStart(2, "0")}`) {
    all.push(known.get(key) ?? { month: key, counts: {} });
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    if (all.length > 240) return sorted.map((one) => known.get(one));
  }
  return all;
}

// What was announced, and what the articles said later.
export async function plansView(place, params, context) {
  const asked = conditions(params, ["top"]);
  const { all, events } = await context.source.events(asked, true, 0, 500);
  const outcome = (event) => (event.status === "planned" || event.status === "possible" ? "open" : event.status === "cancelled" || event.status === "denied" ? "off" : "held");
  const groups = [["held", "Planned, then held"], ["off", "Planned, then called off or denied"], ["open", "Planned, no later word"]];
  const shown = groups.map(([name, heading]) => [heading, events.filter((event) => outcome(event) === name)]);
  replace(place, el("div", { class: "page wide" },
    el("h1", { id: "page-title", tabindex: "-1" }, "Planned and held"),
    filterForm("plans", params, context.summary, false),
    el("p", { class: "caption" }, `${counted(all, "event")} that an article reported before they were to happen`),
    shown.filter(([, list]) => list.length).map(([heading, list]) => el("section", {}, el("h2", {}, `${heading} (${list.length})`), el("ul", { class: "rows plans" }, list.map(planRow)))),
    all === 0 && el("p", { class: "empty" }, "Nothing was planned, as far as these articles tell.")));
}

function planRow(event) {
  const isPlan = (report) => report.status === "planned" || report.status === "possible";
  const plan = event.history.find(isPlan);
  const after = event.history.filter((report) => !isPlan(report)).at(-1);
  const step = (report) => [statusMark(report.status), ` reported ${report.day ? day(report.day) : "undated"}, ${report.doc}`];
  return el("li", { class: "event" }, el("a", { href: aboutLink(event.id), class: "name" }, title(event)), el("p", {}, `When: ${when(event)}`),
    el("div", { class: "compare" }, el("p", {}, plan && step(plan)), el("p", {}, after ? step(after) : el("span", { class: "detail" }, "no later word"))));
}
