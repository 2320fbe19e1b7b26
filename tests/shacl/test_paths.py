"""Every kind of property path: its value nodes, at the top, counted, inside other shapes and below each other."""

import pytest

from mekgraph.shacl.graph import ShapesGraph
from mekgraph.shacl.paths import read_path

from .sides import EX, agreed, briefs, compiled, document, lines, ours, shapes_of, short, theirs, triples_of

DATA = """
ex:a ex:p ex:b , ex:c . ex:b ex:p ex:d . ex:c ex:q ex:d , "x" . ex:d ex:p ex:a ; ex:r 1 .
ex:e ex:q ex:a . ex:f ex:p ex:f .
"""
# Path, the same in SPARQL (ex: for the namespace), and the value nodes of ex:a.
PATHS = [
    ("ex:p", "ex:p", "b c"),
    ("ex:none", "ex:none", ""),
    ("[ sh:inversePath ex:p ]", "^ex:p", "d"),
    ("[ sh:inversePath [ sh:inversePath ex:p ] ]", "^(^ex:p)", "b c"),
    ("( ex:p ex:p )", "(ex:p/ex:p)", "d"),
    ("( ex:p ex:q )", "(ex:p/ex:q)", "d x"),
    ("( ex:p ex:p ex:r )", "(ex:p/ex:p/ex:r)", "1"),
    ("( [ sh:inversePath ex:q ] ex:q )", "(^ex:q/ex:q)", "a"),
    ("[ sh:inversePath ( ex:p ex:p ) ]", "^((ex:p/ex:p))", "b"),
    ("[ sh:alternativePath ( ex:p ex:q ) ]", "(ex:p|ex:q)", "b c"),
    ("[ sh:alternativePath ( ex:p [ sh:inversePath ex:q ] ) ]", "(ex:p|^ex:q)", "b c e"),
    ("[ sh:inversePath [ sh:alternativePath ( ex:p ex:q ) ] ]", "^((ex:p|ex:q))", "d e"),
    ("[ sh:zeroOrMorePath ex:p ]", "(ex:p)*", "a b c d"),
    ("[ sh:oneOrMorePath ex:p ]", "(ex:p)+", "a b c d"),
    ("[ sh:zeroOrOnePath ex:p ]", "(ex:p)?", "a b c"),
    ("[ sh:oneOrMorePath [ sh:inversePath ex:p ] ]", "(^ex:p)+", "a b d"),
    ("[ sh:inversePath [ sh:oneOrMorePath ex:p ] ]", "^((ex:p)+)", "a b d"),
    ("[ sh:zeroOrMorePath ( ex:p ex:p ) ]", "((ex:p/ex:p))*", "a b c d"),
    ("[ sh:zeroOrMorePath [ sh:alternativePath ( ex:p ex:q ) ] ]", "((ex:p|ex:q))*", "a b c d x"),
    ("[ sh:zeroOrOnePath [ sh:oneOrMorePath ex:none ] ]", "((ex:none)+)?", "a"),
    ("( ex:p [ sh:zeroOrMorePath ex:q ] )", "(ex:p/(ex:q)*)", "b c d x"),
    ("( [ sh:zeroOrOnePath ex:p ] [ sh:zeroOrOnePath ex:q ] )", "((ex:p)?/(ex:q)?)", "a b c d x"),
]
EVERY = pytest.mark.parametrize(("path", "sparql", "wanted"), PATHS, ids=[sparql for _, sparql, _ in PATHS])


def values(wanted: str) -> list[str]:
    """Names as in the table as terms."""
    return [{"x": '"x"', "1": "1"}.get(name, f"ex:{name}") for name in wanted.split()]


@EVERY
def test_a_path_in_sparql(path: str, sparql: str, wanted: str) -> None:
    graph = ShapesGraph([document(f"ex:S sh:path {path} .")])
    node = next(value for subject in graph.subjects for value in graph.sh(subject, "path"))
    assert read_path(graph, node).sparql() == sparql.replace("ex:p", f"<{EX}p>").replace("ex:q", f"<{EX}q>").replace(
        "ex:r", f"<{EX}r>"
    ).replace("ex:none", f"<{EX}none>")


@EVERY
def test_the_value_nodes(path: str, sparql: str, wanted: str) -> None:
    found = agreed(f"ex:S sh:targetNode ex:a ; sh:path {path} ; sh:nodeKind sh:BlankNode ; sh:in () .", DATA)
    on_values = {result for result in found if result.value}
    assert {(focus, value) for focus, _, value, _ in briefs(on_values)} == {("ex:a", v) for v in values(wanted)}


