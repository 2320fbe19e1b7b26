"""The lines of a text, and spots on them, as an editor counts them."""

import re
from array import array
from bisect import bisect_right
from typing import NamedTuple

BYTE_ORDER_MARK = "\ufeff"
LINE_END = re.compile(r"\r\n|\r|\n")


class Spot(NamedTuple):
    """Line and column (from 1, in characters as an editor shows them; a tab is one) and the length on that line.

    Where only the line is known, column and length are 0.
    """

    line: int
    column: int
    length: int


class Lines:
    """The lines of a text; CR LF, LF and CR end a line, a byte order mark is not part of the first."""

    def __init__(self, text: str) -> None:
        self.text = text.removeprefix(BYTE_ORDER_MARK)
        self.starts = array("Q", [0])
        self.starts.extend(match.end() for match in LINE_END.finditer(self.text))

    def line(self, number: int) -> str:
        """A line (from 1) without its end; "" where there is none."""
        if not 1 <= number <= len(self.starts):
            return ""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")

    def number_of(self, offset: int) -> int:
        """The line on which an offset into the text stands."""
        return bisect_right(self.starts, offset)

    def spot(self, start: int, end: int) -> Spot:
        """The spot from ``start`` to ``end``, or to the end of its first line."""
        line = self.number_of(start)
        first = self.starts[line - 1]
        if line < len(self.starts):
            end = min(end, first + len(self.line(line)))
        return Spot(line, start - first + 1, end - start)


def line_text(text: str, line: int) -> str:
    """One line of a text for showing, without its end; for many lines of one text use ``Lines``."""
    return Lines(text).line(line)
