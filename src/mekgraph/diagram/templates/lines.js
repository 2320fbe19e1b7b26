// The lines of the picture: where they run, what stands on them, and how near a spot is to one.
const makeLines = (viewer, network) => {
  "use strict";
  const { scene, nodes, edges, state, shown } = viewer;
  const { cards } = scene.picture;
  const [SIZE, HIGH, PADDING, CAP] = [9.33, 9.5, 1.7, 6];
  const MANY = 150; // lines: of more, only those of what was chosen bear letters
  const STILL = 0.05;
  const known = new Map(scene.picture.lines.map((line) => [line.id, { ...line, links: line.edges.map((id) => edges.get(id)) }]));

  // Several lines between the same two cards lie side by side.
  const pairs = new Map();
  for (const line of known.values()) {
    const pair = JSON.stringify([line.source, line.target].sort());
    pairs.set(pair, [...(pairs.get(pair) ?? []), line]);
  }
  for (const group of pairs.values()) group.forEach((line, place) => {
    const side = place - (group.length - 1) / 2;
    Object.assign(line, { place, aside: line.source <= line.target ? side : -side });
  });

  const box = (id) => ({ ...cards[id], x: network.body.nodes[id].x, y: network.body.nodes[id].y });
  const stands = (id) => Math.hypot(network.body.nodes[id].x - cards[id].x, network.body.nodes[id].y - cards[id].y) < STILL;
  // A line runs as on the page while its cards stand as there, else as straight as can be; where a card goes, it follows.
  function course(line) {
    const [from, to] = [network.body.nodes[line.source], network.body.nodes[line.target]];
    if (line.from?.x === from.x && line.from.y === from.y && line.to.x === to.x && line.to.y === to.y) return line;
    const kept = line.path !== null && stands(line.source) && stands(line.target);
    const free = () => (line.source === line.target ? curves.loop(box(line.source), line.place) : curves.way(box(line.source), box(line.target), line.aside));
    const path = kept ? line.path : free();
    const chain = curves.points(path);
    const [xs, ys] = [0, 1].map((axis) => chain.map((point) => point[axis]));
    const around = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
    const drawn = { middle: curves.at(path, 0.5), strokes: curves.strokes(path, line.pen, line.double, line.arrow) };
    return Object.assign(line, { from: { x: from.x, y: from.y }, to: { x: to.x, y: to.y }, kept, chain, around }, drawn);
  }

  // What a line looks like just now; it stands for those of its links that are shown.
  function look(line, lit) {
    const links = line.links.filter(shown.edge);
    return { first: links[0], chosen: links.includes(state.edge), possible: links.every(shown.possible), dim: lit !== null && !links.some(({ id }) => lit.edges.has(id)) };
  }
  // Whether it is new or over, the letter of its kind, whether it is doubtful: where there is room for that on the page.
  function label(line, { first, possible, dim }, theme, lit) {
    const bare = lit === null && known.size > MANY;
    const text = first.change + (bare ? "" : scene.letters[first.kind] ?? "") + (possible ? scene.doubt : "");
    const place = line.kept && scene.letters[first.kind] && lit === null ? line.label : line.label ?? line.middle;
    if (!text || dim || !place) return [];
    const [[x, y], wide] = [line.kept ? place : line.middle, pens.measured(text, SIZE) + 2 * PADDING];
    return [
      { d: figures.box(x, y, wide, HIGH, 2), fill: theme.tone("#FFFFFF") },
      { words: { lines: [text], x, y: y + CAP / 2, size: SIZE, leading: 0, align: "middle", bold: false, color: theme.tone("#1A1A1A") } },
    ];
  }
  // Lines that only possibly hold are thin and faint.
  function parts(line, seen, theme) {
    const { strokes } = course(line);
    const [stroke, opacity] = [theme.tone(line.color), seen.dim ? 0.13 : seen.possible ? 0.5 : 1];
    const width = strokes.pen * (seen.possible ? 0.6 : 1) * (seen.chosen ? 2 : 1);
    return [
      ...strokes.paths.map((d) => ({ d, stroke, width, dash: line.dash, opacity })),
      ...(strokes.head ? [{ d: strokes.head, fill: stroke, stroke: seen.chosen ? stroke : "", width: 1.5, opacity }] : []),
    ];
  }
  // All lines that are shown and come near to a part of the picture, each with its parts and with what stands on it.
  function all(theme, lit, { left, top, right, bottom }) {
    const near = (line) => {
      const { around } = course(line);
      return around.left < right && around.right > left && around.top < bottom && around.bottom > top;
    };
    return [...known.values()].filter((line) => line.links.some(shown.edge) && near(line)).map((line) => {
      const seen = look(line, lit);
      return { line, parts: parts(line, seen, theme), label: label(line, seen, theme, lit) };
    });
  }
  function distance(id, spot) {
    const line = known.get(id);
    if (!line.links.some(shown.edge)) return Infinity;
    const { around: { left, top, right, bottom }, chain } = course(line);
    const out = Math.max(left - spot[0], spot[0] - right, top - spot[1], spot[1] - bottom);
    return out > 10 ? out : curves.distance(chain, spot);
  }
  function told(line) {
    const [first, ...more] = line.links.filter(shown.edge);
    const text = [nodes.get(line.source).label, (first ?? line.links[0]).verb, nodes.get(line.target).label].join(" ");
    return more.length ? `${text} (${more.length + 1})` : text;
  }
  return { known, all, distance, told, around: (line) => course(line).around, of: (id) => known.get(id).links.find(shown.edge) };
};
