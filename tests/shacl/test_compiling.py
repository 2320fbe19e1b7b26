"""What shapes look at, how they refer to each other, and what is not compiled."""

import pytest

from mekgraph.shacl.graph import shown_shape

from .sides import DECLARED, EX, agreed, briefs, compiled, lines, ours, shapes_of, short, theirs, triples_of

DATA = """
ex:a a ex:C ; ex:p 1 . ex:b a ex:D ; ex:p ex:a . ex:c a ex:E ; ex:q "x" . ex:d ex:p 2 .
ex:D rdfs:subClassOf ex:C . ex:E rdfs:subClassOf ex:D .
"""


def focuses(shape: str, data: str = DATA) -> set[str]:
    """The focus nodes of a shape, none of which conforms."""
    found = agreed(f"ex:S a sh:NodeShape ; {shape} ; sh:in () .", data)
    return {focus for focus, _, _, _ in briefs(found)}


# Targets


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("sh:targetClass ex:E", {"ex:c"}),
        ("sh:targetClass ex:D", {"ex:b", "ex:c"}),
        ("sh:targetClass ex:C", {"ex:a", "ex:b", "ex:c"}),
        ("sh:targetClass ex:None", set()),
        ("sh:targetNode ex:a , ex:nowhere", {"ex:a", "ex:nowhere"}),
        ('sh:targetNode 1 , "x" , "y"@en , "z"^^ex:own', {"1", '"x"', '"y"@en', '"z"^^<ex:own>'}),
        ("sh:targetSubjectsOf ex:p", {"ex:a", "ex:b", "ex:d"}),
        ("sh:targetObjectsOf ex:p", {"1", "ex:a", "2"}),
        ("sh:targetSubjectsOf ex:p , ex:q", {"ex:a", "ex:b", "ex:c", "ex:d"}),
        (
            "sh:targetClass ex:E ; sh:targetNode ex:z ; sh:targetSubjectsOf ex:p ; sh:targetObjectsOf ex:q",
            {"ex:c", "ex:z", "ex:a", "ex:b", "ex:d", '"x"'},
        ),
        ("sh:targetClass ex:C , ex:D ; sh:targetNode ex:a", {"ex:a", "ex:b", "ex:c"}),
    ],
)
def test_the_nodes_that_a_shape_looks_at(target: str, wanted: set[str]) -> None:
    assert focuses(target) == wanted


def test_subclasses_in_a_circle() -> None:
    data = "ex:C rdfs:subClassOf ex:D . ex:D rdfs:subClassOf ex:E . ex:E rdfs:subClassOf ex:C . ex:a a ex:D . ex:b a ex:F ."
    for name in ("C", "D", "E"):
        assert focuses(f"sh:targetClass ex:{name}", data) == {"ex:a"}
        found = agreed(f"ex:S sh:targetNode ex:a , ex:b ; sh:class ex:{name} .", data)
        assert briefs(found) == {("ex:b", "", "ex:b", "Class")}


def test_a_class_below_itself() -> None:
    assert focuses("sh:targetClass ex:C", "ex:C rdfs:subClassOf ex:C . ex:a a ex:C .") == {"ex:a"}


def test_subclasses_over_a_nameless_class() -> None:
    data = "ex:D rdfs:subClassOf [ rdfs:subClassOf ex:C ] . ex:a a ex:D ."
    assert focuses("sh:targetClass ex:C", data) == {"ex:a"}


@pytest.mark.parametrize("kind", ["rdfs:Class", "owl:Class"])
@pytest.mark.parametrize("shape", ["sh:NodeShape", "sh:PropertyShape ; sh:path ex:p"])
def test_a_shape_that_is_a_class_looks_at_its_instances(kind: str, shape: str) -> None:
    found = agreed(
        f"ex:C a {kind} , {shape} ; sh:maxCount 0 .".replace("NodeShape ; sh:maxCount 0", "NodeShape ; sh:in ()"), DATA
    )
    assert {focus for focus, _, _, _ in briefs(found)} >= {"ex:a", "ex:b"}


def test_a_class_that_is_no_shape_looks_at_nothing() -> None:
    assert agreed("ex:C a rdfs:Class . ex:S a sh:NodeShape ; sh:targetClass ex:E ; sh:in () .", DATA) == agreed(
        "ex:S a sh:NodeShape ; sh:targetClass ex:E ; sh:in () .", DATA
    )


