"""The pages of a brief after its diagram: findings, the table of links, numbered sources; as few as these need."""

from collections.abc import Iterator

from mekgraph.diagram.brief.blocks import Setter
from mekgraph.diagram.brief.columns import GUTTER, Column, Sheets, split
from mekgraph.diagram.brief.model import Brief
from mekgraph.diagram.brief.tables import table
from mekgraph.diagram.brief.wording import again, counted
from mekgraph.diagram.page import Page
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.sheet.table import Table

LEFT = 0.38  # the share of the width for findings, where the table is beside them
LOWEST = 20.0  # millimetres: what is lower is not begun
AFTER_FINDINGS = 5.0


def pages(brief: Brief, paper: Paper, broader: float = 1.0) -> tuple[Page, ...]:
    """The pages of a brief after its diagram, on a paper; ``broader`` is how much broader than measured texts may be.

    On the first of them the findings stand beside the table, or above it where the paper is higher than wide; sources
    begin there if they have room. Names in the table are whole, unless all has room on one page with short ones only.
    """
    whole = Filling(brief, paper, table(brief, whole=True), broader).filled()
    if len(whole) == 1:
        return whole
    short = Filling(brief, paper, table(brief, whole=False), broader).filled()
    return short if len(short) == 1 else whole


class Filling:
    """Fills pages with one brief."""

    def __init__(self, brief: Brief, paper: Paper, links: Table, broader: float) -> None:
        self._brief, self._upright, self._links, self._broader = brief, paper.upright, links, broader
        self._sheets = Sheets(brief.scene, paper)

    def filled(self) -> tuple[Page, ...]:
        """The pages."""
        first = self._sheets.new()
        if self._upright:
            places = self._places(None, self._put_table(self._put_findings(first)))
        else:
            left, right = split(first, LEFT)
            below = self._put_findings(left)
            places = self._places(below, self._put_table(right))
        self._put_sources(places)
        return self._sheets.pages

    def _setter(self, column: Column) -> Setter:
        return Setter(column.region.width, self._broader)

    def _put_findings(self, column: Column) -> Column:
        """The findings; they go on on a new page only where names are very long. The column where they end."""
        brief, setter = self._brief, self._setter(column)
        if not brief.findings:
            return column
        said = (setter.finding(number, one, brief) for number, one in enumerate(brief.findings, 1))
        title, note = setter.heading(brief.ground.say("findings")), setter.small(counted(brief))
        for block in (title, note, *said, setter.small(again(brief), AFTER_FINDINGS)):
            if not column.holds(block):
                column = self._sheets.new()
            column.put(block)
        return column

    def _put_table(self, column: Column) -> Column:
        """The table, in the column as far as it has room there, then on whole pages; the column where it ends."""
        done = 0
        while done < len(self._links.rows):
            title, head, *rows = self._setter(column).table(self._links)
            if column.holds(title, head, rows[done]) or column.y == self._sheets.region.y:
                column.put(title, head, rows[done])
                done += 1
                while done < len(rows) and column.holds(rows[done]):
                    column.put(rows[done])
                    done += 1
            if done < len(rows):
                column = self._sheets.new()
        return column

    def _put_sources(self, places: Iterator[Column]) -> None:
        """The numbered sources, with a heading on each page."""
        column, begun = next(places), None
        for number, proof in enumerate(self._brief.ground.sources, 1):
            while True:
                setter = self._setter(column)
                title = [] if begun is column.sheet else [setter.heading(self._brief.scene.texts["sources"])]
                blocks = [*title, setter.source(number, proof)]
                if column.holds(*blocks):
                    break
                column = next(places)
            column.put(*blocks)
            begun = column.sheet

    def _places(self, below: Column | None, last: Column) -> Iterator[Column]:
        """Where sources may stand, one after the other: below the findings, below the table, on new pages."""
        if below and below.rest >= LOWEST:
            yield below
        if last.rest >= LOWEST + GUTTER / 2:
            last.y += GUTTER / 2
            yield from split(last) if last.region.width == self._sheets.region.width else [last]
        while True:
            yield from split(self._sheets.new())
