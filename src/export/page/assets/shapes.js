// Outlines of nodes: each kind has a form of its own, so that colour is never all that tells them apart.

import { tint } from "./theme.js";

const DASHES = { planned: [6, 4], possible: [2, 3], cancelled: [1, 3], denied: [1, 3] };

export const dashes = (status) => DASHES[status] ?? [];
export const isVoid = (status) => status === "cancelled" || status === "denied";

export function radius(node) {
  const least = { meeting: 9, country: 11, area: 6 }[node.kind] ?? 8;
  return Math.min(24, least + 1.6 * Math.sqrt(node.degree));
}

// Adds the outline of a node to the path.
function outline(context, kind, x, y, r) {
  if (kind === "country") {
    context.roundRect(x - r, y - r * 0.85, r * 2, r * 1.7, r * 0.3);
  } else if (kind === "meeting") {
    context.moveTo(x, y - r);
    for (const [dx, dy] of [[1.25, 0], [0, 1], [-1.25, 0]]) context.lineTo(x + dx * r, y + dy * r);
    context.closePath();
  } else if (kind === "organization") {
    for (let corner = 0; corner < 6; corner += 1) {
      const angle = (corner * Math.PI) / 3;
      context[corner ? "lineTo" : "moveTo"](x + r * Math.cos(angle), y + r * Math.sin(angle));
    }
    context.closePath();
  } else if (kind === "area") {
    context.roundRect(x - r * 1.3, y - r * 0.7, r * 2.6, r * 1.4, 2);
  } else if (kind === "place") {
    context.moveTo(x, y - r);
    context.lineTo(x + r, y + r * 0.8);
    context.lineTo(x - r, y + r * 0.8);
    context.closePath();
  } else {
    context.arc(x, y, r, 0, Math.PI * 2);
  }
}

export function drawNode(context, node, x, y, scale, look) {
  const colours = tint(node.tint);
  const r = Math.max(2.2, radius(node) * Math.min(1, Math.max(0.35, scale)));
  context.globalAlpha = look.dimmed ? 0.25 : 1;
  context.beginPath();
  outline(context, node.kind, x, y, r);
  // Countries are filled with their line's colour, their people with the tint.
  context.fillStyle = node.kind === "country" ? colours.line : colours.fill;
  context.fill();
  context.setLineDash(dashes(node.status));
  context.lineWidth = look.selected ? 3.5 : 1.6;
  context.strokeStyle = look.selected ? tint("paper").ink : colours.line;
  context.stroke();
  context.setLineDash([]);
  if (isVoid(node.status)) {
    context.beginPath();
    context.moveTo(x - r, y - r);
    context.lineTo(x + r, y + r);
    context.stroke();
  }
  context.globalAlpha = 1;
  return r;
}

// A sample of a kind for the legend.
export function sample(kind, status, size = 26) {
  const canvas = document.createElement("canvas");
  const ratio = devicePixelRatio || 1;
  canvas.width = canvas.height = size * ratio;
  canvas.className = "sample";
  canvas.setAttribute("aria-hidden", "true");
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const tints = { meeting: isVoid(status) ? "cancelled" : "meeting", organization: "organization", area: "area", place: "other" };
  const node = { kind, status, tint: tints[kind] ?? "country-0", degree: 0 };
  drawNode(context, node, size / 2, size / 2, 0.85, {});
  return canvas;
}
