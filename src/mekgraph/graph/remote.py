"""Any SPARQL 1.1 endpoint as an engine, over HTTP (SPARQLWrapper).

Loaded only when an endpoint is named: the client brings rdflib with it.
"""

import urllib.error
from typing import Any

import pyoxigraph as ox
from SPARQLWrapper import JSON, N3, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from mekgraph.errors import UsageError
from mekgraph.graph.engine import Rows, Term, with_prefixes

TIMEOUT = 60
LONGEST_REASON = 200


class RemoteEngine:
    """The endpoint at ``url``; every call is one request, answered within ``timeout`` seconds.

    Raises UsageError that says what the endpoint answered where it cannot be reached or refuses the query.
    """

    def __init__(self, url: str, timeout: int = TIMEOUT) -> None:
        if not url.startswith(("http://", "https://")):
            raise UsageError("usage.endpoint_url", url=url)
        self.url = url
        self.timeout = timeout

    def select(self, query: str) -> Rows:
        """See Engine."""
        answer = self._asked(query, JSON)
        columns = tuple(answer["head"]["vars"])
        rows = [tuple(_term(binding.get(name)) for name in columns) for binding in answer["results"]["bindings"]]
        return Rows(columns, rows)

    def ask(self, query: str) -> bool:
        """See Engine."""
        return bool(self._asked(query, JSON)["boolean"])

    def construct(self, query: str) -> list[ox.Triple]:
        """See Engine."""
        answer: bytes = self._asked(query, N3)
        return [quad.triple for quad in ox.parse(answer, format=ox.RdfFormat.TURTLE)]

    def _asked(self, query: str, form: str) -> Any:
        # A new client for each request: one is not made for several threads.
        client = SPARQLWrapper(self.url)
        client.setQuery(with_prefixes(query))
        client.setMethod(POST)
        client.setOnlyConneg(True)
        client.setReturnFormat(form)
        client.setTimeout(self.timeout)
        try:
            return client.query().convert()
        except (SPARQLWrapperException, urllib.error.URLError, OSError, ValueError) as error:
            reason = " ".join(str(error).split())[:LONGEST_REASON]
            raise UsageError("usage.endpoint", url=self.url, reason=reason) from None


def _term(cell: dict[str, str] | None) -> Term | None:
    """One cell of the SPARQL results format in JSON."""
    if cell is None:
        return None
    if cell["type"] == "uri":
        return ox.NamedNode(cell["value"])
    if cell["type"] == "bnode":
        return ox.BlankNode(cell["value"])
    if "xml:lang" in cell:
        return ox.Literal(cell["value"], language=cell["xml:lang"])
    return (
        ox.Literal(cell["value"], datatype=ox.NamedNode(cell["datatype"]))
        if "datatype" in cell
        else ox.Literal(cell["value"])
    )
