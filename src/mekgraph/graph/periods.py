"""Dates that are known to the year, the month or the day, as the days that they may mean; and what holds at one."""

import calendar
import datetime
import re
from typing import NamedTuple

from mekgraph.errors import UsageError

FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Days(NamedTuple):
    """The first and the last day that a date may mean."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def of(cls, text: str) -> "Days | None":
        """The days of an ISO 8601 year, month or day; None for anything else.

        >>> Days.of("2024-02")
        Days(first=datetime.date(2024, 2, 1), last=datetime.date(2024, 2, 29))
        >>> Days.of("2024-02-30") is Days.of("around 2024") is None
        True
        """
        match = FORM.fullmatch(text)
        if not match:
            return None
        year, month, day = (int(part) if part else 0 for part in match.groups())
        try:
            first = datetime.date(year, month or 1, day or 1)
        except ValueError:
            return None
        last_month = month or 12
        return cls(first, datetime.date(year, last_month, day or calendar.monthrange(year, last_month)[1]))


class Held(NamedTuple):
    """Whether something held at a date: possibly, and even certainly."""

    possible: bool
    certain: bool


class Period(NamedTuple):
    """When something held: a start and an end, either of which may not be known, and when sources spoke of it.

    ``first_told`` and ``last_told`` are the days of the first and the last publication that states it.
    """

    start: Days | None = None
    end: Days | None = None
    first_told: Days | None = None
    last_told: Days | None = None

    def at(self, day: Days) -> Held:
        """Whether it held at some day of ``day``.

        Without a start it is certain from the day on which a source first stated it, and possible before; without an
        end it is certain up to the day on which a source last stated it, and possible after.

        >>> may = Days.of("2024-05")
        >>> Period(Days.of("2024-05-14"), Days.of("2024-05-15")).at(may)
        Held(possible=True, certain=True)
        >>> Period(Days.of("2024"), None, may, may).at(Days.of("2024-05-14"))
        Held(possible=True, certain=False)
        """
        began = self.start or self.first_told
        ended_after = self.end.first if self.end else self.last_told.first if self.last_told else None
        possible = (not self.start or self.start.first <= day.last) and (not self.end or day.first <= self.end.last)
        certain = bool(began and began.last <= day.last and ended_after and day.first <= ended_after)
        return Held(possible, possible and certain)


def days(text: str) -> Days:
    """The days of a date that a reader has given; UsageError if it is none."""
    found = Days.of(text)
    if found is None:
        raise UsageError("usage.date", given=text)
    return found
