// The viewer: brings together picture, search, filters, date, details and table, and keeps what was chosen.
(() => {
  "use strict";
  const { byId, element, fill } = words;
  const root = document.documentElement;
  const scene = JSON.parse(byId("scene").textContent);
  const { texts } = scene;
  const [nodes, edges] = [scene.nodes, scene.edges].map((all) => new Map(all.map((one) => [one.id, one])));
  const [state, shown] = [{ node: null, edge: null }, makeShown(scene)];
  const touches = (edge, id) => [edge.source, edge.target].includes(id);
  const viewer = { scene, texts, nodes, edges, state, shown, touches, bright, tags, changed, choose, refresh };

  // The things and links that stay bright, or null if nothing is selected.
  function bright() {
    if (state.edge) return { nodes: new Set([state.edge.source, state.edge.target]), edges: new Set([state.edge.id]) };
    if (!state.node) return null;
    const near = scene.edges.filter((edge) => shown.edge(edge) && touches(edge, state.node.id));
    const ends = near.flatMap((edge) => [edge.source, edge.target]);
    return { nodes: new Set([state.node.id, ...ends]), edges: new Set(near.map((edge) => edge.id)) };
  }
  function changed(edge) {
    return fill(edge.change === "−" ? texts.over_note : texts.new_note, { date: scene.since });
  }
  // What is to be told of a link in a word or two each.
  function tags(edge) {
    const told = [[edge.ended, texts.ended], [edge.implied, texts.implied], [shown.possible(edge), texts.possible], [edge.change, changed(edge)]];
    const made = told.filter(([is]) => is).map(([, text]) => element("span", "tag", text));
    return edge.disputed ? [...made, element("span", "tag strong", texts.disputed)] : made;
  }

  function choose({ node = null, edge = null }, centre = false) {
    const inDetails = byId("details").contains(document.activeElement);
    Object.assign(state, { node, edge });
    search.follow();
    draw();
    details.show();
    if (inDetails) (byId("details").querySelector("h2") ?? byId("search")).focus();
    const hash = node ? `#node=${encodeURIComponent(node.id)}` : edge ? `#edge=${encodeURIComponent(edge.id)}` : "#";
    try { history.replaceState(null, "", hash); } catch { /* a page inside a notebook has no address of its own */ }
    if (centre) picture.view.chosen([...bright().nodes].filter((id) => shown.nodes.has(id)));
  }
  function chooseFromHash() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const found = { node: nodes.get(wanted.get("node")), edge: edges.get(wanted.get("edge")) };
    if (found.node || found.edge) choose(found, true);
  }

  function draw() {
    picture.paint();
    table.update();
    Object.assign(root.dataset, { nodes: shown.nodes.size, edges: shown.edges.size, selected: (state.node ?? state.edge)?.id ?? "" });
  }
  // After a filter or the date was changed.
  function refresh() {
    shown.update();
    if ((state.node && !shown.node(state.node)) || (state.edge && !shown.edge(state.edge))) Object.assign(state, { node: null, edge: null });
    search.list();
    draw();
    details.show();
    filters.tell();
    time.tell();
  }
  // Nothing is drawn before its font is there: other fonts are wider or narrower than the cards have room for.
  async function begin() {
    showTab("diagram");
    refresh();
    root.classList.add("live");
    await Promise.allSettled([...document.fonts].map((font) => font.load()));
    picture.paint();
    picture.view.begin();
    chooseFromHash();
    root.dataset.ready = "true";
  }
  function showTab(name) {
    for (const tab of ["diagram", "table"]) {
      byId(tab).hidden = tab !== name;
      byId(`tab-${tab}`).setAttribute("aria-selected", String(tab === name));
      byId(`tab-${tab}`).tabIndex = tab === name ? 0 : -1;
    }
  }

  const picture = makePicture(viewer);
  const [search, filters, time] = [makeSearch(viewer), makeFilters(viewer), makeTime(viewer)];
  const [details, table] = [makeDetails(viewer), makeTable(viewer)];
  makeExport(viewer, makeSvg(viewer, picture));
  byId("zoom-in").addEventListener("click", () => picture.view.zoom(1.3));
  byId("zoom-out").addEventListener("click", () => picture.view.zoom(1 / 1.3));
  for (const id of ["fit", "whole"]) byId(id).addEventListener("click", () => picture.view.whole());
  byId("show-all").addEventListener("click", () => {
    shown.reset();
    filters.reset();
    refresh();
    byId("status").focus();
  });
  for (const tab of ["diagram", "table"]) byId(`tab-${tab}`).addEventListener("click", () => showTab(tab));
  document.querySelector(".tabs").addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = byId(byId("table").hidden ? "tab-table" : "tab-diagram");
    other.click();
    other.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    search.clear();
    choose({});
  });
  addEventListener("hashchange", chooseFromHash);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  begin();
})();
