"""Numbers: in quotation marks, with separators, below zero; and the comma that makes two numbers of one."""

import re

import pyoxigraph as ox

from mekgraph.check.details import BARE, quoted, worded
from mekgraph.check.findings import Detail, Rival
from mekgraph.check.forms import DECIMAL, FORMS, Typed, certain
from mekgraph.check.hints.case import Case, Said

# Groups of three digits with a comma, a blank or an apostrophe between them; decimals behind a point.
GROUPED = re.compile(r"([+-]?[0-9]{1,3})((?:[,\s’'][0-9]{3})+)(\.[0-9]+)?")
WITH_COMMA = re.compile(r"([+-]?[0-9]+),([0-9]+)")
THOUSANDS = re.compile(r"[0-9]{3}")
# What may stand between the two numbers that a comma makes of one.
WIDEST_COMMA = 2


def of_number(case: Case, value: ox.Literal) -> Said:
    """What is wrong with a value where a number belongs, and the number to write."""
    text, datatype = value.value, value.datatype.value
    if text.startswith("-") and datatype in case.want.datatypes:
        return Said(Detail("expected.negative", {"text": text}))
    found = _found(value)
    sure = certain(Typed(text, datatype), case.want.datatypes)
    if sure:
        return Said(found, Detail("hint.unquoted", {"code": sure.text}))
    number = reading(text)
    return Said(found, Detail("hint.unquoted", {"code": number}) if number else None)


def reading(text: str) -> str:
    """The number that a text stands for, as Turtle writes it; "" if that is not certain.

    >>> reading("1,100"), reading("1 100 000"), reading("6,15"), reading("about 100")
    ('1100', '1100000', '6.15', '')
    """
    plain = text.strip()
    grouped = GROUPED.fullmatch(plain)
    if grouped:
        return grouped[1] + "".join(re.findall("[0-9]", grouped[2])) + (grouped[3] or "")
    comma = WITH_COMMA.fullmatch(plain)
    plain = f"{comma[1]}.{comma[2]}" if comma else plain
    return plain if FORMS[DECIMAL](plain) else ""


def of_comma(rivals: tuple[Rival, ...]) -> Detail | None:
    """The advice where two numbers stand side by side, with nothing but a comma between them; else None."""
    first, second = rivals[:2]
    if len(rivals) != 2 or not all(_is_whole(rival.value) for rival in rivals) or not _are_beside(first, second):
        return None
    before, behind = first.value.value, second.value.value  # type: ignore[union-attr]
    if THOUSANDS.fullmatch(behind):
        return Detail("hint.thousands", {"code": before + behind})
    return Detail("hint.decimal", {"code": f"{before}.{behind}"})


def _found(value: ox.Literal) -> Detail:
    if value.datatype.value in BARE:
        return Detail("expected.wrong", {"found": worded(value), "expected": Detail("expected.number")})
    return Detail("expected.no_number", {"text": quoted(value.value)})


def _is_whole(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.value.isdecimal()


def _are_beside(first: Rival, second: Rival) -> bool:
    one, other = first.place, second.place
    gap = other.column - one.column - one.length
    return (one.file, one.line) == (other.file, other.line) and 0 < gap <= WIDEST_COMMA
