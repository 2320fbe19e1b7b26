"""Shapes and data that try to break out of queries, to fetch, to overflow the engine, or to fill the screen."""

import socket
from contextlib import suppress
from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.errors import InputError
from mekgraph.shacl import reference

from .sides import EX, agreed, briefs, compiled, ours, shapes_of, short, theirs, triples_of

NASTY = (
    *('"', "'", '"""', "'''", "\\", '\\"', "}", "{ ?s ?p ?o }", "} UNION { ?this ?p ?o", ") || (true", "\n", "\r\n", "\t"),
    *("# x", "?this", "$this", "$PATH", "%{v}", "%%", "${v}", "<http://e/>", "\\u0022", "\\u007D", "\\U0001F600"),
    *("\x01", "\ufeff", "\u202e", "😀", "' . ?a ?b ?c", "*/", "<!--", "{0}", "%s", "urn:mekgraph:written:", "^^xsd:integer", "@en"),
)  # fmt: skip
IRI_SIGNS = "!$&'()*+,;=:@?/~-._%41"


def literal(text: str) -> str:
    return str(ox.Literal(text))


def test_data_for_texts_holds_them() -> None:
    assert len(set(NASTY)) == len(NASTY)


@pytest.mark.parametrize("text", NASTY)
def test_a_text_in_every_place(text: str) -> None:
    said = literal(text)
    shapes = f"""
    ex:in sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:in ( {said} "other" ) .
    ex:has sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:hasValue {said} .
    ex:not sh:targetSubjectsOf ex:p ; sh:not [ sh:property [ sh:path ex:p ; sh:in ( {said} ) ] ] .
    ex:least sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:minInclusive {said} ; sh:maxInclusive {said} .
    ex:node a sh:NodeShape ; sh:targetNode {said} ; sh:hasValue {said} ; sh:in ( {said} ) .
    ex:message sh:targetSubjectsOf ex:p ; sh:message {said} ; sh:path ex:p ; sh:minCount 1 .
    """
    found = {(short(r.shape), short(r.focus)) for r in agreed(shapes, f'ex:a ex:p {said} . ex:b ex:p "yet another" .')}
    assert {shape for shape, focus in found if focus == "ex:a"} == {"ex:not"}
    assert {shape for shape, focus in found if focus == "ex:b"} == {"ex:in", "ex:has", "ex:least"}


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text(text: str, other: str) -> None:
    shapes = f"""
    ex:in sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:in ( {literal(text)} ) .
    ex:has sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:hasValue {literal(text)} .
    ex:q sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:pattern {literal(text)} ; sh:flags "q" .
    ex:n sh:targetNode {literal(text)} ; sh:in ( {literal(other)} ) .
    """
    triples = triples_of(f"ex:a ex:p {literal(text)} . ex:b ex:p {literal(other)} .")
    wanted = {("ex:in", "ex:b"), ("ex:has", "ex:b")} if text != other else set()
    wanted |= {("ex:q", "ex:b")} if text not in other else set()
    found = {(short(r.shape), short(r.focus)) for r in ours(shapes_of(shapes), triples)}
    assert {pair for pair in found if pair[0] != "ex:n"} == wanted
    assert ("ex:n" in {shape for shape, _ in found}) == (text != other)


@given(st.lists(st.text(IRI_SIGNS, min_size=1, max_size=8), min_size=5, max_size=5, unique=True))
def test_any_iri(names: list[str]) -> None:
    focus, path, value, kind, other = (f"<{EX}{name.replace('%', '%25')}>" for name in names)
    shapes = f"""
    ex:node sh:targetNode {focus} ; sh:path {path} ; sh:class {kind} ; sh:in ( {value} ) ; sh:minCount 1 ; sh:property
        [ sh:path [ sh:inversePath {path} ] ; sh:hasValue {focus} ; sh:not [ sh:in ( {other} ) ] ] .
    ex:class a sh:NodeShape ; sh:targetClass {kind} ; sh:not [ sh:in ( {value} ) ] .
    ex:of a sh:NodeShape ; sh:targetSubjectsOf {path} ; sh:closed true ; sh:ignoredProperties ( {path} ) .
    """
    triples = triples_of(f"{focus} {path} {value} ; {other} 1 . {value} a {kind} .")
    found = {(short(r.shape), r.focus) for r in ours(shapes_of(shapes), triples)}
    assert found == {("ex:class", ox.NamedNode(value[1:-1])), ("ex:of", ox.NamedNode(focus[1:-1]))}


