// Lines between nodes: colour tells cooperation from conflict, dashes what is planned or possible, arrows the direction.

import { dashes, isVoid } from "./shapes.js";
import { tint } from "./theme.js";
import { tieWord } from "./words.js";

// How a line is drawn: as its strongest part.
export function style(link) {
  const part = link.parts[0];
  const attends = part.kind === "hosts" || part.kind === "attends";
  const articles = Math.max(...link.parts.map((one) => one.articles));
  const width = { hosts: 2.4, standing: 1 }[part.kind] ?? 1.4;
  const colour = attends ? tint("paper").line : tint(part.tone).line;
  const dash = part.kind === "standing" ? [1, 4] : dashes(part.status);
  return { colour, dash, faded: isVoid(part.status), width: Math.min(5, width + 0.5 * Math.log2(Math.max(1, articles))) };
}

// What is written at a line; mere attendance needs no words.
export function lineWords(link) {
  const labels = [...new Set(link.parts.map((part) => part.label).filter(Boolean))];
  const events = new Set(link.parts.flatMap((part) => part.events)).size;
  if (labels.length === 0) return "";
  const more = labels.length > 1 ? ` +${labels.length - 1}` : "";
  return `${tieWord(labels[0])}${more}${events > 1 ? ` ×${events}` : ""}`;
}

// Strokes all lines, those of one style together: thousands of single strokes would be slow.
export function drawLines(context, lines, scale) {
  const styles = new Map();
  for (const line of lines) {
    const { colour, dash, width, faded } = line.style;
    const key = `${colour}|${dash}|${width.toFixed(1)}|${line.dimmed}|${faded}`;
    if (!styles.has(key)) styles.set(key, []);
    styles.get(key).push(line);
  }
  for (const group of styles.values()) {
    const { style: look, dimmed } = group[0];
    context.globalAlpha = dimmed ? 0.1 : look.faded ? 0.5 : 0.85;
    context.strokeStyle = look.colour;
    context.fillStyle = look.colour;
    context.lineWidth = look.width * Math.min(1, Math.max(0.4, scale));
    context.setLineDash(look.dash);
    context.beginPath();
    for (const { from, to } of group) {
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    }
    context.stroke();
    if (scale > 0.35) group.forEach((line) => drawArrows(context, line));
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function drawArrows(context, { link, from, to, style: look }) {
  const directed = link.parts.filter((part) => part.kind === "directed");
  if (directed.some((part) => !part.back)) arrow(context, from, to, look.width);
  if (directed.some((part) => part.back)) arrow(context, to, from, look.width);
}

function arrow(context, from, to, width) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length < to.r + 12) return;
  const [ux, uy] = [dx / length, dy / length];
  const [tipX, tipY] = [to.x - ux * (to.r + 2), to.y - uy * (to.r + 2)];
  const size = 5 + width * 1.5;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(tipX, tipY);
  context.lineTo(tipX - ux * size - uy * size * 0.45, tipY - uy * size + ux * size * 0.45);
  context.lineTo(tipX - ux * size + uy * size * 0.45, tipY - uy * size - ux * size * 0.45);
  context.closePath();
  context.fill();
}

// How far a point is from the line between two spots.
export function distanceTo({ from, to }, x, y) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(from.x + along * dx - x, from.y + along * dy - y);
}
