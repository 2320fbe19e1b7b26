"""The shapes as data: rule ids, severities and messages, and the split between core and SPARQL constraints."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from mekgraph.check.findings import Severity
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import PREFIXES
from mekgraph.sources.statements import Document
from mekgraph.sparql import own_query

SH = PREFIXES["sh"]
SPARQL = ox.NamedNode(SH + "sparql")
SEVERITIES = {SH + "Violation": Severity.VIOLATION, SH + "Warning": Severity.WARNING, SH + "Info": Severity.INFO}


@dataclass(frozen=True)
class Rule:
    """One rule: its id, severity and messages by language."""

    id: str
    severity: Severity
    texts: dict[str, str]


@dataclass(frozen=True)
class SparqlConstraint:
    """A ``sh:sparql`` constraint with the class that it looks at."""

    iri: str
    shape: str
    target: str
    select: str


@dataclass(frozen=True)
class Shapes:
    """All shapes: ``core`` are the triples for a SHACL processor, without the SPARQL constraints."""

    core: list[ox.Triple]
    all: list[ox.Triple]
    rules: dict[str, Rule]
    sparql: list[SparqlConstraint] = field(default_factory=list)


def read_shapes(documents: Iterable[Document]) -> Shapes:
    """The shapes of some Turtle documents; ``rules`` is by IRI of the shape or constraint."""
    triples = [statement.triple for document in documents for statement in document.statements]
    engine = OxigraphEngine.of(triples)
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    rules: dict[str, Rule] = {}
    for shape, rule, severity, message in engine.select(own_query("shape-rules")).rows:
        if isinstance(message, ox.Literal) and message.language:
            texts[shape.value][message.language] = message.value  # type: ignore[union-attr]
        rules[shape.value] = Rule(rule.value, SEVERITIES[severity.value], texts[shape.value])  # type: ignore[union-attr]
    constraints = [
        SparqlConstraint(constraint.value, shape.value, target.value, select.value)  # type: ignore[union-attr]
        for shape, constraint, select, target in engine.select(own_query("sparql-constraints")).rows
    ]
    return Shapes([triple for triple in triples if triple.predicate != SPARQL], triples, rules, constraints)
