// What is shown as one SVG with real text: for the page that is printed, and to be saved.
const makeSvg = (viewer, picture) => {
  "use strict";
  const { scene, texts, nodes, shown } = viewer;
  const { network, labels } = picture;
  const space = document.querySelector("svg").namespaceURI;
  const ruler = document.createElement("canvas").getContext("2d");
  const CENTRED = { "text-anchor": "middle", "font-weight": 700 };
  const [MARGIN, COLUMN, SAMPLE, LEADING] = [18, 250, 34, 1.3];
  // Characters that XML cannot hold, and halves of characters.
  const BROKEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const clean = (text) => text.replace(BROKEN, "\ufffd");

  function make(name, attributes, ...children) {
    const made = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, clean(String(typeof value === "number" ? shapes.digits(value) : value)));
    made.append(...children.map((child) => (typeof child === "string" ? clean(child) : child)));
    return made;
  }
  function write(lines, x, y, size, color, more = {}) {
    const [first, ...rest] = lines;
    const spans = [first, ...rest].map((line, at) => make("tspan", { x: x, dy: at ? size * LEADING : 0 }, line));
    return make("text", { x: x, y: y, "font-size": size, fill: color, ...more }, ...spans);
  }
  function wrapped(text, wide, size, bold = false) {
    ruler.font = `${bold ? 600 : 400} ${size}px ${labels.face}`;
    return text.split(/\s+/).reduce((lines, word) => {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      return lines.length && ruler.measureText(longer).width <= wide ? [...lines.slice(0, -1), longer] : [...lines, word];
    }, []);
  }
  const dashed = (dashes, scale) => (dashes ? { "stroke-dasharray": dashes.map((length) => shapes.digits(length * scale)).join(" ") } : {});

  // ---- the diagram -----------------------------------------------------------------------------------------------
  function diagram(view, theme, looks) {
    const { scale, wide, high, position: middle } = view;
    const at = ({ x, y }) => [(x - middle.x) * scale + wide / 2, (y - middle.y) * scale + high / 2];
    const pair = (point) => at(point).map(shapes.digits).join(" ");

    function line({ id, of, gap, dashes, color, width }) {
      const course = shapes.course(network.body.edges[id]);
      const look = { fill: "none", stroke: color.color, "stroke-width": width * scale, opacity: color.opacity, ...dashed(dashes, scale) };
      if (course.circle) {
        const [[x, y], r] = [at({ x: course.circle[0], y: course.circle[1] }), course.circle[2] * scale];
        return [make("circle", { cx: x, cy: y, r: r, ...look })];
      }
      const [[x, y], [cx, cy]] = [at(course.end), at(course.control)];
      const [angle, long] = [Math.atan2(y - cy, x - cx), (7 * picture.unit + width * 1.6) * scale];
      const back = { x: x - long * 0.8 * Math.cos(angle), y: y - long * 0.8 * Math.sin(angle) };
      const barbs = [0.42, -0.42].map((side) => [x - long * Math.cos(angle + side), y - long * Math.sin(angle + side)]);
      const tip = gap ? [] : [make("path", { fill: color.color, opacity: color.opacity, d: `M${shapes.points([[x, y], ...barbs])}Z` })];
      const path = make("path", { ...look, d: `M${pair(course.start)}Q${pair(course.control)} ${shapes.digits(back.x)} ${shapes.digits(back.y)}` });
      const [source, target] = [of.source, of.target].map((end) => nodes.get(end).label);
      return [make("g", {}, make("title", {}, `${source} ${of.verb} ${target}`), path, ...tip)];
    }
    function sign(node, x, y, size) {
      const text = scene.signs[node.type];
      const base = y + shapes.lower(node.shape, size) + size * 0.35;
      return text ? [write([text], x, base, size, colors.inkOn(node.color), CENTRED)] : [];
    }
    function thing(look) {
      const node = nodes.get(look.id);
      const [[x, y], { shape }] = [at(network.getPosition(node.id)), network.body.nodes[node.id]];
      const form = scene.network.nodes.find(({ id }) => id === node.id).shape;
      const [name, outline] = shapes.outline(form, x, y, look.size * scale, shape.width * scale, shape.height * scale);
      const drawn = make(name, {
        ...outline, fill: look.color.background, stroke: look.color.border, "stroke-width": look.borderWidth * scale, opacity: look.opacity,
      });
      const [box, gap] = [network.getBoundingBox(node.id), 3 * picture.unit];
      const rim = { left: box.left - gap, top: box.top - gap, right: box.right + gap, bottom: box.bottom + gap };
      const ring = node.fresh ? [frameOf(rim, { fill: "none", stroke: theme.ink })] : [];
      const names = make("title", {}, [...new Set([node.label, ...node.names])].join("\n"));
      return make("g", {}, names, drawn, ...sign(node, x, y, look.size * scale), ...ring);
    }
    function frameOf({ left, top, right, bottom }, look) {
      const [[x, y], [ex, ey]] = [at({ x: left, y: top }), at({ x: right, y: bottom })];
      return make("rect", { x, y, width: ex - x, height: ey - y, ...look });
    }
    function frame(box) {
      const [[x, y], size] = [at({ x: box.left, y: box.top }), 12 * picture.unit * scale];
      const made = frameOf(box, { rx: 8, fill: theme.frame, stroke: theme.edge });
      return box.title ? [made, write([box.title], x + 8 * scale, y + 5 * scale + size * 0.9, size, theme.ink, { "font-weight": 600 })] : [made];
    }
    function name({ text, left, right, top, bottom, align = "center", color }) {
      const [dx, dy] = [wide / 2 - middle.x * scale, high / 2 - middle.y * scale];
      const [anchor, x] = { left: ["start", left + 1], right: ["end", right - 1], center: ["middle", (left + right) / 2] }[align];
      const box = { x: left + dx, y: top + dy, width: right - left, height: bottom - top };
      const ground = make("rect", { ...box, fill: theme.paper, "fill-opacity": 0.75 });
      const step = text.high / text.lines.length;
      const lines = text.lines.map((words, at) => write([words], x + dx, top + dy + step * (at + 0.78), text.size, color, { "text-anchor": anchor }));
      return [ground, ...lines];
    }
    return make("svg", { y: 0, width: wide, height: high, viewBox: `0 0 ${wide} ${high}` },
      ...picture.frames().flatMap(frame), ...looks.lines.filter(({ hidden }) => !hidden).flatMap(line),
      ...looks.nodes.filter(({ hidden }) => !hidden).map(thing), ...view.places.marks.flatMap(name), ...view.places.labels.flatMap(name));
  }

  // ---- what explains it --------------------------------------------------------------------------------------------
  function entries(theme) {
    const ink = { fill: "none", stroke: theme.ink, "stroke-width": 2 };
    const sample = (look) => (x, y) => [make("path", { ...ink, ...look, d: `M${x} ${y}h${SAMPLE - 8}` })];
    const things = scene.nodes.filter(shown.node);
    const links = scene.edges.filter(shown.edge);
    const count = (all, key, value) => all.filter((one) => one[key] === value).length;
    const form = (shape, color, size) => (x, y) => {
      const [name, outline] = shapes.outline(shape === "text" ? "box" : shape, x + SAMPLE / 2 - 4, y, size, size * 2.2, size * 1.4);
      return [make(name, { ...outline, fill: color, stroke: theme.rim })];
    };
    const signed = ({ key, shape, color }) => (x, y) => [...form(shape, color, 7)(x, y), ...(scene.signs[key] ? [
      write([scene.signs[key]], x + SAMPLE / 2 - 4, y + 3.2 + shapes.lower(shape, 7), 9, colors.inkOn(color), CENTRED)] : [])];
    const sign = (text) => (x, y) => [write([text], x + SAMPLE / 2 - 4, y + 5, 13, theme.ink, CENTRED)];
    const framed = (x, y) => [make("rect", { x: x + 5, y: y - 8, width: 16, height: 16, fill: "none", stroke: theme.ink }), ...form("dot", "none", 5)(x, y)];
    const dated = (text) => words.fill(text, { date: scene.since });
    const types = scene.types.map((type) => [signed(type), type.label, count(things, "type", type.key)]);
    const kinds = scene.kinds.map((kind) => [sample({ stroke: colors.legible(kind.color, theme) }),
      [scene.letters[kind.key], kind.label].filter(Boolean).join(" · "), count(links, "kind", kind.key)]);
    const marks = [
      [sample({ "stroke-dasharray": "8 5" }), texts.ended_note, count(links, "ended", true)],
      [sample({ "stroke-dasharray": "2 4" }), texts.implied_note, count(links, "implied", true)],
      [(x, y) => [-2, 2].flatMap((side) => sample({ "stroke-width": 1.5 })(x, y + side)), `?! ${texts.disputed_note}`, count(links, "disputed", true)],
      [sample({ "stroke-width": 1, opacity: 0.5 }), `${scene.doubt} ${texts.possible_note}`, links.filter(shown.possible).length],
      [sign("+"), dated(texts.new_note), count(links.filter((edge) => edge.change), "ended", false)],
      [sign("−"), dated(texts.over_note), count(links.filter((edge) => edge.change), "ended", true)],
      [framed, dated(texts.fresh_note), count(things, "fresh", true)],
      [(x, y) => form("dot", "none", 7)(x, y).map((one) => (one.setAttribute("stroke-width", 2.5), one)), texts.emphasis, count(things, "emphasis", true)],
      [sign("+n"), texts.members_note, things.filter((node) => node.members.length > 1).length],
    ].filter(([, , found]) => found);
    const sizes = scene.sizes.map(([value, growth]) => [form("dot", theme.edge, 6 * growth), value, 1, 14 * growth]);
    const group = (title, rows, counted = false) => rows.filter(([, , found]) => found).map(([draw, text, found, tall = 19], at) => (
      { title: at ? "" : title, tall, draw, text: counted ? `${text} (${found})` : text }));
    return [
      ...group(texts.legend_types, types, true), ...group(texts.legend_kinds, kinds, true), ...group(texts.legend_marks, marks), ...group(scene.measure, sizes),
      ...scene.notes.map((note, at) => ({ title: at ? "" : texts.notes, draw: () => [], text: note, flush: true })),
    ];
  }
  function legend(wide, theme) {
    const columns = Math.max(1, Math.floor((wide - MARGIN) / COLUMN));
    const items = entries(theme).map((item) => {
      const lines = wrapped(item.text, COLUMN - (item.flush ? 0 : SAMPLE) - 14, 12);
      return { ...item, lines, high: (item.title ? 24 : 0) + Math.max(lines.length * 12 * LEADING + 3, item.tall ?? 19) };
    });
    const most = Math.max(items.reduce((sum, { high }) => sum + high, 0) / columns + 24, 0);
    let [x, y, deepest] = [MARGIN, 0, 0];
    const drawn = items.flatMap((item) => {
      if (y > 0 && y + item.high > most && x + 2 * COLUMN <= wide + MARGIN) [x, y] = [x + COLUMN, 0];
      const parts = item.title ? [write([item.title], x, y + 15, 12, theme.soft, { "font-weight": 600 })] : [];
      const top = y + (item.title ? 24 : 0);
      const middle = top + Math.max((item.tall ?? 19) / 2 - 9.5, 0);
      parts.push(...item.draw(x, middle + 8), write(item.lines, x + (item.flush ? 0 : SAMPLE), middle + 12, 12, theme.ink));
      y += item.high;
      deepest = Math.max(deepest, y);
      return parts;
    });
    return { drawn, high: deepest };
  }

  // ---- the whole ---------------------------------------------------------------------------------------------------
  // The view on the screen, or all of it fitted into a room of its own, without the empty room above and below.
  function screen() {
    const { clientWidth, clientHeight } = network.canvas.frame;
    return cropped({ ...labels.now(), wide: clientWidth, high: clientHeight });
  }
  function cropped(view) {
    const { scale, position, high, places } = view;
    const middle = position.y * scale;
    const frames = picture.frames().map(({ top, bottom }) => ({ top: top * scale, bottom: bottom * scale }));
    const all = [...places.labels, ...places.shapes, ...places.marks, ...frames];
    if (!all.length) return view;
    const top = Math.max(Math.min(...all.map((box) => box.top)) - MARGIN, middle - high / 2);
    const bottom = Math.min(Math.max(...all.map((box) => box.bottom)) + MARGIN, middle + high / 2);
    return bottom > top ? { ...view, high: bottom - top, position: { x: position.x, y: (top + bottom) / 2 / scale } } : view;
  }
  function fitted(theme, wide, high, size) {
    const made = picture.looks(theme, null, size);
    return cropped({ ...labels.elsewhere(made.names, [...shown.nodes], wide - 20, high - 20, 1.6), wide, high });
  }
  // `on`: the view on the screen, or the width, the height and the size of the names of another one.
  function draw({ on = null, explained = true } = {}) {
    const theme = colors.onPaper();
    const bright = on ? null : viewer.bright();
    const view = on ? fitted(theme, ...on) : screen();
    const made = picture.looks(theme, bright, 1);
    const ink = ({ color }) => (color === colors.theme().faint ? theme.faint : theme.ink);
    for (const place of [view.places.labels, view.places.marks]) place.forEach((box, at) => { place[at] = { ...box, color: ink(box) }; });
    const inner = diagram(view, theme, made);
    const wide = Math.max(view.wide, COLUMN + 2 * MARGIN);
    const head = explained ? [[scene.title, 20, true], [scene.subtitle, 13], [words.byId("date-said").textContent, 13]].filter(([text]) => text) : [];
    let y = explained ? 10 : 0;
    const titles = head.map(([text, size, bold]) => {
      const lines = wrapped(text, wide - 2 * MARGIN, size, bold);
      const made = write(lines, MARGIN, y + size, size, bold ? theme.ink : theme.soft, bold ? { "font-weight": 600 } : {});
      y += lines.length * size * LEADING + 4;
      return made;
    });
    inner.setAttribute("y", y);
    const below = explained ? legend(wide, theme) : { drawn: [], high: 0 };
    const high = Math.ceil(y + view.high + (explained ? below.high + 2 * MARGIN : 0));
    const whole = { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, "font-family": labels.face, lang: scene.language, role: "img" };
    return make("svg", { version: "1.1", ...whole },
      make("title", {}, scene.title), make("desc", {}, [scene.subtitle, words.byId("date-said").textContent].join(" ").trim()),
      make("rect", { width: wide, height: high, fill: theme.paper }), ...titles, inner,
      make("g", { transform: `translate(0 ${shapes.digits(y + view.high + MARGIN)})` }, ...below.drawn));
  }
  return { draw };
};
