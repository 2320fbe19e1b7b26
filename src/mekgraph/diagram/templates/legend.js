// What explains a saved picture: the legend of what is in it, in columns below it.
const makeLegend = (viewer) => {
  "use strict";
  const { scene, texts, shown } = viewer;
  const { make, elements, measured } = pens;
  const [COLUMN, SAMPLE, LEADING, MARGIN, SIZE] = [250, 34, 1.3, 18, 12];
  const MIDDLE = SAMPLE / 2 - 4;

  function write(lines, x, y, size, color, bold = false) {
    return elements([{ words: { lines, x, y, size, leading: size * LEADING, align: "left", bold, color } }]);
  }
  function wrapped(text, wide, size, bold = false) {
    return text.split(/\s+/).reduce((lines, word) => {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      return lines.length && measured(longer, size, bold) <= wide ? [...lines.slice(0, -1), longer] : [...lines, word];
    }, []);
  }

  // Each with what stands before it, around the origin: its parts, its text, how often it is there, how high it is.
  function entries(theme) {
    const things = scene.nodes.filter(shown.node);
    const links = scene.edges.filter(shown.edge);
    const count = (all, key, value) => all.filter((one) => one[key] === value).length;
    const line = (look = {}, y = 0) => ({ d: `M${4 - MIDDLE} ${y}h${SAMPLE - 8}`, stroke: theme.ink, width: 1.7, ...look });
    const sign = (text) => [{ words: { lines: [text], x: 0, y: 4.5, size: 13, leading: 0, align: "middle", bold: true, color: theme.ink } }];
    const card = (width, by = 0) => ({ d: figures.box(0, 0, SAMPLE - 8 - by, 13 - by, 3 - by / 3), stroke: theme.rim, width });
    const dated = (text) => words.fill(text, { date: scene.since });
    const dashes = Object.fromEntries(scene.edges.map((edge) => [`${edge.ended} ${edge.implied}`, scene.picture.lines.find(({ edges }) => edges.includes(edge.id)).dash]));
    const types = scene.types.map(({ key, label, mark }) => [figures.mark(mark, theme), label, count(things, "type", key)]);
    const kinds = scene.kinds.map(({ key, label, color }) => [[line({ stroke: colors.legible(color, theme) })],
      [scene.letters[key], label].filter(Boolean).join(" · "), count(links, "kind", key)]);
    const changed = links.filter((edge) => edge.change);
    const marks = [
      [[line({ dash: dashes["true false"] ?? dashes["true true"] })], texts.ended_note, count(links, "ended", true)],
      [[line({ dash: dashes["false true"] ?? dashes["true true"] })], texts.implied_note, count(links, "implied", true)],
      [[line({ width: 1 }, -1.7), line({ width: 1 }, 1.7)], texts.disputed_note, count(links, "disputed", true)],
      [[line({ width: 1, opacity: 0.5 })], `${scene.doubt} ${texts.possible_note}`, links.filter(shown.possible).length],
      [sign("+"), dated(texts.new_note), changed.filter((edge) => edge.change === "+").length],
      [sign("−"), dated(texts.over_note), changed.filter((edge) => edge.change === "−").length],
      [[card(1), card(1, 5)], dated(texts.fresh_note), count(things, "fresh", true)],
      [[card(3)], texts.emphasis, count(things, "emphasis", true)],
      [sign("+n"), texts.members_note, things.filter((node) => node.members.length > 1).length],
    ];
    const sizes = scene.sizes.map(([value, radius]) => [[{ d: figures.circle(0, 0, radius), fill: "#CCCCCC", stroke: theme.ink, width: 1 }], value, 1, 2 * radius + 4]);
    const group = (title, rows, counted = false) => rows.filter(([, , found]) => found).map(([parts, text, found, tall = 19], at) => (
      { title: at ? "" : title, tall, parts, text: counted ? `${text} (${found})` : text }));
    return [
      ...group(texts.legend_types, types, true), ...group(texts.legend_kinds, kinds, true), ...group(texts.legend_marks, marks), ...group(scene.measure, sizes),
      ...scene.notes.map((note, at) => ({ title: at ? "" : texts.notes, parts: [], text: note, flush: true })),
    ];
  }
  function draw(wide, theme) {
    const columns = Math.max(1, Math.floor((wide - MARGIN) / COLUMN));
    const items = entries(theme).map((item) => {
      const lines = wrapped(item.text, COLUMN - (item.flush ? 0 : SAMPLE) - 14, SIZE);
      return { ...item, lines, high: (item.title ? 24 : 0) + Math.max(lines.length * SIZE * LEADING + 3, item.tall ?? 19) };
    });
    const most = items.reduce((sum, { high }) => sum + high, 0) / columns + 24;
    let [x, y, deepest] = [MARGIN, 0, 0];
    const drawn = items.flatMap((item) => {
      if (y > 0 && y + item.high > most && x + 2 * COLUMN <= wide + MARGIN) [x, y] = [x + COLUMN, 0];
      const middle = y + (item.title ? 24 : 0) + Math.max((item.tall ?? 19) / 2 - 9.5, 0);
      const made = [
        ...(item.title ? write([item.title], x, y + 15, SIZE, theme.soft, true) : []),
        make("g", { transform: `translate(${x + MIDDLE} ${pens.digits(middle + 8)})` }, ...elements(item.parts)),
        ...write(item.lines, x + (item.flush ? 0 : SAMPLE), middle + SIZE, SIZE, theme.ink),
      ];
      y += item.high;
      deepest = Math.max(deepest, y);
      return made;
    });
    return { drawn, high: deepest };
  }
  return { draw, write, wrapped, least: COLUMN + 2 * MARGIN, margin: MARGIN, leading: LEADING };
};
