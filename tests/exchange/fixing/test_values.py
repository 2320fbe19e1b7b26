"""Datatypes: the one that the property wants and the text has, if there is exactly one."""

import pytest

from mekgraph.exchange.fixing.literals import STRING, TEXT, XSD, Literal
from mekgraph.exchange.fixing.values import values
from mekgraph.exchange.fixing.wants import Around, Want

DATES = Want({XSD + name: () for name in ("gYear", "gYearMonth", "date")})
NUMBERS = Want({XSD + "integer": (), XSD + "decimal": ()})
CODE = Want({STRING: ("^[A-Z]{2}$",)})


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=XSD + name)


@pytest.mark.parametrize(
    ("literal", "want", "mended"),
    [
        (typed("2024-05", "date"), DATES, typed("2024-05", "gYearMonth")),
        (typed("2024", "date"), DATES, typed("2024", "gYear")),
        (typed("2024-05-17", "gYear"), DATES, typed("2024-05-17", "date")),
        (typed("2024-05-17", "gYearMonth"), DATES, typed("2024-05-17", "date")),
        (Literal("2024-05"), DATES, typed("2024-05", "gYearMonth")),
        (Literal(" 2024-05-17\n"), DATES, typed("2024-05-17", "date")),
        (Literal("2024", "en"), DATES, typed("2024", "gYear")),
        (typed("2024", "integer"), DATES, typed("2024", "gYear")),
        (typed("2024-05-17T00:00:00", "dateTime"), DATES, typed("2024-05-17", "date")),
        (typed("2024-05-17T00:00:00.000Z", "dateTime"), DATES, typed("2024-05-17", "date")),
        (Literal("2024-05-17T00:00:00"), DATES, typed("2024-05-17", "date")),
        (typed("2024-5-7", "date"), DATES, typed("2024-05-07", "date")),
        (Literal("2024-05-7"), DATES, typed("2024-05-07", "date")),
        (Literal(" 2024-12-7", "en"), DATES, typed("2024-12-07", "date")),
        (typed("2024-5", "gYearMonth"), DATES, typed("2024-05", "gYearMonth")),
        (Literal("12"), NUMBERS, typed("12", "integer")),
        (Literal("12.5"), NUMBERS, typed("12.5", "decimal")),
        (typed("12", "int"), NUMBERS, typed("12", "integer")),
        (Literal("true"), Want({XSD + "boolean": ()}), typed("true", "boolean")),
        (Literal("https://a.org/b"), Want({XSD + "anyURI": ()}), typed("https://a.org/b", "anyURI")),
        (typed("3", "integer"), Want({STRING: ("\\S",)}), Literal("3")),
    ],
)
def test_what_has_one_possible_type_gets_it(literal: Literal, want: Want, mended: Literal) -> None:
    assert values(literal, Around(want)) == mended


@pytest.mark.parametrize(
    ("literal", "want"),
    [
        (typed("2024-02-30", "date"), DATES),
        (typed("2024-13", "date"), DATES),
        (Literal("about 2024"), DATES),
        (typed("24", "integer"), DATES),
        (Literal("2024-5"), DATES),  # perhaps two years
        (Literal("2024-13-1"), DATES),
        (typed("2024-2-30", "date"), DATES),
        (Literal("2024-5-7"), Want({**DATES.datatypes, STRING: ()})),
        (Literal("20240517"), DATES),
        (Literal("2024-W20-5"), DATES),
        (typed("2024-05-17T09:30:00", "dateTime"), DATES),
        (typed("2024-05-17T00:00:00+05:00", "dateTime"), DATES),
        (typed("2024-05-17Z", "date"), DATES),
        (Literal("2024", datatype="https://example.org/type"), DATES),
        (typed("2024-05-17", "date"), Want({XSD + "gYear": ()})),
        (Literal("1 100"), NUMBERS),
        (typed("1.1e3", "double"), NUMBERS),
        (typed("12", "decimal"), NUMBERS),
        (Literal("1"), Want({XSD + "boolean": ()})),
        (Literal("a b"), Want({XSD + "anyURI": ()})),
        (Literal("12", "en"), Want({STRING: ()})),
        (Literal("uz"), CODE),
        (typed("12", "integer"), CODE),
        (Literal("2024"), Want()),
        (Literal("2024"), Want({TEXT: ()})),
        (Literal("12"), Want({XSD + "integer": (), XSD + "duration": ()})),
        (Literal("12"), Want({XSD + "integer": ("(",)})),
    ],
)
def test_what_has_none_or_several_stays(literal: Literal, want: Want) -> None:
    assert values(literal, Around(want)) == literal
