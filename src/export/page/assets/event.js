// An event's page: who, when, where, what articles said of it one after the other, and their sentences.

import { announce, el, replace } from "./dom.js";
import { aboutLink, address } from "./route.js";
import { capital, counted, day, kindWord, roleWord, statusWord, title, when } from "./words.js";

export const statusMark = (status) => status && el("span", { class: `status ${status}` }, capital(statusWord(status)));
export const nameLink = (named) => el("a", { href: aboutLink(named.id), class: named.kind }, named.name);
export const between = (items, separator = ", ") => items.flatMap((item, index) => (index ? [separator, item] : [item]));

export function eventPage(event, context) {
  return el("article", { class: "page", "aria-labelledby": context.heading },
    el("p", { class: "kicker" }, statusMark(event.status)),
    el("h1", { id: context.heading, tabindex: "-1" }, title(event)),
    facts(event),
    actions(event, context),
    event.history.length > 1 && historyOf(event),
    el("h2", {}, `Evidence: ${counted(event.evidence.length, "sentence")}`),
    event.evidence.map((sentence) => quote(sentence, context)));
}

function facts(event) {
  const roles = Map.groupBy ? Map.groupBy(event.parties, (party) => party.role) : grouped(event.parties);
  const rows = [...roles].map(([role, parties]) => [capital(roleWord(role)), between(parties.map(nameLink))]);
  rows.push(["When", when(event)]);
  if (event.places.length) rows.push(["Where", between(event.places.map(nameLink))]);
  if (event.areas.length) rows.push(["About", between(event.areas.map(nameLink))]);
  rows.push(["Attested by", `${counted(event.articles, "article")}, confidence ${event.confidence.toFixed(2)}`]);
  return el("dl", { class: "facts" }, rows.map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value))));
}

function grouped(parties) {
  const roles = new Map();
  for (const party of parties) roles.set(party.role, [...(roles.get(party.role) ?? []), party]);
  return roles;
}

// What was announced, and what came of it.
function historyOf(event) {
  const step = (report) => el("li", {},
    el("time", { datetime: report.day }, report.day ? day(report.day) : "undated"), statusMark(report.status), el("span", { class: "detail" }, report.doc));
  return el("section", { "aria-label": "What was reported" }, el("h2", {}, "Planned and held"),
    el("ol", { class: "history" }, event.history.map(step)));
}

function actions(event, context) {
  const { summary } = context;
  const may = (action) => summary.actions.includes(action);
  const target = { node: event.id };
  const decided = (context.decisions ?? []).some((one) => one.action === "confirm" && one.target.node === event.id);
  return el("p", { class: "actions" },
    el("a", { class: "button", href: address("graph", [["around", event.id], ["show", event.id]]) }, "Show in graph"),
    may("confirm") && el("button", { type: "button", disabled: decided, on: { click: () => decide("confirm", target, context) } }, decided ? "Confirmed" : "Confirm"),
    may("reject") && el("button", { type: "button", class: "reject", on: { click: () => decide("reject", target, context) } }, "Reject this event"));
}

export async function decide(action, target, context) {
  try {
    const decision = await context.source.decide({ action, target });
    const done = action === "reject" ? "Rejected" : "Confirmed";
    announce(`${done}: ${decision.label}`, { label: "Undo", run: () => undo(decision, context) });
    context.refresh();
  } catch (error) {
    announce(`This could not be decided: ${error.message}`);
  }
}

export async function undo(decision, context) {
  try {
    await context.source.undo(decision.id);
    announce(`Taken back: ${decision.label}`);
    context.refresh();
  } catch (error) {
    announce(`This could not be taken back: ${error.message}`);
  }
}

export function quote(sentence, context) {
  const source = sentence.source ?? sentence.doc;
  const origin = sentence.url
    ? el("a", { href: sentence.url, rel: "noopener noreferrer", target: "_blank" }, source)
    : el("span", {}, source);
  const notes = [sentence.day && el("time", { datetime: sentence.day }, day(sentence.day)), statusMark(sentence.status),
    sentence.claimed_by && `claimed by ${sentence.claimed_by}`, sentence.pattern && el("span", { class: "pattern", title: "The frame or program that found it" }, sentence.pattern)];
  return el("figure", { class: "quote" },
    el("blockquote", { dir: "auto" }, highlighted(sentence.quote, sentence.trigger)),
    el("figcaption", {}, between([origin, ...notes.filter(Boolean)], " · "), context.summary.articles_readable && sentence.span && reader(sentence, context)));
}

// The sentence with its trigger marked, where it stands as a word.
export function highlighted(text, trigger) {
  const at = trigger ? wordAt(text, trigger) : -1;
  if (at < 0) return [text];
  return [text.slice(0, at), el("mark", {}, text.slice(at, at + trigger.length)), text.slice(at + trigger.length)];
}

function wordAt(text, word) {
  const isLetter = (char) => char !== undefined && /[\p{L}\p{N}]/u.test(char);
  let at = text.indexOf(word);
  while (at >= 0 && (isLetter(text[at - 1]) || isLetter(text[at + word.length]))) at = text.indexOf(word, at + 1);
  return at >= 0 ? at : text.indexOf(word);
}

// Opens the article at the sentence.
function reader(sentence, context) {
  const text = el("div", { class: "text", dir: "auto" }, "…");
  const load = async (event) => {
    if (!event.target.open || event.target.dataset.loaded) return;
    event.target.dataset.loaded = "yes";
    try {
      const { before, quote: said, after } = await context.source.article(sentence.doc, sentence.span);
      const place = el("mark", { class: "sentence" }, highlighted(said, sentence.trigger));
      replace(text, before, place, after);
      place.scrollIntoView({ block: "nearest" });
    } catch (error) {
      replace(text, error.message);
    }
  };
  return el("details", { class: "reader", on: { toggle: load } }, el("summary", {}, "Read in the article"), text);
}

// An event in a list.
export function eventRow(event) {
  return el("li", { class: "event" },
    el("a", { href: aboutLink(event.id), class: "name" }, title(event)),
    el("p", {}, statusMark(event.status), " ", between([
      el("time", { datetime: event.date ?? "" }, when(event)), ...event.places.map((place) => place.name), ...event.areas.map((area) => area.name.toLowerCase()),
      counted(event.articles, "article")].filter(Boolean), " · ")));
}

export const kicker = (page) => kindWord(page.kind);