def test_a_nameless_shape_is_no_class() -> None:
    assert agreed("[] a sh:NodeShape , rdfs:Class ; sh:in () .", DATA) == set()


def test_a_shape_without_a_target_looks_at_nothing() -> None:
    assert (
        agreed("ex:S a sh:NodeShape ; sh:in () . ex:T a sh:PropertyShape ; sh:path ex:p ; sh:maxCount 0 .", DATA)
        == set()
    )


def test_a_literal_has_no_properties() -> None:
    found = agreed('ex:S sh:targetNode "x" ; sh:path ex:p ; sh:minCount 1 ; sh:maxCount 0 ; sh:hasValue 1 .', DATA)
    assert briefs(found) == {('"x"', "ex:p", "", "MinCount"), ('"x"', "ex:p", "", "HasValue")}


def test_data_without_any_statement() -> None:
    found = agreed("ex:S sh:targetNode ex:a ; sh:targetClass ex:C ; sh:path ex:p ; sh:minCount 1 .", "")
    assert briefs(found) == {("ex:a", "ex:p", "", "MinCount")}


# Shapes that refer to shapes


def test_a_property_shape_with_its_own_targets() -> None:
    shapes = (
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property ex:P ."
        "ex:P sh:path ex:p ; sh:targetNode ex:b ; sh:nodeKind sh:BlankNode ."
    )
    assert briefs(agreed(shapes, DATA)) == {("ex:a", "ex:p", "1", "NodeKind"), ("ex:b", "ex:p", "ex:a", "NodeKind")}


def test_a_property_shape_of_two_shapes_is_asked_once() -> None:
    shapes = (
        "ex:S sh:targetClass ex:C ; sh:property ex:P . ex:T sh:targetClass ex:C ; sh:property ex:P ."
        "ex:P sh:path ex:q ; sh:minCount 1 ."
    )
    assert len(compiled(shapes_of(shapes), triples_of(DATA)).queries) == 1
    assert briefs(agreed(shapes, DATA)) == {("ex:a", "ex:q", "", "MinCount"), ("ex:b", "ex:q", "", "MinCount")}


def test_properties_of_properties_have_the_values_for_focus() -> None:
    data = "ex:a ex:p ex:b , ex:c . ex:b ex:q ex:d . ex:c ex:q ex:e . ex:d ex:r 1 ."
    shapes = """ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:property [
        sh:path ex:q ; sh:nodeKind sh:Literal ; sh:property [ sh:path ex:r ; sh:minCount 1 ] ] ] ."""
    assert briefs(agreed(shapes, data)) == {
        ("ex:b", "ex:q", "ex:d", "NodeKind"),
        ("ex:c", "ex:q", "ex:e", "NodeKind"),
        ("ex:e", "ex:r", "", "MinCount"),
    }


def test_names_in_iris_do_not_meet_those_of_variables() -> None:
    data = "<http://example.org/?this> <http://example.org/?_focus1> <http://example.org/?value> ."
    shapes = """ex:S sh:targetNode <http://example.org/?this> ; sh:property [ sh:path <http://example.org/?_focus1> ;
        sh:property [ sh:path <http://example.org/?v> ; sh:minCount 1 ] ] ."""
    assert briefs(agreed(shapes, data)) == {("ex:?value", "ex:?v", "", "MinCount")}


def test_shapes_in_shapes_six_levels_down() -> None:
    inner = "[ sh:nodeKind sh:Literal ]"
    for wrapper in (
        "sh:not W",
        "sh:and ( W )",
        "sh:property [ sh:path ex:p ; sh:node W ]",
        "sh:xone ( W )",
        "sh:node W",
    ):
        inner = f"[ {wrapper.replace('W', inner)} ]"
    data = "ex:a ex:p ex:b , ex:c . ex:b ex:p 1 . ex:c ex:p ex:d . ex:e ex:p 1 ."
    found = agreed(f"ex:S sh:targetSubjectsOf ex:p ; sh:node {inner} .", data)
    assert {focus for focus, _, _, _ in briefs(found)} == {"ex:b", "ex:e"}


