"""The W3C SHACL test suite: the expected report of every entry, from our queries and from pySHACL.

Nameless nodes are compared by all that is said of them: the report of the suite has its own copies of paths.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest

from mekgraph.errors import InputError
from mekgraph.graph.engine import Term
from mekgraph.shacl import reference
from mekgraph.shacl.graph import Node, ShapesGraph
from mekgraph.shacl.model import Shapes
from mekgraph.shacl.paths import read_path
from mekgraph.shacl.reading import read_shapes
from mekgraph.shacl.results import Result
from mekgraph.sources.statements import Document, parse_text
from mekgraph.sources.text import read_text

from ..conftest import SHACL_SUITE
from .sides import PREFIXES, compiled, ours

pytestmark = pytest.mark.skipif(not SHACL_SUITE.is_dir(), reason="the W3C SHACL test suite is not beside the project")

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
FAILURE = ox.NamedNode(SHT + "Failure")
KEYS = ("focusNode", "resultPath", "value", "sourceShape", "sourceConstraintComponent", "resultSeverity")
SPARQL = "sparql/pre-binding/"
# What is not compiled, and why.
LEFT = {
    "sparql/component/optional-001": "a component of its own",
    "sparql/component/propertyValidator-select-001": "a component of its own",
    "sparql/component/validator-001": "a component of its own",
    SPARQL + "unsupported-sparql-006": "a component of its own",
    SPARQL + "shapesGraph-001": "$shapesGraph",
}
# Entries that nothing here can run; they end in an error that says so.
BEYOND = {SPARQL + "shapesGraph-001": "pySHACL knows no $shapesGraph"}
# Where pySHACL reports something else than the suite expects.
PYSHACL_DEVIATES = {
    "core/property/uniqueLang-002": 'takes "1"^^xsd:boolean for true, which switches nothing on',
    "sparql/node/prefixes-001": "does not follow owl:imports from the ontology that declares the prefixes",
}
# Results that the suite expects twice in the same words; ours are given once.
REPEATED = {
    "core/node/class-003": "two classes are missing",
    "core/property/lessThan-002": "one value is above two others",
    "core/property/property-001": "two ways lead to the same node",
    "core/property/uniqueLang-001": "two languages occur twice",
    "core/validation-reports/shared": "two shapes share a property shape",
}
Said = tuple[str, ...]
About = Callable[[Node], Mapping[str, list[Term]]]


@dataclass(frozen=True)
class Entry:
    """One test: its name, data and shapes, and the expected report or failure."""

    name: str
    manifest: ShapesGraph
    data: Path
    shapes: Path
    expected: Term

    @property
    def fails(self) -> bool:
        return self.expected == FAILURE

    @property
    def said(self) -> Counter[Said]:
        """The expected results, those said twice once."""
        graph = self.manifest
        assert isinstance(self.expected, Node)

        def said(result: Node, key: str) -> str:
            values = graph.sh(result, key)
            term = values[0] if values else None
            return path_text(graph, term) if key == "resultPath" else described(graph.about, term)

        results = [result for result in graph.sh(self.expected, "result") if isinstance(result, Node)]
        counted = Counter(tuple(said(result, key) for key in KEYS) for result in results)
        return Counter(set(counted)) if self.name in REPEATED else counted

    def read(self) -> tuple[Shapes, list[ox.Triple]]:
        """The shapes and the data."""
        triples = [statement.triple for statement in parsed(self.data).statements]
        return read_shapes([parsed(self.shapes)]), triples


def parsed(file: Path) -> Document:
    """A file of the suite, whose IRIs are relative to it."""
    text = f"@base <{file.as_uri()}> . {read_text(file)}"
    return parse_text(text, ox.RdfFormat.TURTLE, file, file.relative_to(SHACL_SUITE).as_posix())


def path_of(term: Term) -> Path:
    assert isinstance(term, ox.NamedNode)
    return Path(term.value.removeprefix("file://"))


def entries(file: Path) -> Iterator[Entry]:
    """All entries of a manifest and of those that it includes."""
    graph = ShapesGraph([parsed(file)])
    for node in graph.subjects:
        for included in graph.values(node, MF + "include"):
            yield from entries(path_of(included))
        if ox.NamedNode(SHT + "Validate") in graph.values(node, PREFIXES["rdf"] + "type"):
            action, result = graph.values(node, MF + "action")[0], graph.values(node, MF + "result")[0]
            assert isinstance(action, Node)
            data, shapes = (path_of(graph.values(action, SHT + key)[0]) for key in ("dataGraph", "shapesGraph"))
            yield Entry(file.relative_to(SHACL_SUITE).with_suffix("").as_posix(), graph, data, shapes, result)


def described(about: About, term: Term | None, above: tuple[Term, ...] = ()) -> str:
    """A term; a nameless one by all that is said of it, as far as that leads in no circle."""
    if not isinstance(term, ox.BlankNode):
        return str(term)
    said = (
        f"{predicate} {'(above)' if value in above else described(about, value, (*above, term))}"
        for predicate, values in about(term).items()
        for value in values
    )
    return f"[{' ; '.join(sorted(said))}]"


def said_of(results: Iterable[Result], shapes: Shapes, triples: list[ox.Triple]) -> Counter[Said]:
    """Results in the words of ``Entry.said``."""
    data: dict[Node, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        data[triple.subject][triple.predicate.value].append(triple.object)
    of_data, of_shapes = partial(described, data.__getitem__), partial(described, shapes.graph.about)
    return Counter(
        (
            of_data(result.focus),
            path_text(shapes.graph, result.path),
            of_data(result.value),
            of_shapes(result.shape),
            f"<{result.component}>",
            f"<{result.severity}>",
        )
        for result in results
    )


def path_text(graph: ShapesGraph, term: Term | None) -> str:
    """A path of SHACL in the words of SPARQL."""
    return read_path(graph, term).sparql() if isinstance(term, Node) else ""


ENTRIES = list(entries(SHACL_SUITE / "manifest.ttl")) if SHACL_SUITE.is_dir() else []
EVERY = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)


def test_the_whole_suite_is_here() -> None:
    assert len(ENTRIES) == 120
    assert {entry.name for entry in ENTRIES} >= {*LEFT, *BEYOND, *PYSHACL_DEVIATES, *REPEATED}


@EVERY
def test_the_expected_report(entry: Entry) -> None:
    if entry.fails or entry.name in BEYOND:
        with pytest.raises(InputError) as caught:
            ours(*entry.read())
        told(caught.value, entry)
        return
    shapes, triples = entry.read()
    assert said_of(ours(shapes, triples), shapes, triples) == entry.said


def told(error: InputError, entry: Entry) -> None:
    """The error names the shape, its file and line."""
    assert error.file == entry.name + ".ttl"
    assert error.line
    assert "datashapes.org" in str(error.values["shape"]) or error.values["shape"] == "[ ]"
    assert str(error.values["shape"]) in error.text("ru")


@EVERY
def test_what_is_left_to_pyshacl(entry: Entry) -> None:
    try:
        shapes, triples = entry.read()
    except InputError:
        assert entry.fails
        return
    left = compiled(shapes, triples).left
    assert bool(left) == (entry.name in LEFT), left


@EVERY
def test_the_expected_report_from_pyshacl(entry: Entry) -> None:
    try:
        shapes, triples = entry.read()
        found = said_of(reference.validate(shapes, triples), shapes, triples)
    except InputError:
        assert entry.fails or entry.name in {*BEYOND, *PYSHACL_DEVIATES}
        return
    assert not entry.fails
    assert (found == entry.said) == (entry.name not in PYSHACL_DEVIATES)
