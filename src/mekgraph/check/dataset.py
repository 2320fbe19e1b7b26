"""The files of a check in a store: one named graph per file, so that every statement knows where it came from.

Files are streamed in; nothing but the store keeps their statements. Blank nodes get the same names on every reading.
"""

import io
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.graph.engine import OxigraphEngine, Term
from mekgraph.shacl.written import TEXTS, keep, restore
from mekgraph.sources.positions import TOKENS_KNOWN, BlankNames
from mekgraph.sources.statements import FORMATS, format_of, parse_text, require_parsable
from mekgraph.sources.text import read_text, read_text_or_nothing

FILE = "urn:mekgraph:file:"
DIRECTED = "http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass
class Source:
    """One file of the dataset: its name for messages, its graph, and the prefixes that it declares."""

    shown: str
    graph: ox.NamedNode
    rdf_format: ox.RdfFormat
    open: Callable[[], IO[bytes]]
    tag: str
    prefixes: dict[str, str] = field(default_factory=dict)
    statements: int = 0
    rewritten: list[ox.Quad] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the file, read again: it is not kept, since most files have nothing to show; "" if it is gone."""
        try:
            with self.open() as stream:
                return stream.read().decode("utf-8-sig", errors="replace")
        except OSError:
            return ""


class Dataset:
    """Ontology and data files in memory.

    ``engine`` answers on values, as any SPARQL engine does, ``written`` on literals as they were written: where the
    store would change literals, it is switched between the two, so one must not be used while the other is. ``errors``
    hold what could not be read. Of a statement that stands in several files, the one in a file of ``first`` is shown.
    """

    def __init__(self, first: Collection[str] = ()) -> None:
        self.first = first
        self.store = ox.Store()
        self.sources: dict[str, Source] = {}
        self.data: set[str] = set()
        self.errors: list[InputError] = []
        self._values: list[ox.Quad] | None = None

    @property
    def engine(self) -> OxigraphEngine:
        """The engine over all files."""
        if self._values is None:
            rewritten = [quad for source in self.sources.values() for quad in source.rewritten]
            self._values = [value for quad in rewritten if (value := _restored(quad)) not in self.store]
            self._exchange(rewritten, self._values)
        return OxigraphEngine(self.store)

    @property
    def written(self) -> OxigraphEngine:
        """The engine over all files with literals as they were written."""
        if self._values is not None:
            values, self._values = self._values, None
            self._exchange(values, [quad for source in self.sources.values() for quad in source.rewritten])
        return OxigraphEngine(self.store)

    def _exchange(self, old: list[ox.Quad], new: list[ox.Quad]) -> None:
        for quad in old:
            self.store.remove(quad)
        self.store.extend(new)

    def load(self, file: Path, shown: str, is_data: bool) -> None:
        """Add a file, or put its new version in place of the old; an InputError is kept in ``errors``."""
        may_be_empty = is_data and FORMATS.get(file.suffix.lower()) in TOKENS_KNOWN
        read = read_text_or_nothing if may_be_empty else read_text
        try:
            rdf_format = format_of(file, shown)
            require_parsable(read(file, shown), rdf_format, shown)
            self._add(lambda: file.open("rb"), rdf_format, shown, is_data)
        except InputError as error:
            self.errors.append(error)
        except OSError as error:  # it went away after it had been looked at
            self.errors.append(InputError("input.unreadable", file=shown, reason=error.strerror or str(error)))

    def load_text(self, text: str, rdf_format: ox.RdfFormat, shown: str, is_data: bool) -> None:
        """Add a text as the file ``shown``; InputError where it is not well formed (nothing of it is kept then)."""
        self._add(lambda: io.BytesIO(text.encode()), rdf_format, shown, is_data)

    def _add(self, opened: Callable[[], IO[bytes]], rdf_format: ox.RdfFormat, shown: str, is_data: bool) -> None:
        self.remove(shown)
        name = shown.encode().hex()
        source = Source(shown, ox.NamedNode(FILE + name), rdf_format, opened, f"b{name}x")
        try:
            self.store.extend(_quads(source))
        except (SyntaxError, ValueError, MemoryError, RuntimeError, InputError):
            parse_text(source.text, rdf_format, Path(shown), shown)  # says what is wrong, with its line
            raise
        self.sources[shown] = source
        if is_data:
            self.data.add(shown)

    def remove(self, shown: str) -> None:
        """Take a file out."""
        _ = self.written
        source = self.sources.pop(shown, None)
        self.data.discard(shown)
        if source:
            self.store.remove_graph(source.graph)

    def statements_of(self, shown: str) -> set[ox.Triple]:
        """The statements of one file, literals in the form that the store keeps; none for a file that is not there."""
        source = self.sources.get(shown)
        quads = self.written.store.quads_for_pattern(None, None, None, source.graph) if source else ()
        return {quad.triple for quad in quads}

    def triples(self) -> Iterator[ox.Triple]:
        """All statements of all files, literals as they were written."""
        for quad in self.written.store:
            yield ox.Triple(quad.subject, quad.predicate, restore(quad.object))

    def holders(self, subject: Term | None, predicate: Term | None, value: Term | None) -> list[ox.Quad]:
        """The statements that fit, in the order of ``rank``; None fits anything."""
        if isinstance(subject, ox.Literal | ox.Triple) or not isinstance(predicate, ox.NamedNode | None):
            return []
        found = self.engine.store.quads_for_pattern(subject, predicate, value, None)
        return sorted(found, key=lambda quad: self.rank(quad.graph_name))

    def values(self, subject: Term | None, predicate: Term | None) -> list[Term]:
        """What a property says of something, literals as they were written, in a steady order."""
        if not isinstance(subject, ox.NamedNode | ox.BlankNode) or not isinstance(predicate, ox.NamedNode):
            return []
        found = self.written.store.quads_for_pattern(subject, predicate, None, None)
        return sorted({restore(quad.object) for quad in found}, key=str)

    def rank(self, graph: object) -> tuple[bool, bool, str]:
        """The order of files: those of ``first``, then data before ontology, then by name."""
        name = self.name_of(graph)
        return (name not in self.first, name not in self.data, name)

    @staticmethod
    def name_of(graph: object) -> str:
        """The file whose graph this is."""
        value = graph.value if isinstance(graph, ox.NamedNode) else ""
        return bytes.fromhex(value[len(FILE) :]).decode() if value.startswith(FILE) else ""


def _restored(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, restore(quad.object), quad.graph_name)


def _quads(source: Source) -> Iterator[ox.Quad]:
    """The statements of a file in its graph, blank nodes under steady names, literals so that the store keeps them."""
    with source.open() as stream:
        if stream.read(len(BYTE_ORDER_MARK)) != BYTE_ORDER_MARK:
            stream.seek(0)
        yield from _named(ox.parse(stream, format=source.rdf_format), source)


def _named(parser: ox.QuadParser, source: Source) -> Iterator[ox.Quad]:
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
            if (datatype := value.datatype.value) == DIRECTED:
                raise InputError("input.direction")
            if datatype not in TEXTS and (kept := keep(value)) is not value:
                source.rewritten.append(ox.Quad(subject, quad.predicate, kept, graph))
                value = kept
        elif value.__class__ is ox.Triple:
            raise InputError("input.triple_term")
        number += 1
        if number == 1:
            source.prefixes = dict(parser.prefixes)  # those of RDF/XML are gone at the end
        yield ox.Quad(subject, quad.predicate, value, graph)
    source.prefixes |= parser.prefixes
    source.statements = number
