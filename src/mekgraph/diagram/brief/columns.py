"""Parts of pages that are filled from the top."""

from dataclasses import dataclass, field

from mekgraph.diagram.brief.blocks import GREY, SMALL, SMALL_LEADING, Block
from mekgraph.diagram.page import Area, Connector, Page, Words
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.sheet.running import heading
from mekgraph.diagram.type.metrics import wrapped

ABOVE, BELOW = 6.0, 6.0  # millimetres of the page for the running title, and for the version of the data
NUMBER = 14.0  # millimetres beside the version for the number of the page
GUTTER = 8.0


@dataclass
class Sheet:
    """A page that is being filled."""

    words: list[Words]
    lines: list[Connector] = field(default_factory=list)


@dataclass
class Column:
    """A part of a page; ``y`` is up to where it is full."""

    sheet: Sheet
    region: Area
    y: float

    @property
    def rest(self) -> float:
        """How high what is free is."""
        return self.region.bottom - self.y

    @property
    def free(self) -> Area:
        """What is free."""
        return Area(self.region.x, self.y, self.region.width, self.rest)

    def holds(self, *blocks: Block) -> bool:
        """Whether all these blocks have room below each other."""
        return sum(block.height for block in blocks) <= self.rest

    def put(self, *blocks: Block) -> None:
        """Add blocks below what is there."""
        for block in blocks:
            moved = block.moved(self.region.x, self.y)
            self.sheet.words += moved.words
            self.sheet.lines += moved.lines
            self.y += block.height


class Sheets:
    """Pages of one paper, one after the other, each with the title and the version of the data."""

    def __init__(self, scene: Scene, paper: Paper) -> None:
        self._scene, self._paper = scene, paper
        self._made: list[Sheet] = []
        inside = paper.inside
        self.region = Area(inside.x, inside.y + ABOVE, inside.width, inside.height - ABOVE - BELOW)

    def new(self) -> Column:
        """A new page as one column."""
        inside = self._paper.inside
        version = wrapped(self._scene.subtitle, inside.width - NUMBER, SMALL, 1)
        below = [Words(version, inside.x, inside.bottom, SMALL, SMALL_LEADING, color=GREY)] if version else []
        self._made.append(Sheet([*heading(self._scene, self._paper), *below]))
        return Column(self._made[-1], self.region, self.region.y)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages, as far as they have been filled."""
        width, height = self._paper.size
        return tuple(Page(width, height, words=tuple(one.words), lines=tuple(one.lines)) for one in self._made)


def split(column: Column, share: float = 0.5) -> tuple[Column, Column]:
    """What is free of a column as two beside each other, the left one with this share of the width."""
    free = column.free
    left = (free.width - GUTTER) * share
    right = Area(free.x + left + GUTTER, free.y, free.width - left - GUTTER, free.height)
    return (
        Column(column.sheet, Area(free.x, free.y, left, free.height), free.y),
        Column(column.sheet, right, right.y),
    )
