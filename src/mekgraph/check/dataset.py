"""The files of a check in a store: one named graph per file, so that every statement knows where it came from.

Files are streamed in; nothing but the store keeps their statements. Blank nodes get the same names on every reading.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.graph.engine import OxigraphEngine, Term
from mekgraph.shacl.written import is_typed, keep, restore
from mekgraph.sources.positions import BlankNames
from mekgraph.sources.statements import format_of, parse_text
from mekgraph.sources.text import read_text

FILE = "urn:mekgraph:file:"


@dataclass
class Source:
    """One file of the dataset: its name for messages, its graph, its text, and the prefixes that it declares."""

    shown: str
    graph: ox.NamedNode
    rdf_format: ox.RdfFormat
    text: str
    tag: str
    prefixes: dict[str, str] = field(default_factory=dict)
    statements: int = 0


class Dataset:
    """Ontology and data files in memory.

    ``engine`` answers on values, as any SPARQL engine does; ``written`` on literals as they were written (the same
    store, where no literal is changed by being stored). ``errors`` hold what could not be read.
    """

    def __init__(self) -> None:
        self.store = ox.Store()
        self.sources: dict[str, Source] = {}
        self.data: set[str] = set()
        self.errors: list[InputError] = []
        self._changed_by_storing: set[str] = set()
        self._written: ox.Store | None = None

    @property
    def engine(self) -> OxigraphEngine:
        """The engine over all files."""
        return OxigraphEngine(self.store)

    @property
    def written(self) -> OxigraphEngine:
        """The engine over all files with literals as they were written."""
        if not self._changed_by_storing:
            return self.engine
        if self._written is None:
            self._written = ox.Store()
            for source in self.sources.values():
                self._written.extend(_quads(source, keep))
        return OxigraphEngine(self._written)

    def load(self, file: Path, shown: str, is_data: bool) -> None:
        """Add a file, or put its new version in place of the old; an InputError is kept in ``errors``."""
        try:
            self.load_text(read_text(file, shown), format_of(file, shown), shown, is_data)
        except InputError as error:
            self.errors.append(error)

    def load_text(self, text: str, rdf_format: ox.RdfFormat, shown: str, is_data: bool) -> None:
        """Add a text as the file ``shown``; InputError where it is not well formed (nothing of it is kept then)."""
        self.remove(shown)
        graph = ox.NamedNode(FILE + shown.encode().hex())
        source = Source(shown, graph, rdf_format, text, f"b{shown.encode().hex()}x")
        objects = _Objects()
        if rdf_format == ox.RdfFormat.RDF_XML:
            parse_text(text, rdf_format, Path(shown), shown)  # refuses document type declarations
        try:
            self.store.extend(_quads(source, objects.seen))
        except (SyntaxError, ValueError, MemoryError, RuntimeError, InputError):
            parse_text(text, rdf_format, Path(shown), shown)  # says what is wrong, with its line
            raise
        self.sources[shown] = source
        if is_data:
            self.data.add(shown)
        if objects.changed:
            self._changed_by_storing.add(shown)

    def remove(self, shown: str) -> None:
        """Take a file out."""
        source = self.sources.pop(shown, None)
        self.data.discard(shown)
        self._changed_by_storing.discard(shown)
        self._written = None
        if source:
            self.store.remove_graph(source.graph)

    def statements_of(self, shown: str) -> set[ox.Triple]:
        """The statements of one file; none for a file that is not there."""
        source = self.sources.get(shown)
        quads = self.store.quads_for_pattern(None, None, None, source.graph) if source else ()
        return {quad.triple for quad in quads}

    def triples(self) -> Iterator[ox.Triple]:
        """All statements of all files, literals as they were written."""
        for quad in self.written.store:
            yield ox.Triple(quad.subject, quad.predicate, restore(quad.object))

    def holders(self, subject: Term | None, predicate: Term | None, value: Term | None) -> list[ox.Quad]:
        """The statements that fit, each in the first data file (else ontology file) that has it; None fits anything."""
        if isinstance(subject, ox.Literal | ox.Triple) or not isinstance(predicate, ox.NamedNode | None):
            return []
        found = self.store.quads_for_pattern(subject, predicate, value, None)
        return sorted(found, key=lambda quad: self.rank(quad.graph_name))

    def rank(self, graph: object) -> tuple[bool, str]:
        """The order of files: data before ontology, then by name."""
        name = self.name_of(graph)
        return (name not in self.data, name)

    @staticmethod
    def name_of(graph: object) -> str:
        """The file whose graph this is."""
        value = graph.value if isinstance(graph, ox.NamedNode) else ""
        return bytes.fromhex(value[len(FILE) :]).decode() if value.startswith(FILE) else ""


class _Objects:
    """Looks out for literals that the store would change."""

    def __init__(self) -> None:
        self.changed = False

    def seen(self, term: Term) -> Term:
        """The term itself; from now on it is known whether one was changed."""
        if not self.changed and is_typed(term) and keep(term) is not term:
            self.changed = True
        return term


def _quads(source: Source, of_object: Callable[[Term], Term]) -> Iterator[ox.Quad]:
    """The statements of a file in its graph, blank nodes under steady names."""
    parser = ox.parse(source.text, format=source.rdf_format)
    names = BlankNames(source.tag)
    graph = source.graph
    number = 0
    for quad in parser:
        subject, value = quad.subject, quad.object
        if subject.__class__ is ox.BlankNode:
            subject = names[subject]
        if value.__class__ is ox.BlankNode:
            value = names[value]
        elif value.__class__ is ox.Literal:
            if value.direction:
                raise InputError("input.direction")
            value = of_object(value)
        elif value.__class__ is ox.Triple:
            raise InputError("input.triple_term")
        number += 1
        yield ox.Quad(subject, quad.predicate, value, graph)
    source.prefixes = dict(parser.prefixes)
    source.statements = number