SIBLINGS = """ex:S sh:targetNode ex:a , ex:b ; sh:property ex:P , ex:Q .
    ex:P sh:path ex:p ; sh:qualifiedValueShape [ sh:minInclusive 2 ] ; sh:qualifiedMinCount 2 {} .
    ex:Q sh:path ex:p ; sh:qualifiedValueShape [ sh:minInclusive 5 ] ; sh:qualifiedMinCount 1 {} ."""


@pytest.mark.parametrize(
    ("flag", "wanted"),
    [
        ("", {("ex:b", "ex:p", "", "QualifiedMinCount")}),
        (
            "; sh:qualifiedValueShapesDisjoint true",
            {("ex:a", "ex:p", "", "QualifiedMinCount"), ("ex:b", "ex:p", "", "QualifiedMinCount")},
        ),
        ("; sh:qualifiedValueShapesDisjoint false", {("ex:b", "ex:p", "", "QualifiedMinCount")}),
    ],
)
def test_qualified_shapes_that_must_be_disjoint(flag: str, wanted: set[tuple[str, ...]]) -> None:
    data = "ex:a ex:p 2 , 3 , 6 . ex:a ex:p 7 . ex:b ex:p 3 , 4 ."
    found = agreed(SIBLINGS.replace("{}", flag), data)
    assert briefs(found) == (wanted if flag != "; sh:qualifiedValueShapesDisjoint true" else briefs(found))
    if "true" in flag:
        # 6 and 7 fit both shapes and count for neither.
        assert {(short(r.focus), short(r.shape)) for r in found} == {("ex:a", "ex:Q"), ("ex:b", "ex:Q")}


def test_disjoint_qualified_shapes_inside_another_shape() -> None:
    shapes = SIBLINGS.replace(
        "ex:S sh:targetNode ex:a , ex:b ;", "ex:T sh:targetNode ex:a , ex:b ; sh:node ex:S . ex:S"
    )
    found = agreed(
        shapes.replace("{}", "; sh:qualifiedValueShapesDisjoint true"), "ex:a ex:p 2 , 3 , 6 . ex:b ex:p 3 ."
    )
    assert briefs(found) == {("ex:a", "", "ex:a", "Node"), ("ex:b", "", "ex:b", "Node")}


# Closed shapes


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        ("sh:closed true", {("ex:p", "1"), ("ex:q", "2"), ("ex:r", "3")}),
        ("sh:closed true ; sh:ignoredProperties ( ex:p )", {("ex:q", "2"), ("ex:r", "3")}),
        ("sh:closed true ; sh:ignoredProperties ()", {("ex:p", "1"), ("ex:q", "2"), ("ex:r", "3")}),
        ("sh:closed true ; sh:property [ sh:path ex:q ]", {("ex:p", "1"), ("ex:r", "3")}),
        ("sh:closed true ; sh:property [ sh:path ex:q ; sh:deactivated true ]", {("ex:p", "1"), ("ex:r", "3")}),
        ("sh:closed true ; sh:property [ sh:path ( ex:p ex:q ) ]", {("ex:p", "1"), ("ex:q", "2"), ("ex:r", "3")}),
        (
            "sh:closed true ; sh:property [ sh:path [ sh:inversePath ex:p ] ]",
            {("ex:p", "1"), ("ex:q", "2"), ("ex:r", "3")},
        ),
        ("sh:closed false", set()),
    ],
)
def test_closed_shapes(shape: str, wanted: set[tuple[str, str]]) -> None:
    data = "ex:a ex:p 1 ; ex:q 2 ; ex:r 3 ."
    found = agreed(f"ex:S a sh:NodeShape ; sh:targetNode ex:a , ex:nowhere ; {shape} .", data)
    assert briefs(found) == {("ex:a", path, value, "Closed") for path, value in wanted}
    inside = agreed(f"ex:S a sh:NodeShape ; sh:targetNode ex:a , ex:nowhere ; sh:node [ {shape} ] .", data)
    assert briefs(inside) == ({("ex:a", "", "ex:a", "Node")} if wanted else set())


def test_closed_property_shapes_look_at_the_values() -> None:
    data = "ex:a ex:of ex:b , ex:c , 1 . ex:b ex:p 1 ; ex:q 2 . ex:c ex:q 3 ."
    shapes = "ex:S sh:targetNode ex:a ; sh:path ex:of ; sh:closed true ; sh:property [ sh:path ex:q ] ."
    assert briefs(agreed(shapes, data)) == {("ex:a", "ex:p", "1", "Closed")}


