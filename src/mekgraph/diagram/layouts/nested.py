"""Bodies around their parts: each group a frame, in it what belongs to it, in rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mekgraph.diagram.layouts.lines import taken
from mekgraph.diagram.layouts.model import CAPTION, GAP, Item, Placed, Tie, in_order, rounded
from mekgraph.diagram.layouts.packing import Size, filled, packed, placed
from mekgraph.diagram.layouts.room import no_room
from mekgraph.diagram.layouts.tree import Tree, tree
from mekgraph.diagram.page import Area, Point

PADDING = 2.5
# The more room there is, the farther apart; the proportions that inner frames may have, the best first: parts side by
# side below their head can all be reached from it, and from outside.
GAPS = (12.0, 9.0, 7.0, 5.0, 3.5)
PROPORTIONS = (9.0, 6.0, 4.0, 2.6, 1.8, 1.2, 0.8, 0.5)
# Parts of a frame, and the rows of the page, are no farther apart.
WIDEST_GAP, WIDEST_ROWS = 24.0, 45.0


@dataclass(frozen=True)
class Block:
    """The box of a thing and all its parts: its size, its head (own box, or caption), and the corners of the parts."""

    width: float
    height: float
    corners: tuple[Point, ...] = ()


def nested(items: Iterable[Item], ties: Iterable[Tie], area: Area, gap: float = GAP) -> Placed:
    """Each item with parts stands at the top of a frame that holds its parts, in the middle; ties change nothing.

    Parts stand in rows: those with parts of their own first, the largest of them first, then the others by id. What
    belongs to nothing and has no parts stands in rows of its own above all frames, near the heads of these. Of several
    gaps and proportions the first are taken at which everything fits the area. Raises NoRoomError if nothing fits.
    """
    del ties  # what layouts are given is the same for all
    items = in_order(items)
    grown = tree(items)
    if not items:
        return Placed({})
    plan = _best(items, grown, gap, area)
    if plan.fit < 1:
        raise no_room(items, area, (plan.whole.width, plan.whole.height))
    looser = (_best(items, grown, space, area) for space in GAPS if space > gap)
    return next((one for one in looser if one.fit >= 1), plan).placed()


def _best(items: Sequence[Item], grown: Tree, gap: float, area: Area) -> "Plan":
    """The first plan that fits the area, or else the one that fits it best."""
    plans = [Plan(items, grown, gap, proportion, area) for proportion in PROPORTIONS]
    return next((plan for plan in plans if plan.fit >= 1), max(plans, key=lambda one: one.fit))


class Plan:
    """The blocks of all things on an area, for one gap and one proportion of frames."""

    def __init__(self, items: Sequence[Item], grown: Tree, gap: float, proportion: float, area: Area) -> None:
        self.tree, self.gap, self.proportion, self.area = grown, gap, proportion, area
        self.sizes: dict[str, Size] = {item.id: (item.width, item.height) for item in items}
        self.blocks: dict[str, Block] = {}
        self.ordered: dict[str, list[str]] = {}
        for key in grown.upward:
            self.blocks[key] = self._block(key)
        alone = sorted(key for key in grown.roots if key not in grown.parts)
        self.roots = alone + self._in_order(key for key in grown.roots if key in grown.parts)
        self._boxes = [(self.blocks[key].width, self.blocks[key].height) for key in self.roots]
        wide = filled(self._boxes, gap, area.width, len(alone))
        fits = wide.width <= area.width and wide.height <= area.height
        self.whole = wide if fits else packed(self._boxes, gap, area.width / area.height, len(alone))

    @property
    def fit(self) -> float:
        """How many times larger everything could be, in the area."""
        return min((self.area.width + 1e-6) / self.whole.width, (self.area.height + 1e-6) / self.whole.height)

    def placed(self) -> Placed:
        """The centres and frames, in the middle of the area."""
        area = self.area
        corners = placed(self._boxes, self.whole.rows, area.width, area.height, self.gap, WIDEST_ROWS)
        right = max(x + width for (x, _), (width, _) in zip(corners, self._boxes, strict=True))
        bottom = max(y + height for (_, y), (_, height) in zip(corners, self._boxes, strict=True))
        left, top = area.x + (area.width - right) / 2, area.y + (area.height - bottom) / 2
        at = {key: (left + x, top + y) for key, (x, y) in zip(self.roots, corners, strict=True)}
        centres, frames = {}, {}
        for key in reversed(self.tree.upward):
            (x, y), block = at[key], self.blocks[key]
            inset = PADDING if key in self.tree.parts else 0.0
            if key in self.sizes:
                _, height = self.sizes[key]
                centres[key] = rounded(x + block.width / 2, y + inset + height / 2)
            if key in self.tree.parts:
                frames[key] = Area(*rounded(x, y), *rounded(block.width, block.height))
                for part, (right, down) in zip(self.ordered[key], block.corners, strict=True):
                    at[part] = (x + right, y + down)
        return Placed(dict(sorted(centres.items())), dict(sorted(frames.items())))

    def _in_order(self, keys: Iterable[str]) -> list[str]:
        """Those with parts first, the highest of them first."""

        def order(key: str) -> tuple[bool, float, str]:
            whole = key in self.tree.parts
            return not whole, -round(self.blocks[key].height, 2) if whole else 0.0, key

        return sorted(keys, key=order)

    def _block(self, key: str) -> Block:
        if key not in self.tree.parts:
            return Block(*self.sizes[key])
        parts = self.ordered[key] = self._in_order(self.tree.parts[key])
        boxes = [(self.blocks[part].width, self.blocks[part].height) for part in parts]
        inner = packed(boxes, self.gap, self.proportion)
        head = self.sizes.get(key, (0.0, CAPTION - PADDING))
        width = max(inner.width, head[0])
        down = PADDING + head[1] + (self.gap if key in self.sizes else PADDING)
        corners = placed(boxes, inner.rows, inner.width, inner.height, self.gap, WIDEST_GAP)
        height = down + taken([inner.height], 0) + PADDING
        return Block(width + 2 * PADDING, height, tuple((PADDING + x, down + y) for x, y in corners))
