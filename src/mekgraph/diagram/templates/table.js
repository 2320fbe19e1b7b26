// The table of links: the same links as in the picture, in any order.
const makeTable = (viewer) => {
  "use strict";
  const { scene, edges, nodes, state, shown } = viewer;
  const collator = new Intl.Collator([scene.language, "en"], { numeric: true });
  const body = document.querySelector("#links tbody");
  const rows = [...body.rows].map((row) => ({ row, edge: edges.get(row.dataset.edge) }));
  const heads = [...document.querySelectorAll("#links th[data-sort]")];
  const counted = (edge) => new Set(edge.proofs.map((proof) => proof.source)).size;
  const keys = {
    source: (edge) => nodes.get(edge.source).label, verb: (edge) => edge.verb, target: (edge) => nodes.get(edge.target).label,
    period: (edge) => edge.start || edge.end || "9999", sources: (edge) => String(counted(edge)),
  };

  function sort(head) {
    const down = head.getAttribute("aria-sort") === "ascending";
    const key = keys[head.dataset.sort];
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.sort((one, two) => collator.compare(key(one.edge), key(two.edge)) * (down ? -1 : 1) || (one.edge.id < two.edge.id ? -1 : 1));
    body.append(...rows.map(({ row }) => row));
  }
  function update() {
    const used = new Set();
    for (const { row, edge } of rows) {
      row.hidden = !shown.edge(edge);
      row.classList.toggle("chosen", state.edge === edge);
      row.querySelector(".maybe").hidden = !shown.possible(edge);
      if (!row.hidden) for (const proof of edge.proofs) used.add(proof.source);
    }
    for (const item of document.querySelectorAll("#sources li")) item.hidden = !used.has(item.dataset.source);
  }
  for (const head of heads) head.querySelector("button").addEventListener("click", () => sort(head));
  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-edge]");
    if (row && !event.target.closest("a")) viewer.choose({ edge: edges.get(row.dataset.edge) }, true);
  });
  return { update };
};
