"""What stays together on a page: headings, findings, rows of the table and sources of a brief, in millimetres."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mekgraph.diagram.brief.model import Brief, Finding
from mekgraph.diagram.brief.tables import GAP, widths
from mekgraph.diagram.brief.wording import rests_on
from mekgraph.diagram.page import Connector, Look, Words
from mekgraph.diagram.scene import Proof
from mekgraph.diagram.sheet.sources import told
from mekgraph.diagram.sheet.table import Table
from mekgraph.diagram.type.metrics import wrapped

HEADING, HEADING_LEADING, HEADING_HIGH = 12.0, 4.8, 7.0
TEXT, TEXT_LEADING = 9.5, 4.1
SMALL, SMALL_LEADING = 7.0, 2.9
ASIDE = 6.0  # millimetres for the number before a finding or source
AFTER_SMALL, AFTER_FINDING, AFTER_SOURCE = 2.2, 2.2, 0.8
PADDING = 0.8  # above and below the text of a row
CAP = 0.2333  # the height of a capital letter, in millimetres per point
LONGEST = 14  # lines of one text
GREY = "#444444"
THICK, HAIR = Look("", "#444444", 0.3), Look("", "#BBBBBB", 0.12)


@dataclass(frozen=True)
class Block:
    """Words and lines below and right of the point (0, 0), and how high they are with the space after them."""

    height: float
    words: tuple[Words, ...] = ()
    lines: tuple[Connector, ...] = ()

    def moved(self, x: float, y: float) -> "Block":
        """The same block elsewhere."""
        words = tuple(replace(one, x=one.x + x, y=one.y + y) for one in self.words)
        lines = tuple(replace(one, path=tuple((a + x, b + y) for a, b in one.path)) for one in self.lines)
        return Block(self.height, words, lines)


@dataclass(frozen=True)
class Setter:
    """Sets blocks of a width; ``broader`` is how much broader than in our font texts may come out."""

    width: float
    broader: float = 1.0

    def heading(self, title: str) -> Block:
        """A heading."""
        lines = self._lines(title, self.width, HEADING, 1, bold=True)
        return Block(HEADING_HIGH, (Words(lines, 0, HEADING * CAP + 0.6, HEADING, HEADING_LEADING, bold=True),))

    def small(self, said: str, after: float = AFTER_SMALL) -> Block:
        """A remark in small grey type."""
        lines = self._lines(said, self.width, SMALL)
        words = Words(lines, 0, SMALL * CAP + 0.4, SMALL, SMALL_LEADING, color=GREY)
        return Block(SMALL_LEADING * len(lines) + after, (words,))

    def finding(self, number: int, one: Finding, brief: Brief) -> Block:
        """A finding, numbered, and below it in small type what it rests on."""
        lines = self._lines(one.text, self.width - ASIDE, TEXT)
        grounds = self._lines(rests_on(one, brief), self.width - ASIDE, SMALL)
        base = TEXT * CAP + 0.4
        below = base + TEXT_LEADING * len(lines) - 0.5
        words = (
            Words((str(number),), 0, base, TEXT, TEXT_LEADING, bold=True),
            Words(lines, ASIDE, base, TEXT, TEXT_LEADING),
            Words(grounds, ASIDE, below, SMALL, SMALL_LEADING, color=GREY),
        )
        return Block(TEXT_LEADING * len(lines) + SMALL_LEADING * len(grounds) + AFTER_FINDING, words)

    def table(self, table: Table) -> list[Block]:
        """The title and the head of a table, then its rows."""
        across = widths(table, self.width, SMALL * self.broader)
        head = self._row([column.title for column in table.columns], table, across, head=True)
        return [self.heading(table.title), head, *(self._row(cells, table, across) for cells in table.rows)]

    def _row(self, cells: Sequence[str], table: Table, across: Sequence[float], head: bool = False) -> Block:
        """A row, whose cells are so wide, with the rule below it."""
        words, x, most = [], 0.0, 1
        for text, column, width in zip(cells, table.columns, across, strict=True):
            bold = head or column.bold
            lines = self._lines(text, width, SMALL, column.most, bold)
            if lines:
                words.append(Words(lines, x, PADDING + SMALL * CAP + 0.5, SMALL, SMALL_LEADING, bold=bold))
            most, x = max(most, len(lines)), x + width + GAP
        high = SMALL_LEADING * most + 2 * PADDING
        rule = Connector("rule", "", "", ((0, high), (self.width, high)), THICK if head else HAIR, arrow=False)
        return Block(high, tuple(words), (rule,))

    def source(self, number: int, proof: Proof) -> Block:
        """A numbered source, which leads to its address."""
        lines = self._lines(told(proof), self.width - ASIDE, SMALL)
        base = SMALL * CAP + 0.4
        words = (
            Words((str(number),), ASIDE - 1.5, base, SMALL, SMALL_LEADING, "right", bold=True),
            Words(lines, ASIDE, base, SMALL, SMALL_LEADING, href=proof.url),
        )
        return Block(SMALL_LEADING * len(lines) + AFTER_SOURCE, words)

    def _lines(self, text: str, width: float, size: float, most: int = LONGEST, bold: bool = False) -> tuple[str, ...]:
        return wrapped(text, width / self.broader, size, most, bold)
