// The picture on a canvas: draws it, and turns pointer, wheel, fingers and keys into moves of the camera and choices.

import { Camera } from "./camera.js";
import { drawLabels, drawLineWords } from "./labels.js";
import { distanceTo, drawLines, lineWords, style } from "./lines.js";
import { drawNode, radius } from "./shapes.js";
import { calm, tint, whenThemeChanges } from "./theme.js";

// How many names are tried; more do not fit on a screen, and text is what takes longest.
const MOST_LABELS = 300;

export class Drawing {
  // heard: { choose(node), chooseLine(link), expand(node), clear() }
  constructor(canvas, heard) {
    Object.assign(this, { canvas, heard, camera: new Camera(), picture: { nodes: [], edges: [] }, chosen: null, hovered: null });
    this.context = canvas.getContext("2d");
    this.pointers = new Map();
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(canvas);
    this.forget = whenThemeChanges(() => this.draw());
    this.listen();
  }

  close() {
    this.watch.disconnect();
    this.forget();
  }

  // Shows a picture; nodes that were there already glide to their new places.
  show(picture) {
    const before = new Map(this.picture.nodes.map((node) => [node.id, node]));
    const first = before.size === 0;
    this.picture = picture;
    this.neighbours = null;
    this.order = [...picture.nodes.keys()].sort((a, b) => picture.nodes[b].degree - picture.nodes[a].degree);
    this.camera.fit(picture.nodes);
    if (!first && !calm() && picture.nodes.length < 800) this.glide(before);
    this.draw();
  }

