"""Widths of columns and first and last dates, for any tables and dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.diagram.brief.dates import first_of, last_of
from mekgraph.diagram.brief.tables import GAP, widths
from mekgraph.diagram.sheet.table import Column, Table
from mekgraph.diagram.type.metrics import width
from mekgraph.graph.periods import Days

SIZE = 7.0
ROOM = 170.0
TEXTS = st.text(alphabet="abc йқ W", max_size=120)
DATES = st.from_regex(r"20[0-2][0-9](-0[1-9](-[0-2][1-9])?)?", fullmatch=True)


@given(st.lists(st.lists(TEXTS, min_size=4, max_size=4), min_size=1, max_size=5))
def test_columns_fill_the_room_and_none_is_cut_that_fits(rows: list[list[str]]) -> None:
    columns = tuple(Column(title, share, 3) for title, share in zip("ABCD", (0.5, 2.5, 1.0, 2.5), strict=True))
    table = Table("", columns, tuple(map(tuple, rows)))
    found = widths(table, ROOM, SIZE)
    assert sum(found) + GAP * 3 == pytest.approx(ROOM)
    needed = [max(width(row[place], SIZE) for row in rows) for place in range(4)]
    if sum(max(need, 5.0) for need in needed) + GAP * 3 < ROOM - 1:
        assert all(have >= need for have, need in zip(found, needed, strict=True))
    assert min(found) > 0


@given(st.lists(DATES, max_size=6))
def test_the_last_date_is_later_than_all_others_whatever_day_they_mean(dates: list[str]) -> None:
    last, first = last_of(dates), first_of(dates)
    days = {date: found for date in dates if (found := Days.of(date))}
    assert not last or all(days[other].last < days[last].first for other in days if other != last)
    assert not first or all(days[other].first > days[first].last for other in days if other != first)
    if len(days) == 1:
        assert last == first == next(iter(days))
