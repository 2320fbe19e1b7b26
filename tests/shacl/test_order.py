"""What stands before what, for sh:lessThan and bounds, over all pairs: what SPARQL says, and who says otherwise."""

import pyoxigraph as ox
import pytest

from .sides import Found, briefs, ours, shapes_of, short, spelled, theirs, triples_of
from .test_written import LITERALS

VALUES = (*LITERALS, "ex:a", "ex:b")
Order = list[list[str]]


def typed(datatype: str, *texts: str) -> list[str]:
    return [f'"{text}"^^xsd:{datatype}' for text in texts]


# Values in ascending order, equal ones together. SPARQL compares those in the same list, and no others ...
NUMBERS: Order = [
    typed("double", "-INF"),
    typed("integer", "-0"),
    ["0.9", "0.90", *typed("decimal", "+0.9", ".90")],
    [
        *("1", "01", "1.0", "1.00", *typed("integer", "+1"), *typed("byte", "1"), *typed("long", "1")),
        *(*typed("unsignedInt", "1"), *typed("double", "1e0", "1.0E0", "1"), *typed("float", "1", "1.0")),
    ],
    ["007", "7"],
    [*typed("integer", "300")],
    typed("double", "INF", "1e400"),
]
STRINGS: Order = [['"0.90"'], ['"01"'], ['"x"']]
TIMES: Order = [
    typed(
        "dateTime",
        *("2024-01-01T00:00:00Z", "2024-01-01T00:00:00+00:00", "2024-01-01T00:00:00.000Z", "2024-01-01T02:00:00+02:00"),
    ),
    typed("dateTime", "2024-01-01T24:00:00Z"),
    typed("dateTime", "2024-06-01T00:00:00Z"),
]
# ... but the engine knows an order for some more, as XML Schema has it.
DATES: Order = [typed("date", "2024-01-01Z", "2024-01-01+00:00"), typed("date", "2024-01-01-05:00")]
CLOCKS: Order = [typed("time", "12:00:00", "12:00:00.0")]
YEARS: Order = [typed("gYear", "2024Z", "2024+00:00")]
DURATIONS: Order = [
    typed("dayTimeDuration", "PT24H", "P1D"),
    [*typed("duration", "P12M", "P1Y"), *typed("yearMonthDuration", "P12M", "P1Y")],
]
STANDARD = (NUMBERS, STRINGS, TIMES)
ENGINE = (*STANDARD, DATES, CLOCKS, YEARS, DURATIONS)
# A byte above 127 is no byte, but a number to the engine; midnight without a zone is before any midnight after it.
ALSO_LESS = {
    *((small, '"300"^^xsd:byte') for values in NUMBERS[:5] for small in values),
    *(('"300"^^xsd:byte', great) for great in NUMBERS[6]),
    *((*typed("dateTime", "2024-01-01T00:00:00"), later) for later in (*TIMES[1], *TIMES[2])),
}
ALSO_EQUAL = {
    frozenset(pair)
    for pair in (
        ('"300"^^xsd:byte', '"300"^^xsd:integer'),
        ("true", '"1"^^xsd:boolean'),
        ("false", '"0"^^xsd:boolean'),
    )
}
# SPARQL orders these, the engine does not: booleans, and numbers that are too long for it.
NOT_ORDERED = {"true", "false", '"9223372036854775808"^^xsd:integer', '"0.1234567890123456789012345"^^xsd:decimal'}

NOT_FOR_PYSHACL = TIMES[1]  # it knows no 24:00:00


def place(text: str, orders: tuple[Order, ...]) -> tuple[int, int] | None:
    """Which order a value is in, and how far up."""
    found = [(n, m) for n, order in enumerate(orders) for m, equal in enumerate(order) if text in equal]
    return found[0] if found else None


def less(one: str, other: str) -> bool:
    """Whether the engine must say that one value is less than another."""
    here, there = place(one, ENGINE), place(other, ENGINE)
    return bool(here and there and here[0] == there[0] and here[1] < there[1]) or (one, other) in ALSO_LESS


def equal(one: str, other: str) -> bool:
    """Whether they are equal: anything is equal to itself."""
    here = place(one, ENGINE)
    return one == other or (here is not None and here == place(other, ENGINE)) or frozenset((one, other)) in ALSO_EQUAL


def comparable(one: str, other: str) -> bool:
    """Whether SPARQL knows an order between two values."""
    here, there = place(one, STANDARD), place(other, STANDARD)
    return bool(here and there and here[0] == there[0])


def pairs() -> dict[str, tuple[str, str]]:
    return {f"ex:n{n}": (one, other) for n, (one, other) in enumerate((a, b) for a in VALUES for b in VALUES)}


