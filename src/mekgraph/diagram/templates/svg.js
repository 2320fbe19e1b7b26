// What is shown as one SVG with real text: for the page that is printed, and to be saved.
const makeSvg = (viewer, picture) => {
  "use strict";
  const { scene, nodes, shown } = viewer;
  const { network, view, lines } = picture;
  const { make, elements, digits } = pens;
  const legend = makeLegend(viewer);
  const MARGIN = 14;
  const told = (text) => make("title", {}, text);

  // ---- the diagram -------------------------------------------------------------------------------------------------
  function diagram({ left, top, right, bottom, scale }, theme, lit) {
    const meets = (box) => box.left < right && box.right > left && box.top < bottom && box.bottom > top;
    const joins = lines.all(theme, lit, { left, top, right, bottom });
    const things = scene.nodes.filter((node) => shown.node(node) && meets(view.card(node.id))).map((node) => {
      const { x, y } = network.body.nodes[node.id];
      const names = told([...new Set([node.label, ...node.names])].join("\n"));
      return make("g", { transform: `translate(${digits(x)} ${digits(y)})`, "data-id": node.id }, names, ...elements(picture.cardParts(node.id, theme, lit)));
    });
    return make("svg", { width: (right - left) * scale, height: (bottom - top) * scale, viewBox: [left, top, right - left, bottom - top].map(digits).join(" ") },
      ...picture.behind(theme).flatMap(elements), ...joins.map(({ line, parts }) => make("g", { "data-id": line.id }, told(lines.told(line)), ...elements(parts))),
      ...joins.flatMap(({ label }) => elements(label)), ...things);
  }
  // The view on the screen without the empty room above and below, or all of it in a room of its own.
  function onScreen() {
    const [{ clientWidth, clientHeight }, scale, { x, y }] = [network.canvas.frame, network.getScale(), network.getViewPosition()];
    const [across, down, all] = [clientWidth / 2 / scale, clientHeight / 2 / scale, view.bounds()];
    const [top, bottom] = [Math.max(y - down, all.top - MARGIN / scale), Math.min(y + down, all.bottom + MARGIN / scale)];
    return { left: x - across, right: x + across, scale, ...(top < bottom ? { top, bottom } : { top: y - down, bottom: y + down }) };
  }
  function whole(wide, high) {
    const all = view.bounds();
    const scale = Math.min(wide / (all.right - all.left + 2 * MARGIN), high / (all.bottom - all.top + 2 * MARGIN), 1.8);
    const [x, across] = [(all.left + all.right) / 2, wide / 2 / scale];
    return { left: x - across, right: x + across, top: all.top - MARGIN, bottom: all.bottom + MARGIN, scale };
  }

  // ---- the whole ---------------------------------------------------------------------------------------------------
  // `room`: width and height for all of the picture, in place of the view on the screen; `explained`: with title,
  // legend and the font, as a file of its own has them.
  function draw({ room = null, explained = true } = {}) {
    const theme = colors.onPaper();
    const seen = room && shown.nodes.size ? whole(...room) : onScreen();
    const inner = diagram(seen, theme, room ? null : viewer.bright());
    const wide = Math.max((seen.right - seen.left) * seen.scale, legend.least);
    const said = words.byId("date-said").textContent;
    const head = explained ? [[scene.title, 20, true], [scene.subtitle, 13, false], [said, 13, false]].filter(([text]) => text) : [];
    let y = explained ? 10 : 0;
    const titles = head.flatMap(([text, size, bold]) => {
      const all = legend.wrapped(text, wide - 2 * legend.margin, size, bold);
      const made = legend.write(all, legend.margin, y + size, size, bold ? theme.ink : theme.soft, bold);
      y += all.length * size * legend.leading + 4;
      return made;
    });
    inner.setAttribute("y", digits(y));
    const foot = y + (seen.bottom - seen.top) * seen.scale;
    const below = explained ? legend.draw(wide, theme) : { drawn: [], high: 0 };
    const high = Math.ceil(foot + (explained ? below.high + 2 * legend.margin : 0));
    const fonts = explained ? [make("style", {}, words.byId("fonts").textContent)] : [];
    return make("svg", { version: "1.1", width: wide, height: high, viewBox: `0 0 ${digits(wide)} ${high}`, "font-family": pens.FACE, lang: scene.language, role: "img" },
      make("title", {}, scene.title), make("desc", {}, [scene.subtitle, said].join(" ").trim()), ...fonts,
      make("rect", { width: wide, height: high, fill: theme.paper }), ...titles, inner,
      make("g", { transform: `translate(0 ${digits(foot + legend.margin)})` }, ...below.drawn));
  }
  return { draw };
};