@EVERY
def test_the_value_nodes_are_counted(path: str, sparql: str, wanted: str) -> None:
    number = len(values(wanted))
    shapes = " ".join(
        f"ex:{kind}{n} sh:targetNode ex:a ; sh:path {path} ; sh:{kind} {n} ."
        for kind in ("minCount", "maxCount")
        for n in range(number + 2)
    )
    found = agreed(shapes, DATA)
    assert {getattr(result.shape, "value", "") for result in found} == {
        EX + name for name in [f"minCount{number + 1}", *(f"maxCount{n}" for n in range(number))]
    }


@EVERY
def test_inside_other_shapes(path: str, sparql: str, wanted: str) -> None:
    number = len(values(wanted))
    inside = {
        "minCount": (f"sh:minCount {number + 1}", True),
        "minCountMet": (f"sh:minCount {number}", False),
        "maxCount": (f"sh:maxCount {max(number - 1, 0)}", number > 0),
        "maxCountMet": (f"sh:maxCount {number}", False),
        "kind": ("sh:nodeKind sh:BlankNode", number > 0),
        **{f"has{n}": (f"sh:hasValue {value}", False) for n, value in enumerate(values(wanted))},
        "hasNot": ("sh:hasValue ex:nothing", True),
    }
    shapes = " ".join(
        f"ex:{name} sh:targetNode ex:a ; sh:node [ sh:property [ sh:path {path} ; {constraint} ] ] ."
        f"ex:not_{name} sh:targetNode ex:a ; sh:not [ sh:property [ sh:path {path} ; {constraint} ] ] ."
        for name, (constraint, _) in inside.items()
    )
    found = agreed(shapes, DATA)
    assert {getattr(result.shape, "value", "") for result in found} == {
        EX + (name if fails else f"not_{name}") for name, (_, fails) in inside.items()
    }


@EVERY
def test_with_properties_of_the_value_nodes(path: str, sparql: str, wanted: str) -> None:
    found = agreed(
        f"ex:S sh:targetNode ex:a ; sh:property [ sh:path {path} ; sh:property [ sh:path ex:none ; sh:minCount 1 ] ] .",
        DATA,
    )
    assert briefs(found) == {(value, "ex:none", "", "MinCount") for value in values(wanted)}


@EVERY
def test_beside_another_property(path: str, sparql: str, wanted: str) -> None:
    data = DATA + "ex:a ex:s ex:b , ex:none ."
    found = agreed(f"ex:S sh:targetNode ex:a ; sh:path {path} ; sh:equals ex:s ; sh:disjoint ex:s .", data)
    differing = {"ex:b", "ex:none"} ^ set(values(wanted))
    wants = {("Equals", value) for value in differing} | {("Disjoint", v) for v in values(wanted) if v == "ex:b"}
    assert {(component, value) for _, _, value, component in briefs(found)} == wants


def test_the_path_of_a_result_is_that_of_the_shape() -> None:
    found = agreed("ex:S sh:targetNode ex:a ; sh:path ( ex:p ex:q ) ; sh:maxCount 0 .", DATA)
    assert {result.path for result in found} == {next(iter(found)).path}
    assert str(next(iter(found)).path).startswith("_:")


def test_nodes_that_the_data_does_not_know() -> None:
    found = agreed("ex:S sh:targetNode ex:unheard ; sh:path ex:p ; sh:minCount 1 ; sh:nodeKind sh:IRI .", DATA)
    assert briefs(found) == {("ex:unheard", "ex:p", "", "MinCount")}


@pytest.mark.parametrize(
    ("path", "sparql"), [(path, sparql) for path, sparql, _ in PATHS], ids=[s for _, s, _ in PATHS]
)
def test_nodes_that_the_data_does_not_know_at_the_end_of_no_step(path: str, sparql: str) -> None:
    """Such a node is its own value node where a path may stay; engines do not know that, so pySHACL has to say it."""
    shapes = shapes_of(
        f'ex:S sh:targetNode ex:a , ex:unheard , "unheard" ; sh:node [ sh:property [ sh:path {path} ; sh:maxCount 0 ] ] .'
    )
    triples = triples_of(DATA)
    stays = "*" in sparql or "?" in sparql
    stays = stays and not sparql.startswith("(ex:p/")
    assert bool(compiled(shapes, triples).left) == stays
    assert lines(ours(shapes, triples)) == lines(theirs(shapes, triples))
    assert ("ex:unheard" in {short(result.focus) for result in ours(shapes, triples)}) == stays
