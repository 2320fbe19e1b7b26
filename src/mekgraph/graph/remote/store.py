"""A server's graphs, written by the SPARQL 1.1 Graph Store HTTP Protocol."""

import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mekgraph.graph.remote.transport import Transport

# So many statements in one request: servers limit how long it may be.
AT_ONCE = 20_000


class GraphStore:
    """The Graph Store at ``url``; each call raises EndpointError where it cannot be done."""

    def __init__(self, url: str, transport: Transport) -> None:
        self.url = url
        self.transport = transport

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Make ``triples`` all that a graph holds. If that takes several requests, it grows on the way."""
        # A server that wants a password says so now, and not amidst a long body, which it would not read to its end.
        self.drop(graph)
        method = "PUT"
        for part in _parts(triples):
            body = ox.serialize(part, format=ox.RdfFormat.N_TRIPLES)
            self._send(method, graph, body)
            method = "POST"

    def drop(self, graph: str) -> None:
        """Remove a graph; nothing happens where there is none."""
        self._send("DELETE", graph, None)

    def _send(self, method: str, graph: str, body: bytes | None) -> None:
        address = f"{self.url}{'&' if '?' in self.url else '?'}graph={urllib.parse.quote(graph, safe='')}"
        headers = {"Content-Type": "application/n-triples"} if body is not None else {}
        request = urllib.request.Request(address, body, headers, method=method)  # noqa: S310 - its scheme was checked
        self.transport.send(request, missing=method == "DELETE")


def _parts(triples: Iterable[ox.Triple]) -> Iterator[Iterable[ox.Triple]]:
    """Parts to send one after the other; the first holds all blank nodes, whose labels hold for one request alone."""
    blank: list[ox.Triple] = []
    rest: list[ox.Triple] = []
    for triple in triples:
        is_blank = isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)
        (blank if is_blank else rest).append(triple)
    first = max(AT_ONCE - len(blank), 0)
    yield [*blank, *rest[:first]]
    for start in range(first, len(rest), AT_ONCE):
        yield rest[start : start + AT_ONCE]
