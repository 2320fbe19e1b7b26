"""One pass over an XML part of a workbook by a parser that keeps nothing but an outline.

It notes what reading would lose without a word: merged cells, formulas without a saved result. What no spreadsheet
program writes, and what is more than can be read, stops it.
"""

import re
import zipfile
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

DEEPEST = 200
CELLS = {"row", "c", "v", "f", "is", "si", "r", "t"}
MOST_OTHERS = 500_000  # elements of a part that are none of these; openpyxl keeps them all until the end
LONGEST_TEXT = 1_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of Excel
PIECE = 65_536
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Odd(Exception):
    """Something that no spreadsheet program writes; the text says what."""


class TooMuch(Exception):
    """More than is read."""


class Range(NamedTuple):
    """A range of cells: rows and columns from 1."""

    reference: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Outline:
    """What was counted in a sheet: rows that hold something, cells up to the last one of every row."""

    rows: int = 0
    cells: int = 0
    merged: list[Range] = field(default_factory=list)
    unsaved: list[tuple[int, int]] = field(default_factory=list)  # row and column of formulas without a result


class Scan:
    """One pass over the XML of a part; what is not XML (a picture) is left at its first byte."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.elements = self.others = self.depth = self.text = self.row = self.column = 0
        self.root = ""
        self.outline = Outline()
        self.holds = self.formula = self.saved = self.in_value = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data

    def read(self, parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        """Feed the part to the parser; raises Odd or TooMuch, and what ``zipfile`` raises for broken archives."""
        try:
            with parts.open(part) as stream:
                while piece := stream.read(PIECE):
                    self.parser.Parse(piece, False)
                self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            if self.elements:
                raise Odd(f"{part.filename}: {error}") from None

    def _doctype(self, *_: object) -> None:
        raise Odd("<!DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.elements += 1
        self.others += local not in CELLS
        self.depth += 1
        self.text = 0
        if self.elements > self.most or self.others > MOST_OTHERS:
            raise TooMuch
        if self.depth > DEEPEST:
            raise Odd(f"elements in elements, deeper than {DEEPEST}")
        if self.depth == 1:
            self.root = local if space == MAIN else ""
            if space == STRICT:
                raise Odd("Strict Open XML")
        elif self.root == "worksheet" and space == MAIN:
            self._in_sheet(local, attributes)

    def _in_sheet(self, local: str, attributes: dict[str, str]) -> None:
        if local == "row":
            self.row = _next(self.row, attributes.get("r", str(self.row + 1)), LAST_ROW)
            self.column, self.holds = 0, False
        elif local == "c":
            self.column = _next(self.column, _column(attributes.get("r", ""), self.column), LAST_COLUMN)
            self.formula, self.saved = False, attributes.get("t") == "str"
        elif local in ("v", "is"):
            self.holds = self.in_value = True
        elif local == "f":
            self.holds = self.formula = True
        elif local == "mergeCell":
            self.outline.merged.append(_range(attributes.get("ref", "")))

    def _data(self, data: str) -> None:
        self.text += len(data)
        self.saved = self.saved or self.in_value
        if self.text > LONGEST_TEXT:
            raise TooMuch

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.text = 0
        if self.root != "worksheet":
            return
        local = name.rpartition(" ")[2]
        if local in ("v", "is"):
            self.in_value = False
        elif local == "c" and self.formula and not self.saved:
            self.outline.unsaved.append((self.row, self.column))
        elif local == "row" and self.holds:
            self.outline.rows += 1
            self.outline.cells += self.column


def _next(last: int, given: str | int, limit: int) -> int:
    """The number of a row or column, which must be higher than the last one and not beyond the limit."""
    if not str(given).isascii() or not str(given).isdigit() or len(str(given)) > len(str(limit)):
        raise Odd(f"the number {str(given)[:20]!r}")
    number = int(given)
    if not last < number <= limit:
        raise Odd(f"the number {number} after {last}")
    return number


def _column(reference: str, last: int) -> int:
    """The number of the column of a cell; the next one where the cell does not say."""
    return _cell(reference)[1] if reference else last + 1


def _cell(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as ``AB12``.

    >>> _cell("AB12")
    (12, 28)
    """
    match = CELL.fullmatch(reference)
    if not match:
        raise Odd(f"the cell {reference[:20]!r}")
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)), column


def _range(reference: str) -> Range:
    first, _, last = reference.partition(":")
    return Range(reference, *_cell(first), *_cell(last or first))
