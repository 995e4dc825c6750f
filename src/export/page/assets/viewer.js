// The viewer: data come from the server that this page came from.

import { start } from "./main.js";

async function call(path, parameters, options) {
  const query = new URLSearchParams(parameters).toString();
  const response = await fetch(`/api/v1/${path}${query ? `?${query}` : ""}`, options);
  const type = response.headers.get("content-type") ?? "";
  const body = type.startsWith("application/json") ? await response.json() : { error: (await response.text()).trim() };
  if (!response.ok) throw Object.assign(new Error(body.error ?? `Error ${response.status}`), { details: body });
  return body;
}

const also = (params, more) => {
  const all = new URLSearchParams(params);
  for (const [name, value] of Object.entries(more)) all.set(name, value);
  return all;
};

start({
  summary: () => call("summary"),
  search: (q) => call("search", { q }),
  entities: (kind) => call("entities", { kind, limit: 1000 }),
  graph: (params) => call("graph", params),
  events: (params, plans, from, limit) => call("events", also(params, { plans, from, limit })),
  event: (id) => call("event", { id }),
  entity: (id) => call("entity", { id }),
  name: (id) => call("entity", { id }).then((page) => page.name, () => id),
  pair: (a, b) => call("pair", { a, b }),
  article: (doc, [begin, end]) => call("article", { doc, start: begin, end }),
  decisions: () => call("decisions"),
  decide: (decision) => call("decisions", {}, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(decision) }),
  undo: (id) => call("decisions", { id }, { method: "DELETE" }),
});
