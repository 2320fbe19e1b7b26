"""Dates as sources give them: a year, a month or a day (ISO 8601, RFC 3339 profile without time)."""

import calendar
import re
from typing import NamedTuple

import pyoxigraph as ox

from mekgraph.iris import PREFIXES

FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def is_date(text: str) -> bool:
    """Whether a text is a possible year, month or day.

    >>> [is_date(text) for text in ("2024", "2024-02", "2024-02-30", "24.5.2024")]
    [True, True, False, False]
    """
    match = FORM.fullmatch(text)
    if not match:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def date_literal(text: str) -> ox.Literal | None:
    """The date as xsd:gYear, xsd:gYearMonth or xsd:date by its precision, or None for an impossible one."""
    if not is_date(text):
        return None
    return ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + DATATYPES[len(text)]))


class Period(NamedTuple):
    """A start and an end as texts; empty means not given."""

    start: str = ""
    end: str = ""

    def agrees(self, other: "Period") -> bool:
        """Whether both can be the same period, one of them perhaps given less precisely.

        >>> Period("2011-11").agrees(Period("2011-11-30", "2011-11-30"))
        True
        >>> Period("2019-05-15").agrees(Period("2019-05-16"))
        False
        """
        same = all(a.startswith(b) or b.startswith(a) for a, b in zip(self, other, strict=True))
        both = self.refined(other)
        return same and not (both.start and both.end and after(both.start, both.end))

    def refined(self, other: "Period") -> "Period":
        """The more precise of both starts and of both ends."""
        return Period(max(self.start, other.start, key=len), max(self.end, other.end, key=len))


def after(first: str, second: str) -> bool:
    """Whether a date is certainly later than another; a year holds all its days.

    >>> after("2024-05", "2024"), after("2025", "2024-12-31")
    (False, True)
    """
    length = min(len(first), len(second))
    return first[:length] > second[:length]
