// The graph: picture or list, conditions, caption, legend, and beside it what was chosen.

import { Drawing } from "./canvas.js";
import { announce, el, replace } from "./dom.js";
import { filterForm } from "./filters.js";
import { lineWords } from "./lines.js";
import { fill } from "./panel.js";
import { address, changed, conditions, go } from "./route.js";
import { sample } from "./shapes.js";
import { capital, counted, kindWord, listed, statusWord } from "./words.js";

export async function graphView(place, params, context) {
  const picture = await context.source.graph(conditions(params));
  const asList = params.get("as") === "list";
  const aside = el("aside", { class: "aside", "aria-label": "Details", hidden: !params.get("show") });
  const main = el("div", { class: "stage" });
  replace(place,
    el("div", { class: "graph" },
      el("h1", { class: "hidden", id: "page-title", tabindex: "-1" }, "Graph"),
      filterForm("graph", params, context.summary, !context.source.fixed),
      centres(params, picture),
      el("div", { class: "split" }, main, aside)));
  const caption = el("p", { class: "caption" }, picture.caption, leftOut(picture), " ",
    el("a", { href: address("graph", changed(params, { as: asList ? null : "list" })) }, asList ? "As a picture" : "As a list"));
  let drawing = null;
  if (picture.nodes.length === 0) replace(main, emptiness(params));
  else if (asList) replace(main, caption, nodeList(picture, params));
  else drawing = stage(main, picture, params, caption, context);
  const id = params.get("show");
  if (id) {
    const box = el("div", {});
    replace(aside, el("a", { class: "close", href: address("graph", changed(params, { show: null, with: null })), "aria-label": "Close details" }, "×"), box);
    drawing?.choose(id);
    await fill(box, id, params.get("with"), context, "panel-title");
  }
  return () => drawing?.close();
}

const leftOut = (picture) => (picture.all > picture.shown ? ` · ${(picture.all - picture.shown).toLocaleString("en")} weaker ones left out` : "");

function emptiness(params) {
  return el("div", { class: "empty" }, el("p", {}, "No meeting or tie meets these conditions."),
    el("p", {}, el("a", { class: "button", href: address("graph", changed(new URLSearchParams(), { around: params.getAll("around") })) }, "Clear the filters")));
}

// Around whom the picture is drawn; each can be taken out.
function centres(params, picture) {
  const ids = params.getAll("around");
  if (ids.length === 0) return null;
  const name = (id) => picture.nodes.find((node) => node.id === id)?.name ?? id;
  return el("p", { class: "centres" }, "Around ", ids.map((id) => el("a", {
    class: "chip", href: address("graph", changed(params, { around: ids.filter((one) => one !== id) })), "aria-label": `No longer around ${name(id)}`,
  }, `${name(id)} ×`)), el("a", { href: address("graph", changed(params, { around: null, show: null })) }, "Whole graph"));
}

let last = null;

function stage(main, picture, params, caption, context) {
  const canvas = el("canvas", { tabindex: "0", role: "application", "aria-roledescription": "graph", "aria-describedby": "graph-help",
    "aria-label": `Graph of ${counted(picture.nodes.length, "node")} and ${counted(picture.edges.length, "line")}` });
  const choose = (changes) => go("graph", changed(params, { show: null, with: null, ...changes }));
  const expand = (node) => go("graph", changed(params, { around: [...new Set([...params.getAll("around"), node.id])] }));
  const heard = {
    choose: (node) => choose({ show: node.id }),
    chooseLine: (link) => choose(lineTarget(link, picture)),
    clear: () => params.get("show") && choose({}),
    expand,
    reach: (node) => announce([node.name, node.detail, kindWord(node.kind), counted(node.degree, "line")].filter(Boolean).join(", ")),
  };
  const tool = (label, text, act) => el("button", { type: "button", "aria-label": label, title: label, on: { click: act } }, text);
  const drawing = new Drawing(canvas, heard);
  const chosen = picture.nodes.find((node) => node.id === params.get("show"));
  replace(main, el("div", { class: "canvas" }, canvas,
    el("div", { class: "tools" },
      tool("Zoom in", "+", () => { drawing.camera.zoom(1.3); drawing.draw(); }),
      tool("Zoom out", "−", () => { drawing.camera.zoom(1 / 1.3); drawing.draw(); }),
      tool("Show all", "⤢", () => { drawing.camera.fit(picture.nodes); drawing.draw(); }),
      chosen && !isEventNode(chosen) && el("button", { type: "button", on: { click: () => expand(chosen) } }, `Expand ${chosen.name}`))),
    caption, legend(picture),
    el("p", { class: "hidden", id: "graph-help" }, "Arrow keys go from node to node, Enter opens, E expands, plus and minus zoom, 0 shows all, Shift and arrows move. The list has the same content."));
  // Opening details must not move the picture; another choice of nodes glides.
  const same = last && last.key === keyOf(picture);
  if (same) drawing.picture = last.picture;
  else if (last && params.getAll("around").length > 0) drawing.picture = last.picture;
  const camera = same ? { x: last.camera.x, y: last.camera.y, scale: last.camera.scale } : null;
  drawing.show(picture);
  drawing.resize();
  if (camera) Object.assign(drawing.camera, camera);
  else drawing.camera.fit(picture.nodes);
  last = { key: keyOf(picture), picture, camera: drawing.camera };
  // For measurements and tests.
  canvas.drawing = drawing;
  return drawing;
}

