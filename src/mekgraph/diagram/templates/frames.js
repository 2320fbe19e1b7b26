// Light frames behind the things of a group, where these stand by themselves: not where others would be framed with them.
const makeFrames = (network, scene) => {
  "use strict";
  const [PAD, UNDER, HEAD, ROUND] = [16, 22, 20, 10];
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  const titles = new Map(scene.groups.map(({ id, label }) => [id, label]));
  const parts = Map.groupBy ? Map.groupBy(scene.nodes, ({ group }) => group) : scene.nodes.reduce(
    (all, node) => all.set(node.group, [...(all.get(node.group) ?? []), node]), new Map());
  parts.delete("");
  const ruler = document.createElement("canvas").getContext("2d");

  const union = (boxes) => ({
    left: Math.min(...boxes.map((box) => box.left)), top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)), bottom: Math.max(...boxes.map((box) => box.bottom)),
  });
  function around(id, shown, path = new Set()) {
    if (path.has(id)) return null;
    const mine = (parts.get(id) ?? []).filter((node) => shown.has(node.id));
    const inner = mine.filter((node) => parts.has(node.id)).map((node) => around(node.id, shown, new Set([...path, id]))).filter(Boolean);
    const all = [...mine.map((node) => node.id), ...inner.flatMap((frame) => frame.ids), ...(shown.has(id) ? [id] : [])];
    if (!mine.length || all.length < 2) return null;
    const box = union([...all.map((one) => network.getBoundingBox(one)), ...inner]);
    const head = titles.has(id) && !nodes.has(id) ? HEAD : 0;
    const title = nodes.has(id) ? "" : titles.get(id) ?? "";
    return { id, title, ids: all, depth: path.size, left: box.left - PAD, top: box.top - PAD - head, right: box.right + PAD, bottom: box.bottom + UNDER };
  }
  // Outer frames first. A frame with a stranger in it would say that this belongs to the group, so it is left out.
  function all(shown) {
    const made = [...parts.keys()].map((id) => around(id, shown)).filter(Boolean);
    const strange = (frame, id) => {
      const { x, y } = network.getPosition(id);
      return !frame.ids.includes(id) && x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
    };
    return made.filter((frame) => ![...shown].some((id) => strange(frame, id))).sort((one, two) => two.ids.length - one.ids.length);
  }
  function draw(context, frames, theme, face, unit) {
    for (const { left, top, right, bottom, title } of frames) {
      context.beginPath();
      context.roundRect(left, top, right - left, bottom - top, ROUND);
      Object.assign(context, { fillStyle: theme.frame, strokeStyle: theme.edge, lineWidth: unit });
      context.fill();
      context.stroke();
      if (title) {
        Object.assign(context, { font: `600 ${12 * unit}px ${face}`, textAlign: "left", textBaseline: "top", fillStyle: theme.ink });
        context.fillText(title, left + 8, top + 5, right - left - 16);
      }
    }
  }
  // Where the names of frames stand.
  function titled(frames, face, unit) {
    ruler.font = `600 ${12 * unit}px ${face}`;
    return frames.filter(({ title }) => title).map(({ left, top, right, title }) => (
      { left, top, right: Math.min(right, left + 12 + ruler.measureText(title).width), bottom: top + 5 + 13 * unit }));
  }
  return { all, draw, titled };
};
