// The names of things and the marks of links, drawn over the diagram at one size on the screen, none over another.
// Places are pixels from the origin of the diagram: they hold while it is moved and are found anew when it is zoomed.
const makeLabels = (network, scene) => {
  "use strict";
  const [SIZE, STRONG, LEADING, HALO, GAP, CELL] = [11, 13, 1.16, 3, 3, 64];
  const [SHORT, MARK] = [34, 10]; // the shortest line on the screen that bears a mark, and the size of marks
  const [SHIFTS, ALONG] = [[0, -0.3, 0.3], [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]];
  const [face, ruler] = [scene.network.options.nodes.font.face, document.createElement("canvas").getContext("2d")];
  const things = new Map(scene.network.nodes.map(({ id, lines }) => [id, { lines, degree: 0, near: new Set() }]));
  for (const node of scene.nodes) things.get(node.id).strong = node.emphasis;
  for (const { source, target } of scene.edges) for (const [id, other] of [[source, target], [target, source]]) {
    Object.assign(things.get(id), { degree: things.get(id).degree + 1, near: things.get(id).near.add(other) });
  }
  // What the viewer wants drawn, the thing under the pointer, what the view was fitted to, and the places and their scale.
  let wanted = { size: 1, theme: {}, shown: [], chosen: [], lit: null, marks: [] };
  let [hovered, framed, found, places, timer] = [null, { ids: new Set(), scale: 1 }, 0, null, 0];

  function measured(lines, size) {
    ruler.font = `${size}px ${face}`;
    const wide = Math.max(...lines.map((line) => ruler.measureText(line).width)) + 2;
    return { lines, size, wide, high: lines.length * size * LEADING };
  }
  // The name in full and, if it is long, cut to two lines.
  function texts(id) {
    const thing = things.get(id);
    const [size, short] = [(thing.strong ? STRONG : SIZE) * wanted.size, [thing.lines[0], `${thing.lines[1]} …`]];
    if (thing.texts?.[0].size === size) return thing.texts;
    return (thing.texts = (thing.lines.length > 2 ? [thing.lines, short] : [thing.lines]).map((lines) => measured(lines, size)));
  }
  function shapeOf(id, scale) {
    const { left, top, right, bottom } = network.getBoundingBox(id);
    return { id, left: left * scale - 1, top: top * scale - 1, right: right * scale + 1, bottom: bottom * scale + 1 };
  }
  // What things take with their names under them.
  function extent(ids, scale) {
    const all = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const id of ids) {
      const [box, text] = [shapeOf(id, scale), texts(id)[0]];
      const [middle, half] = [(box.left + box.right) / 2, Math.max(box.right - box.left, text.wide) / 2];
      [all.left, all.right] = [Math.min(all.left, middle - half), Math.max(all.right, middle + half)];
      [all.top, all.bottom] = [Math.min(all.top, box.top), Math.max(all.bottom, box.bottom + GAP + text.high)];
    }
    return all;
  }
  // The largest view, up to the scale `most`, in which these things and their names stand within `wide` × `high`.
  function frame(ids, wide, high, most) {
    let [scale, over] = [0.02, most];
    while (over - scale > 1e-5) {
      const [middle, all] = [(scale + over) / 2, extent(ids, (scale + over) / 2)];
      [scale, over] = all.right - all.left <= wide && all.bottom - all.top <= high ? [middle, over] : [scale, middle];
    }
    const { left, top, right, bottom } = extent(ids, scale);
    framed = { ids: new Set(ids), scale, wide, high, position: { x: (left + right) / 2 / scale, y: (top + bottom) / 2 / scale } };
    found = 0;
    return { scale, position: framed.position };
  }
  const boxAt = (text, left, top, more) => ({ text, left, top, right: left + text.wide, bottom: top + text.high, ...more });
  const meet = (one, two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;
  // Boxes that are taken, found by the cells of a grid that they touch.
  function makeGrid() {
    const cells = new Map();
    function touched(box) {
      const [keys, [left, top, right, bottom]] = [[], [box.left, box.top, box.right, box.bottom].map((side) => Math.floor(side / CELL))];
      for (let x = left; x <= right; x += 1) for (let y = top; y <= bottom; y += 1) keys.push(`${x} ${y}`);
      return keys;
    }
    const add = (box) => touched(box).forEach((key) => cells.set(key, [...(cells.get(key) ?? []), box]));
    const hit = (box, counts) => touched(box).some((key) => cells.get(key)?.some((other) => counts(other) && meet(box, other)));
    return { add, free: (box) => !hit(box, () => true), clear: (box) => !hit(box, ({ text }) => text) };
  }
  // Where a name may stand, best first: in full, then short; under, right of, left of and over its thing.
  function choices({ id, shape }, scale) {
    const [x, y, { ids, position, wide, high }] = [(shape.left + shape.right) / 2, (shape.top + shape.bottom) / 2, framed];
    const room = Math.max(1, scale / framed.scale) / 2; // what was fitted keeps its names within the canvas
    const out = (one, two, middle, all) => Math.max(middle * scale - one, two - middle * scale) > all * room + 1;
    const off = (box) => ids.has(id) && (out(box.left, box.right, position.x, wide) || out(box.top, box.bottom, position.y, high));
    return texts(id).flatMap((text) => [
      ...SHIFTS.map((shift) => [x + (shift - 0.5) * text.wide, shape.bottom + GAP]),
      [shape.right + GAP, y - text.high / 2, "left"], [shape.left - GAP - text.wide, y - text.high / 2, "right"],
      ...SHIFTS.map((shift) => [x + (shift - 0.5) * text.wide, shape.top - GAP - text.high]),
    ].map(([left, top, align = "center"]) => boxAt(text, left, top, { id, align }))).filter((box) => !off(box));
  }
  // Each thing in turn takes the first place offered that is free; what must be shown may lie on other things, not on names.
  function place(order, offers, must, scale) {
    const [grid, taken] = [makeGrid(), new Map()];
    for (const { shape } of order) grid.add(shape);
    for (const title of wanted.titles ?? []) grid.add(Object.fromEntries(Object.entries(title).map(([side, at]) => [side, at * scale])));
    for (const item of order) {
      const offered = offers(item);
      const box = offered.find(grid.free) ?? (must(item) ? offered.find(grid.clear) : null);
      if (box && taken.set(item.id, { ...box, color: item.color })) grid.add(box);
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
    let [taken, grid] = place(items.sort(before), (item) => choices(item, scale), ({ rank }) => rank === 0, scale);
    // Under the pointer as little as possible changes: the other names keep their places or give way.
    if (shown.includes(hovered)) {
      const kept = taken;
      const far = ({ id }) => (id === hovered ? 0 : things.get(hovered).near.has(id) ? 1 : 2);
      const all = (item) => [kept.get(item.id) ?? [], far(item) < 2 ? choices(item, scale) : []].flat();
      const offers = (item) => all(item).filter((box) => far(item) || box.text === texts(hovered)[0]);
      weights.unshift(far);
      [taken, grid] = place(items.sort(before), offers, (item) => item.rank === 0 || far(item) === 0, scale);
    }
    // The mark of a link stands where its line has room for it, or not at all.
    const [written, drawn] = [new Map(), []];
    for (const { id, text: signs, strong, color } of marks) {
      const { from, to, edgeType } = network.body.edges[id];
      if (!strong && from !== to && Math.hypot(to.x - from.x, to.y - from.y) * scale < SHORT * wanted.size) continue;
      if (!written.has(signs)) written.set(signs, measured([signs], (strong ? STRONG : MARK) * wanted.size));
      const text = written.get(signs);
      for (const part of ALONG) {
        const { x, y } = edgeType.getPoint(part);
        const box = boxAt(text, x * scale - text.wide / 2, y * scale - text.high / 2, { color: color ?? theme.ink });
        if (!grid.free(box)) continue;
        drawn.push(box);
        grid.add(box);
        break;
      }
    }
    return { labels: [...taken.values()], shapes: items.map(({ shape }) => shape), marks: drawn };
  }

  function write(context, { text, left, right, top, align = "center", color }) {
    Object.assign(context, { font: `${text.size}px ${face}`, textAlign: align, fillStyle: color });
    const x = { left: left + 1, right: right - 1, center: (left + right) / 2 }[align];
    for (const act of ["strokeText", "fillText"]) text.lines.forEach((line, at) => context[act](line, x, top + (at + 0.5) * text.size * LEADING));
  }
  // For tests and for whoever asks why a name is missing: the boxes on the canvas, once the view rests.
  function tell() {
    const { x, y } = network.canvasToDOM({ x: 0, y: 0 });
    const corners = (box) => [box.left + x, box.top + y, box.right + x, box.bottom + y].map((side) => Math.round(side * 10) / 10);
    const told = Object.entries(places).map(([name, boxes]) => [name, boxes.map((box) => [box.id ?? "", ...corners(box)])]);
    const { clientWidth: wide, clientHeight: high } = network.canvas.frame;
    document.documentElement.dataset.labelBoxes = JSON.stringify({ ...Object.fromEntries(told), canvas: [["", 0, 0, wide, high]] });
  }
  network.on("afterDrawing", (context) => {
    const scale = network.getScale();
    if (found !== scale) [places, found, timer] = [arrange(scale), scale, clearTimeout(timer) ?? setTimeout(tell, 150)];
    context.save();
    context.scale(1 / scale, 1 / scale);
    Object.assign(context, { textBaseline: "middle", lineJoin: "round", lineWidth: HALO * 2 * wanted.size, strokeStyle: wanted.theme.paper });
    for (const box of [...places.marks, ...places.labels]) write(context, box);
    context.restore();
  });
  const point = (id) => { [hovered, found] = [id, 0]; network.redraw(); };
  network.on("hoverNode", ({ node }) => point(node));
  network.on("blurNode", () => point(null));
  network.on("dragging", ({ nodes }) => { found = nodes.length ? 0 : found; });
  // The names as they stand on the screen, and as they would stand if other things were wanted in another room.
  function now() {
    const scale = network.getScale();
    if (found !== scale) [places, found] = [arrange(scale), scale];
    return { scale, position: network.getViewPosition(), places };
  }
  function elsewhere(asked, ids, wide, high, most) {
    const kept = [wanted, hovered, framed, found];
    [wanted, hovered] = [asked, null];
    const { scale, position } = frame(ids, wide, high, most);
    const made = { scale, position, places: arrange(scale) };
    [wanted, hovered, framed, found] = kept;
    return made;
  }
  return { frame, now, elsewhere, face, paint(asked) { [wanted, found] = [asked, 0]; } };
};