def test_a_regular_expression_is_no_query() -> None:
    found = agreed(
        """ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:pattern '[)]"[)][}] UNION [{]?this ?p ?value[}] #' ; sh:flags "i" .""",
        "ex:a ex:p 1 .",
    )
    assert briefs(found) == {("ex:a", "ex:p", "1", "Pattern")}


def test_a_language_is_no_query() -> None:
    found = agreed(
        """ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:languageIn ( "en\\") || true #" ) .""",
        'ex:a ex:p "x"@en .',
    )
    assert len(found) == 1


def test_our_own_datatype_in_the_data_changes_nothing_else() -> None:
    """The datatype under which literals are kept, written by somebody on purpose."""
    data = 'ex:a ex:p "5"^^<urn:mekgraph:written:http://www.w3.org/2001/XMLSchema#integer> . ex:b ex:p 5 .'
    found = ours(shapes_of("ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:nodeKind sh:IRI ."), triples_of(data))
    assert {short(r.focus) for r in found} == {"ex:a", "ex:b"}


# Size


@pytest.mark.parametrize(
    "shape",
    [
        "sh:path ex:p ; sh:in ( {} )",
        "sh:not [ sh:property [ sh:path ex:p ; sh:not [ sh:in ( {} ) ] ] ]",
        "sh:closed true ; sh:ignoredProperties ( {} )",
    ],
)
def test_long_lists(shape: str) -> None:
    members = " ".join(f"ex:m{n}" for n in range(20_000))
    kind = "sh:PropertyShape" if "sh:path ex:p ; sh:in" in shape else "sh:NodeShape"
    shapes = shapes_of(f"ex:S a {kind} ; sh:targetNode ex:a , ex:b ; {shape.format(members)} .")
    triples = triples_of("ex:a ex:p ex:m19999 . ex:b ex:p ex:other . ex:a ex:m7 1 .")
    found = {short(r.focus) for r in ours(shapes, triples)}
    assert "ex:b" in found


def test_many_languages_and_alternatives() -> None:
    tags = " ".join(f'"x{n}"' for n in range(5_000)) + ' "en"'
    options = " ".join(f"[ sh:hasValue ex:m{n} ]" for n in range(2_000))
    shapes = shapes_of(
        f"ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:languageIn ( {tags} ) ."
        f"ex:T a sh:NodeShape ; sh:targetNode ex:m1999 , ex:a ; sh:or ( {options} ) ."
    )
    found = {(short(r.shape), short(r.focus)) for r in ours(shapes, triples_of('ex:a ex:p "x"@en .'))}
    assert found == {("ex:T", "ex:a")}


def test_many_shapes_inside_each_other() -> None:
    """More than pySHACL can go down."""
    inner = "sh:nodeKind sh:IRI"
    for _ in range(24):
        inner = f"sh:not [ sh:property [ sh:path ex:p ; {inner} ] ]"
    triples = triples_of("ex:a ex:p ex:b . ex:b ex:p ex:c . ex:c ex:p ex:c .")
    assert ours(shapes_of(f"ex:S a sh:NodeShape ; sh:targetNode ex:a ; {inner} ."), triples) == set()
    assert len(ours(shapes_of(f"ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:not [ {inner} ] ."), triples)) == 1


def test_a_chain_of_subclasses() -> None:
    names = [f"ex:C{n}" for n in range(1_000)]
    data = " ".join(f"{below} rdfs:subClassOf {above} ." for above, below in pairwise(names)) + f" ex:a a {names[-1]} ."
    found = ours(shapes_of("ex:S a sh:NodeShape ; sh:targetClass ex:C0 ; sh:in () ."), triples_of(data))
    assert {short(r.focus) for r in found} == {"ex:a"}


# pySHACL


