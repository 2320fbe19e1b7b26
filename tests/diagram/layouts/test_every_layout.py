"""What holds for all layouts: no overlap, nothing off the page, the same result whatever order things come in."""

import os
import subprocess
import sys
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mekgraph.diagram.layouts.choosing import LAYOUTS
from mekgraph.diagram.layouts.model import Item, Tie
from mekgraph.diagram.layouts.room import NoRoomError
from mekgraph.diagram.page import Area
from tests.diagram.layouts.worlds import SMALL, WIDE, assert_sound, items, many, ties

every_layout = pytest.mark.parametrize("name", LAYOUTS)


@pytest.mark.slow
@every_layout
@settings(max_examples=60)
@given(items, ties)
def test_nothing_overlaps_or_leaves_the_area(name: str, given_items: list[Item], given_ties: list[Tie]) -> None:
    assert_sound(given_items, LAYOUTS[name](given_items, given_ties, WIDE), WIDE)


@every_layout
@settings(max_examples=60)
@given(items, ties)
def test_on_a_small_page_it_fits_or_says_so(name: str, given_items: list[Item], given_ties: list[Tie]) -> None:
    refused: NoRoomError | None = None
    try:
        assert_sound(given_items, LAYOUTS[name](given_items, given_ties, SMALL), SMALL)
    except NoRoomError as error:
        refused = error
    if refused:
        assert refused.needed[0] > SMALL.width or refused.needed[1] > SMALL.height
        assert 0 <= refused.fitting < refused.count == len(given_items)


@every_layout
@settings(max_examples=30)
@given(items, ties, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(
    name: str, given_items: list[Item], given_ties: list[Tie], dice: Random
) -> None:
    expected = LAYOUTS[name](given_items, given_ties, WIDE)
    dice.shuffle(given_items)
    dice.shuffle(given_ties)
    found = LAYOUTS[name](given_items, given_ties, WIDE)
    assert found == expected
    assert list(found.frames) == list(expected.frames)


@every_layout
def test_positions_can_be_written_with_two_digits(name: str) -> None:
    given_items, given_ties = many(40)
    placed = LAYOUTS[name](given_items, given_ties, WIDE)
    assert all((round(x, 2), round(y, 2)) == (x, y) for x, y in placed.centres.values())


@every_layout
def test_a_box_larger_than_the_area_is_told_with_the_size_needed(name: str) -> None:
    with pytest.raises(NoRoomError) as caught:
        LAYOUTS[name]([Item("a", 90, 8, date="2024")], [], Area(0, 0, 50, 50))
    assert caught.value.needed[0] >= 90
    assert "50 × 50 mm" in caught.value.text("en")


def test_hash_seeds_change_nothing() -> None:
    code = (
        "from tests.diagram.layouts.worlds import WIDE, many\n"
        "from mekgraph.diagram.layouts.choosing import LAYOUTS\n"
        "print([LAYOUTS[name](*many(50), WIDE) for name in sorted(LAYOUTS)])"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
