// The names of things and the marks of disputed links, drawn over the diagram at one size on the screen, none over another.
// Places are pixels from the origin of the diagram: they hold while it is moved and are found anew when it is zoomed.
const makeLabels = (network, scene) => {
  "use strict";
  const [SIZE, STRONG, LEADING, HALO, GAP, CELL] = [11, 13, 1.16, 3, 3, 64];
  const [SHIFTS, ALONG] = [[0, -0.3, 0.3], [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]];
  const face = scene.network.options.nodes.font.face;
  const ruler = document.createElement("canvas").getContext("2d");
  const things = new Map(scene.network.nodes.map(({ id, lines }) => [id, { id, lines, degree: 0, near: new Set() }]));
  for (const node of scene.nodes) things.get(node.id).strong = node.emphasis;
  for (const { source, target } of scene.edges) for (const [one, two] of [[source, target], [target, source]]) {
    things.get(one).degree += 1;
    things.get(one).near.add(things.get(two));
  }
  // What the viewer wants drawn, what the pointer is on, what the view was fitted to, and the places and for which scale.
  let wanted = { size: 1, theme: {}, shown: [], chosen: [], lit: null, marks: [] };
  let [hovered, framed, found, places, timer] = [null, new Set(), 0, null, 0];

  // ---- measures --------------------------------------------------------------------------------------------------
  function measured(lines, size) {
    ruler.font = `${size}px ${face}`;
    return { lines, size, wide: Math.max(...lines.map((line) => ruler.measureText(line).width)) + 2, high: lines.length * size * LEADING };
  }
  // The name in full and, if it is long, cut to two lines.
  function texts(thing) {
    const size = (thing.strong ? STRONG : SIZE) * wanted.size;
    if (thing.texts?.[0].size === size) return thing.texts;
    const short = thing.lines.length > 2 ? [[thing.lines[0], `${thing.lines[1]} …`]] : [];
    return (thing.texts = [thing.lines, ...short].map((lines) => measured(lines, size)));
  }
  function shapeOf(id, scale) {
    const box = network.getBoundingBox(id);
    return { id, left: box.left * scale - 1, top: box.top * scale - 1, right: box.right * scale + 1, bottom: box.bottom * scale + 1 };
  }
  // What things take with their names under them.
  function extent(ids, scale) {
    const all = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const id of ids) {
      const [box, text] = [shapeOf(id, scale), texts(things.get(id))[0]];
      const [middle, half] = [(box.left + box.right) / 2, Math.max((box.right - box.left) / 2, text.wide / 2)];
      [all.left, all.right] = [Math.min(all.left, middle - half), Math.max(all.right, middle + half)];
      [all.top, all.bottom] = [Math.min(all.top, box.top), Math.max(all.bottom, box.bottom + GAP + text.high)];
    }
    return all;
  }
  // The largest view, up to the scale `most`, in which these things and their names stand within `wide` × `high`.
  function frame(ids, wide, high, most) {
    let [scale, over] = [0.02, most];
    for (let round = 0; round < 24; round += 1) {
      const [middle, all] = [(scale + over) / 2, extent(ids, (scale + over) / 2)];
      if (all.right - all.left <= wide && all.bottom - all.top <= high) scale = middle; else over = middle;
    }
    [framed, found] = [new Set(ids), 0];
    const all = extent(ids, scale);
    return { scale, position: { x: (all.left + all.right) / 2 / scale, y: (all.top + all.bottom) / 2 / scale } };
  }

  // ---- places ------------------------------------------------------------------------------------------------------
  const boxAt = (text, left, top, more) => ({ text, left, top, right: left + text.wide, bottom: top + text.high, ...more });
  const meet = (one, two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;
  // Boxes that are taken, found by the cells of a grid that they touch.
  function makeGrid() {
    const cells = new Map();
    const touched = (box) => {
      const [columns, rows] = [[box.left, box.right], [box.top, box.bottom]].map((ends) => ends.map((end) => Math.floor(end / CELL)));
      const keys = [];
      for (let x = columns[0]; x <= columns[1]; x += 1) for (let y = rows[0]; y <= rows[1]; y += 1) keys.push(`${x} ${y}`);
      return keys;
    };
    return {
      add: (box) => touched(box).forEach((key) => cells.set(key, [...(cells.get(key) ?? []), box])),
      free: (box, ofShapes = true) => !touched(box).some((key) => cells.get(key)?.some((other) => (ofShapes || other.text) && meet(box, other))),
    };
  }
  // Where a name may stand, best first: in full, then short; under, right of, left of and over its thing.
  function choices({ thing, shape }, bounds) {
    const [x, y] = [(shape.left + shape.right) / 2, (shape.top + shape.bottom) / 2];
    const within = ({ left, top, right, bottom }) => left > bounds.left - 1 && right < bounds.right + 1 && top > bounds.top - 1 && bottom < bounds.bottom + 1;
    return texts(thing).flatMap((text) => [
      ...SHIFTS.map((shift) => [x + (shift - 0.5) * text.wide, shape.bottom + GAP]),
      [shape.right + GAP, y - text.high / 2, "left"], [shape.left - GAP - text.wide, y - text.high / 2, "right"],
      ...SHIFTS.map((shift) => [x + (shift - 0.5) * text.wide, shape.top - GAP - text.high]),
    ].map(([left, top, align = "center"]) => boxAt(text, left, top, { id: thing.id, align }))).filter((box) => !framed.has(thing.id) || within(box));
  }
  // Each thing in turn takes the first place offered that is free; what must be shown may lie on other things, not on names.
  function place(order, offers, must) {
    const [grid, taken] = [makeGrid(), new Map()];
    for (const { shape } of order) grid.add(shape);
    for (const item of order) {
      const offered = offers(item);
      const box = offered.find((one) => grid.free(one)) ?? (must(item) ? offered.find((one) => grid.free(one, false)) : null);
      if (box) grid.add(box);
      if (box) taken.set(item.thing, { ...box, color: item.color });
    }
    return [taken, grid];
  }
  function arrange(scale) {
    const { shown, chosen, lit, marks, theme } = wanted;
    const items = shown.map((id) => {
      const rank = chosen.includes(id) ? 0 : lit?.has(id) ? 1 : 2;
      return { id, rank, thing: things.get(id), shape: shapeOf(id, scale), color: lit && rank === 2 ? theme.faint : theme.ink };
    });
    const weights = [({ rank }) => rank, ({ thing }) => (thing.strong ? 0 : 1), ({ thing }) => -thing.degree];
    const before = (one, two) => weights.map((weight) => weight(one) - weight(two)).find(Boolean) ?? (one.id < two.id ? -1 : 1);
    const bounds = extent(shown.filter((id) => framed.has(id)), scale);
    let [taken, grid] = place(items.sort(before), (item) => choices(item, bounds), ({ rank }) => rank === 0);
    // Under the pointer as little as possible changes: the other names keep their places or give way.
    if (hovered && shown.includes(hovered.id)) {
      const kept = taken;
      const far = ({ thing }) => (thing === hovered ? 0 : hovered.near.has(thing) ? 1 : 2);
      weights.unshift(far);
      [taken, grid] = place(items.sort(before), (item) => {
        const offered = [...(kept.has(item.thing) ? [kept.get(item.thing)] : []), ...(far(item) < 2 ? choices(item, bounds) : [])];
        return far(item) ? offered : offered.filter((box) => box.text === texts(hovered)[0]);
      }, (item) => item.rank === 0 || far(item) === 0);
    }
    return { labels: [...taken.values()], shapes: items.map(({ shape }) => shape), marks: marks.flatMap((id) => mark(id, scale, grid)) };
  }
  // The mark of a disputed link stands where its line has room for it, or not at all.
  function mark(id, scale, grid) {
    const text = measured(["?!"], STRONG * wanted.size);
    const spots = ALONG.map((part) => network.body.edges[id].edgeType.getPoint(part));
    const boxes = spots.map(({ x, y }) => boxAt(text, x * scale - text.wide / 2, y * scale - text.high / 2, { align: "center", color: wanted.theme.ink }));
    const box = boxes.find((one) => grid.free(one));
    if (box) grid.add(box);
    return box ? [box] : [];
  }

  // ---- drawing -----------------------------------------------------------------------------------------------------
  function write(context, { text, left, right, top, align, color }) {
    Object.assign(context, { font: `${text.size}px ${face}`, textAlign: align, fillStyle: color });
    const x = align === "left" ? left + 1 : align === "right" ? right - 1 : (left + right) / 2;
    for (const act of ["strokeText", "fillText"]) text.lines.forEach((line, at) => context[act](line, x, top + (at + 0.5) * text.size * LEADING));
  }
  // For tests and for whoever asks why a name is missing: the boxes on the canvas, once the view rests.
  function tell() {
    const { x, y } = network.canvasToDOM({ x: 0, y: 0 });
    const corners = (box) => [box.left + x, box.top + y, box.right + x, box.bottom + y].map((side) => Math.round(side * 10) / 10);
    const told = Object.entries(places).map(([name, boxes]) => [name, boxes.map((box) => [box.id ?? "", ...corners(box)])]);
    document.documentElement.dataset.labelBoxes = JSON.stringify(Object.fromEntries(told));
  }
  network.on("afterDrawing", (context) => {
    const scale = network.getScale();
    if (found !== scale) {
      [places, found] = [arrange(scale), scale];
      clearTimeout(timer);
      timer = setTimeout(tell, 150);
    }
    context.save();
    context.scale(1 / scale, 1 / scale);
    Object.assign(context, { textBaseline: "middle", lineJoin: "round", lineWidth: HALO * 2 * wanted.size, strokeStyle: wanted.theme.paper });
    for (const box of [...places.marks, ...places.labels.slice().reverse()]) write(context, box);
    context.restore();
  });
  const point = (id) => { [hovered, found] = [things.get(id) ?? null, 0]; network.redraw(); };
  network.on("hoverNode", ({ node }) => point(node));
  network.on("blurNode", () => point(null));
  network.on("dragging", ({ nodes }) => { if (nodes.length) found = 0; });
  return { frame, paint(asked) { [wanted, found] = [asked, 0]; } };
};
