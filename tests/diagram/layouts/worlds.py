"""Invented items and ties for the tests of layouts, and what must hold of every layout."""

import random
from collections.abc import Mapping, Sequence
from itertools import combinations

from hypothesis import strategies as st

from mekgraph.diagram.layouts.model import GAP, Item, Placed, Tie
from mekgraph.diagram.page import Area, Point

WIDE = Area(10, 25, 1200, 900)
SMALL = Area(10, 25, 221, 168)
SLACK = 0.021  # positions are rounded to 0.01
IDS = tuple(f"n{number:02}" for number in range(24))
DATES = ("", "2018", "2019-05", "2019-05-17", "2021-01", "2024-12-31", "not a date")

ids = st.sampled_from(IDS)
items = st.lists(
    st.builds(
        Item,
        ids,
        st.floats(4, 40),
        st.floats(4, 15),
        group=st.sampled_from(["", "", "Alfa", "Beta", *IDS[:8]]),
        kind=st.sampled_from(["Body", "Event", "State"]),
        rank=st.sampled_from([0, 1, 1, 2]),
        date=st.sampled_from(DATES),
    ),
    max_size=24,
    unique_by=lambda item: item.id,
)
ties = st.lists(st.builds(Tie, ids, ids), max_size=50)


def overlapping(given: Sequence[Item], centres: Mapping[str, Point], gap: float = GAP) -> list[tuple[str, str]]:
    """The pairs of boxes less than a gap apart."""

    def clash(one: Item, two: Item) -> bool:
        (ax, ay), (bx, by) = centres[one.id], centres[two.id]
        across, down = (one.width + two.width) / 2 + gap - SLACK, (one.height + two.height) / 2 + gap - SLACK
        return abs(ax - bx) < across and abs(ay - by) < down

    return [(one.id, two.id) for one, two in combinations(given, 2) if clash(one, two)]


def outside(given: Sequence[Item], centres: Mapping[str, Point], area: Area) -> list[str]:
    """The boxes that leave the area."""

    def leaves(item: Item) -> bool:
        x, y = centres[item.id]
        across = x - item.width / 2 < area.x - SLACK or x + item.width / 2 > area.right + SLACK
        return across or y - item.height / 2 < area.y - SLACK or y + item.height / 2 > area.bottom + SLACK

    return [item.id for item in given if leaves(item)]


def assert_sound(given: Sequence[Item], placed: Placed, area: Area) -> None:
    """All items have a place, no two overlap, none leaves the area, nor does a frame."""
    assert set(placed.centres) == {item.id for item in given}
    assert overlapping(given, placed.centres) == []
    assert outside(given, placed.centres, area) == []
    assert outside(*as_items(placed.frames), area) == []


def as_items(frames: Mapping[str, Area]) -> tuple[list[Item], dict[str, Point]]:
    return [Item(key, frame.width, frame.height) for key, frame in frames.items()], {
        key: frame.middle for key, frame in frames.items()
    }


def holds(frame: Area, item: Item, centre: Point) -> bool:
    return outside([item], {item.id: centre}, frame) == []


def apart(frame: Area, item: Item, centre: Point) -> bool:
    """Whether an item is wholly beside a frame."""
    x, y = centre
    return (
        x + item.width / 2 <= frame.x
        or x - item.width / 2 >= frame.right
        or y + item.height / 2 <= frame.y
        or y - item.height / 2 >= frame.bottom
    )


def many(count: int, seed: int = 1) -> tuple[list[Item], list[Tie]]:
    """So many items with twice as many ties, always the same."""
    dice = random.Random(seed)
    made = [
        Item(
            f"m{number:04}",
            dice.uniform(15, 40),
            dice.uniform(6, 15),
            kind=dice.choice("abc"),
            date=f"20{dice.randint(10, 25)}",
        )
        for number in range(count)
    ]
    return made, [Tie(dice.choice(made).id, dice.choice(made).id) for _ in range(2 * count)]
