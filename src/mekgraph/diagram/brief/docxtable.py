"""The table of links in a text."""

from docx.document import Document as Text
from docx.shared import Mm, Pt

from mekgraph.diagram.brief.docxxml import keep_whole, repeat, rule
from mekgraph.diagram.brief.tables import widths
from mekgraph.diagram.sheet.table import Table
from mekgraph.diagram.type.characters import cleaned

SIZE = 8.0
BROADER = 1.2  # how much broader than in our font texts may be in that of the machine
GAP = 4.0  # millimetres that word processors keep free in a cell


def add_table(text: Text, table: Table, room: float) -> None:
    """Add a table as wide as the page, its head again on each."""
    grid = text.add_table(rows=1, cols=len(table.columns))
    grid.autofit = False
    rule(grid)
    across = [Mm(width + GAP) for width in widths(table, room - GAP, SIZE * BROADER, GAP)]
    for column, width in zip(grid.columns, across, strict=True):
        column.width = width
    rows = [[column.title for column in table.columns], *table.rows]
    for place, cells in enumerate(rows):
        row = grid.rows[0] if not place else grid.add_row()
        keep_whole(row)
        for cell, said, column, width in zip(row.cells, cells, table.columns, across, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            run = paragraph.add_run(cleaned(said))
            run.font.size, run.bold = Pt(SIZE), not place or column.bold
    repeat(grid.rows[0])
