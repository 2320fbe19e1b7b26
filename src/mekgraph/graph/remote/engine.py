"""Any SPARQL 1.1 endpoint as an engine, over HTTP (SPARQLWrapper).

Loaded only when an endpoint is named: the client brings rdflib with it.
"""

import re
import urllib.request
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pyoxigraph as ox
from SPARQLWrapper import POST, SPARQLWrapper

from mekgraph import __version__
from mekgraph.errors import EndpointError, FormatError
from mekgraph.graph.engine import Evaluating, Rows, Term, Truncated, answer_of
from mekgraph.graph.remote.addresses import check_address
from mekgraph.graph.remote.forms import asked
from mekgraph.graph.remote.results import JSON, KINDS, results
from mekgraph.graph.remote.transport import Bounds, Reply, Transport, readable
from mekgraph.graph.worker.pool import Reply as Content
from mekgraph.iris import PREFIXES

GRAPHS = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE}
ACCEPTED = {
    **dict.fromkeys(("SELECT", "ASK"), f"{JSON}, application/json;q=0.5"),
    **dict.fromkeys(("CONSTRUCT", "DESCRIBE"), "application/n-triples, text/turtle;q=0.9"),
}
# Statements about statements about statements: the reader goes down with each, and ends the program at some thousands.
NESTING, MOST_NESTED = b"<<(", 1000
UPDATE, NOT_ACCEPTABLE = "INSERT", 406
# By these headers Virtuoso says that the rows are not all: too many of them, or too little time.
MOST_ROWS, STATE = "X-SPARQL-MaxRows", "X-SQL-State"
NUMBER = re.compile("[0-9]{1,9}")
BOOLEAN = ox.NamedNode(PREFIXES["xsd"] + "boolean")
TRUTH = {"1": ox.Literal("true", datatype=BOOLEAN), "0": ox.Literal("false", datatype=BOOLEAN)}


class RemoteEngine(Evaluating):
    """The endpoint at ``url``: every call is one request, of up to ``timeout`` seconds or what ``transport`` allows.

    It is asked over ``graphs``, merged; over whatever it takes for its default graph where none are named. Raises
    EndpointError that says whether it cannot be reached, takes too long, refuses the query, or answers with something
    else than SPARQL results.
    """

    def __init__(
        self, url: str, timeout: float = Bounds.seconds, transport: Transport | None = None, graphs: Sequence[str] = ()
    ) -> None:
        check_address(url)
        self.url = url
        self.transport = transport or Transport(bounds=Bounds(timeout))
        self.graphs = tuple(graphs)

    def over(self, graphs: Sequence[str]) -> "RemoteEngine":
        """The same endpoint, asked over some graphs."""
        return RemoteEngine(self.url, transport=self.transport, graphs=graphs)

    def bounded(self, bounds: Bounds) -> "RemoteEngine":
        """The same endpoint with other bounds."""
        return RemoteEngine(self.url, transport=self.transport.bounded(bounds), graphs=self.graphs)

    def evaluate(self, query: str) -> Rows | bool | list[ox.Triple]:
        """The answer of any query; rows that the endpoint has cut off say so."""
        form, text = asked(query)
        reply = self.transport.send(self._request(form, text, ACCEPTED[form]))
        known = KINDS if form in ("SELECT", "ASK") else GRAPHS
        kind = reply.kind or next(iter(known))
        if kind not in known or (kind in GRAPHS and reply.body.count(NESTING) > MOST_NESTED):
            raise self._unfit(kind)
        try:
            if kind in GRAPHS:
                return [_plain_triple(quad.triple) for quad in ox.parse(reply.body, format=GRAPHS[kind])]
            answer = answer_of(results(reply.body))
        except (SyntaxError, ValueError, MemoryError):  # the last for a text of more than 16 MiB
            raise self._unfit(kind) from None
        return _plain_rows(answer, reply) if isinstance(answer, Rows) else answer

    def select(self, query: str) -> Rows:
        """See Engine; all rows, or else EndpointError."""
        rows = super().select(query)
        if rows.truncated:
            raise EndpointError("usage.endpoint_cut", url=self.url, rows=len(rows.rows))
        return rows

    def content(self, query: str, kind: str) -> Content:
        """The answer in a media type, just as the endpoint gives it; FormatError where it has no such form."""
        form, text = asked(query)
        try:
            reply = self.transport.send(self._request(form, text, kind))
        except EndpointError as error:
            if str(error.values.get("reason", "")).startswith(f"HTTP {NOT_ACCEPTABLE}"):
                raise FormatError("usage.formats", formats=ACCEPTED[form].partition(",")[0]) from None
            raise
        if reply.kind != kind:
            raise FormatError("usage.formats", formats=readable(reply.kind))
        return Content(reply.kind, BytesIO(reply.body), _cut(reply, _most_rows(reply)))

    def update(self, text: str) -> None:
        """Carry out an update, once: another try might meet what the first has done."""
        self.transport.send(self._request(UPDATE, text, "*/*"), repeat=False)

    def _request(self, form: str, text: str, accepted: str) -> urllib.request.Request:
        # A new client for each request: one is not made for several threads.
        client = SPARQLWrapper(self.url, agent=f"mekgraph/{__version__}")
        # Not by its setQuery, which guesses the form from words, also in comments, and may take it for an update.
        client.queryString, client.queryType = text, form
        client.setMethod(POST)
        client.setOnlyConneg(True)
        client.addCustomHttpHeader("Accept", accepted)
        for graph in self.graphs:
            client.addParameter("default-graph-uri", graph)
            client.addParameter("named-graph-uri", graph)
        # It would send the request itself, follow redirects, and read for ever: see Transport.
        return client._createRequest()

    def _unfit(self, kind: str) -> EndpointError:
        return EndpointError("usage.endpoint", url=self.url, kind=readable(kind))


def _plain_rows(rows: Rows, reply: Reply) -> Rows:
    plain = [tuple(map(_plain, row)) for row in rows.rows]
    return replace(rows, rows=plain, truncated=_cut(reply, len(plain)))


def _most_rows(reply: Reply) -> int:
    """After how many rows the endpoint says it cuts its answers off; 0 if it does not say so in a number."""
    said = reply.headers.get(MOST_ROWS, "")
    return int(said) if NUMBER.fullmatch(said) else 0


def _cut(reply: Reply, rows: int) -> Truncated | None:
    """That there are more than these rows, if the endpoint says so."""
    return Truncated(rows, "limit.cut_endpoint") if MOST_ROWS in reply.headers or STATE in reply.headers else None


def _plain_triple(triple: ox.Triple) -> ox.Triple:
    return ox.Triple(triple.subject, triple.predicate, _plain(triple.object))  # type: ignore[arg-type]


def _plain(term: Term | None) -> Term | None:
    """The term, a truth value in its usual form: Virtuoso writes them as 1 and 0."""
    if isinstance(term, ox.Literal) and term.datatype == BOOLEAN:
        return TRUTH.get(term.value, term)
    return term
