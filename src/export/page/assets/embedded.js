// The export: data lie in the file itself. Answers the same questions as the viewer's server, from what was embedded.

function embeddedSource(data) {
  const events = new Map(data.events.map((event) => [event.id, event]));
  const entities = new Map(data.entities.map((entity) => [entity.id, entity]));
  const newestFirst = [...data.events].sort((a, b) => (lastDayOf(b) > lastDayOf(a) ? 1 : lastDayOf(b) < lastDayOf(a) ? -1 : a.id < b.id ? -1 : 1));
  const found = (map, id) => {
    if (!map.has(id)) throw new Error("This file does not hold it; it shows only the strongest meetings and ties.");
    return map.get(id);
  };
  const eventsOf = (id) => {
    const side = new Set([id, ...(entities.get(id)?.standing ?? []).filter((one) => one.back && one.kind === "represents" && !one.former).map((one) => one.other.id)]);
    return newestFirst.filter((event) => [...event.parties, ...event.places, ...event.areas].some((one) => side.has(one.id)));
  };
  const about = (page) => ({ ...page, events: eventsOf(page.id) });
  const selected = (params) => {
    const around = params.getAll("around");
    const near = around.length ? new Set(around.flatMap((id) => [id, ...eventsOf(id).map((event) => event.id)])) : null;
    return newestFirst.filter((event) => (!near || near.has(event.id)) && meets(event, params));
  };
  return {
    // What is drawn was chosen when the file was written.
    fixed: true,
    summary: async () => data.summary,
    search: async (typed) => hitsFor(data.entities, typed, eventsOf).slice(0, 12),
    entities: async (kind) => data.entities.filter((one) => one.kind === kind).map((one) => hitOf(one, eventsOf)).sort((a, b) => b.events - a.events),
    graph: async (params) => visiblePart(data.picture, params, new Set(selected(params).map((event) => event.id))),
    events: async (params, plans, from, limit) => {
      const all = selected(params).filter((event) => !plans || event.history.some((one) => one.status === "planned" || one.status === "possible"));
      return { all: all.length, months: monthsOf(all), events: all.slice(from, from + limit) };
    },
    event: async (id) => found(events, id),
    entity: async (id) => about(found(entities, id)),
    name: async (id) => entities.get(id)?.name ?? id,
    pair: async (a, b) => {
      const [one, other] = [found(entities, a), found(entities, b)];
      const relations = [...one.ties, ...one.standing].filter((relation) => relation.other.id === b);
      const behind = new Set(relations.flatMap((relation) => relation.events));
      return { a: one, b: other, relations, events: newestFirst.filter((event) => behind.has(event.id)) };
    },
    decisions: async () => [],
  };
}

const lastDayOf = (event) => event.days?.[1] ?? "";

function meets(event, params) {
  const [since, until] = [params.get("since"), params.get("until")];
  const any = (name, fits) => params.getAll(name).length === 0 || params.getAll(name).some(fits);
  return (!since || lastDayOf(event) >= since) && (!until || (event.days && event.days[0] <= until))
    && any("status", (status) => event.status === status)
    && any("about", (area) => event.areas.some((one) => one.id === `area:${area}`))
    && any("kind", (kind) => event.type === kind || event.mode === kind);
}

// Nodes keep their places; lines of which no event meets the conditions go, and nodes without a line.
function visiblePart(picture, params, ids) {
  if ([...params.keys()].every((name) => name === "top")) return picture;
  const isShown = (node) => !node.id.startsWith("event:") || ids.has(node.id);
  const links = picture.edges.map((link) => ({ ...link, parts: link.parts.map((part) => ({ ...part, events: part.events.filter((id) => ids.has(id)) })).filter((part) => part.events.length) }))
    .filter((link) => link.parts.length && isShown(picture.nodes[link.source]) && isShown(picture.nodes[link.target]));
  const used = new Set([...links.flatMap((link) => [link.source, link.target])]);
  const kept = [...picture.nodes.keys()].filter((at) => used.has(at));
  const place = new Map(kept.map((at, index) => [at, index]));
  const nodes = kept.map((at) => ({ ...picture.nodes[at] }));
  const edges = links.map((link) => ({ ...link, source: place.get(link.source), target: place.get(link.target) }));
  return { ...picture, nodes, edges, caption: `${counted(edges.length, "line")} of ${picture.edges.length} in this file` };
}

function monthsOf(all) {
  const months = new Map();
  for (const event of all.filter((one) => one.days && one.date?.length !== 4)) {
    const month = lastDayOf(event).slice(0, 7);
    const counts = months.get(month) ?? {};
    counts[event.status] = (counts[event.status] ?? 0) + 1;
    months.set(month, counts);
  }
  return [...months].map(([month, counts]) => ({ month, counts })).sort((a, b) => (a.month < b.month ? -1 : 1));
}

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function hitOf(entity, eventsOf) {
  const office = entity.standing.find((one) => one.kind === "represents" && !one.back && !one.former);
  const detail = office ? [office.role, office.other.name].filter(Boolean).join(", ") : "";
  return { id: entity.id, kind: entity.kind, name: entity.name, detail, events: eventsOf(entity.id).length };
}

function hitsFor(entities, typed, eventsOf) {
  const wanted = folded(typed);
  const rank = (name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(` ${wanted}`) ? 2 : wanted.length > 2 && name.includes(wanted) ? 3 : 9);
  return entities.map((entity) => ({ hit: hitOf(entity, eventsOf), rank: Math.min(...[entity.name, ...entity.aliases].map((name) => rank(folded(name)))) }))
    .filter((one) => one.rank < 9).sort((a, b) => a.rank - b.rank || b.hit.events - a.hit.events).map((one) => one.hit);
}

start(embeddedSource(JSON.parse(document.getElementById("data").textContent)));
