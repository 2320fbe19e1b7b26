// What is known of the thing or link that was chosen, with every source.
const makeDetails = (viewer) => {
  "use strict";
  const { scene, texts, nodes, state, shown } = viewer;
  const { byId, fill, element, label, button, swatch } = words;

  function pairs(...entries) {
    const filled = entries.filter(([, value]) => value);
    return element("dl", "facts", ...filled.flatMap(([name, value]) => {
      const content = typeof value === "string" ? label(value) : value;
      return [element("dt", "", label(name)), element("dd", "", content)];
    }));
  }
  const heading = (...children) => Object.assign(element("h2", "", ...children), { tabIndex: -1 });
  // Only addresses that html.py found to be plain web links can be followed.
  function outside(className, text, href) {
    const made = element(href ? "a" : "span", className, label(text));
    return href ? Object.assign(made, { href, rel: "noopener noreferrer", target: "_blank" }) : made;
  }
  const listed = (title, items) => (items.length ? [element("h3", "", title, element("span", "count", String(items.length))), element("ul", "names", ...items)] : []);

  function nodeDetails(node) {
    const parts = [element("p", "chip", swatch("types", node.type), label(node.typeLabel)), heading(label(node.label))];
    if (node.fresh) parts.push(element("p", "warning", fill(texts.fresh_note, { date: scene.since })));
    const names = node.names.map((name) => element("li", "", label(name)));
    if (names.length) parts.push(element("h3", "", texts.names), element("ul", "names", ...names));
    parts.push(...listed(texts.members, node.members.map((name) => element("li", "", label(name)))));
    const measure = node.value === null ? [] : [[scene.measure, String(Math.round(node.value * 1000) / 1000)]];
    const facts = [...node.facts, [texts.date, node.date], ...measure, [texts.page, node.url && outside("", node.url, node.href)]];
    if (facts.some(([, value]) => value)) parts.push(element("h3", "", texts.facts), pairs(...facts));
    const near = scene.edges.filter((edge) => viewer.touches(edge, node.id) && shown.edge(edge));
    parts.push(element("h3", "", texts.links, element("span", "count", String(near.length))));
    for (const [kind, name] of new Map(near.map((edge) => [edge.kind, edge.kindLabel]))) {
      const items = near.filter((edge) => edge.kind === kind).map((edge) => element("li", "", linkButton(edge, node)));
      parts.push(element("h4", "", swatch("kinds", kind), label(name)), element("ul", "rows", ...items));
    }
    return near.length ? parts : [...parts, element("p", "empty", texts.no_links)];
  }

  // "… verb other" or "other verb …": the thing whose links are listed is not repeated in each of them.
  function linkButton(edge, here) {
    const [source, target] = [edge.source, edge.target].map((id) => nodes.get(id));
    const end = (node) => (node === here ? "…" : element("b", "", label(node.label)));
    const made = button("row", () => viewer.choose({ edge }, true), end(source), " ", label(edge.verb), " ", end(target), " ",
      element("small", "", edge.period === texts.no_period ? "" : edge.period), ...viewer.tags(edge));
    made.setAttribute("aria-label", [source.label, edge.verb, target.label, edge.period].join(" "));
    return made;
  }

  function edgeDetails(edge) {
    const end = (id) => button("link", () => viewer.choose({ node: nodes.get(id) }, true), label(nodes.get(id).label));
    const firmness = scene.firmness.find(({ key }) => key === edge.firmness);
    const parts = [
      element("p", "chip", swatch("kinds", edge.kind), label(edge.kindLabel)),
      heading(end(edge.source), " ", element("i", "", label(edge.verb)), " ", end(edge.target)),
      pairs([texts.period, edge.period + (edge.ended ? ` (${texts.ended})` : "")],
        [texts.firmness, edge.implied ? texts.implied_note : firmness?.label ?? ""],
        [texts.possible, shown.possible(edge) ? texts.possible_note : ""]),
    ];
    if (edge.change) parts.push(element("p", "warning", viewer.changed(edge)));
    if (edge.disputed) parts.push(element("p", "warning", texts.disputed_note));
    // What else the same line stands for.
    const others = scene.picture.lines.find(({ edges }) => edges.includes(edge.id)).edges.filter((id) => id !== edge.id && shown.edges.has(id));
    if (others.length) {
      const items = others.map((id) => element("li", "", linkButton(viewer.edges.get(id), null)));
      parts.push(element("h3", "", texts.links, element("span", "count", String(others.length))), element("ul", "rows", ...items));
    }
    const count = new Set(edge.proofs.map((proof) => proof.source)).size;
    parts.push(element("h3", "", texts.sources, element("span", "count", String(count))));
    return [...parts, count ? element("ol", "proofs", ...edge.proofs.map(proofItem)) : element("p", "empty", texts.no_sources)];
  }

  function proofItem(proof) {
    return element("li", "", outside("title", proof.title || proof.source, proof.href), pairs(
      [texts.publisher, proof.publisher], [texts.published, proof.published], [texts.locator, proof.locator],
      [texts.assertion, proof.assertion], [texts.said_by, proof.said_by],
      ...proof.notes.map((note) => [texts.notes, note]), [texts.page, proof.href ? "" : proof.url],
    ));
  }

  function show() {
    const parts = state.node ? nodeDetails(state.node) : state.edge ? edgeDetails(state.edge) : [element("p", "empty", texts.none_selected)];
    const close = Object.assign(button("close", () => viewer.choose({}), "×"), { title: texts.clear });
    close.setAttribute("aria-label", texts.clear);
    byId("details").replaceChildren(...(state.node || state.edge ? [close] : []), ...parts.filter(Boolean));
    byId("details").scrollTop = 0;
  }
  return { show };
};
