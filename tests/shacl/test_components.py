"""Every constraint component, at the top and inside not, and, or, xone, node and qualified value shapes.

What violates is stated for each; pySHACL has to find the same.
"""

from dataclasses import dataclass, field

import pytest

from .sides import Found, agreed, briefs, spelled

Bad = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """A constraint on the values of ex:p; what has good values; what has bad ones, and the value in each result."""

    constraint: str
    component: str
    good: tuple[str, ...]
    bad: Bad
    beside: str = ""
    on_node: bool = field(default=True)


def one(constraint: str, component: str, good: str, bad: str, beside: str = "") -> Case:
    """A constraint on single values: each of the good ones conforms, each of the bad ones does not."""
    return Case(constraint, component, tuple(good.split()), {value: (value,) for value in bad.split()}, beside)


def several(constraint: str, component: str, good: tuple[str, ...], bad: Bad, beside: str = "") -> Case:
    """A constraint on all values together."""
    return Case(constraint, component, good, bad, beside, on_node=False)


CLASSES = "ex:c a ex:C . ex:d a ex:D . ex:D rdfs:subClassOf ex:C . ex:e a ex:E ."
CLOSED = "ex:n ex:q 1 . ex:m ex:r 2 . ex:b a ex:C ."
CASES = [
    one("sh:class ex:C", "Class", "ex:c ex:d", 'ex:e ex:nowhere "x" 1', CLASSES),
    one("sh:class ex:C ; sh:class ex:E", "Class", "ex:both", "ex:none", "ex:both a ex:C , ex:E ."),
    one("sh:datatype xsd:string", "Datatype", '"x" ""', '"x"@en 1 ex:a'),
    one("sh:datatype xsd:integer", "Datatype", "1 -5", '1.0 "1" "x"^^xsd:integer ex:a "2"^^xsd:int'),
    one("sh:datatype rdf:langString", "Datatype", '"x"@en "y"@ru', '"x" ex:a 1'),
    one("sh:datatype ex:own", "Datatype", '"x"^^ex:own', '"x" "x"^^ex:other ex:own'),
    one("sh:nodeKind sh:IRI", "NodeKind", "ex:a", '"x" 1'),
    one("sh:nodeKind sh:BlankNode", "NodeKind", "_:a", 'ex:a "x"'),
    one("sh:nodeKind sh:Literal", "NodeKind", '"x" 1 "y"@en', "ex:a"),
    one("sh:nodeKind sh:BlankNodeOrIRI", "NodeKind", "ex:a _:a", '"x" 1'),
    one("sh:nodeKind sh:BlankNodeOrLiteral", "NodeKind", '_:a "x"', "ex:a"),
    one("sh:nodeKind sh:IRIOrLiteral", "NodeKind", 'ex:a "x"', ""),
    one("sh:minExclusive 3", "MinExclusive", "4 3.5 4e0", '3 2 2.9 "x" "4" ex:a'),
    one("sh:minInclusive 3", "MinInclusive", "3 4 3.0 3e0", '2 2.9 "x" ex:a'),
    one("sh:maxExclusive 3", "MaxExclusive", "2 2.9 -1", '3 4 3.0 "x" ex:a'),
    one("sh:maxInclusive 3", "MaxInclusive", "3 2 3.0", '4 3.1 "x" ex:a'),
    one(
        'sh:minInclusive "2024-01-01"^^xsd:date',
        "MinInclusive",
        '"2024-01-01"^^xsd:date "2025-06-01"^^xsd:date',
        '"2023-12-31"^^xsd:date ex:a',
    ),
    one("sh:minLength 3", "MinLength", '"abc" "абв" 123 ex:a "xyz"@en', '"ab" "" 12'),
    one("sh:maxLength 3", "MaxLength", '"abc" "" 123 "😀😀😀"', '"abcd" 1234 ex:a'),
    one('sh:pattern "^a.c$"', "Pattern", '"abc" "aбc"@ru', '"ac" "ABC" ex:a 1'),
    one('sh:pattern "^A.C$" ; sh:flags "i"', "Pattern", '"abc" "ABC"', '"ac"'),
    one('sh:pattern "example[.]org/a"', "Pattern", "ex:a ex:ab", 'ex:b "a"'),
    one('sh:languageIn ( "en" "ru" )', "LanguageIn", '"x"@en "x"@en-GB "x"@ru', '"x"@de "x" 1 ex:a "x"@eng'),
    one('sh:in ( ex:a 1 "x" "y"@en )', "In", 'ex:a 1 "x" "y"@en', '1.0 "x"@en "y" ex:b "1"'),
    one("sh:not [ sh:in ( 1 2 ) ]", "Not", "3", "1 2"),
    one("sh:and ( [ sh:datatype xsd:integer ] [ sh:minInclusive 2 ] )", "And", "2 3", "1 2.5 ex:a"),
    one("sh:or ( [ sh:datatype xsd:integer ] [ sh:nodeKind sh:IRI ] )", "Or", "2 ex:a", '"x" 2.5'),
    one("sh:xone ( [ sh:datatype xsd:integer ] [ sh:minInclusive 2 ] )", "Xone", "1 2.5", '3 "x"'),
    one("sh:xone ( [ sh:minInclusive 1 ] [ sh:minInclusive 2 ] [ sh:minInclusive 3 ] )", "Xone", "1", "0 2 3"),
    one("sh:node [ sh:nodeKind sh:IRI ; sh:class ex:C ]", "Node", "ex:c ex:d", 'ex:e "x"', CLASSES),
    one("sh:node [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ]", "Node", "ex:n", 'ex:m "x"', CLOSED),
    several("sh:hasValue 1", "HasValue", ("1", "1, 2"), {"2": ("",), "1.0": ("",), "ex:a, ex:b": ("",)}),
    several("sh:hasValue ex:a ; sh:hasValue ex:b", "HasValue", ("ex:a, ex:b",), {"ex:a": ("",), "1": ("",)}),
    several("sh:minCount 1", "MinCount", ("1", "1, 2"), {}),
    several("sh:minCount 2", "MinCount", ("1, 2", "1, 1.0"), {"1": ("",), "1, 1": ("",)}),
    several("sh:minCount 3", "MinCount", ("1, 2, 3", "1, 2, 3, 4"), {"1, 2": ("",)}),
    several("sh:minCount 0", "MinCount", ("1",), {}),
    several("sh:maxCount 0", "MaxCount", (), {"1": ("",), "1, 2": ("",)}),
    several("sh:maxCount 1", "MaxCount", ("1", "1, 1"), {"1, 2": ("",), "1, 1.0": ("",)}),
    several("sh:maxCount 3", "MaxCount", ("1", "1, 2, 3"), {"1, 2, 3, 4": ("",)}),
    several(
        "sh:uniqueLang true",
        "UniqueLang",
        ('"a"@en', '"a"@en, "b"@ru', '"a", "b"', '"a"@en, "b"@en-GB', "1, 2"),
        {'"a"@en, "b"@en': ("",), '"a"@en, "b"@EN, "c"@ru, "d"@ru': ("",)},
    ),
    several("sh:uniqueLang false", "UniqueLang", ('"a"@en, "b"@en',), {}),
    several("sh:disjoint ex:o", "Disjoint", ("1 ; ex:o 2", "1"), {"1, 2 ; ex:o 2": ("2",), "1 ; ex:o 1, 2": ("1",)}),
    several(
        "sh:equals ex:o",
        "Equals",
        ("1 ; ex:o 1", "1, 2 ; ex:o 2, 1"),
        {"1": ("1",), "1 ; ex:o 2": ("1", "2"), "1, 2 ; ex:o 2": ("1",), "1 ; ex:o 1, 3": ("3",)},
    ),
    several(
        "sh:lessThan ex:o",
        "LessThan",
        ("1 ; ex:o 2", "1", "1, 2 ; ex:o 3, 4", "1 ; ex:o 1.5"),
        {"1 ; ex:o 1": ("1",), "1, 5 ; ex:o 3": ("5",), '1 ; ex:o "x"': ("1",), "3 ; ex:o 2, 4": ("3",)},
    ),
    several(
        "sh:lessThanOrEquals ex:o",
        "LessThanOrEquals",
        ("1 ; ex:o 2", "1 ; ex:o 1", "1"),
        {"2 ; ex:o 1": ("2",), "1, 5 ; ex:o 3": ("5",), '1 ; ex:o "x"': ("1",)},
    ),
    several(
        "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 1",
        "QualifiedMinCount",
        ("ex:a", "ex:a, 1"),
        {"1": ("",), "1, 2": ("",)},
    ),
    several(
        "sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 2",
        "QualifiedMinCount",
        ("ex:c, ex:d", "ex:c, ex:d, ex:e"),
        {"ex:c, ex:e": ("",), "1": ("",)},
        CLASSES,
    ),
    several(
        "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMaxCount 1",
        "QualifiedMaxCount",
        ("ex:a", "1, 2", "ex:a, 1, 2"),
        {"ex:a, ex:b": ("",), "ex:a, ex:b, 1": ("",)},
    ),
    several(
        "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMaxCount 0",
        "QualifiedMaxCount",
        ("1, 2",),
        {"ex:a, 1": ("",)},
    ),
    several(
        "sh:property [ sh:path ex:q ; sh:minCount 1 ]",
        "",
        ("ex:n", "ex:n, ex:n2"),
        {},
        "ex:n ex:q 1 . ex:n2 ex:q 2 .",
    ),
]
# Each wraps the shape W of the things with good and bad values, and finds those that ... of these.
WRAPPERS: dict[str, tuple[str, str, str]] = {
    "node": ("sh:node W", "Node", "bad"),
    "and": ("sh:and ( W )", "And", "bad"),
    "and with another": ("sh:and ( [ sh:nodeKind sh:IRI ] W )", "And", "bad"),
    "or": ("sh:or ( W )", "Or", "bad"),
    "or with another": ("sh:or ( [ sh:nodeKind sh:Literal ] W )", "Or", "bad"),
    "xone": ("sh:xone ( W )", "Xone", "bad"),
    "xone twice": ("sh:xone ( W W )", "Xone", "all"),
    "not": ("sh:not W", "Not", "good"),
    "not not": ("sh:not [ sh:not W ]", "Not", "bad"),
    "not and": ("sh:not [ sh:and ( W [ sh:nodeKind sh:IRI ] ) ]", "Not", "good"),
    "not or": ("sh:not [ sh:or ( W [ sh:nodeKind sh:Literal ] ) ]", "Not", "good"),
    "not xone": ("sh:not [ sh:xone ( W [ sh:nodeKind sh:Literal ] ) ]", "Not", "good"),
    "node in node in not": ("sh:node [ sh:node [ sh:not W ] ]", "Node", "good"),
}
# The same for what leads to them by ex:of.
OF = "sh:path ex:of ; "
PROPERTY_WRAPPERS: dict[str, tuple[str, str, str]] = {
    "value in node": (OF + "sh:node W", "Node", "bad"),
    "value in not": (OF + "sh:not W", "Not", "good"),
    "qualified at least": (OF + "sh:qualifiedValueShape W ; sh:qualifiedMinCount 1", "QualifiedMinCount", "bad"),
    "qualified at most": (OF + "sh:qualifiedValueShape W ; sh:qualifiedMaxCount 0", "QualifiedMaxCount", "good"),
    "qualified not": (
        OF + "sh:qualifiedValueShape [ sh:not W ] ; sh:qualifiedMinCount 1",
        "QualifiedMinCount",
        "good",
    ),
}


