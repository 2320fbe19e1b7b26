"""Positions that are kept: what stood stays exactly where it was; only what is new is placed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from mekgraph.diagram.layouts.growing import Frames, Sizes, grown
from mekgraph.diagram.layouts.model import CAPTION, GAP, Item, Placed, Tie, in_order, neighbours
from mekgraph.diagram.layouts.pairs import near_pairs
from mekgraph.diagram.layouts.spots import Ground
from mekgraph.diagram.layouts.tree import Tree, tree
from mekgraph.diagram.page import Area, Point

SLACK = 0.02


@dataclass(frozen=True)
class Kept:
    """Where everything stands now, and what cannot be mended without moving what stood.

    ``new`` are the ids that were placed now, ``gone`` those that had a place and are no more; ``unplaced`` found no
    free spot and have no centre; ``crowded`` are pairs that cover each other or stand closer than they should, since
    boxes have grown; ``outside`` stand (partly) beyond the area; ``unframed`` are groups that have no frame, since all
    of them is new or no room was left to widen one.
    """

    placed: Placed
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    crowded: tuple[tuple[str, str], ...] = ()
    outside: tuple[str, ...] = ()
    unframed: tuple[str, ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Whether everything has its place, inside the area and clear of everything else."""
        return not (self.unplaced or self.crowded or self.outside)


def keep(
    items: Iterable[Item],
    ties: Iterable[Tie],
    old: Placed,
    area: Area,
    gap: float = GAP,
    wished: Mapping[str, Point] | None = None,
) -> Kept:
    """Old items exactly where they stood, new ones at the free spots nearest to what they are tied to.

    A new item that belongs to a group with a frame goes into that frame, which grows if it must and can; any other
    stays out of all frames. ``wished`` are places that new items would rather have, such as their date on an axis.
    """
    items = in_order(items)
    groups = tree(items)
    known = {item.id for item in items} | groups.groups
    centres = {item.id: old.centres[item.id] for item in items if item.id in old.centres}
    frames = {key: frame for key, frame in old.frames.items() if key in known}
    near = neighbours(items, ties)
    sizes = {item.id: (item.width, item.height) for item in items}
    fresh = [item for item in items if item.id not in centres]
    unplaced, unframed = [], set(groups.groups) - set(frames) if old.frames else set()
    while fresh:
        # The one that has most neighbours with a place; of those that have as many, the first by id.
        item = min(fresh, key=lambda one: (-sum(other in centres for other in near[one.id]), one.id))
        fresh.remove(item)
        wanted = (wished or {}).get(item.id) or _wanted(item, near[item.id], centres, frames, groups, area)
        spot, frames = _spot(item, wanted, centres, sizes, frames, groups, area, gap)
        if spot is None:
            unplaced.append(item.id)
        else:
            centres[item.id] = spot
            unframed |= {item.group} if item.group in frames and not _inside(spot, frames[item.group]) else set()
    return Kept(
        Placed(dict(sorted(centres.items())), dict(sorted(frames.items())), old.marks),
        new=tuple(key for key in sorted(centres) if key not in old.centres),
        gone=tuple(sorted(set(old.centres) - set(sizes))),
        unplaced=tuple(sorted(unplaced)),
        crowded=_crowded([item for item in items if item.id in centres], centres, gap),
        outside=tuple(item.id for item in items if item.id in centres and not _within(item, centres[item.id], area)),
        unframed=tuple(sorted(unframed)),
    )


def _wanted(
    item: Item, near: Iterable[str], centres: Mapping[str, Point], frames: Frames, groups: Tree, area: Area
) -> Point:
    """In the middle of what it is tied to, else of the frame it belongs to, else of the area."""
    points = [centres[other] for other in near if other in centres]
    if points:
        return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    around = next((frames[key] for key in groups.line(item.id) if key in frames), area)
    return around.middle


def _spot(
    item: Item,
    wanted: Point,
    centres: Mapping[str, Point],
    sizes: Sizes,
    frames: Frames,
    groups: Tree,
    area: Area,
    gap: float,
) -> tuple[Point | None, Frames]:
    """The free spot in the nearest frame around it, and the frames, of which some may have grown."""
    home = next((key for key in groups.line(item.id) if key in frames), "")
    if home:
        # The frame as it is, then as it can grow.
        choices = [
            frames,
            *grown(home, item.width + 2 * gap, item.height + 2 * gap, centres, sizes, frames, groups, area, gap),
        ]
        for choice in choices:
            spot = _free(item, wanted, centres, sizes, choice, groups, home, choice[home], gap)
            if spot:
                return spot, choice
    return _free(item, wanted, centres, sizes, frames, groups, "", area, gap), frames


def _free(
    item: Item,
    wanted: Point,
    centres: Mapping[str, Point],
    sizes: Sizes,
    frames: Frames,
    groups: Tree,
    home: str,
    inside: Area,
    gap: float,
) -> Point | None:
    """The free spot inside a frame (or the area), out of all frames that do not hold it."""
    room = inside if not home else Area(inside.x + gap, inside.y + gap, inside.width - 2 * gap, inside.height - 2 * gap)
    ground = Ground(room, gap)
    for key, centre in sorted(centres.items()):
        ground.put(centre, *sizes[key])
    holders = {home, *groups.line(home)}
    for key, frame in sorted(frames.items()):
        if key not in holders:
            ground.put(frame.middle, frame.width, frame.height)
        elif key == home and key not in sizes:
            # The caption.
            ground.put((frame.x + frame.width / 2, frame.y + CAPTION / 2), frame.width, CAPTION)
    return ground.nearest(wanted, item.width, item.height)


def _crowded(items: list[Item], centres: Mapping[str, Point], gap: float) -> tuple[tuple[str, str], ...]:
    if len(items) < 2:
        return ()
    points = np.array([centres[item.id] for item in items])
    sizes = np.array([(item.width, item.height) for item in items]) + gap
    one, two = near_pairs(points, sizes.max(axis=0))
    close = (np.abs(points[one] - points[two]) < (sizes[one] + sizes[two]) / 2 - SLACK).all(axis=1)
    pairs = ((items[a].id, items[b].id) for a, b in zip(one[close], two[close], strict=True))
    return tuple(sorted((min(pair), max(pair)) for pair in pairs))


def _within(item: Item, centre: Point, area: Area) -> bool:
    x, y = centre
    left, top = x - item.width / 2, y - item.height / 2
    return (
        left >= area.x - SLACK
        and top >= area.y - SLACK
        and left + item.width <= area.right + SLACK
        and top + item.height <= area.bottom + SLACK
    )


def _inside(point: Point, frame: Area) -> bool:
    return frame.x <= point[0] <= frame.right and frame.y <= point[1] <= frame.bottom
