// The search box: a combobox whose list follows what is typed.

import { el, replace } from "./dom.js";
import { aboutLink } from "./route.js";
import { counted, kindWord } from "./words.js";

export function searchBox(source) {
  const list = el("ul", { id: "hits", role: "listbox", "aria-label": "Found", hidden: true });
  const input = el("input", {
    type: "search", id: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "hits", "aria-autocomplete": "list",
    "aria-label": "Search people, countries, organizations, places", placeholder: "Search leaders, countries …",
    autocomplete: "off", spellcheck: "false",
  });
  const state = { hits: [], at: -1, asked: 0 };

  const open = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
  };
  const mark = (at) => {
    state.at = at;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    const item = list.children[at];
    if (item?.id) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  };
  const take = (hit) => {
    close();
    input.value = "";
    location.hash = aboutLink(hit.id);
  };
  const show = (hits) => {
    state.hits = hits;
    replace(list, hits.map((hit, index) => option(hit, index, take)), hits.length === 0 && el("li", { class: "none" }, "Nobody and nothing is called so."));
    open(true);
    mark(hits.length ? 0 : -1);
  };
  const ask = async () => {
    const typed = input.value.trim();
    const number = ++state.asked;
    if (!typed) return open(false);
    const hits = await source.search(typed);
    // A slow answer to an earlier letter must not replace a later one.
    if (number === state.asked) show(hits);
  };

  // An answer that is still to come must not open the list again.
  const close = () => {
    state.asked += 1;
    open(false);
  };

  input.addEventListener("input", ask);
  input.addEventListener("focus", ask);
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(Math.min(state.at + 1, state.hits.length - 1));
    else if (event.key === "ArrowUp") mark(Math.max(state.at - 1, 0));
    else if (event.key === "Enter" && state.hits[state.at] && !list.hidden) take(state.hits[state.at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  return el("div", { class: "search", role: "search" }, input, list);
}

function option(hit, index, take) {
  return el("li", { role: "option", id: `hit-${index}`, on: { pointerdown: (event) => { event.preventDefault(); take(hit); } } },
    el("span", { class: "name" }, hit.name),
    el("span", { class: "detail" }, [kindWord(hit.kind), hit.detail, counted(hit.events, "event")].filter(Boolean).join(" · ")));
}
