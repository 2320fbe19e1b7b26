"""Which of some dates is surely the first, or the last: dates are known to the year, the month or the day."""

from collections.abc import Iterable

from mekgraph.graph.periods import Days


def last_of(dates: Iterable[str]) -> str:
    """The last of some dates; "" where another of them may be later, or there is none.

    >>> last_of(["2023", "2024-05", "2024-05"]), last_of(["2024", "2024-05"]), last_of([""])
    ('2024-05', '', '')
    """
    known = _known(dates)
    latest = max(known, key=lambda date: (known[date].last, date), default="")
    rivals = (days for date, days in known.items() if date != latest)
    return latest if all(days.last < known[latest].first for days in rivals) else ""


def first_of(dates: Iterable[str]) -> str:
    """The first of some dates; "" where another of them may be earlier, or there is none.

    >>> first_of(["2023", "2024-05"]), first_of(["2024", "2024-05"])
    ('2023', '')
    """
    known = _known(dates)
    earliest = min(known, key=lambda date: (known[date].first, date), default="")
    rivals = (days for date, days in known.items() if date != earliest)
    return earliest if all(days.first > known[earliest].last for days in rivals) else ""


def _known(dates: Iterable[str]) -> dict[str, Days]:
    return {date: days for date in dates if (days := Days.of(date))}
