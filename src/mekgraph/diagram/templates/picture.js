// The picture: vis-network with what is shown, in the colours of the theme, and what the view is fitted to.
const makePicture = (viewer) => {
  "use strict";
  const { scene, nodes, edges, state, shown } = viewer;
  const { byId } = words;
  const animation = matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250, easingFunction: "easeInOutQuad" };
  const face = scene.network.options.nodes.font.face;
  const MANY = 150; // links: of more, only those of what was chosen bear the letters of their kinds
  let [framed, theme, frames, measured] = [null, colors.theme(), [], false];

  // Where the diagram only fits small, lines and things are drawn larger.
  const [wide, high] = [byId("canvas").clientWidth - 140, byId("canvas").clientHeight - 90]; // less the names at the edges
  const spread = (axis) => {
    const all = scene.network.nodes.map((node) => node[axis]);
    return Math.max(...all) - Math.min(...all) || 1;
  };
  const unit = Math.min(Math.max(1, 0.8 / Math.min(wide / spread("x"), high / spread("y"))), nodes.size > 120 ? 1.3 : 2.1);
  const drawnNodes = new vis.DataSet(scene.network.nodes.map((node) => {
    const [x, y] = [1.2, 0.75].map((part) => part * node.size * unit - 7); // the size of a box without a text
    return { ...node, margin: { top: y, right: x, bottom: y, left: x } };
  }));
  const drawnEdges = new vis.DataSet(scene.network.edges.map((edge) => ({ ...edge, title: edges.get(edge.of ?? edge.id).verb })));
  const network = new vis.Network(byId("canvas"), { nodes: drawnNodes, edges: drawnEdges }, scene.network.options);
  const framing = makeFrames(network, scene);

  // ---- looks -----------------------------------------------------------------------------------------------------
  function nodeLook(drawn, colours, lit) {
    const node = nodes.get(drawn.id);
    const [dim, chosen] = [lit !== null && !lit.nodes.has(node.id), state.node === node];
    return {
      id: node.id,
      hidden: !shown.node(node), opacity: dim ? 0.16 : 1,
      color: { background: node.color, border: chosen ? colours.accent : node.emphasis ? colours.ink : colours.rim },
      borderWidth: (chosen ? 3 : node.emphasis ? 2.5 : 1.2) * unit,
      size: (drawn.size + (chosen ? 4 : 0)) * unit,
    };
  }
  // Lines that only possibly hold are thin and faint.
  function edgeLook(drawn, colours, lit) {
    const edge = edges.get(drawn.of ?? drawn.id);
    const [gap, chosen] = [drawn.of !== undefined, state.edge === edge];
    const dim = lit !== null && !lit.edges.has(edge.id);
    return {
      id: drawn.id, of: edge, gap,
      hidden: !shown.edge(edge) || (gap && dim),
      dashes: drawn.dashes ? drawn.dashes.map((length) => length * unit * (chosen ? 1.8 : 1)) : false,
      color: { color: gap ? colours.paper : colors.legible(edge.color, colours), opacity: dim ? 0.13 : shown.possible(edge) && !gap ? 0.5 : 1 },
      width: (drawn.width * (shown.possible(edge) ? 0.6 : 1) + (chosen && !gap ? 2 : 0)) * unit,
    };
  }
  // What stands on a line: whether it is new or over, the letter of its kind, whether it is doubtful or disputed.
  function mark({ id, of, gap, hidden, color }, lit) {
    const letter = lit !== null || shown.edges.size <= MANY ? scene.letters[of.kind] ?? "" : "";
    const signs = [of.change, letter, shown.possible(of) ? scene.doubt : "", of.disputed ? "?!" : ""].join("");
    const strong = of.disputed || of.change !== "";
    return hidden || gap || !signs || (lit !== null && !lit.edges.has(of.id)) ? [] : [{ id, text: signs, strong, color: strong ? null : color.color }];
  }
  // All that is drawn, in some colours; `lit` is what stays bright.
  function looks(colours, lit, size) {
    const lines = scene.network.edges.map((drawn) => edgeLook(drawn, colours, lit));
    const ids = scene.nodes.filter(shown.node).map(({ id }) => id);
    const chosen = state.edge ? [...(lit?.nodes ?? [])] : [state.node?.id];
    const marks = lines.flatMap((line) => mark(line, lit)).sort((one, two) => two.strong - one.strong);
    return {
      nodes: scene.network.nodes.map((drawn) => nodeLook(drawn, colours, lit)), lines,
      names: { theme: colours, lit: lit?.nodes, chosen, size, shown: ids, marks, titles: framing.titled(frames, face, unit) },
    };
  }

  function paint() {
    theme = colors.theme();
    frames = measured ? framing.all(shown.nodes) : [];
    const made = looks(theme, viewer.bright(), 1);
    labels.paint(made.names);
    drawnNodes.update(made.nodes);
    drawnEdges.update(made.lines.map(({ id, hidden, dashes, color, width }) => ({ id, hidden, dashes, color, width })));
    for (const path of document.querySelectorAll("path[data-color]")) {
      path.setAttribute(path.classList.contains("head") ? "fill" : "stroke", colors.legible(path.dataset.color, theme));
    }
  }

  // ---- the view --------------------------------------------------------------------------------------------------
  // vis-network's own fit leaves the names out of its measure.
  function fit(ids, move = animation) {
    framed = ids;
    const { clientWidth, clientHeight } = network.canvas.frame;
    const most = Math.max(clientWidth / 900, 1.1) / unit;
    if (ids.length) network.moveTo({ ...labels.frame(ids, clientWidth - 28, clientHeight - 28, most), animation: move });
  }
  const fitAll = (move) => fit([...shown.nodes], move);
  function reframe() {
    if (framed) fit(framed, false);
    network.redraw();
  }
  function zoom(factor) {
    framed = null;
    network.moveTo({ scale: network.getScale() * factor, animation });
  }

  // The picture has a ground of its own, so that it can be copied from the page.
  network.on("beforeDrawing", (context) => {
    context.save();
    context.resetTransform();
    context.fillStyle = theme.paper;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.restore();
    framing.draw(context, frames, theme, face, unit);
  });
  // The signs of types in their shapes, and a second outline around what is new.
  network.on("afterDrawing", (context) => {
    Object.assign(context, { textAlign: "center", textBaseline: "middle", strokeStyle: theme.ink, lineWidth: 1.2 * unit });
    for (const { id, size } of scene.network.nodes) {
      const [node, { x, y }] = [nodes.get(id), network.body.nodes[id]];
      if (!shown.node(node)) continue;
      if (scene.signs[node.type]) {
        Object.assign(context, { font: `700 ${size * unit}px ${face}`, fillStyle: colors.inkOn(node.color) });
        context.fillText(scene.signs[node.type], x, y + shapes.lower(node.shape, size * unit));
      }
      if (!node.fresh) continue;
      const [{ left, top, right, bottom }, gap] = [network.getBoundingBox(id), 3 * unit];
      context.strokeRect(left - gap, top - gap, right - left + 2 * gap, bottom - top + 2 * gap);
    }
  });
  const labels = makeLabels(network, scene);
  makePanning(network);
  for (const moved of ["zoom", "dragStart"]) network.on(moved, () => { framed = null; });
  network.on("resize", () => queueMicrotask(reframe));
  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    const edge = node === undefined ? drawnEdges.get(network.getEdgeAt(pointer.DOM) ?? "") : null;
    viewer.choose(node !== undefined ? { node: nodes.get(node) } : edge ? { edge: edges.get(edge.of ?? edge.id) } : {});
  });
  // The first drawing measures the things; only then is it known what "the whole diagram" takes.
  network.once("afterDrawing", () => {
    measured = true;
    paint();
    viewer.begin();
  });
  return { network, labels, looks, paint, fit, fitAll, reframe, zoom, unit, frames: () => frames };
};
