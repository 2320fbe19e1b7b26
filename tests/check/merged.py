"""Many small worlds in one graph, so that they are checked in one pass: the own names of each get a suffix."""

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from mekgraph.check.details import shown
from mekgraph.graph.build import read_all
from mekgraph.graph.engine import Term
from mekgraph.iris import BASE
from mekgraph.resources import find_project

from ..conftest import ROOT

MARK = "--in-"
PROJECT = find_project(ROOT)


@cache
def declared() -> frozenset[object]:
    """All that the ontology speaks of; these names stay as they are."""
    documents = read_all(PROJECT.ontology_files(), PROJECT)
    return frozenset(statement.subject for document in documents for statement in document.statements)


def apart(triples: Iterable[ox.Triple], number: int) -> list[ox.Triple]:
    """The statements of one world, its own names ending in its number."""
    world = list(triples)
    subjects = {triple.subject for triple in world}

    def renamed(term: object) -> object:
        if isinstance(term, ox.BlankNode):
            return ox.BlankNode(f"{term.value}x{number}")
        if not isinstance(term, ox.NamedNode) or not term.value.startswith(BASE) or term in declared():
            return term
        own = "/id/" in term.value or term in subjects
        return ox.NamedNode(f"{term.value}{MARK}{number}") if own else term

    return [ox.Triple(renamed(t.subject), renamed(t.predicate), renamed(t.object)) for t in world]  # type: ignore[arg-type]


def number_of(term: Term | str | None) -> int | None:
    """The number of the world that a term (or its short form) belongs to; None where it belongs to none."""
    _, mark, number = (term if isinstance(term, str) else shown(term)).rpartition(MARK)
    return int(number) if mark else None
