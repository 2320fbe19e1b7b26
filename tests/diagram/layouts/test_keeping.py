"""After a change of the data, what stood stands where it stood."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mekgraph.diagram.layouts.force import force
from mekgraph.diagram.layouts.keeping import keep
from mekgraph.diagram.layouts.model import Item, Placed, Tie
from mekgraph.diagram.layouts.nested import nested
from mekgraph.diagram.layouts.tree import tree
from mekgraph.diagram.page import Area
from tests.diagram.layouts.worlds import SMALL, WIDE, apart, as_items, assert_sound, holds, items, many, outside, ties


@settings(max_examples=60)
@given(items, ties, st.integers(0, 24), st.randoms(use_true_random=False))
def test_old_items_do_not_move_at_all(given_items: list[Item], given_ties: list[Tie], count: int, dice: object) -> None:
    old = force(given_items[:count], given_ties, WIDE)
    kept = keep(given_items, given_ties, old, WIDE)
    assert {key: kept.placed.centres[key] for key in old.centres} == old.centres
    assert set(kept.new) == {item.id for item in given_items[count:]}
    assert kept.whole
    assert_sound(given_items, kept.placed, WIDE)
    shuffled = list(given_items)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert keep(shuffled, given_ties[::-1], old, WIDE) == kept


@settings(max_examples=60)
@given(items, st.integers(0, 24))
def test_frames_keep_holding_what_belongs_to_them(given_items: list[Item], count: int) -> None:
    area = Area(0, 0, 2000, 2000)
    before = nested(given_items[:count], [], area)
    after = keep(given_items, [], before, area)
    frames = after.placed.frames
    assert {key: after.placed.centres[key] for key in before.centres} == before.centres
    assert not after.unplaced
    assert outside(*as_items(frames), area) == []
    old, groups = tree(given_items[:count]), tree(given_items)
    for item in given_items:
        for key, frame in frames.items():
            centre = after.placed.centres[item.id]
            if item.id not in before.centres and key not in after.unframed and item.id != key:
                nearest = next((one for one in groups.line(item.id) if one in frames), "")
                inside = key in (nearest, *groups.line(nearest))
                assert (
                    holds(frame, item, centre)
                    if inside and nearest not in after.unframed
                    else apart(frame, item, centre)
                )
            elif key in (item.id, *old.line(item.id)) and item.id in before.centres:
                assert holds(frame, item, centre)


def test_a_new_item_comes_near_what_it_is_tied_to() -> None:
    given_items, given_ties = many(60)
    old = force(given_items, given_ties, WIDE)
    new = Item("new", 20, 8)
    x, y = keep([*given_items, new], [*given_ties, Tie("new", "m0003")], old, WIDE).placed.centres["new"]
    assert abs(x - old.centres["m0003"][0]) < 60
    assert abs(y - old.centres["m0003"][1]) < 40


def test_a_new_item_takes_the_wished_place_if_it_is_free() -> None:
    kept = keep(
        [Item("a", 20, 8), Item("b", 20, 8)], [], Placed({"a": (50.0, 50.0)}), SMALL, wished={"b": (100.0, 60.0)}
    )
    assert kept.placed.centres["b"] == (100.0, 60.0)


def test_a_frame_grows_for_a_new_part() -> None:
    given_items = [Item("body", 30, 8), Item("one", 30, 8, "body")]
    before = nested(given_items, [], SMALL)
    after = keep([*given_items, Item("two", 30, 10, "body")], [], before, SMALL)
    frame = after.placed.frames["body"]
    assert frame.width * frame.height > before.frames["body"].width * before.frames["body"].height
    assert holds(frame, Item("two", 30, 10), after.placed.centres["two"])
    assert after.whole


def test_what_has_gone_is_told() -> None:
    kept = keep([Item("a", 20, 8)], [], Placed({"a": (50.0, 50.0), "b": (90.0, 50.0)}), SMALL)
    assert (kept.gone, kept.new) == (("b",), ())


def test_what_finds_no_place_is_told() -> None:
    kept = keep([Item("a", 30, 30), Item("b", 30, 30)], [], Placed({"a": (20.0, 20.0)}), Area(0, 0, 40, 40))
    assert kept.unplaced == ("b",)
    assert kept.placed.centres == {"a": (20.0, 20.0)}


def test_boxes_that_have_grown_into_each_other_are_told_and_not_moved() -> None:
    old = Placed({"a": (50.0, 50.0), "b": (75.0, 50.0)})
    kept = keep([Item("a", 40, 8), Item("b", 20, 8)], [], old, Area(45, 0, 200, 100))
    assert kept.crowded == (("a", "b"),)
    assert kept.outside == ("a",)
    assert kept.placed.centres == old.centres


def test_a_frame_does_not_grow_over_another() -> None:
    given_items = [Item("a", 30, 8, "left"), Item("b", 10, 8, "right"), Item("new", 10, 10, "left")]
    frames = {"left": Area(0, 0, 40, 24), "right": Area(53, 0, 50, 24)}
    old = Placed({"a": (20.0, 14.0), "b": (90.0, 14.0)}, frames)
    kept = keep(given_items, [], old, Area(0, 0, 200, 24))
    assert kept.placed.frames == frames
    assert kept.unframed == ("left",)
    assert kept.whole
