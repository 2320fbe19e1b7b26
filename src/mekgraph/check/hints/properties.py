"""Properties that a description may not have: those of other vocabularies, derived ones, those of other things."""

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from mekgraph.check.details import is_ours, named
from mekgraph.check.findings import Detail
from mekgraph.check.hints.case import Case, Said
from mekgraph.check.hints.words import words
from mekgraph.graph.engine import Term
from mekgraph.iris import DEF, expand, slug

EDGE = ox.NamedNode(DEF + "edgeProperty")


def of_property(case: Case) -> Said | None:
    """What a closed shape does not allow, and the property that is meant."""
    if not isinstance(case.result.path, ox.NamedNode):
        return None
    property_ = case.result.path
    found = Detail("expected.property", {"property": named(property_.value)})
    meant = meant_by(property_, case.wants.allowed(case.result.shape))
    name = named(property_.value)
    if meant:
        return Said(found, Detail("hint.property", {"property": case.property_code(meant), "found": name}))
    kinds = case.facts.subjects(EDGE, property_)
    if kinds:
        return Said(found, Detail("hint.derived_from", {"property": name, "kind": named(kinds[0].value)}))
    classes = case.wants.targets.get(property_.value, [])
    if classes:
        return Said(found, Detail("hint.belongs", {"property": name, "classes": case.facts.labels(classes)}))
    if is_ours(property_) and case.facts.is_known(property_):
        return Said(found, Detail("hint.derived", {"property": name}))
    return Said(found)


def meant_by(property_: ox.NamedNode, allowed: Iterable[str]) -> str:
    """The allowed property that stands for another one: from the table, or of the same name; "" where there is none.

    >>> slug(meant_by(ox.NamedNode("https://schema.org/startDate"), [DEF + "start"]))
    'start'
    """
    known = set(allowed)
    listed = [iri for iri in _table().get(property_.value, ()) if iri in known]
    alike = [iri for iri in sorted(known) if slug(iri).casefold() == slug(property_.value).casefold()]
    return next(iter([*listed, *alike]), "")


def stands_for(path: Term | None, allowed: Iterable[str]) -> str:
    """The same for a term that may be no property."""
    return meant_by(path, allowed) if isinstance(path, ox.NamedNode) else ""


@cache
def _table() -> dict[str, list[str]]:
    return {expand(name): [expand(meant) for meant in listed] for name, listed in words("properties").items()}
