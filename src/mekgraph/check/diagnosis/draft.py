"""A text that cannot be read: its declarations, where its statements begin, and what the parser says to a part."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.sources.lines import Lines
from mekgraph.sources.statements import syntax_error

NAME = r"""(?:<[^<>"\s]*+>|(?!@)[^\s:;,<>"'()\[\]{}#]*+:[^\s;,<>"'()\[\]{}#]*+)"""
# Whatever went wrong before: a name with the word “a” after it is always the subject of a statement.
BEGINNING = re.compile(rf"^{NAME}[ \t]++a[ \t\r\n]", re.MULTILINE)
PREFIX = re.compile(r"@?\bprefix[ \t]+([^\s:<>]*):\s*(<[^<>\s]*>)", re.IGNORECASE)
BASE = re.compile(r"@?\bbase[ \t]+(<[^<>\s]*>)", re.IGNORECASE)
LONG_TEXT = re.compile(r"\"{3}|'{3}")


class Edit(NamedTuple):
    """What is written in the place of a part of a text."""

    start: int
    end: int
    new: str


class Fault(NamedTuple):
    """Where the parser stumbled in the whole text, and its reason."""

    offset: int
    reason: str


class Draft:
    """The text of a Turtle or TriG file that holds a fault."""

    def __init__(self, text: str, rdf_format: ox.RdfFormat = ox.RdfFormat.TURTLE) -> None:
        self.lines = Lines(text)
        self.text = self.lines.text
        self.rdf_format = rdf_format

    @cached_property
    def beginnings(self) -> list[int]:
        """Where statements surely begin: lines that begin with a name and the word “a” (none in TriG)."""
        if self.rdf_format != ox.RdfFormat.TURTLE:
            return []
        return [match.start() for match in BEGINNING.finditer(self.text)]

    @cached_property
    def has_long_text(self) -> bool:
        """Whether a text in three quotation marks occurs: what looks like a statement may be a part of it then."""
        return LONG_TEXT.search(self.text) is not None

    @cached_property
    def _declarations(self) -> list[tuple[int, str]]:
        found = [(match.end(), f"@prefix {match[1]}: {match[2]} .\n") for match in PREFIX.finditer(self.text)]
        return sorted(found + [(match.end(), f"@base {match[1]} .\n") for match in BASE.finditer(self.text)])

    def declarations(self, end: int) -> str:
        """The prefixes that are declared before ``end``, one in a line."""
        return "".join(line for offset, line in self._declarations if offset <= end)

    def offset(self, line: int, column: int) -> int:
        """Where a line and column (from 1) are in the text."""
        return min(self.lines.starts[min(line, len(self.lines.starts)) - 1] + column - 1, len(self.text))

    def fault(self, start: int, end: int, edit: Edit | None = None, declared: str = "") -> Fault | None:
        """The first fault in a part of the text, read by itself after ``edit``; None if there is none."""
        head = self.declarations(start) + declared
        change = edit or Edit(end, end, "")
        text = head + self.text[start : change.start] + change.new + self.text[change.end : end]
        error = _error(text, self.rdf_format)
        if error is None:
            return None
        lines = Lines(text)
        offset = lines.starts[min(error.line or 1, len(lines.starts)) - 1] + (error.column or 1) - 1 - len(head) + start
        if offset >= change.start + len(change.new):
            offset += change.end - change.start - len(change.new)
        return Fault(min(offset, len(self.text)), str(error.values["reason"]))


def _error(text: str, rdf_format: ox.RdfFormat) -> InputError | None:
    try:
        _exhaust(ox.parse(text.encode(), format=rdf_format))
    except SyntaxError as error:
        return syntax_error(error, "")
    except (ValueError, RuntimeError) as error:
        return InputError("input.syntax", reason=str(error))
    return None


def _exhaust(quads: Iterator[ox.Quad]) -> None:
    for _ in quads:
        pass
