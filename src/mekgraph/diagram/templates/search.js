// Search in all names, and the list of things that are shown.
const makeSearch = (viewer) => {
  "use strict";
  const { scene, texts, state, shown } = viewer;
  const { byId, fill, element, label, swatch } = words;
  for (const node of scene.nodes) node.search = folding.fold([node.label, ...node.names, ...node.members, node.id].join("\n"));
  let [hits, active] = [[], -1];

  function list() {
    const wanted = folding.finder(byId("search").value);
    hits = scene.nodes.filter((node) => shown.node(node) && wanted.in(node.search));
    active = !wanted.empty && hits.length ? 0 : hits.indexOf(state.node);
    byId("nodes").replaceChildren(...hits.map((node, place) => {
      const item = Object.assign(element("li", "", swatch("types", node.type), label(node.label)), { id: `hit-${place}` });
      item.setAttribute("role", "option");
      item.addEventListener("click", () => viewer.choose({ node }, true));
      return item;
    }));
    byId("found").textContent = wanted.empty ? "" : fill(hits.length ? texts.hits : texts.no_hits, { count: hits.length });
    mark();
  }
  function mark() {
    [...byId("nodes").children].forEach((item, place) => item.setAttribute("aria-selected", String(place === active)));
    for (const owner of [byId("search"), byId("nodes")]) {
      if (active < 0) owner.removeAttribute("aria-activedescendant");
      else owner.setAttribute("aria-activedescendant", `hit-${active}`);
    }
    byId(`hit-${active}`)?.scrollIntoView({ block: "nearest" });
  }
  function keys(event) {
    const last = hits.length - 1;
    const inList = event.currentTarget.id === "nodes";
    const steps = { ArrowDown: active + 1, ArrowUp: Math.max(active, 0) - 1, ...(inList && { Home: 0, End: last }) };
    if (event.key in steps && last >= 0) {
      active = (steps[event.key] + last + 1) % (last + 1);
      mark();
    } else if ((event.key === "Enter" || (inList && event.key === " ")) && hits[active]) {
      viewer.choose({ node: hits[active] }, true);
    } else return;
    event.preventDefault();
  }
  function follow() {
    if (hits.includes(state.node)) active = hits.indexOf(state.node);
    mark();
  }
  function clear() {
    byId("search").value = "";
    list();
  }
  byId("search").addEventListener("input", list);
  for (const id of ["search", "nodes"]) byId(id).addEventListener("keydown", keys);
  return { list, follow, clear };
};
