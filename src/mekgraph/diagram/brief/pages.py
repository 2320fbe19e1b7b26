"""The pages of a brief after its diagram: findings, the table of links, numbered sources; as few as these need."""

from collections.abc import Iterator

from mekgraph.diagram.brief.blocks import SMALL, Block, finding, heading, row, small, source
from mekgraph.diagram.brief.columns import GUTTER, Column, Sheets, split
from mekgraph.diagram.brief.model import Brief
from mekgraph.diagram.brief.tables import table, widths
from mekgraph.diagram.brief.wording import again, counted
from mekgraph.diagram.page import Page
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.sheet.table import Table

LEFT = 0.38  # the share of the width for findings, where the table is beside them
LOWEST = 20.0  # millimetres: what is lower is not begun
AFTER_FINDINGS = 5.0


def pages(brief: Brief, paper: Paper) -> tuple[Page, ...]:
    """The pages of a brief after its diagram, on a paper.

    On the first of them the findings stand beside the table, or above it where the paper is higher than wide; sources
    begin there if they have room. Names in the table are whole, unless all has room on one page with short ones only.
    """
    whole = _pages(brief, paper, table(brief, whole=True))
    if len(whole) == 1:
        return whole
    short = _pages(brief, paper, table(brief, whole=False))
    return short if len(short) == 1 else whole


def _pages(brief: Brief, paper: Paper, links: Table) -> tuple[Page, ...]:
    sheets = Sheets(brief.scene, paper)
    if paper.upright:
        last = _put_table(_put_findings(sheets.new(), brief, sheets), links, sheets)
        _put_sources(_columns(sheets, None, last), brief)
    else:
        left, right = split(sheets.new(), LEFT)
        below = _put_findings(left, brief, sheets)
        last = _put_table(right, links, sheets)
        _put_sources(_columns(sheets, below, last), brief)
    return sheets.pages


def _put_findings(column: Column, brief: Brief, sheets: Sheets) -> Column:
    """The findings; the column behind whose end there is room. They go on on a new page only where names are long."""
    if not brief.findings:
        return column
    width = column.region.width
    said = (finding(number, one, brief, width) for number, one in enumerate(brief.findings, 1))
    title, note = heading(brief.ground.say("findings"), width), small(counted(brief), width)
    for block in (title, note, *said, small(again(brief), width, AFTER_FINDINGS)):
        if not column.holds(block):
            column = sheets.new()
        column.put(block)
    return column


def _put_table(column: Column, links: Table, sheets: Sheets) -> Column:
    """The table, in the column as far as it has room there, then on whole pages; the column where it ends."""
    done = 0
    while done < len(links.rows):
        title, head, *rows = _rows(links, column)
        if column.holds(title, head, rows[done]) or column.y == sheets.region.y:
            column.put(title, head, rows[done])
            done += 1
            while done < len(rows) and column.holds(rows[done]):
                column.put(rows[done])
                done += 1
        if done < len(rows):
            column = sheets.new()
    return column


def _rows(links: Table, column: Column) -> list[Block]:
    """The title and the head of the table, then its rows, as wide as the column."""
    room = column.region.width
    across = widths(links, room, SMALL)
    head = row([column.title for column in links.columns], links, across, head=True)
    return [heading(links.title, room), head, *(row(cells, links, across) for cells in links.rows)]


def _put_sources(columns: Iterator[Column], brief: Brief) -> None:
    """The numbered sources, with a title on each page."""
    column, begun = next(columns), None
    for number, proof in enumerate(brief.ground.sources, 1):
        while True:
            width = column.region.width
            title = [] if begun is column.sheet else [heading(brief.scene.texts["sources"], width)]
            blocks = [*title, source(number, proof, width)]
            if column.holds(*blocks):
                break
            column = next(columns)
        column.put(*blocks)
        begun = column.sheet


def _columns(sheets: Sheets, below: Column | None, last: Column) -> Iterator[Column]:
    """Where sources may stand, one place after the other: below the findings, below the table, on new pages."""
    if below and below.rest >= LOWEST:
        yield below
    if last.rest >= LOWEST + GUTTER / 2:
        last.y += GUTTER / 2
        yield from split(last) if last.region.width == sheets.region.width else [last]
    while True:
        yield from split(sheets.new())