  glide(before) {
    const moves = this.picture.nodes.filter((node) => before.has(node.id)).map((node) => {
      const old = before.get(node.id);
      return { node, fromX: old.x, fromY: old.y, toX: node.x, toY: node.y };
    });
    const start = performance.now();
    const frame = (now) => {
      const part = Math.min(1, (now - start) / 350);
      const eased = 1 - (1 - part) ** 3;
      for (const { node, fromX, fromY, toX, toY } of moves) {
        node.x = fromX + (toX - fromX) * eased;
        node.y = fromY + (toY - fromY) * eased;
      }
      this.draw();
      if (part < 1) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  choose(id) {
    this.chosen = id === null ? null : this.picture.nodes.find((node) => node.id === id) ?? null;
    this.draw();
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    const ratio = devicePixelRatio || 1;
    const fresh = this.camera.width === 1;
    Object.assign(this.canvas, { width: clientWidth * ratio, height: clientHeight * ratio });
    Object.assign(this.camera, { width: clientWidth, height: clientHeight });
    this.ratio = ratio;
    if (fresh) this.camera.fit(this.picture.nodes);
    this.paint();
  }

  draw() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = null;
      this.paint();
    });
  }

  // Who is joined to the chosen or pointed-at node; null where nothing stands out.
  near() {
    const centre = this.hovered ?? this.chosen;
    if (!centre) return null;
    const near = new Set([centre]);
    for (const { source, target } of this.picture.edges) {
      const [one, two] = [this.picture.nodes[source], this.picture.nodes[target]];
      if (one === centre) near.add(two);
      if (two === centre) near.add(one);
    }
    return near;
  }

  paint() {
    const { context, camera, picture } = this;
    const begin = performance.now();
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.fillStyle = tint("paper").fill;
    context.fillRect(0, 0, camera.width, camera.height);
    const near = this.near();
    const spots = picture.nodes.map((node) => {
      const [x, y] = camera.toScreen(node.x, node.y);
      const r = Math.max(2.2, radius(node) * Math.min(1, Math.max(0.35, camera.scale)));
      return { node, x, y, r, look: { selected: node === this.chosen, dimmed: near !== null && !near.has(node) } };
    });
    this.lines = this.linesBetween(spots, near);
    drawLines(context, this.lines, camera.scale);
    const shown = this.order?.map((at) => spots[at]).filter((spot) => this.isVisible(spot)) ?? [];
    for (const spot of [...shown].reverse()) drawNode(context, spot.node, spot.x, spot.y, camera.scale, spot.look);
    const first = shown.filter((spot) => spot.look.selected || spot.node === this.hovered);
    const rest = shown.filter((spot) => !first.includes(spot)).sort((a, b) => a.look.dimmed - b.look.dimmed);
    const taken = drawLabels(context, [...first, ...rest].slice(0, MOST_LABELS), camera.scale);
    drawLineWords(context, this.words(near), taken);
    this.spots = spots;
    this.lastPaint = performance.now() - begin;
  }

  isVisible({ x, y }) {
    return x > -80 && y > -40 && x < this.camera.width + 80 && y < this.camera.height + 40;
  }

  linesBetween(spots, near) {
    const { edges, nodes } = this.picture;
    const inside = (one, two) => Math.max(one.x, two.x) > 0 && Math.max(one.y, two.y) > 0
      && Math.min(one.x, two.x) < this.camera.width && Math.min(one.y, two.y) < this.camera.height;
    const centre = this.hovered ?? this.chosen;
    const lines = [];
    for (const link of edges) {
      const [from, to] = [spots[link.source], spots[link.target]];
      if (!inside(from, to)) continue;
      const dimmed = near !== null && nodes[link.source] !== centre && nodes[link.target] !== centre;
      lines.push({ link, from, to, dimmed, style: style(link) });
    }
    return near === null ? lines : lines.sort((a, b) => b.dimmed - a.dimmed);
  }

  // Words at the lines that stand out; in small pictures at all of them.
  words(near) {
    const lines = near ? this.lines.filter((line) => !line.dimmed) : this.picture.edges.length <= 150 && this.camera.scale > 0.55 ? this.lines : [];
    return lines.map(({ link, from, to, style: look }) => (
      { text: lineWords(link), x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, ink: look.colour }
    )).filter((word) => word.text);
  }

  nodeAt(x, y, reach = 6) {
    const hits = (this.spots ?? []).map((spot) => ({ node: spot.node, off: Math.hypot(spot.x - x, spot.y - y) - spot.r }));
    const best = hits.reduce((one, two) => (two.off < one.off ? two : one), { node: null, off: reach });
    return best.node;
  }

  lineAt(x, y) {
    const near = (this.lines ?? []).map((line) => ({ line, off: distanceTo(line, x, y) })).filter(({ off }) => off < 6);
    return near.sort((a, b) => a.off - b.off)[0]?.line.link ?? null;
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.camera.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.offsetX, event.offsetY);
      this.draw();
    }, { passive: false });
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, (event) => this.release(event, name === "pointerup"));
    canvas.addEventListener("pointerleave", () => this.hover(null));
    canvas.addEventListener("dblclick", (event) => {
      const node = this.nodeAt(event.offsetX, event.offsetY);
      if (node) this.heard.expand(node);
    });
    canvas.addEventListener("keydown", (event) => this.key(event));
  }

  press(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    this.moved = this.pointers.size > 1 ? Infinity : 0;
  }

  move(event) {
    const [x, y] = [event.offsetX, event.offsetY];
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.hover(this.nodeAt(x, y));
      this.canvas.classList.toggle("pointing", this.hovered !== null || this.lineAt(x, y) !== null);
      return;
    }
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (others.length > 0) {
      const apart = (point) => Math.hypot(point.x - others[0].x, point.y - others[0].y) || 1;
      this.camera.zoom(apart({ x, y }) / apart(before), others[0].x, others[0].y);
    } else {
      this.camera.pan(x - before.x, y - before.y);
    }
    this.moved += Math.hypot(x - before.x, y - before.y);
    this.pointers.set(event.pointerId, { x, y });
    this.draw();
  }

  release(event, chosen) {
    this.pointers.delete(event.pointerId);
    if (!chosen || this.moved > 5) return;
    const node = this.nodeAt(event.offsetX, event.offsetY, event.pointerType === "touch" ? 14 : 6);
    const link = node ? null : this.lineAt(event.offsetX, event.offsetY);
    if (node) this.heard.choose(node);
    else if (link) this.heard.chooseLine(link);
    else this.heard.clear();
  }

  hover(node) {
    if (node !== this.hovered) {
      this.hovered = node;
      this.draw();
    }
  }

  // Arrows go from node to node, with Shift they move the picture.
  key(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step && event.shiftKey) this.camera.pan(-step[0] * 60, -step[1] * 60);
    else if (step) this.stepTo(step);
    else if (event.key === "+" || event.key === "=") this.camera.zoom(1.3);
    else if (event.key === "-") this.camera.zoom(1 / 1.3);
    else if (event.key === "0") this.camera.fit(this.picture.nodes);
    else if (event.key === "Enter" && this.chosen) this.heard.choose(this.chosen);
    else if (event.key === "e" && this.chosen) this.heard.expand(this.chosen);
    else if (event.key === "Escape") this.heard.clear();
    else return;
    event.preventDefault();
    this.draw();
  }

  stepTo([dx, dy]) {
    const from = this.chosen ?? this.picture.nodes[this.order[0]];
    if (!from) return;
    const ahead = this.picture.nodes.filter((node) => node !== from).map((node) => {
      const [x, y] = [node.x - from.x, node.y - from.y];
      return { node, along: x * dx + y * dy, aside: Math.abs(x * dy - y * dx) };
    }).filter(({ along, aside }) => along > 0 && aside <= along * 1.5);
    const next = this.chosen ? ahead.sort((a, b) => a.along + a.aside * 2 - b.along - b.aside * 2)[0]?.node : from;
    if (!next) return;
    this.chosen = next;
    [this.camera.x, this.camera.y] = [next.x, next.y];
    this.heard.reach(next);
  }
}
