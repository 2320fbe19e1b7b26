"""Rules (CONSTRUCT queries in ``ontology/rules``) to derived edges, each rule into a graph of its own."""

from pathlib import Path

import pyoxigraph as ox

from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import GRAPH


def derive(engine: OxigraphEngine, rules: list[Path]) -> dict[str, int]:
    """Run the rules in order; each sees what the ones before it derived. Returns the triples per rule."""
    counts = {}
    for rule in rules:
        graph = ox.NamedNode(f"{GRAPH}derived/{rule.stem.partition('-')[2]}")
        triples = engine.construct(rule.read_text(encoding="utf-8"))
        before = len(engine.store)
        engine.store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
        counts[graph.value] = len(engine.store) - before
    return counts
