"""Our queries and pySHACL find the same in random small worlds; where they are known to differ, who says what, and why."""

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings

from mekgraph.errors import InputError
from mekgraph.shacl.results import Result

from .sides import briefs, compiled, lines, ours, shapes_of, spelled, theirs, triples_of
from .worlds import worlds


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_small_worlds(world: tuple[str, str]) -> None:
    shapes, triples = shapes_of(world[0]), triples_of(world[1])
    assert lines(ours(shapes, triples)) == lines(theirs(shapes, triples))


# What pySHACL does otherwise than the standard says, and therefore than we do: shapes, data, our results, its own.
ONE = "ex:S sh:targetNode ex:a ; sh:path ex:p ; "
DEVIATIONS = {
    "passes nameless nodes where the least length is 0": (
        ONE + "sh:minLength 0 ; sh:nodeKind sh:BlankNode .",
        "ex:a ex:p [] .",
        {("ex:a", "MinLength")},
        set(),
    ),
    "takes every literal for an rdfs:Literal": (
        ONE + "sh:datatype rdfs:Literal .",
        "ex:a ex:p 1 .",
        {("ex:a", "Datatype")},
        set(),
    ),
    "lets the end of a pattern stand before a line break": (
        ONE + 'sh:pattern "^x$" .',
        'ex:a ex:p "x\\n" .',
        {("ex:a", "Pattern")},
        set(),
    ),
    "knows no flag for patterns as plain text": (
        ONE + 'sh:pattern "a.b" ; sh:flags "q" .',
        'ex:a ex:p "axb" .',
        {("ex:a", "Pattern")},
        set(),
    ),
    "knows no flag for spaces in patterns": (
        ONE + 'sh:pattern "a.b c" ; sh:flags "x" .',
        'ex:a ex:p "axbc" .',
        set(),
        {("ex:a", "Pattern")},
    ),
    "matches a range of languages with one more subtag at most": (
        ONE + 'sh:languageIn ( "en-GB" ) .',
        'ex:a ex:p "x"@en-GB-oed .',
        set(),
        {("ex:a", "LanguageIn")},
    ),
    "allows a closed shape to be an rdfs:Resource": (
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:closed true .",
        "ex:a a rdfs:Resource .",
        {("ex:a", "Closed")},
        set(),
    ),
    "loses the written form of a literal at the start of an inverse longer path": (
        "ex:S sh:targetNode 01 ; sh:path [ sh:inversePath ( ex:p ex:q ) ] ; sh:maxCount 0 .",
        "ex:b ex:p ex:c . ex:c ex:q 01 .",
        {(spelled("01"), "MaxCount")},
        set(),
    ),
    "compares truth values with numbers": (
        ONE + "sh:maxInclusive 5 .",
        "ex:a ex:p true .",
        {("ex:a", "MaxInclusive")},
        set(),
    ),
    **{
        f"takes {text} for a value of {datatype}": (
            ONE + f"sh:datatype {datatype} .",
            f'ex:a ex:p "{text}"^^{datatype} .',
            {("ex:a", "Datatype")},
            set(),
        )
        for datatype, text in (
            ("xsd:integer", " 1"),
            ("xsd:integer", "1_000"),
            ("xsd:double", "inf"),
            ("xsd:dateTime", "2024-01-01"),
            ("xsd:dateTime", "2024-01-01 00:00:00"),
            ("xsd:gYear", "24"),
            ("xsd:gYear", "abc"),
        )
    },
    "knows no 24:00:00": (
        ONE + "sh:datatype xsd:dateTime .",
        'ex:a ex:p "2024-01-01T24:00:00Z"^^xsd:dateTime .',
        set(),
        {("ex:a", "Datatype")},
    ),
}
REFUSED = {
    "an order of nameless nodes": (ONE + "sh:lessThan ex:q .", "ex:a ex:p [] ; ex:q 1 .", {("ex:a", "LessThan")}),
    "letters by their property": (ONE + r'sh:pattern "^\\p{L}$" .', 'ex:a ex:p "1" .', {("ex:a", "Pattern")}),
    "a list without members": (ONE + "sh:or () .", "ex:a ex:p 1 .", {("ex:a", "Or")}),
    "a qualified sibling without a count": (
        """ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:C ] ;
        sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ] ,
        [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:D ] ] .""",
        "ex:a ex:p ex:x . ex:x a ex:C , ex:D .",
        {("ex:a", "QualifiedMinCount")},
    ),
}
# Where we do otherwise than the standard says.
OURS = {
    "instances of a class without a name that is below another": (
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:in () .",
        "ex:a a [ rdfs:subClassOf ex:C ] .",
        set(),
        {("ex:a", "In")},
    ),
    "numbers that the engine cannot hold": (
        ONE + "sh:minInclusive 0 .",
        "ex:a ex:p 9223372036854775808 .",
        {("ex:a", "MinInclusive")},
        set(),
    ),
}


def found_by(results: Iterable[Result]) -> set[tuple[str, str]]:
    return {(focus, component) for focus, _, _, component in briefs(results)}


@pytest.mark.parametrize(
    ("shapes", "data", "here", "there"), [*DEVIATIONS.values(), *OURS.values()], ids=[*DEVIATIONS, *OURS]
)
def test_what_is_known_to_differ(shapes: str, data: str, here: set[object], there: set[object]) -> None:
    read, triples = shapes_of(shapes), triples_of(data)
    assert compiled(read, triples).left == {}
    assert (found_by(ours(read, triples)), found_by(theirs(read, triples))) == (here, there)


@pytest.mark.parametrize(("shapes", "data", "here"), REFUSED.values(), ids=REFUSED)
def test_what_pyshacl_refuses(shapes: str, data: str, here: set[object]) -> None:
    read, triples = shapes_of(shapes), triples_of(data)
    assert found_by(ours(read, triples)) == here
    with pytest.raises(InputError, match="cannot be run"):
        theirs(read, triples)
