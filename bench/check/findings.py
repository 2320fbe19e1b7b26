"""Findings of all engines as comparable texts: focus, path, value, constraint and shape.

Numbers are compared by value, and of a path that is more than a property only that it is one: the shape says which.
"""

from decimal import Decimal
from typing import Any

from bench.jobs import lexical

SH = "http://www.w3.org/ns/shacl#"
SHAPE = "http://example.org/bench/shape/"
BYTE = "http://www.w3.org/2001/XMLSchema#byte"
BETWEEN = " | "


def finding(focus: Any, path: Any, value: Any, constraint: str, shape: Any) -> str:
    """A finding as one text; terms of pyoxigraph or rdflib."""
    return BETWEEN.join((text(focus), path_text(path), text(value), constraint, shape_name(shape)))


def text(term: Any) -> str:
    """One text for a term of either library; a byte as the integer that a store makes of it."""
    datatype = getattr(term, "datatype", None)
    if str(getattr(datatype, "value", datatype)) == BYTE:
        return str(Decimal(str(term) if isinstance(term, str) else term.value).normalize())
    return lexical(term)


def path_text(path: Any) -> str:
    """The property, or that it is a longer path."""
    return "(path)" if type(path).__name__ in ("BlankNode", "BNode") else text(path)


def shape_name(shape: Any) -> str:
    """The local name of a shape."""
    return text(shape)[1:-1].rpartition("/")[2]


def constraint_name(component: str) -> str:
    """The parameter of a component: minCount, class, sparql."""
    name = component.removeprefix(SH).removesuffix("ConstraintComponent")
    return "sparql" if name == "SPARQL" else name[:1].lower() + name[1:]


def seed_of(said: str) -> tuple[str, str, str]:
    """Focus, constraint and shape of a finding: what is known of a seeded defect."""
    focus, *_, constraint, shape = said.split(BETWEEN)
    return focus[1:-1], constraint, shape