def data_of(case: Case) -> str:
    """ex:good0, ex:bad0 ... with their values; ex:of_good0 ... lead to them."""
    things = {f"ex:good{n}": values for n, values in enumerate(case.good)}
    things |= {f"ex:bad{n}": values for n, values in enumerate(case.bad)}
    said = [f"{thing} ex:p {values} . ex:of_{thing[3:]} ex:of {thing} ." for thing, values in things.items()]
    return "\n".join([*said, case.beside])


def things(case: Case, which: str) -> set[str]:
    """The names of the good, of the bad or of all things."""
    good, bad = ({f"ex:{kind}{n}" for n in range(len(of))} for kind, of in (("good", case.good), ("bad", case.bad)))
    return {"good": good, "bad": bad, "all": good | bad}[which]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.constraint)
def test_at_the_top(case: Case) -> None:
    found = agreed(
        f"ex:S a sh:PropertyShape ; sh:targetSubjectsOf ex:p ; sh:path ex:p ; {case.constraint} .", data_of(case)
    )
    wanted: set[Found] = {
        (f"ex:bad{n}", "ex:p", spelled(value), case.component)
        for n, values in enumerate(case.bad.values())
        for value in values
    }
    assert briefs(found) == wanted


@pytest.mark.parametrize("case", [case for case in CASES if case.on_node], ids=lambda case: case.constraint)
def test_of_nodes(case: Case) -> None:
    found = agreed(f"ex:S a sh:NodeShape ; sh:targetObjectsOf ex:p ; {case.constraint} .", data_of(case))
    assert briefs(found) == {(spelled(value), "", spelled(value), case.component) for value in case.bad}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.constraint)
