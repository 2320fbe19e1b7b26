"""What an edit changed, and which queries that can concern."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.check.queries import QueryRule
from mekgraph.iris import PREFIXES
from mekgraph.shacl.compiling import Query

TYPE = PREFIXES["rdf"] + "type"
SUBCLASS = PREFIXES["rdfs"] + "subClassOf"


@dataclass(frozen=True)
class Changes:
    """The predicates of statements that came or went, and the classes of types that did; ``all``: anything at all."""

    predicates: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    all: bool = False

    @classmethod
    def everything(cls) -> "Changes":
        """A change of anything."""
        return cls(all=True)

    @classmethod
    def between(cls, before: Iterable[ox.Triple], after: Iterable[ox.Triple]) -> "Changes":
        """What differs between two versions of a file."""
        differing = set(before) ^ set(after)
        predicates = frozenset(triple.predicate.value for triple in differing)
        classes = frozenset(
            triple.object.value
            for triple in differing
            if triple.predicate.value == TYPE and isinstance(triple.object, ox.NamedNode)
        )
        return cls(predicates - {TYPE}, classes, SUBCLASS in predicates)

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.predicates | other.predicates, self.classes | other.classes, self.all or other.all)

    def concern(self, query: Query | QueryRule) -> bool:
        """Whether the answer of a query can be another one now.

        A compiled query names every predicate and class that it depends on, unless it asks for any predicate. Queries
        written by people may ask anything, so they are always asked again.
        """
        if self.all or not isinstance(query, Query) or query.on_values:
            return True
        return query.any_predicate or not query.iris.isdisjoint(self.predicates | self.classes)