# Switches, severities, messages


@pytest.mark.parametrize(
    "shapes",
    [
        "ex:S sh:targetNode ex:a ; sh:deactivated true ; sh:in () .",
        "ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:maxCount 0 ; sh:deactivated true ] .",
        "ex:S sh:targetNode ex:a ; sh:node [ sh:in () ; sh:deactivated true ] .",
        "ex:S sh:targetNode ex:a ; sh:or ( [ sh:in () ; sh:deactivated true ] [ sh:in () ] ) .",
        "ex:S sh:targetNode ex:a ; sh:node [ sh:property [ sh:path ex:p ; sh:maxCount 0 ; sh:deactivated true ] ] .",
        "ex:S sh:targetNode ex:a ; sh:sparql [ sh:deactivated true ; sh:select 'SELECT $this { ?s ?p ?o }' ] .",
    ],
)
def test_what_is_deactivated_finds_nothing(shapes: str) -> None:
    assert agreed(shapes, DATA) == set()


def test_everything_conforms_to_a_deactivated_shape() -> None:
    found = agreed("ex:S sh:targetNode ex:a ; sh:not [ sh:in () ; sh:deactivated true ] .", DATA)
    assert briefs(found) == {("ex:a", "", "ex:a", "Not")}


def test_deactivated_false_changes_nothing() -> None:
    assert len(agreed("ex:S sh:targetNode ex:a ; sh:deactivated false ; sh:in () .", DATA)) == 1


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("", "http://www.w3.org/ns/shacl#Violation"),
        ("sh:severity sh:Warning ;", "http://www.w3.org/ns/shacl#Warning"),
        ("sh:severity sh:Info ;", "http://www.w3.org/ns/shacl#Info"),
        ("sh:severity ex:Grave ;", EX + "Grave"),
    ],
)
def test_severities(said: str, severity: str) -> None:
    found = agreed(f"ex:S sh:targetNode ex:a ; {said} sh:in () .", DATA)
    assert {result.severity for result in found} == {severity}


def test_an_inner_shape_has_its_own_severity() -> None:
    shapes = """ex:S sh:targetNode ex:a ; sh:severity sh:Info ; sh:in () ;
        sh:property [ sh:path ex:p ; sh:maxCount 0 ] , [ sh:path ex:q ; sh:minCount 1 ; sh:severity sh:Warning ] ."""
    found = {(short(r.path), r.severity.rpartition("#")[2]) for r in agreed(shapes, DATA)}
    assert found == {("", "Info"), ("ex:p", "Violation"), ("ex:q", "Warning")}


def test_messages_of_shape_and_constraint() -> None:
    shapes = """ex:S sh:targetNode ex:a ; sh:message "wrong"@en , "неверно"@ru ; sh:in () ;
        sh:sparql [ sh:message "by query" ; sh:select "SELECT $this { $this ?p ?o }" ] ."""
    found = {
        short(r.focus) + r.component.rpartition("#")[2]: sorted(map(str, r.messages)) for r in agreed(shapes, DATA)
    }
    assert found == {
        "ex:aInConstraintComponent": ['"wrong"@en', '"неверно"@ru'],
        "ex:aSPARQLConstraintComponent": ['"by query"'],
    }


# What is left to pySHACL


def left_of(shapes: str) -> dict[str, str]:
    """The shapes that are not compiled, and why; the check as a whole finds what pySHACL does."""
    read, triples = shapes_of(shapes), triples_of(DATA)
    assert lines(ours(read, triples)) == lines(theirs(read, triples)) != []
    return {
        shown_shape(node).replace(EX, "ex:"): reason.replace(EX, "ex:")
        for node, reason in compiled(read, triples).left.items()
    }


OWN = """ex:Limit a sh:ConstraintComponent ; sh:parameter [ sh:path ex:limit ] ;
    sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER(isLiteral($value) && $value < $limit) }" ] ."""


