// The viewer: draws the scene with vis-network, filters it, finds things in it and shows what a link rests on.
// Everything from the scene is text (textContent); the only addresses are those that html.py found to be plain web links.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const scene = JSON.parse(byId("scene").textContent);
  const texts = scene.texts;
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  const edges = new Map(scene.edges.map((edge) => [edge.id, edge]));
  const animation = matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250, easingFunction: "easeInOutQuad" };
  const state = { node: null, edge: null, hits: [], active: -1, types: new Set(), kinds: new Set(), framed: null, unit: 1 };
  // ---- small functions -------------------------------------------------------------------------------------------
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  function element(tag, className, ...children) {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...children);
    return made;
  }
  // Text of the data, kept apart from the writing direction of what stands around it.
  const label = (text) => element("bdi", "", text);
  function button(className, action, ...children) {
    const made = Object.assign(element("button", className, ...children), { type: "button" });
    made.addEventListener("click", action);
    return made;
  }

  // Search ignores case, accents and every kind of apostrophe.
  const fold = (text) => text.normalize("NFKD").replace(/[\u02BB\u02BC'’‘`´\p{M}]/gu, "").toLowerCase();
  for (const node of scene.nodes) node.search = fold([node.label, ...node.names, node.id].join("\n"));

  // ---- colours -------------------------------------------------------------------------------------------------
  const channels = (color) => {
    const hex = /^#([0-9a-f]{6})$/i.exec(color.trim());
    return hex ? [0, 2, 4].map((at) => parseInt(hex[1].slice(at, at + 2), 16)) : [120, 120, 120];
  };
  const luminance = (color) => channels(color)
    .map((value) => (value / 255 <= 0.04045 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (...two) => (Math.max(...two.map(luminance)) + 0.05) / (Math.min(...two.map(luminance)) + 0.05);
  const mix = (one, two, part) => {
    const mixed = channels(one).map((value, at) => Math.round(value + (channels(two)[at] - value) * part));
    return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
  };
  // The colour of a line, moved towards the colour of the text until it stands out from the paper.
  function legible(color, theme) {
    const steps = Array.from({ length: 21 }, (_, step) => mix(color, theme.ink, step / 20));
    return steps.find((step) => contrast(step, theme.paper) >= 3) ?? theme.ink;
  }
  function readTheme() {
    const value = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
    return { paper: value("paper"), ink: value("ink"), rim: value("rim"), accent: value("accent"), faint: mix(value("ink"), value("paper"), 0.7) };
  }

  // ---- what is shown -------------------------------------------------------------------------------------------
  const nodeShown = (node) => !state.types.has(node.type);
  const edgeShown = (edge) => !state.kinds.has(edge.kind) && nodeShown(nodes.get(edge.source)) && nodeShown(nodes.get(edge.target));
  const touches = (edge, id) => [edge.source, edge.target].includes(id);
  // The things and links that stay bright, or null if nothing is selected.
  function bright() {
    if (state.edge) return { nodes: new Set([state.edge.source, state.edge.target]), edges: new Set([state.edge.id]) };
    if (!state.node) return null;
    const near = scene.edges.filter((edge) => edgeShown(edge) && touches(edge, state.node.id));
    const ends = near.flatMap((edge) => [edge.source, edge.target]);
    return { nodes: new Set([state.node.id, ...ends]), edges: new Set(near.map((edge) => edge.id)) };
  }

  function nodeLook(drawn, theme, lit) {
    const node = nodes.get(drawn.id);
    const [dim, chosen] = [lit !== null && !lit.nodes.has(node.id), state.node === node];
    return {
      id: node.id,
      hidden: !nodeShown(node), opacity: dim ? 0.16 : 1,
      color: { background: node.color, border: chosen ? theme.accent : node.emphasis ? theme.ink : theme.rim },
      borderWidth: (chosen ? 3 : node.emphasis ? 2.5 : 1.2) * state.unit,
      size: (drawn.size + (chosen ? 4 : 0)) * state.unit,
    };
  }

  function edgeLook(drawn, theme, lit) {
    const edge = edges.get(drawn.of ?? drawn.id);
    const [gap, chosen] = [drawn.of !== undefined, state.edge === edge];
    const dim = lit !== null && !lit.edges.has(edge.id);
    return {
      id: drawn.id, mark: gap,
      hidden: !edgeShown(edge) || (gap && dim),
      dashes: drawn.dashes ? drawn.dashes.map((length) => length * state.unit * (chosen ? 1.8 : 1)) : false,
      color: { color: gap ? theme.paper : legible(edge.color, theme), opacity: dim ? 0.13 : 1 },
      width: (drawn.width + (chosen && !gap ? 2 : 0)) * state.unit,
    };
  }

  function paint() {
    const [theme, lit] = [readTheme(), bright()];
    const looks = scene.network.edges.map((drawn) => edgeLook(drawn, theme, lit));
    labels.paint({
      theme, lit: lit?.nodes, chosen: state.edge ? [...lit.nodes] : [state.node?.id], size: root.classList.contains("on-paper") ? 1.9 : 1,
      shown: scene.nodes.filter(nodeShown).map(({ id }) => id), marks: looks.filter((look) => look.mark && !look.hidden).map(({ id }) => id),
    });
    drawnNodes.update(scene.network.nodes.map((drawn) => nodeLook(drawn, theme, lit)));
    drawnEdges.update(looks);
    for (const mark of document.querySelectorAll("path[data-color]")) {
      mark.setAttribute(mark.classList.contains("head") ? "fill" : "stroke", legible(mark.dataset.color, theme));
    }
    for (const row of document.querySelectorAll("tr[data-edge]")) {
      const edge = edges.get(row.dataset.edge);
      row.hidden = !edgeShown(edge);
      row.classList.toggle("chosen", state.edge === edge);
    }
    const shown = { nodes: scene.nodes.filter(nodeShown).length, links: scene.edges.filter(edgeShown).length };
    Object.assign(root.dataset, { nodes: shown.nodes, edges: shown.links, selected: (state.node ?? state.edge)?.id ?? "" });
    byId("show-all").hidden = state.types.size + state.kinds.size === 0;
    const said = !byId("search").value.trim() ? texts.shown : state.hits.length ? texts.hits : texts.no_hits;
    byId("status").textContent = fill(said, { ...shown, count: state.hits.length });
  }

  // ---- search and the list of things -----------------------------------------------------------------------------
  function listNodes() {
    const words = fold(byId("search").value).split(/\s+/).filter(Boolean);
    state.hits = scene.nodes.filter((node) => nodeShown(node) && words.every((word) => node.search.includes(word)));
    state.active = words.length && state.hits.length ? 0 : state.hits.indexOf(state.node);
    byId("nodes").replaceChildren(...state.hits.map((node, place) => {
      const item = Object.assign(element("li", "", swatch("type", node.type), label(node.label)), { id: `hit-${place}` });
      item.setAttribute("role", "option");
      item.addEventListener("click", () => choose({ node }, true));
      return item;
    }));
    markHit();
  }

  function markHit() {
    [...byId("nodes").children].forEach((item, place) => item.setAttribute("aria-selected", String(place === state.active)));
    for (const owner of [byId("search"), byId("nodes")]) {
      owner.setAttribute("aria-activedescendant", state.active < 0 ? "" : `hit-${state.active}`);
    }
    byId(`hit-${state.active}`)?.scrollIntoView({ block: "nearest" });
  }

  function listKeys(event) {
    const last = state.hits.length - 1;
    const inList = event.currentTarget.id === "nodes";
    const steps = { ArrowDown: state.active + 1, ArrowUp: Math.max(state.active, 0) - 1, ...(inList && { Home: 0, End: last }) };
    if (event.key in steps && last >= 0) {
      state.active = (steps[event.key] + last + 1) % (last + 1);
      markHit();
    } else if ((event.key === "Enter" || (inList && event.key === " ")) && state.hits[state.active]) {
      choose({ node: state.hits[state.active] }, true);
    } else return;
    event.preventDefault();
  }

  // ---- selection -------------------------------------------------------------------------------------------------
  function choose({ node = null, edge = null }, centre = false) {
    const inDetails = byId("details").contains(document.activeElement);
    Object.assign(state, { node, edge });
    if (state.hits.includes(node)) state.active = state.hits.indexOf(node);
    markHit();
    paint();
    showDetails();
    if (inDetails) byId("details").querySelector("h2")?.focus();
    const hash = node ? `#node=${encodeURIComponent(node.id)}` : edge ? `#edge=${encodeURIComponent(edge.id)}` : "#";
    try { history.replaceState(null, "", hash); } catch { /* a page inside a notebook has no address of its own */ }
    if (centre) fit([...bright().nodes]);
  }

  // vis-network's own fit leaves the names out of its measure.
  function fit(ids, move = animation) {
    state.framed = ids;
    const { clientWidth: wide, clientHeight: high } = network.canvas.frame;
    const most = Math.max(wide / 900, 1.1) / state.unit;
    if (ids.length) network.moveTo({ ...labels.frame(ids, wide - 28, high - 28, most), animation: move });
  }

  function chooseFromHash() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const found = { node: nodes.get(wanted.get("node")), edge: edges.get(wanted.get("edge")) };
    if (found.node || found.edge) choose(found, true);
  }

  // ---- details ---------------------------------------------------------------------------------------------------
  function swatch(group, key) {
    const entry = [...document.querySelectorAll(`#legend input[data-${group}]`)].find((input) => input.dataset[group] === key);
    return entry ? entry.parentElement.querySelector("svg").cloneNode(true) : "";
  }

  function pairs(...entries) {
    const filled = entries.filter(([, value]) => value);
    return element("dl", "facts", ...filled.flatMap(([name, value]) => [element("dt", "", label(name)), element("dd", "", label(value))]));
  }
  const heading = (...children) => Object.assign(element("h2", "", ...children), { tabIndex: -1 });
  function nodeDetails(node) {
    const parts = [element("p", "chip", swatch("type", node.type), label(node.typeLabel)), heading(label(node.label))];
    const names = node.names.map((name) => element("li", "", label(name)));
    if (names.length) parts.push(element("h3", "", texts.names), element("ul", "names", ...names));
    if (node.facts.length || node.url) parts.push(element("h3", "", texts.facts), pairs(...node.facts, [texts.page, node.url]));
    const near = scene.edges.filter((edge) => touches(edge, node.id));
    parts.push(element("h3", "", texts.links, element("span", "count", String(near.length))));
    for (const [kind, name] of new Map(near.map((edge) => [edge.kind, edge.kindLabel]))) {
      const items = near.filter((edge) => edge.kind === kind).map((edge) => element("li", "", linkButton(edge, node)));
      parts.push(element("h4", "", swatch("kind", kind), label(name)), element("ul", "rows", ...items));
    }
    return near.length ? parts : [...parts, element("p", "empty", texts.no_links)];
  }

  // "… verb other" or "other verb …": the thing whose links are listed is not repeated in each of them.
  function linkButton(edge, here) {
    const [source, target] = [edge.source, edge.target].map((id) => nodes.get(id));
    const end = (node) => (node === here ? "…" : element("b", "", label(node.label)));
    const made = button("row", () => choose({ edge }, true), end(source), " ", label(edge.verb), " ", end(target), " ",
      element("small", "", edge.period === texts.no_period ? "" : edge.period),
      edge.implied ? element("span", "tag", texts.implied) : "",
      edge.disputed ? element("span", "tag strong", `?! ${texts.disputed}`) : "");
    made.setAttribute("aria-label", [source.label, edge.verb, target.label, edge.period].join(" "));
    return made;
  }

  function edgeDetails(edge) {
    const end = (id) => button("link", () => choose({ node: nodes.get(id) }, true), label(nodes.get(id).label));
    const parts = [
      element("p", "chip", swatch("kind", edge.kind), label(edge.kindLabel)),
      heading(end(edge.source), " ", element("i", "", label(edge.verb)), " ", end(edge.target)),
      pairs([texts.period, edge.period], [texts.firmness, edge.implied ? texts.implied_note : texts.stated]),
    ];
    if (edge.disputed) parts.push(element("p", "warning", element("b", "", "?! "), texts.disputed_note));
    const count = new Set(edge.proofs.map((proof) => proof.source)).size;
    parts.push(element("h3", "", texts.sources, element("span", "count", String(count))));
    return [...parts, count ? element("ol", "proofs", ...edge.proofs.map(proofItem)) : element("p", "empty", texts.no_sources)];
  }

  function proofItem(proof) {
    const title = element(proof.href ? "a" : "span", "title", label(proof.title || proof.source));
    if (proof.href) Object.assign(title, { href: proof.href, rel: "noopener noreferrer", target: "_blank" });
    return element("li", "", title, pairs(
      [texts.publisher, proof.publisher], [texts.published, proof.published], [texts.locator, proof.locator],
      [texts.assertion, proof.assertion], [texts.said_by, proof.said_by],
      ...proof.notes.map((note) => [texts.notes, note]), [texts.page, proof.href ? "" : proof.url],
    ));
  }

  function showDetails() {
    const parts = state.node ? nodeDetails(state.node) : state.edge ? edgeDetails(state.edge) : [element("p", "empty", texts.none_selected)];
    const close = Object.assign(button("close", () => choose({}), "×"), { title: texts.clear });
    close.setAttribute("aria-label", texts.clear);
    byId("details").replaceChildren(...(state.node || state.edge ? [close] : []), ...parts);
    byId("details").scrollTop = 0;
  }

  // ---- the page ----------------------------------------------------------------------------------------------------
  function showTab(name) {
    for (const tab of ["diagram", "table"]) {
      byId(tab).hidden = tab !== name;
      byId(`tab-${tab}`).setAttribute("aria-selected", String(tab === name));
    }
  }

  function reframe() {
    if (state.framed) fit(state.framed, false);
    network.redraw();
  }

  // On paper the diagram is white, sharp and has the proportions of a page, whatever the window looks like.
  function drawForPaper() {
    root.classList.add("on-paper");
    network.setSize("1600px", "1200px");
    paint();
    reframe();
    const [drawn, copy] = [network.canvas.frame.canvas, byId("picture")];
    Object.assign(copy, { width: drawn.width, height: drawn.height }).getContext("2d").drawImage(drawn, 0, 0);
    network.setSize("100%", "100%");
    reframe();
  }

  function filter() {
    for (const input of document.querySelectorAll("#legend input")) {
      const [off, key] = "type" in input.dataset ? [state.types, input.dataset.type] : [state.kinds, input.dataset.kind];
      if (input.checked) off.delete(key); else off.add(key);
    }
    if ((state.node && !nodeShown(state.node)) || (state.edge && !edgeShown(state.edge))) choose({});
    listNodes();
    paint();
  }

  // The diagram is stretched towards the height of the canvas; where it still only fits small, lines and things are drawn larger.
  const [wide, high] = [byId("canvas").clientWidth - 140, byId("canvas").clientHeight - 90]; // less the names at the edges
  const spread = (all) => Math.max(...all) - Math.min(...all) || 1;
  const [across, down] = ["x", "y"].map((axis) => spread(scene.network.nodes.map((node) => node[axis])));
  const stretch = Math.min(Math.max(1, (across / down) * (high / wide)), 1.6);
  state.unit = Math.min(Math.max(1, 0.8 / Math.min(wide / across, high / down / stretch)), nodes.size > 120 ? 1.3 : 2.1);
  const drawnNodes = new vis.DataSet(scene.network.nodes.map((node) => {
    const [x, y] = [1.2, 0.75].map((part) => part * node.size * state.unit - 7); // the size of a box without a text
    return { ...node, y: node.y * stretch, margin: { top: y, right: x, bottom: y, left: x } };
  }));
  const drawnEdges = new vis.DataSet(scene.network.edges.map((edge) => ({ ...edge, title: edges.get(edge.of ?? edge.id).verb })));
  const network = new vis.Network(byId("canvas"), { nodes: drawnNodes, edges: drawnEdges }, scene.network.options);
  const labels = makeLabels(network, scene);
  for (const [id, factor] of [["zoom-in", 1.3], ["zoom-out", 1 / 1.3]]) byId(id).addEventListener("click", () => {
    state.framed = null;
    network.moveTo({ scale: network.getScale() * factor, animation });
  });
  byId("fit").addEventListener("click", () => fit(scene.nodes.filter(nodeShown).map((node) => node.id)));
  byId("legend").addEventListener("change", filter);
  byId("show-all").addEventListener("click", () => {
    for (const input of document.querySelectorAll("#legend input")) input.checked = true;
    filter();
  });
  byId("search").addEventListener("input", () => { listNodes(); paint(); });
  for (const id of ["search", "nodes"]) byId(id).addEventListener("keydown", listKeys);
  for (const tab of ["diagram", "table"]) byId(`tab-${tab}`).addEventListener("click", () => showTab(tab));
  document.querySelector("tbody").addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-edge]");
    if (row) choose({ edge: edges.get(row.dataset.edge) }, true);
  });
  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    const edge = node === undefined ? drawnEdges.get(network.getEdgeAt(pointer.DOM) ?? "") : null;
    choose(node !== undefined ? { node: nodes.get(node) } : edge ? { edge: edges.get(edge.of ?? edge.id) } : {});
  });
  // The picture has a ground of its own, so that it can be saved or copied from the page.
  network.on("beforeDrawing", (context) => {
    context.save();
    context.resetTransform();
    context.fillStyle = readTheme().paper;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.restore();
  });
  for (const moved of ["zoom", "dragStart"]) network.on(moved, () => { state.framed = null; });
  network.on("resize", () => queueMicrotask(reframe));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    byId("search").value = "";
    choose({});
    listNodes();
  });
  addEventListener("hashchange", chooseFromHash);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  addEventListener("beforeprint", drawForPaper);
  addEventListener("afterprint", () => { root.classList.remove("on-paper"); paint(); reframe(); });

  listNodes();
  paint();
  root.classList.add("live");
  showTab("diagram");
  // The first drawing measures the things; only then is it known what "the whole diagram" takes.
  network.once("afterDrawing", () => {
    fit([...nodes.keys()], false);
    chooseFromHash();
    root.dataset.ready = "true";
  });
})();
