"""The protocol cases of the suite, sent as its manifest words them to the endpoint for queries."""

import http.client
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from bench.conformance.suite import HOME, Suite

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT, CNT = "http://www.w3.org/2011/http#", "http://www.w3.org/2011/content#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF, RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
TRUTH = ("application/sparql-results+xml", "application/sparql-results+json")
KINDS = {
    "boolean": TRUTH,
    "tabular": (*TRUTH, "text/csv", "text/tab-separated-values"),
    "RDF": ("application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json"),
}
Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True)
class Sent:
    """A request of a case and what has to come back."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    statuses: tuple[str, ...]
    form: str
    truth: str


class Protocol:
    """The cases of ``protocol/manifest.ttl``."""

    def __init__(self, suite: Suite) -> None:
        self.suite = suite
        self.triples = suite.graph(f"{HOME}protocol/manifest.ttl")

    def _values(self, subject: Node, iri: str) -> list[Node]:
        return [t.object for t in self.triples if t.subject == subject and t.predicate.value == iri]

    def _list(self, head: Node) -> Iterator[Node]:
        while isinstance(head, ox.BlankNode):
            yield from self._values(head, RDF + "first")
            (head,) = self._values(head, RDF + "rest")

    def _text(self, subject: Node, iri: str, missing: str = "") -> str:
        found = self._values(subject, iri)
        return found[0].value if found and not isinstance(found[0], ox.Triple) else missing

    def names(self) -> list[ox.NamedNode]:
        """The cases in their order."""
        (entries,) = (t.object for t in self.triples if t.predicate.value == MF + "entries")
        return [node for node in self._list(entries) if isinstance(node, ox.NamedNode)]

    def quads(self) -> Iterator[ox.Quad]:
        """The graphs that the cases ask."""
        for triple in (t for t in self.triples if t.predicate.value == UT + "graphData"):
            (file,) = self._values(triple.object, UT + "graph")
            graph = ox.NamedNode(self._text(triple.object, RDFS + "label"))
            yield from (ox.Quad(*t, graph) for t in self.suite.graph(file.value))  # type: ignore[union-attr]

    def requests(self, case: ox.NamedNode) -> list[Sent]:
        """The requests of a case."""
        (action,) = self._values(case, MF + "action")
        (requests,) = self._values(action, HT + "requests")
        return [self._sent(node) for node in self._list(requests)]

    def _sent(self, node: Node) -> Sent:
        headers = [one for head in self._values(node, HT + "headers") for one in self._list(head)]
        body = next((self._body(one) for one in self._values(node, HT + "body")), None)
        (response,) = self._values(node, HT + "resp")
        statuses = [one.value.rpartition("StatusCode")[2] for one in self._values(response, MF + "expectedStatus")]  # type: ignore[union-attr]
        return Sent(
            self._text(node, HT + "methodName"),
            self._text(node, HT + "absolutePath"),
            tuple((self._text(one, HT + "fieldName"), self._text(one, HT + "fieldValue")) for one in headers),
            body,
            tuple(statuses),
            self._text(response, MF + "expectedFormat"),
            self._text(response, MF + "expectedBoolean"),
        )

    def _body(self, node: Node) -> bytes:
        return self._text(node, CNT + "chars").encode(self._text(node, CNT + "characterEncoding", "UTF-8"))


def outcome(port: int, requests: list[Sent]) -> str:
    """``pass``, or what came instead."""
    for sent in requests:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            target = sent.target.replace("/sparql/", "/sparql", 1)
            connection.request(sent.method, target, sent.body, dict(sent.headers))
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        if f"{response.status // 100}xx" not in sent.statuses and str(response.status) not in sent.statuses:
            return f"{response.status} {content.decode(errors='replace').strip()[:80]}"
        kind = response.headers.get_content_type()
        if sent.form and kind not in KINDS[sent.form]:
            return f"{kind} is not {sent.form}"
        if sent.truth:
            result = ox.parse_query_results(content, format=ox.QueryResultsFormat.from_media_type(kind))
            if not isinstance(result, ox.QueryBoolean) or str(bool(result)).lower() != sent.truth:
                return "another answer"
    return "pass"
