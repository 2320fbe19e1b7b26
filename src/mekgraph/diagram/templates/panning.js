// While the view is dragged nothing in it changes: it is drawn once, with some room around it, and that picture is moved.
const makePanning = (network) => {
  "use strict";
  const { renderer, body } = network;
  const [layer, whole] = [document.createElement("canvas"), renderer._redraw.bind(renderer)];
  let [panning, origin, room] = [false, null, null];

  function build() {
    const { canvas } = network.canvas.frame;
    room = { x: Math.round(canvas.width / 2), y: Math.round(canvas.height / 2) };
    Object.assign(layer, { width: canvas.width + 2 * room.x, height: canvas.height + 2 * room.y });
    const [pen, sharp] = [layer.getContext("2d"), network.canvas.pixelRatio];
    origin = { ...body.view.translation };
    pen.setTransform(sharp, 0, 0, sharp, room.x, room.y);
    pen.translate(origin.x, origin.y);
    pen.scale(body.view.scale, body.view.scale);
    body.emitter.emit("beforeDrawing", pen);
    renderer._drawEdges(pen);
    renderer._drawNodes(pen, true);
    renderer._drawArrows(pen);
    body.emitter.emit("afterDrawing", pen);
  }
  const away = () => ["x", "y"].map((axis) => Math.round((body.view.translation[axis] - origin[axis]) * network.canvas.pixelRatio));
  function move() {
    renderer.redrawRequested = false;
    if (!origin || away().some((far, at) => Math.abs(far) > [room.x, room.y][at])) build();
    const [[x, y], context] = [away(), network.canvas.getContext()];
    context.save();
    context.resetTransform();
    context.drawImage(layer, x - room.x, y - room.y);
    context.restore();
  }
  renderer._redraw = (...given) => (panning ? move() : whole(...given));
  network.on("dragStart", ({ nodes }) => { [panning, origin] = [nodes.length === 0, null]; });
  network.on("dragEnd", () => {
    panning = false;
    network.redraw();
  });
};
