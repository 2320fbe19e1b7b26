// The ways of lines between cards: paths of two points (straight) or of four (a cubic curve), and how they are drawn.
const curves = (() => {
  "use strict";
  // Pixels between lines that join the same two cards, reach of a line from a card to itself, length of arrow heads.
  const [APART, LOOP, STEP, HEAD] = [19, 26, 11, 8.5];
  const [MOST, SLENDER, PEN, BEYOND, PIECES] = [0.6, 0.36, 0.55, 4 / 3, 24];
  const between = ([x, y], [u, v], share) => [x + (u - x) * share, y + (v - y) * share];
  const far = ([x, y], [u, v]) => Math.hypot(u - x, v - y);

  // The first part of a path, up to a share of its parameter.
  function upTo(path, share) {
    const first = [path[0]];
    for (let row = path; row.length > 1;) {
      row = row.slice(1).map((point, at) => between(row[at], point, share));
      first.push(row[0]);
    }
    return first;
  }
  const at = (path, share) => upTo(path, share).at(-1);
  // Where the way from the middle of a box to a point leaves it.
  function border({ x, y, width, height }, [u, v]) {
    const share = Math.min(width / 2 / Math.max(Math.abs(u - x), 1e-9), height / 2 / Math.max(Math.abs(v - y), 1e-9), 1);
    return between([x, y], [u, v], share);
  }
  // A line from box to box; `aside` is how many lines apart from the straight way it is.
  function way(one, two, aside) {
    const [from, to] = [[one.x, one.y], [two.x, two.y]];
    const [first, last] = [border(one, to), border(two, from)];
    if (!aside) return [first, last];
    const [long, push] = [far(from, to) || 1, aside * APART * BEYOND];
    const moved = (share) => between(first, last, share).map((value, axis) => value + (push * (axis ? to[0] - from[0] : from[1] - to[1])) / long);
    const inner = [moved(1 / 3), moved(2 / 3)];
    return [border(one, inner[0]), ...inner, border(two, inner[1])];
  }
  // A line from a box around its upper right corner back to it; `place` is its number among several.
  function loop({ x, y, width, height }, place) {
    const [right, top, reach] = [x + width / 2, y - height / 2, LOOP + place * STEP];
    const [leaving, coming] = [right - Math.min(width / 4, 15), y - height / 4];
    return [[leaving, top], [leaving, top - reach], [right + reach, coming], [right, coming]];
  }

  const written = ([start, ...rest]) => `M${start.map(pens.digits).join(" ")}${rest.length > 1 ? "C" : "L"}${rest.map((point) => point.map(pens.digits).join(" ")).join(" ")}`;
  // The path without what its arrow head takes, and the corners of that.
  function headed(path) {
    const [tip, length] = [path.at(-1), Math.min(HEAD, MOST * far(path[0], path.at(-1)) || HEAD)];
    let [low, high] = [0, 1];
    for (let step = 0; step < 20; step += 1) {
      const middle = (low + high) / 2;
      [low, high] = far(at(path, middle), tip) > length ? [middle, high] : [low, middle];
    }
    const [x, y] = at(path, low);
    const [across, down] = [(tip[1] - y) * SLENDER, (x - tip[0]) * SLENDER];
    return [upTo(path, low + (1 - low) * 0.1), [tip, [x + across, y + down], [x - across, y - down]]];
  }
  function beside(path, distance) {
    const normal = ([x, y], [u, v]) => [y - v, u - x].map((side) => (side * distance) / (far([x, y], [u, v]) || 1));
    const [start, end] = [normal(path[0], path[1]), normal(path.at(-2), path.at(-1))];
    return path.map(([x, y], place) => (place < path.length / 2 ? [x + start[0], y + start[1]] : [x + end[0], y + end[1]]));
  }
  // What is drawn of a line: one path or two side by side, the width of the pen, and the arrow head.
  function strokes(path, pen, double, arrow = true) {
    const [short, head] = arrow ? headed(path) : [path, null];
    const all = double ? [1, -1].map((side) => beside(short, side * pen)) : [short];
    return { paths: all.map(written), pen: double ? pen * PEN : pen, head: head && `M${head.map((point) => point.map(pens.digits).join(" ")).join("L")}Z` };
  }
  const points = (path) => (path.length === 2 ? path : Array.from({ length: PIECES + 1 }, (_, place) => at(path, place / PIECES)));
  // How far a spot is from a chain of points.
  function distance(chain, [x, y]) {
    return chain.slice(1).reduce((least, [u, v], place) => {
      const [a, b] = chain[place];
      const share = Math.min(Math.max(((x - a) * (u - a) + (y - b) * (v - b)) / ((u - a) ** 2 + (v - b) ** 2 || 1), 0), 1);
      return Math.min(least, Math.hypot(a + (u - a) * share - x, b + (v - b) * share - y));
    }, Infinity);
  }
  return { at, way, loop, strokes, points, distance };
})();
