"""Frames hold what belongs to them and nothing else."""

from itertools import combinations

from hypothesis import given, settings

from mekgraph.diagram.layouts.model import CAPTION, Item
from mekgraph.diagram.layouts.nested import nested
from mekgraph.diagram.layouts.tree import tree
from mekgraph.diagram.page import Area
from tests.diagram.layouts.worlds import WIDE, apart, holds, items


@settings(max_examples=100)
@given(items)
def test_frames_hold_their_parts_and_nothing_else(given_items: list[Item]) -> None:
    placed, groups = nested(given_items, [], WIDE), tree(given_items)
    assert set(placed.frames) == groups.groups
    for item in given_items:
        for key, frame in placed.frames.items():
            inside = key in (item.id, *groups.line(item.id))
            assert (holds if inside else apart)(frame, item, placed.centres[item.id])


@settings(max_examples=100)
@given(items)
def test_frames_are_apart_unless_one_is_part_of_the_other(given_items: list[Item]) -> None:
    placed, groups = nested(given_items, [], WIDE), tree(given_items)
    for one, two in combinations(placed.frames, 2):
        if one not in groups.line(two) and two not in groups.line(one):
            frame = placed.frames[two]
            assert apart(placed.frames[one], Item(two, frame.width, frame.height), frame.middle)


def test_a_group_that_is_no_item_has_room_for_its_caption() -> None:
    placed = nested([Item("a", 20, 8, "Partners")], [], WIDE)
    assert placed.centres["a"][1] - 4 >= placed.frames["Partners"].y + CAPTION


def test_a_body_stands_at_the_top_of_its_frame() -> None:
    placed = nested([Item("body", 30, 8), *(Item(f"p{n}", 20, 8, "body") for n in range(5))], [], WIDE)
    assert all(placed.centres["body"][1] < placed.centres[f"p{n}"][1] for n in range(5))


def test_a_circle_of_parts_is_opened() -> None:
    placed = nested([Item("a", 20, 8, "b"), Item("b", 20, 8, "a"), Item("c", 20, 8, "c")], [], WIDE)
    assert set(placed.frames) == {"a"}


def test_a_chain_of_two_thousand_parts_is_laid_out() -> None:
    chain = [Item(f"n{n:04}", 20, 8, f"n{n - 1:04}" if n else "") for n in range(2000)]
    assert len(nested(chain, [], Area(0, 0, 1e6, 1e6)).frames) == 1999
