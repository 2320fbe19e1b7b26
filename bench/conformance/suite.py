"""The cases of the W3C's SPARQL test suite, read from its manifests."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

HOME = "https://w3c.github.io/rdf-tests/sparql/sparql11/"
PREFIXES = {
    "mf": "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
    "qt": "http://www.w3.org/2001/sw/DataAccess/tests/test-query#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
# What belongs to the query language and its results; service, entailment and update are other documents.
MANIFESTS = (
    "aggregates",
    "bind",
    "bindings",
    "cast",
    "construct",
    "csv-tsv-res",
    "exists",
    "functions",
    "grouping",
    "json-res",
    "negation",
    "project-expression",
    "property-path",
    "subquery",
    "syntax-query",
)
KINDS = {
    "QueryEvaluationTest": "evaluation",
    "CSVResultFormatTest": "evaluation",
    "PositiveSyntaxTest11": "right",
    "NegativeSyntaxTest11": "wrong",
    "PositiveSyntaxTest": "right",
    "NegativeSyntaxTest": "wrong",
}


@dataclass(frozen=True)
class Case:
    """One case: what is asked of which graphs, and the file with the answer."""

    name: str
    kind: str
    query: str
    data: tuple[str, ...]
    graphs: tuple[str, ...]
    result: str


class Suite:
    """The suite in a folder (``sparql/sparql11`` of the W3C's rdf-tests)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, iri: str) -> Path:
        """The file behind an address of the suite."""
        return self.folder / iri.removeprefix(HOME)

    def graph(self, iri: str) -> list[ox.Triple]:
        """The triples of a file of the suite."""
        file = self.path(iri)
        known = ox.RdfFormat.from_extension(file.suffix[1:]) or ox.RdfFormat.TURTLE
        return [quad.triple for quad in ox.parse(file.read_bytes(), format=known, base_iri=iri)]

    def cases(self) -> Iterator[Case]:
        """All cases, in the order of the manifests."""
        for name in MANIFESTS:
            manifest = _Manifest(self.graph(f"{HOME}{name}/manifest.ttl"))
            for entry in manifest.entries():
                yield manifest.case(name, entry)


class _Manifest:
    def __init__(self, triples: list[ox.Triple]) -> None:
        self.store = ox.Store()
        self.store.extend(ox.Quad(*triple) for triple in triples)

    def values(self, subject: ox.NamedNode | ox.BlankNode, name: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        prefix, _, local = name.partition(":")
        predicate = ox.NamedNode(PREFIXES[prefix] + local)
        return [quad.object for quad in self.store.quads_for_pattern(subject, predicate, None)]  # type: ignore[misc]

    def entries(self) -> Iterator[ox.NamedNode]:
        """The cases in their order."""
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(PREFIXES["mf"] + "entries"), None):
            rest = quad.object
            while isinstance(rest, ox.BlankNode):
                yield from self.values(rest, "rdf:first")  # type: ignore[misc]
                rest = self.values(rest, "rdf:rest")[0]

    def case(self, group: str, entry: ox.NamedNode) -> Case:
        """One case."""
        (kind,) = (one.value.rpartition("#")[2] for one in self.values(entry, "rdf:type"))
        (action,) = self.values(entry, "mf:action")
        node = not isinstance(action, ox.Literal) and self.values(action, "qt:query")
        query = node[0] if node else action
        found = {name: self._files(action, name) for name in ("qt:data", "qt:graphData")}
        results = self.values(entry, "mf:result")
        name = f"{group}/{entry.value.rpartition('#')[2]}"
        result = results[0].value if results else ""
        return Case(name, KINDS[kind], query.value, found["qt:data"], found["qt:graphData"], result)

    def _files(self, action: ox.NamedNode | ox.BlankNode | ox.Literal, name: str) -> tuple[str, ...]:
        if isinstance(action, ox.Literal):
            return ()
        return tuple(sorted(one.value for one in self.values(action, name)))
