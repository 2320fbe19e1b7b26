"""Rules (CONSTRUCT queries in ``ontology/rules``) to derived edges, each rule into a graph of its own."""

from pathlib import Path

import pyoxigraph as ox

from mekgraph.errors import InputError, UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.guard import guard
from mekgraph.iris import GRAPH
from mekgraph.sources.text import read_text

# The graphs of derived edges, one for each rule, begin so.
DERIVED = GRAPH + "derived/"


def derive(engine: OxigraphEngine, rules: list[Path]) -> dict[str, int]:
    """Run the rules in order; each sees what the ones before it derived. Returns the triples per rule."""
    counts = {}
    for rule in rules:
        graph = ox.NamedNode(graph_of(rule))
        triples = _derived(engine, rule)
        before = len(engine.store)
        engine.store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
        counts[graph.value] = len(engine.store) - before
    return counts


def graph_of(rule: Path) -> str:
    """The name of the graph of what a rule derives.

    >>> graph_of(Path("rules/10-direct-edge.rq")).removeprefix(DERIVED)
    'direct-edge'
    """
    return DERIVED + rule.stem.partition("-")[2]


def _derived(engine: OxigraphEngine, rule: Path) -> list[ox.Triple]:
    """What a rule derives; InputError that names the rule's file where it cannot be read or run."""
    try:
        text = read_text(rule)
        guard(text)
        return engine.construct(text)
    except UsageError as error:
        raise InputError("input.rule", file=rule.as_posix(), line=1, reason=error.text()) from None
