"""Things stand at their dates, in the row of their group."""

from hypothesis import given, settings

from mekgraph.diagram.layouts.axis import day
from mekgraph.diagram.layouts.model import Item
from mekgraph.diagram.layouts.timeline import timeline
from tests.diagram.layouts.worlds import WIDE, holds, items

EVENTS = [
    Item("early", 20, 8, "kz", date="2019-01-05"),
    Item("late", 20, 8, "kz", date="2023-05"),
    Item("other", 20, 8, "uz", date="2021"),
    Item("kz", 25, 6),
]


@settings(max_examples=100)
@given(items)
def test_what_is_later_stands_farther_right(given_items: list[Item]) -> None:
    placed = timeline(given_items, [], WIDE)
    dated = sorted((at, placed.centres[item.id][0]) for item in given_items if (at := day(item.date)) is not None)
    places = [x for _, x in sorted(dated)]
    assert places == sorted(places)


def test_things_stand_in_the_frame_of_their_group_and_its_head_at_the_left() -> None:
    placed = timeline(EVENTS, [], WIDE)
    assert list(placed.frames) == ["kz", "uz"]
    assert all(holds(placed.frames[item.group or item.id], item, placed.centres[item.id]) for item in EVENTS)
    assert placed.centres["kz"][0] + 12.5 < min(placed.centres[key][0] - 10 for key in ("early", "late", "other"))


def test_marks_stand_where_years_begin() -> None:
    placed = timeline(EVENTS, [], WIDE)
    assert [mark.text for mark in placed.marks] == ["2019", "2020", "2021", "2022", "2023"]
    year = {mark.text: mark.x for mark in placed.marks}
    assert year["2019"] < placed.centres["early"][0] < year["2020"]
    assert year["2021"] < placed.centres["other"][0] < year["2022"]


def test_within_a_year_months_are_marked() -> None:
    placed = timeline([Item("a", 20, 8, date="2024-02-03"), Item("b", 20, 8, date="2024-04")], [], WIDE)
    assert [mark.text for mark in placed.marks] == ["2024-02", "2024-03", "2024-04"]


def test_without_dates_there_is_no_axis() -> None:
    placed = timeline([Item("a", 20, 8), Item("b", 20, 8)], [], WIDE)
    assert placed.marks == ()
