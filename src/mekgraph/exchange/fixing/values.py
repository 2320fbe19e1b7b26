"""Dates at their own precision, numbers and the like: the datatype that the property wants and the text has."""

import re
from collections.abc import Callable
from datetime import date

from mekgraph.exchange.fixing.literals import STRING, TEXT, XSD, Literal
from mekgraph.exchange.fixing.wants import Around, Want

INTEGER, DECIMAL, DATE, DATE_TIME = (XSD + name for name in ("integer", "decimal", "date", "dateTime"))
MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00:00(?:\.0+)?(?:Z|\+00:00)?")


def _matches(pattern: str) -> Callable[[str], bool]:
    whole = re.compile(pattern)
    return lambda text: whole.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


# What is a text of each datatype beyond doubt: "1" could be meant as a truth value, but is not taken for one.
FORMS: dict[str, Callable[[str], bool]] = {
    XSD + "gYear": _matches(r"[0-9]{4}"),
    XSD + "gYearMonth": _matches(r"[0-9]{4}-(?:0[1-9]|1[0-2])"),
    DATE: _is_date,
    INTEGER: _matches(r"[+-]?[0-9]+"),
    DECIMAL: _matches(r"[+-]?(?:[0-9]+|[0-9]*\.[0-9]+)"),
    XSD + "boolean": _matches(r"true|false"),
    XSD + "anyURI": _matches(r"https?://[^\s<>\"{}|\\^`]+"),
    STRING: lambda _: True,
}


def values(literal: Literal, around: Around) -> Literal:
    """The literal with the one allowed datatype that its text has; unchanged if none or several are possible.

    Blanks around the value and the time of day at midnight go; a language is taken only from a date, number or
    address, never from a text.
    """
    want = around.want
    if not want.datatypes or not want.datatypes.keys() <= FORMS.keys() or _is_right(literal, want):
        return literal
    if not literal.datatype.startswith(XSD) and not (literal.datatype == TEXT and STRING not in want.datatypes):
        return literal
    text = _value(literal, want)
    possible = {name for name in want.datatypes if FORMS[name](text) and want.allows(name, text)}
    if INTEGER in possible:
        possible.discard(DECIMAL)  # Every integer is a decimal; Turtle too reads a bare 12 as an integer.
    return Literal(text, datatype=possible.pop()) if len(possible) == 1 else literal


def _is_right(literal: Literal, want: Want) -> bool:
    return want.allows(literal.datatype, literal.text) and FORMS[literal.datatype](literal.text)


def _value(literal: Literal, want: Want) -> str:
    """The text of the value itself."""
    if STRING in want.datatypes:
        return literal.text
    text = literal.text.strip()
    midnight = MIDNIGHT.fullmatch(text) if DATE in want.datatypes else None
    return midnight.group(1) if midnight and literal.datatype in (STRING, DATE_TIME, DATE) else text