LESS = "ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:lessThan ex:o ; sh:lessThanOrEquals ex:o ."
INSIDE = """ex:S sh:targetSubjectsOf ex:p ; sh:node [ sh:property [ sh:path ex:p ; sh:lessThan ex:o ] ] .
    ex:T sh:targetSubjectsOf ex:p ; sh:node [ sh:property [ sh:path ex:p ; sh:lessThanOrEquals ex:o ] ] ."""


def data(of: dict[str, tuple[str, str]]) -> list[ox.Triple]:
    return triples_of("\n".join(f"{name} ex:p {one} ; ex:o {other} ." for name, (one, other) in of.items()))


def wanted(of: dict[str, tuple[str, str]]) -> set[tuple[str, str]]:
    """Which pairs violate which constraint."""
    return {
        *((name, "LessThan") for name, pair in of.items() if not less(*pair)),
        *((name, "LessThanOrEquals") for name, pair in of.items() if not less(*pair) and not equal(*pair)),
    }


def focus_and_component(found: set[Found]) -> set[tuple[str, str]]:
    return {(focus, component) for focus, _, _, component in found}


def test_every_literal_is_thought_of() -> None:
    ordered = {text for order in ENGINE for values in order for text in values}
    assert ordered <= set(VALUES)
    assert set(VALUES) >= NOT_ORDERED


def test_the_order_of_all_pairs() -> None:
    assert focus_and_component(briefs(ours(shapes_of(LESS), data(pairs())))) == wanted(pairs())


def test_the_order_of_all_pairs_inside_other_shapes() -> None:
    component = {"ex:S": "LessThan", "ex:T": "LessThanOrEquals"}
    found = {(short(r.focus), component[short(r.shape)]) for r in ours(shapes_of(INSIDE), data(pairs()))}
    assert found == wanted(pairs())


def test_pyshacl_agrees_on_what_sparql_can_compare() -> None:
    of = {name: pair for name, pair in pairs().items() if comparable(*pair)}
    of = {name: pair for name, pair in of.items() if not {*pair} & {*NOT_FOR_PYSHACL}}
    assert len(of) > 500
    assert focus_and_component(briefs(theirs(shapes_of(LESS), data(of)))) == wanted(of)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ('"2024-01-01"^^xsd:date', "7", "puts numbers and dates in the order of the names of their datatypes"),
        ('"a"', '"b"@en', "compares texts with and without a language"),
        ('"x"^^xsd:integer', '"y"^^xsd:integer', "compares what is ill-formed as text"),
        ("ex:a", '"x"', "puts IRIs before texts"),
        ("true", "7", "puts truth values among the numbers"),
    ],
)
def test_pyshacl_orders_what_cannot_be_compared(one: str, other: str, reason: str) -> None:
    triples = triples_of(f"ex:n ex:p {one} ; ex:o {other} .")
    shapes = shapes_of("ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:lessThan ex:o .")
    assert len(ours(shapes, triples)) == 1
    assert theirs(shapes, triples) == set(), reason


COMPONENTS = ("MinExclusive", "MinInclusive", "MaxExclusive", "MaxInclusive")


def bounds(values: tuple[str, ...]) -> str:
    """Shapes with each of some literals as each kind of bound."""
    return "\n".join(
        f"ex:{component}{n} sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:{component[0].lower()}{component[1:]} {bound} ."
        for n, bound in enumerate(values)
        for component in COMPONENTS
    )


def within(value: str, bound: str, component: str) -> bool:
    """Whether a value keeps to a bound."""
    before = less(bound, value) if component.startswith("Min") else less(value, bound)
    return before or (component.endswith("Inclusive") and equal(value, bound))


def beyond(values: tuple[str, ...]) -> set[tuple[str, str]]:
    """Shape and value of all that violate ``bounds``."""
    return {
        (f"ex:{component}{n}", spelled(value))
        for n, bound in enumerate(values)
        for component in COMPONENTS
        for value in values
        if not within(value, bound, component)
    }


def test_all_values_at_all_bounds() -> None:
    triples = triples_of("\n".join(f"ex:n{n} ex:p {value} ." for n, value in enumerate(LITERALS)))
    found = {(short(r.shape), short(r.value)) for r in ours(shapes_of(bounds(LITERALS)), triples)}
    assert found == beyond(LITERALS)


@pytest.mark.parametrize("order", STANDARD, ids=["numbers", "strings", "times"])
def test_pyshacl_agrees_on_bounds_that_sparql_can_compare(order: Order) -> None:
    values = tuple(text for equals in order if equals != NOT_FOR_PYSHACL for text in equals)
    triples = triples_of("\n".join(f"ex:n{n} ex:p {value} ." for n, value in enumerate(values)))
    found = {(short(r.shape), short(r.value)) for r in theirs(shapes_of(bounds(values)), triples)}
    assert found == beyond(values)
