// The conditions of a view: time, status, policy area, type, how much. They stand in the address.

import { el } from "./dom.js";
import { changed, conditions, go } from "./route.js";
import { STATUSES, capital, statusWord, typeWord } from "./words.js";

const AMOUNTS = [40, 80, 200, 600, 2000];

export function filterForm(page, params, summary, withAmount) {
  const set = (name, value) => go(page, changed(params, { [name]: value }));
  const chosen = new Set(params.getAll("status"));
  const chip = (status) => el("button", {
    type: "button", class: `chip ${status}`, "aria-pressed": String(chosen.has(status)),
    on: { click: () => set("status", STATUSES.filter((one) => chosen.has(one) !== (one === status))) },
  }, capital(statusWord(status)));
  const number = conditions(params, ["around", "top"]).size;
  // Narrow screens first show the picture, then what can be set.
  const open = number > 0 || matchMedia("(min-width: 800px)").matches;
  return el("details", { class: "filters", open },
    el("summary", {}, number ? `Filters (${number})` : "Filters"),
    el("form", { "aria-label": "Filters", on: { submit: (event) => event.preventDefault() } },
      date("From", "since", params, summary, set),
      date("Until", "until", params, summary, set),
      el("div", { class: "chips", role: "group", "aria-label": "Status" }, STATUSES.filter((status) => summary.statuses[status]).map(chip)),
      choice("Policy area", "about", params, [["", "All areas"], ...summary.areas.map((area) => [area.id.replace(/^area:/, ""), area.name])], set),
      choice("Type", "kind", params, [["", "All types"], ...Object.keys(summary.types).map((type) => [type, typeWord(type)])], set),
      withAmount && choice("Show", "top", params, AMOUNTS.map((amount) => [String(amount), `${amount} strongest`]), set, "80"),
      number > 0 && el("button", { type: "button", class: "quiet", on: { click: () => go(page, cleared(params)) } }, "Clear")));
}

const cleared = (params) => changed(params, { since: null, until: null, status: null, about: null, kind: null, min_confidence: null });

function date(label, name, params, summary, set) {
  const input = el("input", {
    type: "date", value: params.get(name) ?? "", min: summary.first, max: summary.last,
    on: { change: (event) => (event.target.validity.badInput ? null : set(name, event.target.value)) },
  });
  return el("label", {}, el("span", {}, label), input);
}

function choice(label, name, params, options, set, otherwise = "") {
  const now = params.get(name) ?? otherwise;
  const known = options.some(([value]) => value === now) ? options : [...options, [now, now]];
  return el("label", {}, el("span", {}, label),
    el("select", { on: { change: (event) => set(name, event.target.value) } },
      known.map(([value, text]) => el("option", { value, selected: value === now }, text))));
}
