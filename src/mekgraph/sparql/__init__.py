"""The program's own queries, one file each, and the one way to put terms into a query."""

import functools
import re
from collections.abc import Iterable
from importlib import resources

import pyoxigraph as ox

UNBOUND = "UNDEF"
# Not all engines can plan a query with an empty list of values.
NOTHING = "<urn:mekgraph:nothing>"
Node = ox.NamedNode | ox.Literal


@functools.cache
def _text(name: str) -> str:
    return resources.files(__name__).joinpath(f"{name}.rq").read_text(encoding="utf-8")


def own_query(name: str, **values: Iterable[Node]) -> str:
    """The query in ``name.rq``; ``values`` fill its lines ``VALUES ?name { ... }``, no values with what is nowhere."""
    query = _text(name)
    for variable, terms in values.items():
        query = with_values(query, variable, " ".join(str(term) for term in terms) or NOTHING)
    return query


def own_update(name: str, **values: object) -> str:
    """The update in ``name.ru``; ``values`` stand in the places ``{name}`` of its own."""
    text = resources.files(__name__).joinpath(f"{name}.ru").read_text(encoding="utf-8")
    for place, value in values.items():
        text = text.replace(f"{{{place}}}", str(value))
    return text


def with_values(query: str, variable: str, terms: str) -> str:
    """The query with ``terms`` between the braces of its one line ``VALUES ?variable { ... }``.

    Raises ValueError if the query has no such line or several.

    >>> with_values("SELECT * { VALUES ?a { actor:example } ?a ?p ?o }", "a", "actor:unoct")
    'SELECT * { VALUES ?a { actor:unoct } ?a ?p ?o }'
    """
    line = re.compile(rf"(VALUES\s+\?{re.escape(variable)}\s*\{{)[^}}]*(\}})")
    filled, count = line.subn(lambda match: f"{match.group(1)} {terms} {match.group(2)}", query)
    if count != 1:
        raise ValueError(f"VALUES ?{variable} stands in the query {count} times")
    return filled
