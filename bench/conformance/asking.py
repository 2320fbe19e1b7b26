"""The cases asked twice: of the engine called directly, and of a running server over HTTP."""

import http.client
import re
from collections.abc import Callable
from urllib.parse import urlencode

import pyoxigraph as ox
from bench.conformance.answers import Answer, constructed, csv_rows, expected, solved
from bench.conformance.suite import Case, Suite

RESULTS = "application/sparql-results+json, application/n-triples;q=0.9"
WANTED = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".srx": "application/sparql-results+xml"}
NOTHING = "urn:nothing"
FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
Ask = Callable[[Case, str], Answer]


class RefusedError(Exception):
    """The query was not answered."""


def outcome(suite: Suite, case: Case, ask: Ask) -> str:
    """``pass``, or what went wrong."""
    text = suite.path(case.query).read_text(encoding="utf-8")
    try:
        found = ask(case, text)
    except RefusedError as error:
        return "pass" if case.kind == "wrong" else f"refused: {error}"
    if case.kind == "wrong":
        return "answered"
    if case.kind == "right":
        return "pass"
    return "pass" if found == expected(suite.path(case.result), case.result) else "another answer"


class Direct:
    """The engine in this process, with a store of its own for each case."""

    def __init__(self, suite: Suite) -> None:
        self.suite = suite

    def __call__(self, case: Case, text: str) -> Answer:
        """The engine's answer."""
        store = ox.Store()
        in_query = bool(FROM.search(text))
        for iri in case.data:
            graph = ox.NamedNode(iri) if in_query else ox.DefaultGraph()
            store.extend(ox.Quad(*triple, graph) for triple in self.suite.graph(iri))
        for iri in case.graphs:
            store.extend(ox.Quad(*triple, ox.NamedNode(iri)) for triple in self.suite.graph(iri))
        try:
            result = store.query(text, base_iri=case.query)
        except (SyntaxError, RuntimeError) as error:
            raise RefusedError(str(error)) from None
        if case.result.endswith(".csv"):
            return csv_rows(result.serialize(format=ox.QueryResultsFormat.CSV) or b"")
        return constructed(result) if isinstance(result, ox.QueryTriples) else solved(result)


class OverHttp:
    """A server that holds all files of the suite as named graphs; each request names those of its case."""

    def __init__(self, port: int) -> None:
        self.port = port

    def __call__(self, case: Case, text: str) -> Answer:
        """The server's answer to the query sent by POST."""
        graphs = [("default-graph-uri", iri) for iri in case.data] + [("named-graph-uri", iri) for iri in case.graphs]
        if FROM.search(text):
            graphs = []
        elif not graphs:
            graphs = [("default-graph-uri", NOTHING)]
        accept = WANTED.get(case.result[-4:], RESULTS)
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            query = f"BASE <{case.query}>\n{text}".encode()
            connection.request("POST", "/sparql?" + urlencode(graphs), query, headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise RefusedError(f"{response.status} {content.decode().strip()}")
        kind = response.headers.get_content_type()
        if kind == "text/csv":
            return csv_rows(content)
        if kind == "application/n-triples":
            return constructed(quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES))
        return solved(ox.parse_query_results(content, format=ox.QueryResultsFormat.from_media_type(kind)))
