"""Pieces of text that stay together on a page: the findings, rows of the table and sources of a brief, in millimetres."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mekgraph.diagram.brief.model import Brief, Finding
from mekgraph.diagram.brief.tables import GAP
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
AFTER_FINDING, AFTER_SOURCE = 2.2, 0.8
PADDING = 0.8  # above and below the text of a row
CAP = 0.2333  # the height of a capital letter, in millimetres per point
LONGEST = 14  # lines of one finding
MOST_LINES = 6  # of one source
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


def heading(title: str, width: float) -> Block:
    """A heading."""
    lines = wrapped(title, width, HEADING, 1, bold=True)
    return Block(HEADING_HIGH, (Words(lines, 0, HEADING * CAP + 0.6, HEADING, HEADING_LEADING, bold=True),))


def small(said: str, width: float, after: float = AFTER_FINDING) -> Block:
    """A remark in small grey type."""
    lines = wrapped(said, width, SMALL, LONGEST)
    words = Words(lines, 0, SMALL * CAP + 0.4, SMALL, SMALL_LEADING, color=GREY)
    return Block(SMALL_LEADING * len(lines) + after, (words,))


def finding(number: int, one: Finding, brief: Brief, width: float) -> Block:
    """A finding, numbered, and below it in small type what it rests on."""
    lines = wrapped(one.text, width - ASIDE, TEXT, LONGEST)
    grounds = wrapped(rests_on(one, brief), width - ASIDE, SMALL, LONGEST)
    base = TEXT * CAP + 0.4
    below = base + TEXT_LEADING * len(lines) - 0.5
    words = (
        Words((str(number),), 0, base, TEXT, TEXT_LEADING, bold=True),
        Words(lines, ASIDE, base, TEXT, TEXT_LEADING),
        Words(grounds, ASIDE, below, SMALL, SMALL_LEADING, color=GREY),
    )
    return Block(TEXT_LEADING * len(lines) + SMALL_LEADING * len(grounds) + AFTER_FINDING, words)


def row(cells: Sequence[str], table: Table, across: Sequence[float], head: bool = False) -> Block:
    """A row of the table, whose columns are so wide, or its head; with the rule below it."""
    words, x, most = [], 0.0, 1
    for text, column, width in zip(cells, table.columns, across, strict=True):
        bold = head or column.bold
        lines = wrapped(text, width, SMALL, column.most, bold)
        if lines:
            words.append(Words(lines, x, PADDING + SMALL * CAP + 0.5, SMALL, SMALL_LEADING, bold=bold))
        most, x = max(most, len(lines)), x + width + GAP
    high = SMALL_LEADING * most + 2 * PADDING
    rule = Connector("rule", "", "", ((0, high), (x - GAP, high)), THICK if head else HAIR, arrow=False)
    return Block(high, tuple(words), (rule,))


def source(number: int, proof: Proof, width: float) -> Block:
    """A numbered source, which leads to its address."""
    lines = wrapped(told(proof), width - ASIDE, SMALL, MOST_LINES)
    base = SMALL * CAP + 0.4
    words = (
        Words((str(number),), ASIDE - 1.5, base, SMALL, SMALL_LEADING, "right", bold=True),
        Words(lines, ASIDE, base, SMALL, SMALL_LEADING, href=proof.url),
    )
    return Block(SMALL_LEADING * len(lines) + AFTER_SOURCE, words)
