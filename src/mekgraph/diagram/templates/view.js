// What part of the picture is in view: all of it, or what was asked for, never too small to be read without being told.
const makeView = (viewer, network, lines) => {
  "use strict";
  const { scene, nodes, edges, state, shown } = viewer;
  const { byId } = words;
  const animation = matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250, easingFunction: "easeInOutQuad" };
  // Scales: from which on names can be read (7 of their 10 pixels), that of a part, and the largest; room at the edges.
  const [READABLE, PART, MOST, MARGIN] = [0.7, 1, 1.6, 14];
  let asked = null; // what the view shows until it is moved

  const card = (id) => figures.corners({ ...scene.picture.cards[id], x: network.body.nodes[id].x, y: network.body.nodes[id].y });
  function union(boxes) {
    return boxes.reduce((all, box) => ({
      left: Math.min(all.left, box.left), top: Math.min(all.top, box.top), right: Math.max(all.right, box.right), bottom: Math.max(all.bottom, box.bottom),
    }), { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity });
  }
  const frames = () => scene.picture.frames.filter(({ holds }) => holds.some((id) => shown.nodes.has(id)));
  // What some things take, or all that is shown.
  function bounds(ids = null) {
    if (ids) return union(ids.map(card));
    const links = [...lines.known.values()].filter((line) => line.links.some(shown.edge));
    const marks = shown.nodes.size ? scene.picture.marks : [];
    return union([...[...shown.nodes].map(card), ...[...frames(), ...marks].map(figures.corners), ...links.map(lines.around)]);
  }
  // The part in view with half as much again on each side, as is drawn at once when the view is dragged.
  function near() {
    const [{ clientWidth, clientHeight }, scale, { x, y }] = [network.canvas.frame, network.getScale(), network.getViewPosition()];
    return figures.corners({ x, y, width: (2 * clientWidth) / scale, height: (2 * clientHeight) / scale });
  }
  const room = () => [network.canvas.frame.clientWidth - 2 * MARGIN, network.canvas.frame.clientHeight - 2 * MARGIN];
  function fitted({ left, top, right, bottom }) {
    const [wide, high] = room();
    const scale = Math.min(wide / Math.max(right - left, 1), high / Math.max(bottom - top, 1), MOST);
    return { scale, position: { x: (left + right) / 2, y: (top + bottom) / 2 } };
  }
  // A part around something, with as little as can be of what lies beyond the picture.
  function part(around) {
    const [all, sides] = [bounds(), room()];
    const middle = (low, high, wanted, side) => {
      const half = side / 2 / PART;
      return high - low < 2 * half ? (low + high) / 2 : Math.min(Math.max(wanted, low + half), high - half);
    };
    const { x, y } = fitted(around).position;
    return { scale: PART, position: { x: middle(all.left, all.right, x, sides[0]), y: middle(all.top, all.bottom, y, sides[1]) } };
  }
  function go(place, partly, move) {
    byId("part").hidden = !partly;
    network.moveTo({ ...place, animation: move });
  }
  // What stands out, or else what has most links.
  function middle() {
    const strong = scene.nodes.filter((node) => node.emphasis && shown.node(node)).map(({ id }) => id);
    const fits = strong.length && fitted(bounds(strong)).scale >= PART;
    const count = (id) => [...shown.edges.keys()].filter((key) => viewer.touches(edges.get(key), id)).length;
    return fits ? strong : [strong[0] ?? [...shown.nodes].reduce((best, id) => (count(id) > count(best) ? id : best))];
  }
  function whole(move = animation) {
    asked = () => whole(false);
    if (shown.nodes.size) go(fitted(bounds()), false, move);
  }
  function begin() {
    asked = begin;
    if (!shown.nodes.size) return;
    const all = fitted(bounds());
    if (all.scale >= READABLE) go(all, false, false);
    else go(part(bounds(middle())), true, false);
  }
  // What was chosen with all that it is linked to; if that would be too small to be read, the thing by itself.
  function chosen(ids, move = animation) {
    asked = () => chosen(ids, false);
    if (!ids.length) return;
    const place = fitted(bounds(ids));
    go(place.scale < READABLE && state.node ? part(card(state.node.id)) : { ...place, scale: Math.min(place.scale, 1.2) }, false, move);
  }
  function zoom(factor) {
    asked = null;
    network.moveTo({ scale: network.getScale() * factor, animation });
  }
  function again() {
    asked?.();
    network.redraw();
  }
  for (const moved of ["zoom", "dragStart"]) network.on(moved, () => { asked = null; });
  network.on("resize", () => queueMicrotask(again));
  return { begin, whole, chosen, zoom, bounds, frames, near, card };
};