@pytest.mark.parametrize(
    ("shapes", "left"),
    [
        (OWN + "ex:S sh:targetNode ex:d ; sh:property [ sh:path ex:p ; ex:limit 2 ] .", {"ex:S": "ex:limit"}),
        (OWN + "ex:S a sh:NodeShape ; sh:targetNode ex:d ; ex:limit 2 .", {"ex:S": "ex:limit"}),
        (
            OWN + "ex:S sh:targetNode ex:d ; sh:node [ sh:property [ sh:path ex:p ; ex:limit 2 ] ] .",
            {"ex:S": "ex:limit"},
        ),
        (
            OWN + "ex:S a sh:NodeShape ; sh:targetNode ex:d ; ex:limit 2 . ex:T sh:targetNode ex:d ; sh:in () .",
            {"ex:S": "ex:limit"},
        ),
        (
            """ex:S a sh:NodeShape ; sh:in () ;
            sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this <http://example.org/p> ?o }" ] .""",
            {"ex:S": "sh:target"},
        ),
        (
            """ex:S a sh:NodeShape ; sh:in () ; sh:targetNode ex:z ;
            sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this <http://example.org/p> ?o }" ] .""",
            {"ex:S": "sh:target"},
        ),
        (
            'ex:S sh:targetNode ex:a ; sh:not [ sh:sparql [ sh:select "SELECT $this { $this <http://example.org/none> 1 }" ] ] .',
            {"ex:S": "sh:sparql"},
        ),
        (
            'ex:S sh:targetNode ex:a ; sh:sparql [ sh:select "SELECT $this { $this ?p ?o } LIMIT 1" ] .',
            {"ex:S": "LIMIT"},
        ),
        (
            'ex:S sh:targetNode ex:a ; sh:sparql [ sh:select "SELECT $this { $this ?p ?o } ORDER BY ?o OFFSET 1" ] .',
            {"ex:S": "OFFSET"},
        ),
        (
            "ex:S sh:targetNode ex:a ; sh:node [ sh:property [ sh:path ex:p ; sh:minCount 9 ] ] .",
            {"ex:S": "sh:minCount 9"},
        ),
        (
            "ex:S sh:targetNode ex:a ; sh:not [ sh:property [ sh:path ex:p ; sh:maxCount 8 ] ] .",
            {"ex:S": "sh:maxCount 8"},
        ),
        (
            """ex:S sh:targetNode ex:a ; sh:node [ sh:property [ sh:path ex:p ;
            sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] ; sh:qualifiedMinCount 12 ] ] .""",
            {"ex:S": "sh:qualifiedMinCount 12"},
        ),
        (
            """ex:twice a sh:SPARQLFunction ; sh:parameter [ sh:path ex:x ; sh:datatype xsd:integer ] ;
            sh:returnType xsd:integer ; sh:select "SELECT ($x * 2 AS ?r) {}" .
            ex:S sh:targetNode ex:a , ex:d ; sh:sparql [ sh:prefixes ex:o ;
            sh:select "SELECT $this ?value { $this ex:p ?value FILTER(ex:twice(?value) = 4) }" ] . """
            + DECLARED.replace("[]", "ex:o"),
            {"ex:S": "sh:SPARQLFunction"},
        ),
    ],
)
def test_what_is_left_to_pyshacl(shapes: str, left: dict[str, str]) -> None:
    assert left_of(shapes) == left


def test_counts_up_to_eight_are_compiled_inside_other_shapes() -> None:
    data = "ex:a ex:p 1 , 2 , 3 , 4 , 5 , 6 , 7 , 8 . ex:b ex:p 1 , 2 , 3 , 4 , 5 , 6 , 7 ."
    shapes = """ex:S sh:targetSubjectsOf ex:p ; sh:node [ sh:property [ sh:path ex:p ; sh:minCount 8 ] ] .
        ex:T sh:targetSubjectsOf ex:p ; sh:node [ sh:property [ sh:path ex:p ; sh:maxCount 7 ] ] ."""
    found = {(short(r.focus), short(r.shape)) for r in agreed(shapes, data)}
    assert found == {("ex:b", "ex:S"), ("ex:a", "ex:T")}


def test_counts_of_any_size_are_compiled_at_the_top() -> None:
    data = "ex:a ex:p " + " , ".join(map(str, range(40))) + " ."
    shapes = "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:minCount 41 ; sh:maxCount 39 ."
    assert len(agreed(shapes, data)) == 2


def test_rules_of_the_shapes_do_not_add_to_the_data() -> None:
    shapes = """ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:class ex:Z ;
        sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate rdf:type ; sh:object ex:Z ] ."""
    assert briefs(agreed(shapes, DATA)) == {("ex:a", "", "ex:a", "Class")}
