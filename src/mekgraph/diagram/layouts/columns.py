"""Items in columns: how many columns a set of them needs, and where they stand in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mekgraph.diagram.layouts.lines import along, taken
from mekgraph.diagram.layouts.model import Item, rounded
from mekgraph.diagram.page import Area, Point


@dataclass(frozen=True)
class Column:
    """Items one under the other, in order."""

    items: tuple[Item, ...]

    @property
    def width(self) -> float:
        """As wide as the widest."""
        return max((item.width for item in self.items), default=0.0)


def columns(items: Sequence[Item], height: float, gap: float, least: int = 1) -> list[Column]:
    """As few columns as have room for the items, which are dealt out in turn, so that neighbours stay level."""
    count = max(least, 1)
    while count < len(items):
        dealt = [items[first::count] for first in range(count)]
        if all(taken([item.height for item in part], gap) <= height for part in dealt):
            break
        count += 1
    return [Column(tuple(items[first::count])) for first in range(count) if items[first::count]]


def stacked(column: Column, x: float, wanted: Mapping[str, float], area: Area, gap: float) -> dict[str, Point]:
    """The centres of a column's items at ``x``, as near as may be to the wanted heights."""
    heights = [item.height for item in column.items]
    found = along([wanted[item.id] for item in column.items], heights, gap, area.y, area.bottom)
    return {item.id: rounded(x, y) for item, y in zip(column.items, found, strict=True)}
