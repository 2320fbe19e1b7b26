// The picture: vis-network moves it and tells what is pointed at; it is drawn as it stands on the page.
const makePicture = (viewer) => {
  "use strict";
  const { scene, nodes, edges, state, shown } = viewer;
  const { cards, marks } = scene.picture;
  const SMALL = 8; // pixels: of smaller names, and of shortened ones, the pointer tells the whole
  let [theme, lit] = [colors.theme(), null];

  const custom = ({ ctx, id, x, y }) => ({ drawNode: () => drawCard(ctx, id, x, y) });
  const drawnNodes = new vis.DataSet(scene.network.nodes.map((node) => ({ ...node, ctxRenderer: custom })));
  const drawnEdges = new vis.DataSet(scene.network.edges);
  const network = new vis.Network(words.byId("canvas"), { nodes: drawnNodes, edges: drawnEdges }, scene.network.options);
  const lines = makeLines(viewer, network);
  const view = makeView(viewer, network, lines);
  const { body, renderer } = network;

  // ---- what is drawn -----------------------------------------------------------------------------------------------
  function cardParts(id, colours, bright) {
    const chosen = state.node?.id === id || (state.edge && [state.edge.source, state.edge.target].includes(id));
    const opacity = bright !== null && !bright.nodes.has(id) ? 0.2 : 1;
    return figures.parts(cards[id], colours, { opacity, border: chosen && bright ? { stroke: colours.accent, width: 3 } : null });
  }
  // In front of frames and marks come lines and what stands on them, then cards.
  const behind = (colours) => [...view.frames(), ...marks].map((figure) => figures.parts(figure, colours));
  function drawCard(context, id, x, y) {
    context.save();
    context.translate(x, y);
    pens.draw(context, cardParts(id, theme, lit), network.getScale());
    context.restore();
  }
  // The picture has a ground of its own, so that it can be copied from the page.
  network.on("beforeDrawing", (context) => {
    context.save();
    context.resetTransform();
    context.fillStyle = theme.paper;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.restore();
    for (const parts of behind(theme)) pens.draw(context, parts, network.getScale());
  });
  renderer._drawEdges = (context) => {
    const all = lines.all(theme, lit, view.near());
    for (const { parts } of all) pens.draw(context, parts, network.getScale());
    for (const { label } of all) pens.draw(context, label, network.getScale());
  };
  renderer._drawArrows = () => {};
  // Where the view is, for whoever looks at the page from outside: its middle and its scale.
  network.on("afterDrawing", () => {
    const { x, y } = network.getViewPosition();
    document.documentElement.dataset.view = [x, y, network.getScale()].join(" ");
  });

  // ---- what is pointed at ------------------------------------------------------------------------------------------
  // vis-network knows places to the pixel only, and sizes of its own.
  for (const [id, { x, y, width, height }] of Object.entries(cards)) {
    Object.assign(body.nodes[id], { x, y });
    Object.assign(body.nodes[id].shape, { customSizeWidth: width, customSizeHeight: height });
    const { label, members } = nodes.get(id);
    const whole = cards[id].words.lines.join(" ").startsWith(label) && !members.length;
    body.nodes[id].getTitle = () => (whole && cards[id].words.size * network.getScale() >= SMALL ? undefined : label);
  }
  for (const [id, line] of lines.known) {
    body.edges[id].edgeType.getDistanceToEdge = (...given) => lines.distance(id, given.slice(4, 6));
    body.edges[id].getTitle = () => lines.told(line);
  }
  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    const line = node === undefined ? network.getEdgeAt(pointer.DOM) : undefined;
    viewer.choose(node !== undefined ? { node: nodes.get(node) } : line !== undefined ? { edge: lines.of(line) } : {});
  });

  function paint() {
    [theme, lit] = [colors.theme(), viewer.bright()];
    const changed = scene.nodes.filter((node) => body.nodes[node.id].options.hidden === shown.node(node));
    if (changed.length) drawnNodes.update(changed.map((node) => ({ id: node.id, hidden: !shown.node(node) })));
    network.redraw();
    for (const path of document.querySelectorAll("path[data-color]")) {
      path.setAttribute(path.classList.contains("head") ? "fill" : "stroke", colors.legible(path.dataset.color, theme));
    }
  }
  makePanning(network);
  return { network, view, lines, cardParts, behind, paint };
};
