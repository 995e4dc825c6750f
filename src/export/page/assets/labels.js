// Which names are written, and where: the best connected first, none over another.

import { tint } from "./theme.js";

const FONT = "system-ui, sans-serif";
const CELL = 48;
// How many names have precedence.
const FIRST = 12;

// Boxes already taken, found by cells of a grid.
class Taken {
  constructor() {
    this.cells = new Map();
  }

  *around(box) {
    for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1) {
      for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1) yield `${column},${row}`;
    }
  }

  isFree(box) {
    for (const key of this.around(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const key of this.around(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}

const widths = new Map();

function width(context, text, font) {
  const key = `${font}|${text}`;
  if (widths.size > 20000) widths.clear();
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

function write(context, text, font, x, y, ink) {
  context.font = font;
  context.lineWidth = 3.5;
  context.lineJoin = "round";
  context.strokeStyle = tint("paper").fill;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

// spots: nodes on the screen with { node, x, y, r, look }, most important first.
export function drawLabels(context, spots, scale) {
  const taken = new Taken();
  const keepOff = spots.map(({ x, y, r }) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r }));
  context.textAlign = "center";
  context.textBaseline = "top";
  const size = scale < 0.5 ? 11 : 13;
  const [bold, plain] = [`600 ${size}px ${FONT}`, `${size - 2}px ${FONT}`];
  keepOff.slice(0, FIRST).forEach((box) => taken.take(box));
  const { clientWidth } = context.canvas;
  const fits = (box) => box.left >= 0 && box.right <= clientWidth && taken.isFree(box);
  for (const [number, { node, x, y, r, look }] of spots.entries()) {
    // The names of the best connected are written even over lesser nodes, the rest only beside them.
    if (number === FIRST) keepOff.slice(FIRST).forEach((box) => taken.take(box));
    const name = short(node.name, 34);
    const detail = scale > 0.6 || look.selected ? short(node.detail, 40) : "";
    const half = Math.max(width(context, name, bold), detail ? width(context, detail, plain) : 0) / 2 + 3;
    const height = detail ? size * 2 + 4 : size + 4;
    const centres = [[x, y + r + 2], [x, y - r - height - 2], [x + r + half + 2, y - height / 2], [x - r - half - 2, y - height / 2]];
    const boxes = centres.map(([middle, top]) => ({ middle, left: middle - half, right: middle + half, top, bottom: top + height }));
    const box = boxes.find(fits) ?? (look.selected ? boxes[0] : null);
    if (!box) continue;
    taken.take(box);
    context.globalAlpha = look.dimmed ? 0.35 : 1;
    const paper = tint("paper");
    write(context, name, bold, box.middle, box.top + 1, paper.ink);
    if (detail) write(context, detail, plain, box.middle, box.top + size + 3, paper.line);
  }
  context.globalAlpha = 1;
  return taken;
}

// Words at lines, where there is room.
export function drawLineWords(context, words, taken) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  const font = `11px ${FONT}`;
  for (const { text, x, y, ink } of words) {
    const half = width(context, text, font) / 2 + 3;
    const box = { left: x - half, right: x + half, top: y - 8, bottom: y + 8 };
    if (!taken.isFree(box)) continue;
    taken.take(box);
    write(context, text, font, x, y, ink);
  }
}
