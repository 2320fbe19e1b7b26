// The outlines of things and lines as the picture has them, for pictures that are saved or printed.
const shapes = (() => {
  "use strict";
  const turn = (count, reach, x, y, from = 0) => Array.from({ length: count }, (_, at) => {
    const [angle, far] = [from + (at * 2 * Math.PI) / count, reach(at)];
    return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
  });
  const UP = -Math.PI / 2;
  const FORMS = {
    diamond: (x, y, r) => turn(4, () => r, x, y),
    hexagon: (x, y, r) => turn(6, () => r, x, y),
    square: (x, y, r) => [[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]],
    star: (x, y, r) => turn(10, (at) => r * 0.82 * (at % 2 ? 0.5 : 1.3), x, y + r * 0.082, UP),
    triangle: (x, y, r) => turn(3, () => (r * 2.3) / Math.sqrt(3), x, y + r * 0.316, UP),
    triangleDown: (x, y, r) => turn(3, () => (r * 2.3) / Math.sqrt(3), x, y - r * 0.316, -UP),
  };
  const digits = (value) => String(Math.round(value * 100) / 100);
  const points = (all) => all.map((point) => point.map(digits).join(" ")).join("L");
  // The name and attributes of the element for a thing at a place; `wide` and `high` are those of boxes and ellipses.
  function outline(shape, x, y, size, wide, high) {
    if (shape in FORMS) return ["path", { d: `M${points(FORMS[shape](x, y, size))}Z` }];
    if (shape === "ellipse") return ["ellipse", { cx: digits(x), cy: digits(y), rx: digits(wide / 2), ry: digits(high / 2) }];
    const box = { x: digits(x - wide / 2), y: digits(y - high / 2), width: digits(wide), height: digits(high), rx: 4 };
    return ["box", "database"].includes(shape) ? ["rect", box] : ["circle", { cx: digits(x), cy: digits(y), r: digits(size) }];
  }

  // A line of vis-network from border to border: its start, control point and end; a circle for a link to itself.
  function course(edge) {
    const { from, to, edgeType } = edge;
    if (from === to) return { circle: edgeType._getCircleData() };
    const via = edgeType.getViaNode?.() ?? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const mixed = (a, b, c) => ({ x: a * from.x + b * via.x + c * to.x, y: a * from.y + b * via.y + c * to.y });
    const blossom = (s, t) => mixed((1 - s) * (1 - t), (1 - s) * t + s * (1 - t), s * t);
    const inside = (node, t) => {
      const [dx, dy] = [blossom(t, t).x - node.x, blossom(t, t).y - node.y];
      return Math.hypot(dx, dy) < node.shape.distanceToBorder(null, Math.atan2(dy, dx));
    };
    const border = (node, within, without) => {
      let [one, two] = [within, without];
      for (let step = 0; step < 20; step += 1) [one, two] = inside(node, (one + two) / 2) ? [(one + two) / 2, two] : [one, (one + two) / 2];
      return two;
    };
    const [first, last] = [border(from, 0, 0.5), border(to, 1, 0.5)];
    return { start: blossom(first, first), control: blossom(first, last), end: blossom(last, last) };
  }
  // Where triangles are broad enough for a sign is lower or higher than their middle.
  const lower = (shape, size) => ({ triangle: 0.25, triangleDown: -0.25 }[shape] ?? 0) * size;
  return { outline, course, lower, points, digits };
})();
