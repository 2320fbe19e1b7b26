"""Boxes of real sizes are moved apart, and no more than needed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mekgraph.diagram.layouts.model import Item
from mekgraph.diagram.layouts.pairs import near_pairs
from mekgraph.diagram.layouts.room import NoRoomError
from mekgraph.diagram.layouts.spots import Ground
from mekgraph.diagram.layouts.spreading import roomy, spread
from mekgraph.diagram.page import Area
from tests.diagram.layouts.worlds import SMALL, items, many, outside, overlapping

points = st.tuples(st.integers(-50, 400), st.integers(-50, 400))


@settings(max_examples=80)
@given(items, st.lists(points, min_size=24, max_size=24))
def test_boxes_are_apart_and_inside(given_items: list[Item], at: list[tuple[int, int]]) -> None:
    area = Area(0, 0, 260, 200)
    centres = spread(given_items, {item.id: where for item, where in zip(given_items, at, strict=False)}, area)
    assert overlapping(given_items, centres) == []
    assert outside(given_items, centres, area) == []


def test_boxes_that_are_apart_do_not_move() -> None:
    given_items = [Item("a", 20, 8), Item("b", 20, 8)]
    centres = {"a": (50.0, 50.0), "b": (72.0, 50.0)}
    assert spread(given_items, centres, SMALL) == centres


def test_where_there_is_room_lines_have_some() -> None:
    given_items = [Item(f"n{number}", 20, 8) for number in range(6)]
    ease = roomy(given_items, SMALL)
    centres = spread(given_items, {item.id: SMALL.middle for item in given_items}, SMALL, ease=ease)
    assert ease > 8
    assert overlapping(given_items, centres, gap=ease - 0.5) == []


def test_those_that_stand_first_stay() -> None:
    given_items, _ = many(20)
    centres = {item.id: (100.0, 100.0) for item in given_items}
    assert spread(given_items, centres, SMALL, first={"m0007"})["m0007"] == (100.0, 100.0)


def test_a_page_nearly_full_is_filled_in_rows() -> None:
    given_items = [Item(f"n{number:02}", 20, 8) for number in range(30)]
    area = Area(0, 0, 5 * 20 + 4 * 2, 6 * 8 + 5 * 2)
    centres = spread(given_items, {item.id: area.middle for item in given_items}, area)
    assert overlapping(given_items, centres) == []
    assert outside(given_items, centres, area) == []


def test_one_box_too_many_is_told() -> None:
    given_items = [Item(f"n{number:02}", 20, 8) for number in range(31)]
    area = Area(0, 0, 5 * 20 + 4 * 2, 6 * 8 + 5 * 2)
    with pytest.raises(NoRoomError) as caught:
        spread(given_items, {item.id: area.middle for item in given_items}, area)
    assert caught.value.count == 31
    assert caught.value.exit_code == 2


@settings(max_examples=60)
@given(st.lists(st.tuples(points, st.integers(2, 60), st.integers(2, 60)), max_size=12), points)
def test_a_spot_is_free_and_none_of_a_grid_is_nearer(
    boxes: list[tuple[tuple[int, int], int, int]], wanted: tuple[int, int]
) -> None:
    ground = Ground(Area(0, 0, 120, 120), gap=0)
    for centre, width, height in boxes:
        ground.put(centre, width, height)
    free = [
        (x, y)
        for x in range(5, 116)
        for y in range(5, 116)
        if all(abs(x - bx) >= (w + 10) / 2 or abs(y - by) >= (h + 10) / 2 for (bx, by), w, h in boxes)
    ]
    found = ground.nearest(wanted, 10, 10)
    if found is None:
        assert not free
    else:
        x, y = found
        assert all(abs(x - bx) >= (w + 10) / 2 or abs(y - by) >= (h + 10) / 2 for (bx, by), w, h in boxes)
        # The wanted point is drawn into the area first, and the nearest spot to that is taken.
        inner = [min(max(at, 5), 115) for at in wanted]
        nearest = min(((x - inner[0]) ** 2 + (y - inner[1]) ** 2 for x, y in free), default=float("inf"))
        assert (x - inner[0]) ** 2 + (y - inner[1]) ** 2 <= nearest + 1e-6


@given(st.lists(points, min_size=1, max_size=40))
def test_no_near_pair_is_missed_and_none_comes_twice(at: list[tuple[int, int]]) -> None:
    reach = np.array([30.0, 12.0])
    places = np.array(at, float)
    one, two = near_pairs(places, reach)
    found = [(min(pair), max(pair)) for pair in zip(one.tolist(), two.tolist(), strict=True)]
    near = {
        (a, b) for a in range(len(at)) for b in range(a + 1, len(at)) if (np.abs(places[a] - places[b]) < reach).all()
    }
    assert len(set(found)) == len(found)
    assert near <= set(found)
    assert all(a != b for a, b in found)
