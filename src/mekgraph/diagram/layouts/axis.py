"""A time axis: from dates to places from left to right, and the marks where years or months begin."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mekgraph.diagram.layouts.model import Mark

DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# With at most so many years, months are marked.
FEW_YEARS = 1
# Marks are so far apart at least, in millimetres.
NARROWEST = 9.0
# An axis can be read from so many marks.
FEWEST = 2
JANUARY, DECEMBER, MONTHS = 1, 12, 12


def day(written: str) -> float | None:
    """The middle of the time that a date names, as a count of days; None for what is no date.

    >>> day("2024-05-02") - day("2024-05-01"), day("2024") == day("2024-07-02"), day("")
    (1.0, True, None)
    """
    parts = DATE.match(written)
    if not parts or int(parts[1]) < 1:
        return None
    year, month, of_month = (int(part) if part else 0 for part in parts.groups())
    try:
        if of_month:
            return float(date(year, month, of_month).toordinal())
        first = date(year, month or JANUARY, 1).toordinal()
        return (first + _next(year, month or DECEMBER)) // 2 if month else float((first + _next(year, DECEMBER)) // 2)
    except ValueError:
        return None


def _next(year: int, month: int) -> int:
    """The first day after a month."""
    return date(year, month, 1).toordinal() + (
        31 if month == DECEMBER else (date(year, month + 1, 1) - date(year, month, 1)).days
    )


@dataclass(frozen=True)
class Axis:
    """Periods from left to right, each as long as ``ends`` say: the days where they begin (and the last ends)."""

    days: tuple[int, ...]
    ends: tuple[float, ...]  # millimetres
    names: tuple[str, ...]

    def x(self, at: float) -> float:
        """Where a day is."""
        place = min(max(bisect_right(self.days, at) - 1, 0), len(self.days) - 2)
        share = (at - self.days[place]) / (self.days[place + 1] - self.days[place])
        return self.ends[place] + share * (self.ends[place + 1] - self.ends[place])

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The beginnings of periods that are far enough from the one before."""
        found: list[Mark] = []
        for at, name in zip(self.ends, self.names, strict=False):
            if not found or at - found[-1].x >= NARROWEST:
                found.append(Mark(round(at, 2), name))
        return tuple(found)


def along(marks: Sequence[Mark], at: float) -> float | None:
    """Where a day is on the axis that has these marks, further on as fast as between the last two; None for too few."""
    points = sorted((begun, mark.x) for mark in marks if (begun := _begins(mark.text)) is not None)
    if len(points) < FEWEST:
        return None
    place = min(max(bisect_right([begun for begun, _ in points], at) - 1, 0), len(points) - FEWEST)
    (one, left), (two, right) = points[place : place + FEWEST]
    return left + (at - one) / (two - one) * (right - left)


def _begins(text: str) -> int | None:
    """The first day of the year or month that a mark names."""
    parts = DATE.match(text)
    return date(int(parts[1]), int(parts[2] or JANUARY), 1).toordinal() if parts else None


def axis(days: Sequence[float], low: float, high: float, evened: float) -> Axis:
    """The axis for some days, from ``low`` to ``high``; ``evened`` (0 to 1) is how much longer full periods are.

    At 0 all days are equally long, at 1 a period is as long as its share of what happens.
    """
    first, last = (date.fromordinal(int(at)) for at in (min(days), max(days)))
    if last.year - first.year >= FEW_YEARS:
        starts = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
        end = _next(last.year, DECEMBER)
        names = tuple(f"{start.year:04}" for start in starts)
    else:
        starts = [date(first.year, month, 1) for month in range(first.month, last.month + 1)]
        end = _next(last.year, last.month)
        names = tuple(f"{start.year:04}-{start.month:02}" for start in starts)
    borders = [*(start.toordinal() for start in starts), end]
    counts = [sum(one <= at < two for at in days) for one, two in pairwise(borders)]
    ends = [low]
    for count, (one, two) in zip(counts, pairwise(borders), strict=True):
        share = (1 - evened) * (two - one) / (borders[-1] - borders[0]) + evened * count / len(days)
        ends.append(ends[-1] + share * (high - low))
    return Axis(tuple(borders), tuple(ends), names)
