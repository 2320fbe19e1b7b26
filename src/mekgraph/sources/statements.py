"""RDF files to statements that know the file and line they come from.

Parsing is pyoxigraph's. It reads ahead of what it yields only within one line when it is given one line per
``read()``, so the line counter at the moment a quad appears is the line on which its object ends.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple, cast

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.sources.bounds import require_flat
from mekgraph.sources.markup import require_well_formed
from mekgraph.sources.text import read_text

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
POSITION = re.compile(r"^Parser error (?:at|between) line (\d+) (?:between )?columns? (\d+)[^:]*: ", re.DOTALL)
LONGEST_REASON = 200


class Statement(NamedTuple):
    """One triple of a file, with the line (from 1) on which it ends."""

    subject: ox.NamedNode | ox.BlankNode
    predicate: ox.NamedNode
    object: ox.NamedNode | ox.BlankNode | ox.Literal
    line: int

    @property
    def triple(self) -> ox.Triple:
        """The statement without its place."""
        return ox.Triple(self.subject, self.predicate, self.object)


@dataclass(frozen=True)
class Document:
    """The statements of one file, the prefixes it declares, the comment on top of it, and its name for messages."""

    file: Path
    statements: list[Statement]
    prefixes: dict[str, str]
    comment: str = ""
    shown: str = ""


class Reader(io.RawIOBase):
    """Hands the parser one line per read (a long one in parts) and counts them."""

    def __init__(self, text: str) -> None:
        self.lines = io.BytesIO(text.encode())
        self.line = b""
        self.sent = 0
        self.count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes of one line."""
        if self.sent == len(self.line):
            self.line, self.sent = self.lines.readline(), 0
            self.count += bool(self.line)
        part = self.line[self.sent : None if size < 0 else self.sent + size]
        self.sent += len(part)
        return part


def format_of(file: Path, shown: str | None = None) -> ox.RdfFormat:
    """The RDF format by the ending of the file name; InputError for an unknown one."""
    try:
        return FORMATS[file.suffix.lower()]
    except KeyError:
        raise InputError("input.ending", file=shown or file, ending=file.suffix, known=" ".join(FORMATS)) from None


def read_document(file: Path, shown: str | None = None) -> Document:
    """All statements of an RDF file; named graphs are read into one.

    Raises InputError with line and column at the first syntax error, and for unreadable files.
    """
    name = shown or file.as_posix()
    rdf_format = format_of(file, name)
    return parse_text(read_text(file, name), rdf_format, file, name)


def parse_text(text: str, rdf_format: ox.RdfFormat, file: Path, shown: str) -> Document:
    """The statements of ``text``; see ``read_document``."""
    require_parsable(text, rdf_format, shown)
    reader = Reader(text)
    try:
        parser = ox.parse(cast(IO[bytes], reader), format=rdf_format)
        statements = list(_statements(parser, reader, shown))
    except SyntaxError as error:
        raise syntax_error(error, shown, reader.count if rdf_format == ox.RdfFormat.RDF_XML else None) from None
    except (ValueError, MemoryError, RuntimeError) as error:
        raise InputError("input.syntax", file=shown, line=reader.count, reason=str(error)[:LONGEST_REASON]) from None
    return Document(file, statements, dict(parser.prefixes), leading_comment(text), shown)


def require_parsable(text: str, rdf_format: ox.RdfFormat, shown: str) -> None:
    """InputError for a text that must not reach the parser: it declares a document type, or is nested too deep.

    For RDF/XML also where it is not well formed.
    """
    if rdf_format != ox.RdfFormat.RDF_XML:
        require_flat(text, rdf_format, shown)
        return
    if "<!DOCTYPE" in text:
        raise InputError("input.doctype", file=shown, line=text.count("\n", 0, text.index("<!DOCTYPE")) + 1)
    require_well_formed(text, shown)


def leading_comment(text: str) -> str:
    """The comment lines before the first statement of a Turtle text, each ending in a line break."""
    kept = []
    for line in text.split("\n"):
        if not line.startswith("#"):
            break
        kept.append(line.rstrip() + "\n")
    return "".join(kept)


def _statements(parser: Iterator[ox.Quad], reader: Reader, shown: str) -> Iterator[Statement]:
    for quad in parser:
        if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
            raise InputError("input.triple_term", file=shown, line=reader.count)
        if isinstance(quad.object, ox.Literal) and quad.object.direction:
            raise InputError("input.direction", file=shown, line=reader.count)
        yield Statement(quad.subject, quad.predicate, quad.object, reader.count)


def syntax_error(error: SyntaxError, shown: str, line: int | None = None) -> InputError:
    """pyoxigraph's syntax error as ours, with line and column; ``line`` is for one that tells none."""
    reason = POSITION.sub("", str(error.msg))[:LONGEST_REASON]
    return InputError("input.syntax", file=shown, line=error.lineno or line, column=error.offset, reason=reason)
