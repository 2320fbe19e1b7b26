// The filters: types, kinds, firmness, publishers and sources; each ticked box shows what it names.
const makeFilters = (viewer) => {
  "use strict";
  const { scene, texts, shown } = viewer;
  const { byId, fill, element, label } = words;
  const collator = new Intl.Collator([scene.language, "en"]);
  const boxes = (group) => [...document.querySelectorAll(`[data-group="${group}"] input[type="checkbox"][value]`)];
  const resting = (source) => scene.edges.filter((edge) => edge.proofs.some((proof) => proof.source === source));

  function box(text, count, value) {
    const input = Object.assign(document.createElement("input"), { type: "checkbox", checked: true });
    if (value !== undefined) input.setAttribute("value", value);
    return element("label", "", input, label(text), element("span", "count", String(count)));
  }
  // A publisher with its sources in it; one that has a single source is the source.
  function publisher(name, sources) {
    const links = new Set(sources.flatMap((source) => resting(source.id)));
    const item = element("li", "");
    item.dataset.find = folding.fold([name, ...sources.map((source) => source.title)].join("\n"));
    if (sources.length === 1) {
      item.append(box(name, links.size, sources[0].id));
      item.firstChild.title = sources[0].title;
      return item;
    }
    const inner = sources.map((source) => element("li", "", box(source.title, resting(source.id).length, source.id)));
    item.append(box(name, links.size), element("details", "", element("summary", "", `${texts.sources}: ${sources.length}`), element("ul", "", ...inner)));
    return item;
  }
  function listSources() {
    const groups = new Map();
    for (const source of scene.sources) groups.set(source.publisher || source.title, [...(groups.get(source.publisher || source.title) ?? []), source]);
    const sorted = [...groups].sort(([one], [two]) => collator.compare(one, two));
    const bare = scene.edges.filter((edge) => !edge.proofs.length).length;
    const last = bare ? [element("li", "", box(texts.no_sources, bare, ""))] : [];
    byId("publishers").replaceChildren(...sorted.map((entry) => publisher(...entry)), ...last);
  }
  // The box of a publisher follows those of its sources.
  function join() {
    for (const item of byId("publishers").children) {
      const [whole, ...parts] = item.querySelectorAll("input");
      if (!parts.length) continue;
      const on = parts.filter((part) => part.checked).length;
      Object.assign(whole, { checked: on > 0, indeterminate: on > 0 && on < parts.length });
    }
  }
  function narrow() {
    const wanted = folding.finder(byId("source-find").value);
    for (const item of byId("publishers").children) item.hidden = !wanted.in(item.dataset.find ?? "");
  }

  function read() {
    for (const group of Object.keys(shown.off)) {
      shown.off[group].clear();
      for (const input of boxes(group)) if (!input.checked) shown.off[group].add(input.value);
    }
    join();
    viewer.refresh();
  }
  function changed({ target }) {
    if (target.type !== "checkbox") return;
    const item = target.closest("li");
    if (!target.hasAttribute("value")) for (const input of item.querySelectorAll("input")) input.checked = target.checked;
    read();
  }
  // "All" and "none" act on what the list shows just now.
  function pressed({ target }) {
    const wanted = target.dataset?.set;
    if (!wanted) return;
    for (const input of boxes(target.closest("[data-group]").dataset.group)) {
      if (!input.closest("li[hidden]")) input.checked = wanted === "all";
    }
    read();
  }
  function reset() {
    for (const input of document.querySelectorAll("#legend input[type=checkbox]")) Object.assign(input, { checked: true, indeterminate: false });
  }
  // One line says what is shown, and what is hidden for which reason.
  function tell() {
    const { off, day, dated, alone } = shown;
    const reasons = [
      [texts.hidden_types, off.types.size], [texts.hidden_kinds, off.kinds.size], [texts.hidden_firmness, off.firmness.size],
      [texts.hidden_sources, off.sources.size], [texts.hidden_date, dated], [texts.hidden_alone, alone],
    ].filter(([, count]) => count).map(([text, count]) => fill(text, { count, date: day?.text ?? "" }));
    const counts = { nodes: shown.nodes.size, all_nodes: scene.nodes.length, links: shown.edges.size, all_links: scene.edges.length };
    const whole = !reasons.length && !day;
    byId("status").textContent = `${fill(texts.shown, counts)} ${reasons.length ? fill(texts.hidden, { what: reasons.join("; ") }) : texts.nothing_hidden}`;
    byId("show-all").hidden = whole;
  }
  listSources();
  byId("source-find").addEventListener("input", narrow);
  byId("legend").addEventListener("change", changed);
  byId("legend").addEventListener("click", pressed);
  return { reset, tell };
};
