"""Frames that grow to one side, and the frames around them with them, as far as nothing else stands in the way."""

from collections.abc import Iterator, Mapping

from mekgraph.diagram.layouts.model import CAPTION
from mekgraph.diagram.layouts.tree import Tree
from mekgraph.diagram.page import Area, Point

Frames = dict[str, Area]
Sizes = Mapping[str, tuple[float, float]]


def grown(
    home: str,
    width: float,
    height: float,
    centres: Mapping[str, Point],
    sizes: Sizes,
    frames: Frames,
    groups: Tree,
    area: Area,
    gap: float,
) -> Iterator[Frames]:
    """The frames with ``home`` as much wider or higher, for each side at which that can be done; the cheapest first."""
    frame = frames[home]
    longer = {
        "below": Area(frame.x, frame.y, frame.width, frame.height + height),
        "right": Area(frame.x, frame.y, frame.width + width, frame.height),
        "left": Area(frame.x - width, frame.y, frame.width + width, frame.height),
        "above": Area(frame.x, frame.y - height, frame.width, frame.height + height),
    }
    sides = sorted(longer, key=lambda side: longer[side].width * longer[side].height)
    for side in sides:
        if home not in sizes and side == "above":
            # A caption would move.
            continue
        found = _with_those_around(home, longer[side], frames, groups, gap)
        changed = {key for key in found if found[key] != frames[key]}
        if all(_clear(key, found, centres, sizes, groups, area, gap) for key in changed):
            yield found


def _with_those_around(home: str, frame: Area, frames: Frames, groups: Tree, gap: float) -> Frames:
    """The frames with that one changed, and each around it so large that it holds it."""
    found = {**frames, home: frame}
    inner = frame
    for key in groups.line(home):
        if key in frames:
            outer = frames[key]
            left, top = min(outer.x, inner.x - gap), min(outer.y, inner.y - gap)
            right, bottom = max(outer.right, inner.right + gap), max(outer.bottom, inner.bottom + gap)
            inner = found[key] = Area(left, top, right - left, bottom - top)
    return found


def _clear(
    key: str, frames: Frames, centres: Mapping[str, Point], sizes: Sizes, groups: Tree, area: Area, gap: float
) -> bool:
    """Whether a frame is inside the area and covers nothing that does not belong into it."""
    frame = frames[key]
    if frame.x < area.x or frame.y < area.y or frame.right > area.right or frame.bottom > area.bottom:
        return False
    above = set(groups.line(key))
    for other, (x, y) in centres.items():
        width, height = sizes[other]
        mine = other == key or key in groups.line(other)
        if not mine and _touches(frame, Area(x - width / 2, y - height / 2, width, height), gap):
            return False
    for other, outer in frames.items():
        if other == key or key in groups.line(other):
            continue
        if other not in above and _touches(frame, outer, gap):
            return False
        # Captions of the frames around it stay free.
        if other in above and other not in sizes and frame.y < outer.y + CAPTION:
            return False
    return True


def _touches(one: Area, two: Area, gap: float) -> bool:
    return one.x < two.right + gap and two.x < one.right + gap and one.y < two.bottom + gap and two.y < one.bottom + gap
