"""The source line of a finding with its spot, cut to a width that can be read."""

import functools
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from rich.cells import cell_len

from mekgraph.check.findings import Place
from mekgraph.check.reports.characters import visible
from mekgraph.sources.rows import ENDINGS

WIDTH = 100
TAB = " " * 4
CUT = "…"
# The source of a finding in a table is the text of its cell, or all cells of its row with this between them.
BETWEEN_CELLS = " | "
# Characters may take no room at all (combining marks), so their number is limited as well.
_MOST = 2


class Excerpt(NamedTuple):
    """A line in three parts, ready to be shown; ``spot`` is empty where only the line is known, not the spot."""

    before: str
    spot: str
    after: str

    @property
    def line(self) -> str:
        """The whole line."""
        return (self.before + self.spot + self.after).rstrip()

    @property
    def marker(self) -> str:
        """What stands below the line: ^ under every cell of the spot, or nothing."""
        return " " * cells(self.before) + "^" * max(1, cells(self.spot)) if self.spot else ""


def excerpt(place: Place, width: int = WIDTH) -> Excerpt:
    """The source line of a place around its spot, about ``width`` terminal cells wide; tabs become four spaces.

    >>> excerpt(Place("a.ttl", 1, 3, 4, "a kind b"))
    Excerpt(before='a ', spot='kind', after=' b')
    """
    source = place.source.rstrip("\r\n")
    span = spot_of(place)
    start, end = span or (0, 0)
    right, used = _grown(source, start, end, width)
    spot = _shown(source[start:right]) + (CUT if right < end else "")
    room = width - used
    _, wanted = _grown(source, end, len(source), room)
    left, taken = _grown_left(source, start, room - min(wanted, room // 2))
    stop, _ = _grown(source, end, len(source), room - taken) if right == end else (end, 0)
    before = (CUT if left else "") + _shown(source[left:start])
    after = _shown(source[end:stop]) + (CUT if stop < len(source) and right == end else "")
    return Excerpt(before, (spot or " ") if span else "", after)


def numbered(place: Place, mark: Callable[[str], str] = str) -> Iterator[str]:
    """The source line of a place after its number, and ^ under the spot below it; ``mark`` may put colour around these.

    >>> list(numbered(Place("a.ttl", 12, 3, 4, "a kind b")))
    ['12 | a kind b', '   |   ^^^^']
    """
    number = str(place.line or "")
    part = excerpt(place)
    yield f"{number} | {part.line}".rstrip()
    if part.marker:
        signs = part.marker.lstrip()
        yield f"{' ' * len(number)} | {part.marker.removesuffix(signs)}{mark(signs)}"


def is_table(place: Place) -> bool:
    """Whether the place is a cell of a table: then its line is a row, and its column the number of the cell.

    >>> is_table(Place("a.csv")), is_table(Place("a.ttl"))
    (True, False)
    """
    return bool(place.sheet) or PurePosixPath(place.file).suffix.lower() in ENDINGS


def spot_of(place: Place) -> tuple[int, int] | None:
    """Where the spot starts and ends in the source line, from 0; None where the place does not say."""
    source = place.source.rstrip("\r\n")
    if not source or place.column < 1:
        return None
    if is_table(place):
        return None if BETWEEN_CELLS in source else (0, len(source))
    start = min(place.column - 1, len(source))
    return start, min(start + max(place.length, 1), len(source))


def columns(place: Place) -> tuple[int, int] | None:
    """First column of the spot and the one after its last, from 1, within the line; None where none is known.

    >>> columns(Place("a.ttl", 1, 3, 9, "a kind")), columns(Place("a.csv", 1, 3))
    ((3, 7), None)
    """
    if place.column < 1 or is_table(place):
        return None
    span = spot_of(place)
    return (span[0] + 1, span[1] + 1) if span else (place.column, place.column + max(place.length, 1))


@functools.lru_cache(maxsize=4096)
def cells(text: str) -> int:
    """How many cells of a terminal the text takes; wide characters take two, combining ones none."""
    return cell_len(text, "latest")


def _grown(source: str, start: int, end: int, room: int) -> tuple[int, int]:
    """How far the text from ``start`` fits into ``room`` cells, at most to ``end``, and the cells it takes."""
    at, used = start, 0
    while at < end and at - start < _MOST * room and used + cells(_shown(source[at])) <= room:
        used += cells(_shown(source[at]))
        at += 1
    return at, used


def _grown_left(source: str, start: int, room: int) -> tuple[int, int]:
    """The same to the left of ``start``; a combining mark never stands first."""
    at, used = start, 0
    while at > 0 and start - at < _MOST * room and used + cells(_shown(source[at - 1])) <= room:
        at -= 1
        used += cells(_shown(source[at]))
    while 0 < at < start and unicodedata.combining(source[at]):
        at += 1
    return at, used


def _shown(text: str) -> str:
    return visible(text.replace("\t", TAB))
