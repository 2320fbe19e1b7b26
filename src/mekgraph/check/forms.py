"""What a text is beyond doubt: a year, a month, a day, a number, an address; and the literal that it should have been.

The hints of a check and the fixes of ``mekgraph check --fix`` go by the same forms.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from mekgraph.iris import PREFIXES

XSD = PREFIXES["xsd"]
STRING, TEXT = XSD + "string", PREFIXES["rdf"] + "langString"
INTEGER, DECIMAL, DATE, DATE_TIME = (XSD + name for name in ("integer", "decimal", "date", "dateTime"))
MONTH, YEAR = XSD + "gYearMonth", XSD + "gYear"
MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00:00(?:\.0+)?(?:Z|\+00:00)?")
ONE_DIGIT = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
# The datatypes that a property allows, each with the patterns that a text of it must fit.
Allowed = Mapping[str, tuple[str, ...]]


class Typed(NamedTuple):
    """The text of a literal, and its datatype."""

    text: str
    datatype: str


def _matches(pattern: str) -> Callable[[str], bool]:
    whole = re.compile(pattern)
    return lambda text: whole.fullmatch(text) is not None


def is_day(text: str) -> bool:
    """Whether the text is a day of the calendar: YYYY-MM-DD.

    >>> is_day("2024-02-29"), is_day("2024-02-30"), is_day("20240229")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


# What is a text of each datatype beyond doubt: "1" could be meant as a truth value, but is not taken for one.
FORMS: dict[str, Callable[[str], bool]] = {
    YEAR: _matches(r"[0-9]{4}"),
    MONTH: _matches(r"[0-9]{4}-(?:0[1-9]|1[0-2])"),
    DATE: is_day,
    INTEGER: _matches(r"[+-]?[0-9]+"),
    DECIMAL: _matches(r"[+-]?(?:[0-9]+|[0-9]*\.[0-9]+)"),
    XSD + "boolean": _matches(r"true|false"),
    XSD + "anyURI": _matches(r"https?://[^\s<>\"{}|\\^`]+"),
    STRING: lambda _: True,
}


def certain(literal: Typed, allowed: Allowed) -> Typed | None:
    """The one allowed literal that the text stands for; None if it is right already, or none or several are possible.

    Blanks around the value and the time of day at midnight go, and months and days get their second digit; a language
    is taken only from a date, number or address, never from a text.
    """
    if not allowed or not allowed.keys() <= FORMS.keys() or _fits(literal, allowed):
        return None
    padded = _padded(literal)
    if padded != literal.text and STRING not in allowed:
        literal = Typed(padded, STRING)  # whatever type it has, it is not right with that
    if not literal.datatype.startswith(XSD) and not (literal.datatype == TEXT and STRING not in allowed):
        return None
    text = _value(literal, allowed)
    possible = {name for name in allowed if _fits(Typed(text, name), allowed)}
    if INTEGER in possible:
        possible.discard(DECIMAL)  # Every integer is a decimal; Turtle too reads a bare 12 as an integer.
    return Typed(text, possible.pop()) if len(possible) == 1 else None


def fits_patterns(text: str, patterns: tuple[str, ...]) -> bool:
    """Whether a text fits all patterns; a pattern that is none fits nothing.

    >>> fits_patterns("UZ", ("^[A-Z]{2}$",)), fits_patterns("UZ", ("(",))
    (True, False)
    """
    try:
        return all(re.search(pattern, text) for pattern in patterns)
    except re.error:
        return False


def _fits(literal: Typed, allowed: Allowed) -> bool:
    name = literal.datatype
    return name in allowed and FORMS[name](literal.text) and fits_patterns(literal.text, allowed[name])


def _padded(literal: Typed) -> str:
    """A day, or what is marked as a month, with two digits everywhere after the year; any other text as it is."""
    match = ONE_DIGIT.fullmatch(literal.text.strip())
    if not match or not (match[3] or literal.datatype == MONTH):
        return literal.text
    return "-".join(part.zfill(2) for part in match.groups() if part)


def _value(literal: Typed, allowed: Allowed) -> str:
    """The text of the value itself."""
    if STRING in allowed:
        return literal.text
    text = literal.text.strip()
    midnight = MIDNIGHT.fullmatch(text) if DATE in allowed else None
    return midnight.group(1) if midnight and literal.datatype in (STRING, DATE_TIME, DATE) else text
