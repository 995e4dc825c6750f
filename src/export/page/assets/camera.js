// Where one looks at the picture: world = picture's coordinates, screen = pixels of the canvas.

export class Camera {
  constructor() {
    Object.assign(this, { x: 0, y: 0, scale: 1, width: 1, height: 1 });
  }

  toScreen(x, y) {
    return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2];
  }

  toWorld(x, y) {
    return [(x - this.width / 2) / this.scale + this.x, (y - this.height / 2) / this.scale + this.y];
  }

  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
  }

  // Zooms so that the point under the pointer stays where it is.
  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const [worldX, worldY] = this.toWorld(x, y);
    this.scale = Math.min(4, Math.max(0.03, this.scale * factor));
    const [nowX, nowY] = this.toWorld(x, y);
    this.x += worldX - nowX;
    this.y += worldY - nowY;
  }

  // Shows all nodes, none larger than life.
  fit(nodes) {
    if (nodes.length === 0) return;
    const xs = nodes.map((node) => node.x), ys = nodes.map((node) => node.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    this.x = (left + right) / 2;
    this.y = (top + bottom) / 2;
    const room = Math.min(90, this.width / 6);
    this.scale = Math.min(1.3, (this.width - room) / (right - left + 60), (this.height - 90) / (bottom - top + 40));
    this.scale = Math.max(0.03, this.scale);
  }
}