FETCHING = {
    "target": """ex:S a sh:NodeShape ; sh:in () ; sh:target [ a sh:SPARQLTarget ;
        sh:select "SELECT ?this { SERVICE <http://127.0.0.1:9/> { ?this ?p ?o } }" ] .""",
    "validator": """ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:limit ] ; sh:validator [
        a sh:SPARQLAskValidator ; sh:ask "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }" ] .
        ex:S a sh:NodeShape ; sh:targetNode ex:a ; ex:limit 1 .""",
    "imports": """<http://127.0.0.1:9/shapes> owl:imports <http://127.0.0.1:9/more> .
        ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:in () ; sh:shapesGraph <http://127.0.0.1:9/graph> .""",
    "script": """ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:js [ a sh:JSConstraint ; sh:jsFunctionName "f" ;
        sh:jsLibrary [ sh:jsLibraryURL "http://127.0.0.1:9/f.js"^^xsd:anyURI ] ] .""",
    "prefix": """ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:prefixes ex:o ; sh:select "SELECT $this {}" ] .
        ex:o sh:declare [ sh:prefix "x" ; sh:namespace "http://e/> SELECT * { SERVICE <http://127.0.0.1:9/> {} } #" ] .""",
}


@pytest.mark.parametrize("text", FETCHING.values(), ids=FETCHING)
def test_nothing_is_fetched(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def refuse(*where: object) -> None:
        asked.append(where)
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with suppress(InputError):
        theirs(shapes_of(text), triples_of("ex:a ex:p 1 ."))
    assert asked == []


BROKEN = {
    "a prefix": "ASK { $value nope:p ?x }",
    "syntax": "ASK { $value",
    "a forbidden word": "ASK { $value ?p ?o MINUS { $value ?p 1 } }",
}


@pytest.mark.parametrize("query", BROKEN.values(), ids=BROKEN)
def test_what_pyshacl_cannot_run_is_an_error_with_its_place(query: str, capfd: pytest.CaptureFixture[str]) -> None:
    shapes = shapes_of(
        f"""ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:limit ] ; sh:validator [
        a sh:SPARQLAskValidator ; sh:ask "{query}" ] .
        ex:S a sh:NodeShape ; sh:targetNode ex:a ; ex:limit 1 ."""
    )
    triples = triples_of("ex:a ex:p 1 .")
    with pytest.raises(InputError) as caught:
        reference.validate(shapes, triples, compiled(shapes, triples).left)
    assert (caught.value.key, caught.value.file, caught.value.line) == ("shapes.reference", "shapes.ttl", 3)
    assert "http://example.org/S" in caught.value.text("uz")
    assert capfd.readouterr() == ("", "")


def test_values_that_are_ill_formed_leave_no_trace_on_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    ill_formed = (
        '"x"^^xsd:integer , "yes"^^xsd:boolean , "2024-13-45"^^xsd:date , "<a"^^rdf:XMLLiteral , "P"^^xsd:duration'
    )
    shapes = shapes_of("ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:datatype xsd:integer .")
    assert len(theirs(shapes, triples_of(f"ex:a ex:p {ill_formed} ."))) == 5
    assert capfd.readouterr() == ("", "")


def test_pyshacl_on_no_shapes_and_on_no_data() -> None:
    assert theirs(shapes_of(""), triples_of("ex:a ex:p 1 .")) == set()
    assert theirs(shapes_of("ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:in () ."), []) == set()


def test_pyshacl_for_some_shapes_only() -> None:
    shapes = shapes_of(
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:in () . ex:T a sh:NodeShape , rdfs:Class ; sh:in () ."
        "ex:U a sh:NodeShape ; sh:targetNode ex:a ; sh:node ex:S ."
    )
    triples = triples_of("ex:a ex:p 1 . ex:b a ex:T .")
    found = reference.validate(shapes, triples, [ox.NamedNode(EX + "U")])
    assert {(short(r.shape), short(r.focus)) for r in found} == {("ex:U", "ex:a")}
    assert {short(r.shape) for r in reference.validate(shapes, triples)} == {"ex:S", "ex:T", "ex:U"}
    assert reference.validate(shapes, triples, []) == []
