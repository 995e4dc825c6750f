// The words of the page: dates, kinds, statuses, ties in plain English.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export const STATUSES = ["happened", "ongoing", "planned", "possible", "cancelled", "denied"];

const STATUS_WORDS = {
  happened: "happened", ongoing: "under way", planned: "planned", possible: "possible", cancelled: "called off", denied: "denied",
};
const KINDS = {
  person: "Person", country: "Country", organization: "Organization", place: "Place", policy_area: "Policy area", area: "Policy area",
  event: "Event", meeting: "Meeting",
};
const ROLES = { hosts: "host", attends: "takes part", actor_in: "acts", targets: "is acted on" };
const TYPES = { CONSULT: "Meetings, visits, calls" };
// What an event of a type is called; others by their type.
const NOUNS = {
  CONSULT: "meeting", ACCUSE: "accusation", AGREE: "agreement", ASSAULT: "assault", COERCE: "coercion", CONCEDE: "concession",
  COOPERATE: "cooperation", LEADERSHIP: "change of leadership", MOBILIZE: "mobilization", REJECT: "rejection", SANCTION: "sanctions", THREATEN: "threat",
};

// 2026-05-04 → 4 May 2026; 2026-05 → May 2026.
export function day(iso) {
  const [year, month, date] = String(iso ?? "").split("-");
  const name = MONTHS[Number(month) - 1];
  if (!name) return String(iso ?? "");
  return date ? `${Number(date)} ${name} ${year}` : `${name} ${year}`;
}

export const statusWord = (status) => STATUS_WORDS[status] ?? status;
export const kindWord = (kind) => KINDS[kind] ?? kind;
export const roleWord = (role) => ROLES[role] ?? tieWord(role);
export const typeWord = (type) => TYPES[type] ?? capital(NOUNS[type] ?? tieWord(type.toLowerCase()));
export const tieWord = (kind) => kind.replaceAll("_", " ");
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
export const counted = (count, noun, many) => `${count.toLocaleString("en")} ${count === 1 ? noun : many ?? noun + "s"}`;

// When an event was: its date, or roughly that of the reports.
export function when(event) {
  if (event.date) return day(event.date);
  return event.days ? `reported ${day(event.days[1])}` : "undated";
}

// "Donald Trump and Xi Jinping"; with more than four, "… and 3 more".
export function listed(names) {
  const shown = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} more`] : names;
  if (shown.length < 2) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

// "Visit", "Accusation".
export const noun = (event) => capital(event.mode ?? NOUNS[event.type] ?? tieWord(event.type.toLowerCase()));

// "Visit: Gustavo Petro and Donald Trump"; of what one does to another, "Accuse: Russia → Ukraine".
export function title(event) {
  const of = (wanted) => [...new Set(event.parties.filter(wanted).map((party) => party.name))];
  const targets = of((party) => party.role === "targets");
  const others = listed(of((party) => party.role !== "targets"));
  return `${noun(event)}: ${targets.length ? `${others} → ${listed(targets)}` : others}`;
}
