"""A query in which the answers of other endpoints stand in the place of its SERVICE."""

import time
from collections.abc import Sequence

import pyoxigraph as ox

from mekgraph.errors import EndpointError, UsageError
from mekgraph.graph.engine import Rows, Term, answer_of
from mekgraph.graph.federation.fetching import SECONDS, SIZE, fetch
from mekgraph.graph.federation.hosts import Host, Target, target
from mekgraph.graph.guard import Reach, Service
from mekgraph.iris import BASE

MOST_SERVICES = 10
KINDS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
}
# Nodes without a name get one: RDF 1.1 Concepts, section 3.5.
GENID = BASE + ".well-known/genid/"
NOTHING = "VALUES () { () }"


def inlined(query: str, reach: Reach, hosts: Sequence[Host]) -> str:
    """The query with VALUES for each SERVICE; its lines keep their numbers.

    All of them together may take 30 seconds and 16 MiB. Raises UsageError for one that is not allowed, before any is
    asked; EndpointError for one that gives no answer, unless it is SILENT.
    """
    if len(reach.services) > MOST_SERVICES:
        raise UsageError("service.many", limit=MOST_SERVICES)
    asked = [(one, target(reach.resolved(one.endpoint), hosts)) for one in reach.services]
    end, left = time.monotonic() + SECONDS, SIZE
    parts: list[str] = []
    place = 0
    for number, (service, where) in enumerate(asked):
        try:
            kind, content = fetch(where, _question(reach, service), end, left)
            values = _values(kind, content, where, number)
            left -= len(content)
        except EndpointError:
            if not service.silent:
                raise
            values = NOTHING
        lines = query.count("\n", service.start, service.end)
        parts += [query[place : service.start], " ", values, "\n" * lines]
        place = service.end
    return "".join(parts) + query[place:]


def _question(reach: Reach, service: Service) -> str:
    """What the endpoint is asked: all solutions of the pattern."""
    return f"{reach.prologue}\nSELECT * {service.pattern}"


def _values(kind: str, content: bytes, where: Target, number: int) -> str:
    """The solutions as VALUES; EndpointError for what is no solutions."""
    try:
        found = answer_of(ox.parse_query_results(content, format=KINDS[kind]))
        if isinstance(found, Rows):
            names = " ".join(f"?{name}" for name in found.columns)
            rows = " ".join(f"({' '.join(_written(term, number) for term in row)})" for row in found.rows)
            return f"VALUES ({names}) {{ {rows} }}"
    except (KeyError, SyntaxError, ValueError):
        pass
    raise EndpointError("service.answer", host=where.authority, kind=kind or "-")


def _written(term: Term | None, number: int) -> str:
    """A term as it is written in a query; ValueError for what is not one that can be."""
    match term:
        case None:
            return "UNDEF"
        case ox.BlankNode():
            return str(ox.NamedNode(f"{GENID}{number}-{term.value}"))
        # What comes from outside is made anew, which looks at it: so no term is more than a term.
        case ox.NamedNode():
            return str(ox.NamedNode(term.value))
        case ox.Literal() if term.language:
            return str(ox.Literal(term.value, language=term.language))
        case ox.Literal():
            return str(ox.Literal(term.value, datatype=ox.NamedNode(term.datatype.value)))
        case _:
            raise ValueError