def test_inside_other_shapes(case: Case) -> None:
    inner = f"[ sh:property [ sh:path ex:p ; {case.constraint} ] ]"
    shapes = [
        f"ex:W{n} a sh:NodeShape ; sh:targetSubjectsOf ex:p ; {wrapper.replace('W', inner)} ."
        for n, (wrapper, _, _) in enumerate(WRAPPERS.values())
    ]
    found = agreed("\n".join(shapes), data_of(case))
    for n, (name, (_, component, which)) in enumerate(WRAPPERS.items()):
        mine = {result for result in found if getattr(result.shape, "value", "").endswith(f"/W{n}")}
        assert briefs(mine) == {(thing, "", thing, component) for thing in things(case, which)}, name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.constraint)
def test_inside_shapes_of_values(case: Case) -> None:
    inner = f"[ sh:property [ sh:path ex:p ; {case.constraint} ] ]"
    shapes = [
        f"ex:W{n} a sh:PropertyShape ; sh:targetSubjectsOf ex:of ; {wrapper.replace('W', inner)} ."
        for n, (wrapper, _, _) in enumerate(PROPERTY_WRAPPERS.values())
    ]
    found = agreed("\n".join(shapes), data_of(case))
    for n, (name, (_, component, which)) in enumerate(PROPERTY_WRAPPERS.items()):
        mine = {result for result in found if getattr(result.shape, "value", "").endswith(f"/W{n}")}
        wanted = {
            (thing.replace("ex:", "ex:of_"), "ex:of", "" if component.startswith("Q") else thing, component)
            for thing in things(case, which)
        }
        assert briefs(mine) == wanted, name