const keyOf = (picture) => picture.nodes.map((node) => node.id).join(" ");
const isEventNode = (node) => node.id.startsWith("event:");

// What a line leads to: the meeting at its end, else the page of the two.
function lineTarget(link, picture) {
  const [one, two] = [picture.nodes[link.source], picture.nodes[link.target]];
  const event = [one, two].find(isEventNode);
  return event ? { show: event.id } : { show: one.id, with: two.id };
}

function legend(picture) {
  const kinds = ["person", "country", "organization", "place", "meeting", "area"].filter((kind) => picture.nodes.some((node) => node.kind === kind));
  const isDrawn = (status) => picture.nodes.some((node) => node.status === status) || picture.edges.some((link) => link.parts.some((part) => part.status === status));
  const statuses = [["planned", "planned"], ["possible", "possible"], ["cancelled", "called off or denied"]]
    .filter(([status]) => isDrawn(status) || (status === "cancelled" && isDrawn("denied")));
  const line = (name, text) => el("li", {}, el("span", { class: `line ${name}`, "aria-hidden": "true" }), text);
  return el("ul", { class: "legend", "aria-label": "Legend" },
    kinds.map((kind) => el("li", {}, sample(kind), kindWord(kind))),
    ["cooperation", "conflict"].map((tone) => line(tone, tone)),
    statuses.map(([status, words]) => line(status, words)));
}

// The same as the picture, as a list: every node with its lines.
function nodeList(picture, params) {
  const lines = picture.nodes.map(() => []);
  for (const link of picture.edges) {
    lines[link.source].push([link, link.target, false]);
    lines[link.target].push([link, link.source, true]);
  }
  const show = (node) => el("a", { href: address("graph", changed(params, { show: node.id, with: null })) }, node.name);
  const line = ([link, at, turned]) => {
    const part = link.parts[0];
    const back = part.back !== turned;
    const words = part.kind === "attends" ? "takes part" : part.kind === "hosts" ? "hosts" : lineWords(link);
    return el("li", {}, back && part.kind === "directed" ? "← " : "", `${words || capital(part.kind)}: `, show(picture.nodes[at]),
      part.status ? el("span", { class: "detail" }, ` ${statusWord(part.status)}`) : null);
  };
  const order = [...picture.nodes.keys()].sort((a, b) => picture.nodes[b].degree - picture.nodes[a].degree);
  return el("ul", { class: "nodes" }, order.map((at) => {
    const node = picture.nodes[at];
    const parties = node.kind === "meeting" ? listed(lines[at].map(([, other]) => picture.nodes[other].name)) : "";
    return el("li", {}, el("details", {}, el("summary", {}, el("strong", {}, parties ? `${node.name}: ${parties}` : node.name), el("span", { class: "detail" },
      ` ${[kindWord(node.kind), node.detail, node.country !== node.name && node.country, counted(lines[at].length, "line")].filter(Boolean).join(" · ")}`)),
    el("p", {}, show(node)), el("ul", {}, lines[at].map(line))));
  }));
}
