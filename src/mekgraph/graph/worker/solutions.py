"""The rows of a SELECT in the standard formats, up to a bound: what is too long ends after a whole row.

The engine's own writer cannot be stopped between two rows. So the rows are taken from it one by one, as lines of TSV,
and no more of them than are wanted; from these the engine writes the answer.
"""

import io
from typing import IO, Any, NamedTuple, cast

import pyoxigraph as ox

RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
ROWS, SIZE = "rows", "size"


class TooMuchError(Exception):
    """The answer is longer than what was allowed."""


class Bounded(io.RawIOBase):
    """Keeps what is written to it, up to ``most`` bytes; TooMuchError beyond that."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.content = bytearray()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, part: Any) -> int:
        """Keep one more part."""
        if len(self.content) + len(part) > self.most:
            raise TooMuchError
        self.content += part
        return len(part)


class Written(NamedTuple):
    """An answer, how many rows it has, and which bound ended it: ``ROWS``, ``SIZE``, or "" if it is whole."""

    content: bytes
    rows: int
    cut: str


def written(solutions: ox.QuerySolutions, form: ox.QueryResultsFormat, rows: int, size: int) -> Written:
    """At most ``rows`` rows in at most ``size`` bytes; TooMuchError if not even one row is that short."""
    lines, cut = _lines(solutions, rows, size)
    if cut and len(lines) == 1:
        raise TooMuchError
    while True:
        try:
            return Written(_in_form(lines, form, size), len(lines) - 1, cut)
        except TooMuchError:
            half = len(lines) // 2
            if half < 2:  # the names of the columns, and one row
                raise
            lines, cut = lines[:half], SIZE


def _lines(solutions: ox.QuerySolutions, rows: int, size: int) -> tuple[list[bytes], str]:
    """The names of the columns and the first rows, each as a line of TSV, and which bound left out others."""
    lines = ["\t".join(map(str, solutions.variables)).encode()]
    left = size
    for solution in solutions:
        line = "\t".join(map(_term, solution)).encode()
        left -= len(line)
        if len(lines) > rows:
            return lines, ROWS
        if left < 0:
            return lines, SIZE
        lines.append(line)
    return lines, ""


def _term(term: object) -> str:
    """A term as TSV has it; nothing for none."""
    if term is None:
        return ""
    return f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)


def _in_form(lines: list[bytes], form: ox.QueryResultsFormat, size: int) -> bytes:
    output = Bounded(size)
    table = ox.parse_query_results(b"\n".join(lines) + b"\n", format=ox.QueryResultsFormat.TSV)
    table.serialize(cast(IO[bytes], output), format=form)
    return bytes(output.content)
