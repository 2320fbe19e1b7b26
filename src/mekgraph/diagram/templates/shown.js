// What of the scene is shown: the filters and the date decide; picture, list, table and export follow.
const makeShown = (scene) => {
  "use strict";
  const off = { types: new Set(), kinds: new Set(), firmness: new Set(), sources: new Set() };
  const linked = new Set(scene.edges.flatMap((edge) => [edge.source, edge.target]));
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  // Links by id, each with "sure" or "possible"; how many links the date hides; how many things are left without links.
  const shown = { off, day: null, nodes: new Set(), edges: new Map(), dated: 0, alone: 0, update, reset, node, edge, possible };

  const begun = (one) => !shown.day || !(periods.days(one.date)?.first > shown.day.last);
  const sourced = (edge) => (edge.proofs.length ? edge.proofs.some((proof) => !off.sources.has(proof.source)) : !off.sources.has(""));
  const filtered = (edge) => off.kinds.has(edge.kind) || off.firmness.has(edge.firmness) || !sourced(edge) ||
    [edge.source, edge.target].some((id) => off.types.has(nodes.get(id).type));
  function standing(edge) {
    if (!shown.day) return edge.certain ? "sure" : "possible";
    return [edge.source, edge.target].every((id) => begun(nodes.get(id))) ? periods.standing(edge, shown.day) : "early";
  }
  function update() {
    const left = scene.edges.filter((edge) => !filtered(edge)).map((edge) => [edge, standing(edge)]);
    const drawn = left.filter(([, how]) => how === "sure" || how === "possible");
    const ends = new Set(drawn.flatMap(([edge]) => [edge.source, edge.target]));
    const wanted = scene.nodes.filter((one) => !off.types.has(one.type) && begun(one));
    const stays = (one) => ends.has(one.id) || one.emphasis || !linked.has(one.id);
    shown.nodes = new Set(wanted.filter(stays).map(({ id }) => id));
    shown.edges = new Map(drawn.map(([edge, how]) => [edge.id, how]));
    Object.assign(shown, { dated: left.length - drawn.length, alone: wanted.length - shown.nodes.size });
  }
  function reset() {
    for (const set of Object.values(off)) set.clear();
    shown.day = null;
  }
  function node(one) { return shown.nodes.has(one.id); }
  function edge(one) { return shown.edges.has(one.id); }
  function possible(one) { return shown.edges.get(one.id) === "possible"; }
  update();
  return shown;
};
