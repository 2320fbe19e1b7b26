"""Where wanted statements stand in an RDF text: line, column and length of subject, predicate and object.

Called only for files in which something was found: the text is parsed once more, statement by statement, and only
the statements that hold a wanted one are taken apart into tokens.
"""

import re
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple, cast

import pyoxigraph as ox

from mekgraph.sources.lines import Lines, Spot, line_text
from mekgraph.sources.tokens import COMMENT, Event, events, pieces

__all__ = ["BlankNames", "Lines", "Pattern", "Position", "Spot", "line_text", "locate"]

Subject = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal
Pattern = tuple[Subject, ox.NamedNode | None, Term | None]

TOKENS_KNOWN = frozenset(
    {ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS},
)
BEFORE_TOKEN = re.compile(rf"(?:[ \t\r\n]++|{COMMENT})*+")
SPELLINGS: dict[type, re.Pattern[str]] = {
    ox.NamedNode: re.compile(r"(?!_:)[^\"'\[0-9+-]"),
    ox.BlankNode: re.compile(r"_:|[\[(]"),
    ox.Literal: re.compile(r"[\"'0-9.+-]|true|false"),
}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
STRINGS = frozenset({ox.NamedNode(RDF + "langString"), ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")})
CELL = frozenset({ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest")})


class Position(NamedTuple):
    """The spots of the three parts of a statement.

    ``[`` and ``(`` stand for the blank node or collection that they open. In a collection, ``(`` is also the predicate
    of its rdf:first and rdf:rest.
    """

    subject: Spot
    predicate: Spot
    object: Spot


class BlankNames(dict[ox.BlankNode, ox.BlankNode]):
    """Names for the blank nodes of one file that are the same on every parse: tag1, tag2, ...

    The parser invents new ones for ``[]`` and ``()`` each time. Here they are counted as they first come up in its
    statements, the subject before the object, those with a label in the file too: ``names[node]``.
    """

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag

    def __missing__(self, node: ox.BlankNode) -> ox.BlankNode:
        name = self[node] = ox.BlankNode(f"{self.tag}{len(self) + 1}")
        return name


def locate(text: str, rdf_format: ox.RdfFormat, wanted: Iterable[Pattern], tag: str = "b") -> dict[Pattern, Position]:
    """Where the wanted statements stand.

    ``wanted`` are (subject, predicate, object), each of the last two None for "any": the first statement that fits.
    An object also fits when the embedded engine keeps it as the same term ("01" as 1). Blank nodes are those of
    ``BlankNames(tag)``. What does not occur is absent from the answer.

    Exact in Turtle, TriG, N-Triples and N-Quads. In RDF/XML and JSON-LD, and next to what is new in RDF 1.2, only a
    line can be told: the one on which the parser completes the statement, or on which its first word stands.
    Raises SyntaxError as the parser does.
    """
    lines = Lines(text)
    search = _Search(wanted, tag)
    tokens_known = rdf_format in TOKENS_KNOWN
    reader = _Reader(lines.text, pieces(lines.text) if tokens_known else (*lines.starts[1:], len(lines.text)))
    found: dict[Pattern, Position] = {}
    parser = ox.parse(cast(IO[bytes], reader), format=rdf_format) if search.left else iter(())
    for piece in search.pieces(parser, reader):
        found.update(_exact(lines, piece) if tokens_known else _by_line(lines, piece, piece.start))
        if not search.left:
            break
    return found


class _Hit(NamedTuple):
    """A wanted statement, and the how-manieth of its piece it is."""

    pattern: Pattern
    quad: ox.Quad
    number: int


class _Piece(NamedTuple):
    """A part of the text: what is wanted of it, and how many statements it holds."""

    start: int
    end: int
    hits: list[_Hit]
    statements: int


class _Reader:
    """Hands the parser one piece of the text per read (a long one in parts) and knows which came last."""

    def __init__(self, text: str, ends: Iterable[int]) -> None:
        self.text = text
        self.ends = iter(ends)
        self.span = (0, 0)
        self.encoded = b""
        self.sent = 0

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes: the parser cannot bear more."""
        if self.sent == len(self.encoded):
            start = self.span[1]
            end = next(self.ends, start)
            if end == start:
                return b""
            self.span = start, end
            self.encoded, self.sent = self.text[start:end].encode(), 0
        part = self.encoded[self.sent : self.sent + size]
        self.sent += len(part)
        return part


class _Search:
    """What is still wanted, by subject."""

    def __init__(self, wanted: Iterable[Pattern], tag: str) -> None:
        self.left: dict[Subject, dict[ox.NamedNode | None, set[Term | None]]] = {}
        named = False
        for subject, predicate, term in wanted:
            self.left.setdefault(subject, {}).setdefault(predicate, set()).add(term)
            named = named or isinstance(subject, ox.BlankNode) or isinstance(term, ox.BlankNode)
        self.names = BlankNames(tag) if named else None

    def pieces(self, parser: Iterator[ox.Quad], reader: _Reader) -> Iterator[_Piece]:
        """The parts of the text with something wanted, each when the parser has left it."""
        span, number = reader.span, 0
        hits: list[_Hit] = []
        for quad in parser:
            if span is not reader.span:
                if hits:
                    yield _Piece(*span, hits, number)
                span, number, hits = reader.span, 0, []
            for pattern in self._patterns(quad):
                hits.append(_Hit(pattern, quad, number))
            number += 1
        if hits:
            yield _Piece(*span, hits, number)

    def _patterns(self, quad: ox.Quad) -> list[Pattern]:
        """What this statement is wanted for; it is no longer wanted then."""
        subject = cast(Subject, quad.subject)
        if self.names is not None:
            # Both must be asked for, so that every blank node is counted where it first comes up.
            if type(subject) is ox.BlankNode:
                subject = self.names[subject]
            if type(quad.object) is ox.BlankNode:
                self.names[quad.object]
        wishes = self.left.get(subject)
        if wishes is None:
            return []
        fitting: list[Pattern] = []
        for predicate in (quad.predicate, None):
            if objects := wishes.get(predicate):
                terms = self._objects(quad)
                fitting += [(subject, predicate, term) for term in terms if term in objects]
                objects.difference_update(terms)
        if fitting and not any(wishes.values()):
            del self.left[subject]
        return fitting

    def _objects(self, quad: ox.Quad) -> tuple[Term | None, ...]:
        """All objects that the one of this statement answers to."""
        term = cast(Term, quad.object)
        if isinstance(term, ox.BlankNode):
            return (self.names[term], None) if self.names is not None else (None,)
        if isinstance(term, ox.Literal) and term.datatype not in STRINGS:
            return tuple(dict.fromkeys((term, _as_stored(quad), None)))
        return term, None


def _as_stored(quad: ox.Quad) -> Term:
    """The object as the embedded engine gives it back: numbers, times and truth values in their shortest form."""
    store = ox.Store()
    store.add(quad)
    return cast(Term, next(iter(store)).object)


def _exact(lines: Lines, piece: _Piece) -> dict[Pattern, Position]:
    """The positions in a piece by its tokens; by line if these do not tell the same statements as the parser."""
    numbers = {hit.number for hit in piece.hits}
    found: dict[int, Event] = {}
    count = 0
    for event in events(lines.text, piece.start, piece.end):
        if count in numbers:
            found[count] = event
        count += 1
    if count != piece.statements or not all(_agrees(lines.text, found[hit.number], hit.quad) for hit in piece.hits):
        first = BEFORE_TOKEN.match(lines.text, piece.start)
        return _by_line(lines, piece, first.end() if first else piece.start)
    return {hit.pattern: Position(*(lines.spot(*span) for span in found[hit.number])) for hit in piece.hits}


def _agrees(text: str, event: Event, quad: ox.Quad) -> bool:
    subject, verb, spelled = event
    if subject == verb:
        return quad.predicate in CELL
    return SPELLINGS[type(quad.object)].match(text, spelled[0]) is not None


def _by_line(lines: Lines, piece: _Piece, offset: int) -> dict[Pattern, Position]:
    spot = Spot(lines.number_of(offset), 0, 0)
    return {hit.pattern: Position(spot, spot, spot) for hit in piece.hits}
