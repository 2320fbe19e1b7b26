"""Tables over as many pages as they need: the heading again on each, rules between rows, no row on two pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mekgraph.diagram.page import Connector, Look, Page, Words
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.type.metrics import wrapped

SIZE, LEADING = 7.0, 2.9
HEADING, BELOW_HEADING = 11.0, 5.0
CAP = 1.63  # millimetres from the baseline to the top of a capital letter
GAP = 3.0  # millimetres between columns
PADDING = 0.9  # above and below the text of a row
TOP, BOTTOM = 6.0, 5.0  # millimetres of the page for its small title and its number
THICK, HAIR = Look("", "#444444", 0.3), Look("", "#BBBBBB", 0.12)


@dataclass(frozen=True)
class Column:
    """A column: its heading, its share of the width, how many lines a cell may have."""

    title: str
    share: float
    most: int
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a title; cells are texts, not yet broken into lines."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def tabled(table: Table, paper: Paper, above: tuple[Words, ...] = (), notes: str = "") -> tuple[Page, ...]:
    """The pages of a table, each with the words ``above``; none for one without rows."""
    made: list[_Sheet] = []
    widths = _widths(table.columns, paper)
    for row in table.rows:
        cells = _cells(row, table.columns, widths)
        high = _high(cells)
        if not made or not made[-1].holds(high):
            made.append(_Sheet(table, paper, widths, above))
        made[-1].row(cells, high)
    width, height = paper.size
    return tuple(Page(width, height, words=tuple(one.words), lines=tuple(one.lines), notes=notes) for one in made)


def _widths(columns: Sequence[Column], paper: Paper) -> list[float]:
    room = paper.inside.width - GAP * (len(columns) - 1)
    whole = sum(column.share for column in columns)
    return [room * column.share / whole for column in columns]


def _cells(texts: Iterable[str], columns: Sequence[Column], widths: Sequence[float]) -> list[tuple[str, ...]]:
    return [
        wrapped(text, width, SIZE, column.most, column.bold)
        for text, column, width in zip(texts, columns, widths, strict=True)
    ]


def _high(cells: Iterable[tuple[str, ...]]) -> float:
    return LEADING * (max(len(lines) for lines in cells) or 1) + 2 * PADDING


class _Sheet:
    """One page, filled from the top."""

    def __init__(self, table: Table, paper: Paper, widths: Sequence[float], above: tuple[Words, ...]) -> None:
        inside = paper.inside
        self._columns, self._bottom = table.columns, inside.bottom - BOTTOM
        self._left, self._right = inside.x, inside.right
        self._xs = [inside.x + sum(widths[:place]) + GAP * place for place in range(len(widths))]
        self.words, self.lines = list(above), list[Connector]()
        y = inside.y + TOP
        if title := wrapped(table.title, inside.width, HEADING, 1, bold=True):
            self.words.append(Words(title, inside.x, y + HEADING * 0.2333, HEADING, LEADING, bold=True))
        self._y = y + BELOW_HEADING
        titles = [wrapped(c.title, width, SIZE, 2, bold=True) for c, width in zip(table.columns, widths, strict=True)]
        self._put(titles, [True] * len(titles), _high(titles))
        self._rule(THICK)

    def holds(self, high: float) -> bool:
        """Whether a row so high has room."""
        return self._y + high <= self._bottom

    def row(self, cells: Sequence[tuple[str, ...]], high: float) -> None:
        """Add a row and a rule below it."""
        self._put(cells, [column.bold for column in self._columns], high)
        self._rule(HAIR)

    def _put(self, cells: Sequence[tuple[str, ...]], bold: Sequence[bool], high: float) -> None:
        base = self._y + PADDING + (LEADING + CAP) / 2
        for x, lines, heavy in zip(self._xs, cells, bold, strict=True):
            if lines:
                self.words.append(Words(lines, x, base, SIZE, LEADING, bold=heavy))
        self._y += high

    def _rule(self, look: Look) -> None:
        path = (self._left, self._y), (self._right, self._y)
        self.lines.append(Connector(f"rule {len(self.lines) + 1}", "", "", path, look, arrow=False))
