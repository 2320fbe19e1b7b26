"""Dates known to the year, month or day: what they may mean, and what held at one."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.errors import UsageError
from mekgraph.graph.periods import Days, Held, Period, days

DATES = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31))
PRECISIONS = st.sampled_from((4, 7, 10))
SURE, MAYBE, NO = Held(True, True), Held(True, False), Held(False, False)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2024-02-30", "2024-5", "May 2024", "2024-05-14T10:00", "0000", "٢٠٢٤"]
)
def test_what_is_no_date(text: str) -> None:
    assert Days.of(text) is None
    with pytest.raises(UsageError):
        days(text)


@given(DATES, PRECISIONS)
def test_a_day_lies_within_its_month_and_year(date: datetime.date, length: int) -> None:
    found = days(date.isoformat()[:length])
    assert found.first <= date <= found.last
    assert days(found.first.isoformat()[:length]) == days(found.last.isoformat()[:length]) == found


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "on", "held"),
    [
        ("2024-05-14", "2024-05-15", "", "", "2024-05-14", SURE),
        ("2024-05-14", "2024-05-15", "", "", "2024-05-16", NO),
        ("2024-05-14", "2024-05-15", "", "", "2024-05-13", NO),
        ("2024-05", "2024-05", "", "", "2024-05-14", MAYBE),
        ("2024-05", "2024-05", "", "", "2024-05", SURE),
        ("2024", "2024", "", "", "2024-05", MAYBE),
        ("2022", "2024", "", "", "2023", SURE),
        ("2022", "2024", "", "", "2022", SURE),
        ("2022", "2024", "", "", "2022-06", MAYBE),
        ("2022-03-01", "", "2022-04-01", "2024-04-01", "2023-01-01", SURE),
        ("2022-03-01", "", "2022-04-01", "2024-04-01", "2024-04-02", MAYBE),
        ("2022-03-01", "", "", "", "2022-03-02", MAYBE),
        ("", "2024-01-01", "2022-04-01", "2022-04-01", "2023-01-01", SURE),
        ("", "2024-01-01", "2022-04-01", "2022-04-01", "2021-01-01", MAYBE),
        ("", "2024-01-01", "2022-04-01", "2022-04-01", "2024-01-02", NO),
        ("", "", "2022-04-01", "2024-04-01", "2023", SURE),
        ("", "", "2022-04-01", "2024-04-01", "2025", MAYBE),
        ("", "", "", "", "2025", MAYBE),
    ],
)
def test_what_held(start: str, end: str, first: str, last: str, on: str, held: Held) -> None:
    assert Period(*map(Days.of, (start, end, first, last))).at(days(on)) == held


@given(DATES, DATES, DATES, st.tuples(PRECISIONS, PRECISIONS, PRECISIONS))
def test_what_is_certain_is_so_whatever_the_dates_mean(
    one: datetime.date, two: datetime.date, day: datetime.date, lengths: tuple[int, int, int]
) -> None:
    first, last = sorted((one, two))
    start, end, on = (days(date.isoformat()[:n]) for date, n in zip((first, last, day), lengths, strict=True))
    held = Period(start, end).at(on)
    overlaps = first <= day <= last
    assert held.possible or not overlaps
    if held.certain:
        assert all(a <= on.last and b >= on.first for a in start for b in end)
    if lengths == (10, 10, 10):
        assert held == Held(overlaps, overlaps)
