"""Dates: of the wrong type, without a type, written as people write them, impossible ones."""

import calendar
import re
from collections.abc import Callable
from functools import cache

import pyoxigraph as ox

from mekgraph.check.details import BARE, quoted, typed, worded
from mekgraph.check.findings import Detail
from mekgraph.check.forms import DATE, FORMS, MONTH, STRING, TEXT, YEAR, Typed, certain
from mekgraph.check.hints.case import Case, Said
from mekgraph.check.hints.words import words
from mekgraph.iris import DEF

LENGTHS = {len("2024"): YEAR, len("2024-05"): MONTH, len("2024-05-17"): DATE}
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# What may stand behind a day: a time, a time zone.
BEHIND = re.compile(r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?$")
NUMBERS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEAR_FIRST = re.compile(r"([0-9]{4})(?:[-./](?:([0-9]{1,2})[-./]([0-9]{1,2})|([0-9]{2})))?")
YEAR_LAST = re.compile(r"(?:([0-9]{1,2})([-./]))?([0-9]{1,2})[-./]([0-9]{4})")
IN_WORDS = re.compile(r"(?:([0-9]{1,2})[- ]*)?([^\W\d]+)\.? *(?:([0-9]{1,2}),)? *([0-9]{4})(?: *(?:г\.|года|yil))?")
DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ?[-/] ?([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2})")
YEARS = re.compile(r"([0-9]{4}) ?[-/] ?([0-9]{4})")
MONTHS = 12
LAST = {DEF + "start": DEF + "end", DEF + "statedStart": DEF + "statedEnd"}


def of_date(case: Case, value: ox.Literal) -> Said:
    """What is wrong with a value where a date belongs, and the date to write."""
    text, datatype = value.value, value.datatype.value
    kind = form_of(text.strip())
    sure = certain(Typed(text, datatype), case.want.datatypes)
    if sure:
        return Said(_marked(value, kind), Detail("hint.write_fix", {"code": _code(case, sure)}))
    if NUMBERS.fullmatch(text) and not kind:
        return _impossible(case, text)
    span = _span(text.translate(DASHES).strip())
    if span:
        return _range(case, value, *span)
    read = reading(text)
    hint = Detail("hint.write", {"code": _code(case, read)}) if read and read.datatype in case.want.datatypes else None
    return Said(_marked(value, kind), hint)


def form_of(text: str) -> str:
    """The datatype that a text has the form of: a year, a month or a day that exists; else "".

    >>> form_of("2024-05") == MONTH, form_of("2024-13"), form_of("May 2024")
    (True, '', '')
    """
    kind = LENGTHS.get(len(text), "")
    return kind if kind and FORMS[kind](text) else ""


def reading(text: str) -> Typed | None:
    """The date that a text stands for, if it can be read in one way only.

    >>> reading("14.05.2024").text, reading("2024-5-14").text, reading("5 August 2022").text, reading("мая 2024").text
    ('2024-05-14', '2024-05-14', '2022-08-05', '2024-05')
    >>> reading("05/06/2024"), reading("spring 2024"), reading("2024-5"), reading("2024/25")
    (None, None, None, None)
    """
    plain = BEHIND.sub("", text.translate(DASHES).strip())
    for pattern, parts in READERS:
        match = pattern.fullmatch(plain)
        if match:
            date = "-".join(part.zfill(2) for part in parts(match) if part)
            kind = form_of(date)
            return Typed(date, kind) if kind else None
    return None


def _year_first(match: re.Match[str]) -> tuple[str | None, ...]:
    """A month of one digit without a day is none: "2024-5" is as well two years."""
    year, month, day, alone = match.groups()
    return (year, month or alone, day)


def _year_last(match: re.Match[str]) -> tuple[str | None, ...]:
    """Day before month; between slashes that is certain only where the month could not be the first number."""
    day, between, month, year = match.groups()
    exchanged = between == "/" and day != month and int(day) <= MONTHS
    return (None if exchanged else year, month, day)


def _in_words(match: re.Match[str]) -> tuple[str | None, ...]:
    before, name, behind, year = match.groups()
    number = months().get(name.casefold(), 0)
    return (year, str(number), before or behind) if number else ("",)


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str | None, ...]]], ...] = (
    (YEAR_FIRST, _year_first),
    (YEAR_LAST, _year_last),
    (IN_WORDS, _in_words),
)


@cache
def months() -> dict[str, int]:
    """The number of a month by its name in the three languages, as it stands in dates."""
    return {name: number for listed in words("months").values() for number, name in enumerate(listed, 1)}


def _marked(value: ox.Literal, kind: str) -> Detail:
    """What the mark of the type says, and what the text is."""
    text, datatype = quoted(value.value), value.datatype.value
    if kind and datatype in (STRING, TEXT):
        return Detail("expected.date_unmarked", {"text": text})
    if kind and datatype in BARE:
        return Detail("expected.date_bare", {"text": value.value})
    if kind and datatype != kind:
        return Detail("expected.date_other", {"text": text, "type": typed(datatype), "kind": typed(kind)})
    return Detail("expected.no_date", {"found": worded(value)})


def _impossible(case: Case, text: str) -> Said:
    """A date in the right form that is on no calendar."""
    found = Detail("expected.no_such_day", {"text": quoted(text)})
    year, month, day = text.split("-")
    exchanged = Typed(f"{year}-{day}-{month}", DATE)
    if FORMS[DATE](exchanged.text) and DATE in case.want.datatypes:
        return Said(found, Detail("hint.day_month", {"code": _code(case, exchanged)}))
    if FORMS[MONTH](f"{year}-{month}") and int(year):
        days = calendar.monthrange(int(year), int(month))[1]
        return Said(found, Detail("hint.days", {"month": f"{year}-{month}", "days": days}))
    return Said(found, Detail("hint.look_up"))


def _span(text: str) -> tuple[str, str] | None:
    """The first and the last day (or year) where a text names both."""
    match = DAYS.fullmatch(text) or YEARS.fullmatch(text)
    if not match:
        return None
    first, last = match.groups()
    last = last if len(last) == len(first) else first[: -len(last)] + last
    return (first, last) if form_of(first) and form_of(first) == form_of(last) and first < last else None


def _range(case: Case, value: ox.Literal, first: str, last: str) -> Said:
    """Two dates in one text."""
    found = Detail("expected.two_dates", {"found": worded(value)})
    one, other = (_code(case, Typed(text, form_of(text))) for text in (first, last))
    if case.path not in LAST:
        return Said(found, Detail("hint.one_date", {"first": one, "last": other}))
    start, end = case.property_code(case.path), case.property_code(LAST[case.path])
    return Said(found, Detail("hint.both_dates", {"start": start, "first": one, "end": end, "last": other}))


def _code(case: Case, date: Typed) -> str:
    return case.code(ox.Literal(date.text, datatype=ox.NamedNode(date.datatype)))
