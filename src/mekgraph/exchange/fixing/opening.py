"""A file that is being mended: what is in it, and its text with what was mended in place of what was there."""

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.exchange.fixing.fixed import Fix, Fixed
from mekgraph.exchange.fixing.mending import Entry
from mekgraph.exchange.fixing.order import first_difference, in_order
from mekgraph.exchange.fixing.spans import declared_prefixes, rewritten, written_literals
from mekgraph.sources.lines import BYTE_ORDER_MARK, Lines
from mekgraph.sources.outside.reader import try_file
from mekgraph.sources.statements import FORMATS, Document, Statement, parse_text
from mekgraph.sources.text import read_text

MENDED = frozenset({ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS})


@dataclass(frozen=True)
class Opened:
    """A file, its name for people, its text without byte order mark, and its literals.

    ``mark`` is the byte order mark, or nothing.
    """

    file: Path
    name: str
    mark: str
    text: str
    rdf_format: ox.RdfFormat
    document: Document
    entries: list[Entry]

    def fixed(self) -> Fixed:
        """The answer for the file: its literals mended in place, then the whole in order if nothing is lost by that."""
        found = sorted((fix for entry in self.entries for fix in entry.fixes), key=lambda fix: fix.line)
        edited = self.mark + self._edited() if found else self.mark + self.text
        after, remark = edited, ""
        if self.rdf_format == ox.RdfFormat.TURTLE:
            after, remark = in_order(edited, self._reread(edited) if found else self.document)
        if after != edited:
            found.append(Fix("order", first_difference(edited, after)))
        return Fixed(self.file, self.mark + self.text, after, found, remark)

    def _edited(self) -> str:
        pieces: list[str] = []
        last = 0
        prefixes = declared_prefixes(self.text)
        for entry in self.entries:
            if entry.written and entry.changed:
                pieces.append(self.text[last : entry.written.start])
                pieces.append(rewritten(self.text, entry.written, entry.now, prefixes))
                last = entry.written.end
        return "".join(pieces) + self.text[last:]

    def _reread(self, edited: str) -> Document:
        return parse_text(edited.removeprefix(BYTE_ORDER_MARK), self.rdf_format, self.file, self.name)


def opened(file: Path, name: str) -> Opened | Fixed:
    """The file, read; or what is to be said of one that cannot be read, or is of a kind that is not mended."""
    rdf_format = FORMATS.get(file.suffix.lower())
    if rdf_format not in MENDED:
        return Fixed(file, "", "", remark="fix.form")
    try:
        try_file(file, name)
        text = read_text(file, name)
        document = parse_text(text, rdf_format, file, name)
    except InputError as error:
        return Fixed(file, "", "", problem=error)
    lines = Lines(text)
    entries = [
        Entry(about(statement, name), name, lines.number_of(written.start), written.literal, written)
        for statement, written in written_literals(text, document.statements)
    ]
    return Opened(file, name, _mark(file), text, rdf_format, document, entries)


def about(statement: Statement, name: str) -> tuple[str, str]:
    """Subject and property of a statement; a blank node is known in its own file only."""
    subject = statement.subject
    where = name + str(subject) if isinstance(subject, ox.BlankNode) else subject.value
    return where, statement.predicate.value


def _mark(file: Path) -> str:
    with file.open("rb") as stream:
        return BYTE_ORDER_MARK if stream.read(3) == BYTE_ORDER_MARK.encode() else ""
