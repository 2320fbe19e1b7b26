"""Malformed shapes: an error that names shape, file and line and says what is wrong, in en, ru and uz."""

import re
from dataclasses import dataclass

import pytest

from mekgraph.errors import InputError, InputErrors
from mekgraph.messages import LANGUAGES

from .sides import compiled, shapes_of

HERE = "# here"
SPARQL = 'ex:S sh:targetNode ex:a ; sh:sparql ex:Q .\nex:Q sh:select """{}""" . # here'


@dataclass(frozen=True)
class Fault:
    """Shapes with one fault on the line marked "# here", and words that the message must hold."""

    key: str
    text: str
    words: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        return self.text.split(HERE)[0].count("\n") + 1


def shape(said: str) -> str:
    """A named node shape that says something wrong on its second line."""
    return f"ex:S a sh:NodeShape ; sh:targetNode ex:a ;\n {said} . # here"


def property_shape(said: str) -> str:
    """A property shape without a name that says something wrong on its third line."""
    return f"ex:S a sh:NodeShape ; sh:targetNode ex:a ;\n sh:property [ sh:path ex:p ;\n {said} ; # here\n ] ."


def value(name: str, written: str, *beside: str) -> Fault:
    """A parameter with a value of the wrong kind."""
    said = " ; ".join((*beside, f"sh:{name} {written}"))
    return Fault("shapes.value", property_shape(said), (f"sh:{name}",))


def query(text: str, key: str = "shapes.sparql", *words: str) -> Fault:
    """A SPARQL constraint that cannot be used."""
    return Fault(key, SPARQL.format(text), words)


NOT_IRIS = ('"x"', "1", "[]")
NOT_LITERALS = ("ex:a", "[]")
NOT_COUNTS = ("-1", "1.0", '"1"', "true", "ex:a", "[]", '"x"^^xsd:integer', "1e0", "99999999999")
NOT_SHAPES = ('"x"', "1")
NOT_LISTS = ("ex:a", '"x"', "[]")
WRONG_VALUES = [
    *(value(name, v) for name in ("class", "datatype", "nodeKind", "equals", "disjoint") for v in NOT_IRIS),
    *(value(name, v) for name in ("lessThan", "lessThanOrEquals") for v in NOT_IRIS),
    value("nodeKind", "ex:Iri"),
    *(value(name, v) for name in ("minCount", "maxCount", "minLength", "maxLength") for v in NOT_COUNTS),
    *(
        value(name, v, "sh:qualifiedValueShape []")
        for name in ("qualifiedMinCount", "qualifiedMaxCount")
        for v in NOT_COUNTS
    ),
    *(
        value(name, v)
        for name in ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive", "pattern")
        for v in NOT_LITERALS
    ),
    *(value(name, v) for name in ("uniqueLang", "closed") for v in (*NOT_LITERALS, '"true"', '"yes"', "5")),
    *(value("flags", v, 'sh:pattern "a"') for v in NOT_LITERALS),
    *(value("languageIn", v) for v in ("( ex:a )", "( [] )")),
    *(value("ignoredProperties", v, "sh:closed true") for v in ('( "x" )', "( [] )")),
    *(
        value(name, v)
        for name in ("not", "node", "property", "qualifiedValueShape")
        for v in NOT_SHAPES
        if name != "qualifiedValueShape"
    ),
    *(value("qualifiedValueShape", v, "sh:qualifiedMinCount 1") for v in NOT_SHAPES),
    value("qualifiedValueShapesDisjoint", "ex:a", "sh:qualifiedValueShape []"),
    *(value(name, v) for name in ("and", "or", "xone") for v in ('( "x" )', "( ex:T 1 )")),
    *(value("sparql", v) for v in NOT_SHAPES),
    value("hasValue", "[]"),
    *(value("severity", v) for v in ('"Warning"', "[]")),
    *(value(name, v) for name in ("message", "deactivated") for v in NOT_LITERALS),
    *(
        Fault("shapes.value", shape(f"sh:{name} {v}"), (f"sh:{name}", "ex:S"))
        for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf")
        for v in NOT_IRIS
    ),
    Fault("shapes.value", "ex:S\n sh:targetNode [] . # here", ("sh:targetNode", "ex:S")),
    Fault(
        "shapes.value",
        'ex:o sh:declare [ sh:prefix "ex" ;\n sh:namespace "http://example.org/> x:" ; # here\n ] .ex:S a sh:NodeShape .',
        ("sh:namespace",),
    ),
]
FAULTS = [
    # terms
    Fault("shapes.unknown", shape("sh:minCont 1"), ("ex:S", "sh:minCont", "sh:minCount")),
    Fault("shapes.unknown", property_shape("sh:datatyp xsd:string"), ("sh:datatyp", "sh:datatype")),
    Fault("shapes.unknown", property_shape("sh:severity sh:Warn"), ("sh:Warn", "sh:Warning")),
    Fault("shapes.unknown", "ex:S a sh:NodeShap . # here", ("ex:S", "sh:NodeShap", "sh:NodeShape")),
    Fault("shapes.unknown", shape("sh:qqqqqqqqqq 1"), ("ex:S", "sh:qqqqqqqqqq", "-")),
    # repetitions
    *(
        Fault("shapes.twice", property_shape(f"sh:{said}"), (f"sh:{said.split()[0]}",))
        for said in (
            "minCount 1 , 2",
            "maxCount 1 , 2",
            "datatype xsd:string , xsd:integer",
            "nodeKind sh:IRI , sh:Literal",
            "minLength 1 , 2",
            "maxLength 1 , 2",
            "minInclusive 1 , 2",
            "maxExclusive 1 , 2",
            'pattern "a" , "b"',
            'flags "i" , "s" ; sh:pattern "a"',
            'languageIn ( "en" ) , ( "ru" )',
            "uniqueLang true , false",
            "in ( 1 ) , ( 2 )",
            "closed true , false",
            "ignoredProperties ( ex:a ) , ( ex:b ) ; sh:closed true",
            "qualifiedValueShape [] , [] ; sh:qualifiedMinCount 1",
            "qualifiedMinCount 1 , 2 ; sh:qualifiedValueShape []",
            "qualifiedValueShapesDisjoint true , false ; sh:qualifiedValueShape []",
            "severity sh:Info , sh:Warning",
            "deactivated true , false",
        )
    ),
    Fault("shapes.twice", "ex:S a sh:PropertyShape ; sh:path ex:p , # here\n ex:q .", ("ex:S", "sh:path")),
    # patterns
    Fault("shapes.pattern", property_shape('sh:pattern "(a"'), ("(a",)),
    Fault("shapes.pattern", property_shape('sh:pattern "[z-a]"'), ("[z-a]",)),
    Fault("shapes.pattern", property_shape('sh:pattern "*"'), ("*",)),
    Fault("shapes.pattern", property_shape('sh:pattern "a" ; sh:flags "k"'), ("a",)),
    Fault("shapes.pattern", property_shape(r'sh:pattern "(a)\\1"'), (r"(a)\1",)),
    # lists
    *(
        Fault("shapes.list", property_shape(f"sh:{name} {written}"), (f"sh:{name}",))
        for name in ("in", "languageIn", "and", "or", "xone")
        for written in (*NOT_LISTS, "[ rdf:first ex:a ]", "[ rdf:first ex:a , ex:b ; rdf:rest () ]")
    ),
    *(Fault("shapes.list", property_shape(f"sh:closed true ; sh:ignoredProperties {v}")) for v in NOT_LISTS),
    Fault("shapes.list", shape("sh:in _:l") + "\n_:l rdf:first 1 ; rdf:rest _:l .", ("sh:in", "ex:S")),
    Fault(
        "shapes.list", shape("sh:or _:l") + "\n_:l rdf:first ex:T ; rdf:rest _:m . _:m rdf:first ex:T ; rdf:rest _:l ."
    ),
    # paths
    *(
        Fault("shapes.path", f"ex:S a sh:PropertyShape ; sh:targetNode ex:a ;\n sh:path {path} . # here", ("ex:S",))
        for path in (
            '"x"',
            "1",
            "[]",
            "()",
            "( ex:p )",
            '( ex:p "x" )',
            '[ sh:inversePath "x" ]',
            "[ sh:inversePath ex:p ; sh:zeroOrMorePath ex:q ]",
            "[ sh:inversePath ex:p , ex:q ]",
            "[ sh:alternativePath ( ex:p ) ]",
            "[ sh:alternativePath ( ex:p 1 ) ]",
            "( ex:p [] )",
            "[ ex:other ex:p ]",
        )
    ),
    Fault("shapes.list", shape("sh:path [ sh:alternativePath ex:p ]"), ("ex:S", "sh:path")),
    Fault("shapes.list", shape("sh:path [ rdf:first ex:p ; rdf:rest ex:q ]"), ("ex:S", "sh:path")),
    Fault("shapes.path_cycle", shape("sh:path _:x") + "\n_:x sh:inversePath _:x .", ("ex:S",)),
    Fault("shapes.path_cycle", shape("sh:path _:x") + "\n_:x sh:zeroOrMorePath [ sh:inversePath _:x ] .", ("ex:S",)),
    Fault("shapes.path_cycle", shape("sh:path _:x") + "\n_:x sh:alternativePath ( ex:p _:x ) .", ("ex:S",)),
    Fault("shapes.deep", shape("sh:path " + "[ sh:inversePath " * 60 + "ex:p" + "]" * 60), ("ex:S", "50")),
    Fault("shapes.path_long", shape(f"sh:path ( {'ex:p ' * 501})"), ("ex:S", "500")),
    Fault(
        "shapes.path_long", shape(f"sh:path [ sh:zeroOrMorePath [ sh:alternativePath ( {'ex:p ' * 501}) ] ]"), ("500",)
    ),
    # node shapes and property shapes
    *(
        Fault("shapes.needs_path", shape(f"sh:{said}"), ("ex:S", f"sh:{said.split()[0]}"))
        for said in (
            "minCount 1",
            "maxCount 1",
            "uniqueLang true",
            "lessThan ex:q",
            "lessThanOrEquals ex:q",
            "qualifiedValueShape [] ; sh:qualifiedMinCount 1",
        )
    ),
    Fault("shapes.no_path", "ex:S sh:targetNode ex:a ; sh:property ex:P .\nex:P sh:minLength 1 . # here", ("ex:P",)),
    Fault("shapes.no_path", "ex:S sh:targetNode ex:a ; sh:property ex:P .\nex:P a sh:NodeShape . # here", ("ex:P",)),
    # queries
    Fault("shapes.no_select", "ex:S sh:targetNode ex:a ; sh:sparql ex:Q . ex:Q sh:message 'x' . # here", ("ex:S",)),
    Fault("shapes.no_select", "ex:S sh:targetNode ex:a ; sh:sparql [ sh:select ex:a ] . # here", ("ex:S",)),
]
RECURSIVE = [
    "ex:S sh:targetNode ex:a ; sh:node ex:S .",
    "ex:S sh:targetNode ex:a ; sh:not ex:S .",
    "ex:S sh:targetNode ex:a ; sh:and ( ex:S ) .",
    "ex:S sh:targetNode ex:a ; sh:or ( ex:T ex:S ) .",
    "ex:S sh:targetNode ex:a ; sh:xone ( ex:S ex:T ) .",
    "ex:S sh:path ex:p ; sh:property ex:S .",
    "ex:S sh:path ex:p ; sh:qualifiedValueShape ex:S ; sh:qualifiedMinCount 1 .",
    "ex:S sh:node ex:R . ex:R sh:not ex:U . ex:U sh:and ( ex:V ex:S ) .",
    "ex:S sh:property ex:P . ex:P sh:path ex:p ; sh:property [ sh:path ex:q ; sh:node ex:S ] .",
]


def read(text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        shapes_of(text)
    return caught.value


def well_said(error: InputError, words: tuple[str, ...]) -> None:
    """The place, the words, no gap, and three languages."""
    texts = [error.text(language).replace("http://example.org/", "ex:") for language in LANGUAGES]
    assert len(set(texts)) == len(LANGUAGES) == 3
    for text in texts:
        assert text.startswith(f"{error.file}:{error.line}: ")
        assert all(word in text for word in words), text
        assert str(error.values["shape"]).replace("http://example.org/", "ex:") in text
        assert not re.search(r"\w[.][.] ", text)
        assert text.endswith(".")


@pytest.mark.parametrize("fault", [*FAULTS, *WRONG_VALUES], ids=lambda fault: f"{fault.key}: {fault.text}")
def test_a_fault(fault: Fault) -> None:
    error = read(fault.text)
    assert not isinstance(error, InputErrors), error
    assert (error.key, error.file, error.line) == (fault.key, "shapes.ttl", fault.line), error
    well_said(error, fault.words)


@pytest.mark.parametrize("text", RECURSIVE)
def test_shapes_that_lead_back_to_themselves(text: str) -> None:
    error = read("ex:T sh:nodeKind sh:IRI .\n" + text)
    assert (error.key, error.file, error.line) == ("shapes.recursive", "shapes.ttl", 2)
    well_said(error, ("ex:S", "ex:S → "))


def test_an_unknown_value_has_its_nearest_named() -> None:
    error = read(property_shape("sh:nodeKind sh:Iri"))
    assert isinstance(error, InputErrors)
    assert {one.key for one in error.errors} == {"shapes.unknown", "shapes.value"}
    well_said(error.errors[0], ("sh:Iri", "sh:IRI"))


@pytest.mark.parametrize("first", ["", "ex:S a sh:NodeShape . "])
def test_shapes_nested_too_deep(first: str) -> None:
    deep = "sh:nodeKind sh:IRI"
    for _ in range(60):
        deep = f"sh:not [ {deep} ]"
    error = read(f"{first}ex:S {deep} .")
    errors = error.errors if isinstance(error, InputErrors) else (error,)
    assert {one.key for one in errors} == {"shapes.deep"}
    well_said(errors[0], ("50",))


def test_shapes_that_meet_again_are_no_recursion() -> None:
    text = "ex:S sh:targetNode ex:a ; sh:and ( ex:T ex:U ) . ex:T sh:node ex:V . ex:U sh:node ex:V . ex:V sh:in ( 1 ) ."
    assert len(shapes_of(text).shapes) == 4


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("SELECT $this WHERE { $this ex:p }", "shapes.sparql", ()),
        ("SELECT $this WHERE { $this nope:p ?x }", "shapes.sparql", ()),
        ("ASK { $this ?p ?o }", "shapes.sparql", ("SELECT",)),
        ("CONSTRUCT { $this ?p ?o } WHERE { $this ?p ?o }", "shapes.sparql", ("SELECT",)),
        ("", "shapes.sparql", ()),
        ("SELECT $this WHERE { $this ?p ?o } ; DROP ALL", "shapes.sparql", ()),
        ("SELECT $this WHERE { FILTER(<http://example.org/f>($this)) }", "shapes.sparql", ("ex:f",)),
        ("SELECT $this FROM <http://e/g> WHERE { $this ?p ?o }", "shapes.sparql", ("FROM",)),
        ("SELECT $this WHERE { SERVICE <http://e/> { $this ?p ?o } }", "shapes.sparql", ("SERVICE",)),
        ("SELECT $this WHERE { $this ?p ?o MINUS { $this ?p 1 } }", "shapes.sparql_forbidden", ("MINUS",)),
        ("SELECT $this WHERE { $this ?p ?o # x\n minus{ $this ?p 1 } }", "shapes.sparql_forbidden", ("MINUS",)),
        ("SELECT $this WHERE { VALUES ?x { 1 } $this ?p ?x }", "shapes.sparql_forbidden", ("VALUES",)),
        ("SELECT $this WHERE { $this ?p ?x } VALUES(?x){(1)}", "shapes.sparql_forbidden", ("VALUES",)),
        ("SELECT (?x AS $this) WHERE { ?x ?p ?o }", "shapes.sparql_forbidden", ("AS $this",)),
        ("SELECT $this WHERE { BIND(1 AS ?this) }", "shapes.sparql_forbidden", ("AS $this",)),
        ("SELECT $this WHERE { BIND(1 AS # x\n ?this) }", "shapes.sparql_forbidden", ("AS $this",)),
        ("SELECT ?x WHERE { $this ?p ?x }", "shapes.sparql_this", ()),
        ("SELECT (COUNT(*) AS ?n) WHERE { $this ?p ?x }", "shapes.sparql_this", ()),
        ("SELECT # $this\n ?x WHERE { $this ?p ?x }", "shapes.sparql_this", ()),
        ("SELECT $this WHERE { { SELECT ?x WHERE { ?x ?p ?o } } }", "shapes.sparql_this", ()),
        ("SELECT $this WHERE { { SELECT * WHERE { $this ?p ?o } } }", "shapes.sparql_this", ()),
        ("SELECT $this WHERE { FILTER EXISTS { SELECT ?x WHERE { $this ?p ?x } } }", "shapes.sparql_this", ()),
    ],
)
def test_queries_that_cannot_be_used(text: str, key: str, words: tuple[str, ...]) -> None:
    error = read(f'ex:S a sh:NodeShape ; sh:targetNode ex:a ;\n sh:sparql [ sh:select """{text}""" ] .')
    assert (error.key, error.file) == (key, "shapes.ttl")
    assert error.line in (2, 3)
    well_said(error, ("ex:S", *words))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT $this WHERE { $this ?p ?o }",
        "select ?this where { ?this ?p ?o }",
        "SELECT DISTINCT $this ?value WHERE { $this ?p ?value }",
        "SELECT * WHERE { $this ?p ?value }",
        "SELECT DISTINCT * WHERE { $this ?p ?value }",
        'SELECT $this WHERE { $this ?p "MINUS { } VALUES SERVICE AS $this" } # MINUS VALUES SERVICE',
        "SELECT $this WHERE { $this ?p ?values , ?minus . FILTER(?minus != <http://example.org/VALUES>) }",
        "PREFIX values: <http://e/> SELECT $this WHERE { $this values:minus ?o }",
        "SELECT $this (COUNT(*) AS ?value) WHERE { $this ?p ?o } GROUP BY $this",
        "SELECT $this WHERE { { SELECT $this WHERE { $this ?p ?o } } }",
        "SELECT $this ?value WHERE { $this $PATH ?value }",
    ],
)
def test_queries_that_can_be_used(text: str) -> None:
    shapes = shapes_of(f"ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:sparql [ sh:select '''{text}''' ] .")
    assert len(compiled(shapes).queries) == 1


@pytest.mark.parametrize(
    "text",
    [
        'ex:T sh:target [ a sh:SPARQLTarget ;\n sh:select "SELECT ?this { SERVICE <http://e/> { ?this ?p ?o } }" ] .',
        'ex:T sh:target [ a sh:SPARQLTarget ;\n sh:select "SELECT ?this FROM <http://e/> { ?this ?p ?o }" ] .',
        'ex:C a sh:ConstraintComponent ; sh:validator [\n sh:ask "ASK { SERVICE <http://e/> { ?value ?p ?o } }" ] .',
        'ex:R a sh:SPARQLRule ;\n sh:construct "CONSTRUCT { ?s ?p ?o } FROM <http://e/> WHERE { ?s ?p ?o }" .',
        'ex:F a sh:SPARQLFunction ;\n sh:select "SELECT ?x { SERVICE <http://e/> { ?x ?p ?o } }" .',
        'ex:U a sh:SPARQLExecutable ;\n sh:update "LOAD <http://e/>" .',
    ],
)
def test_nothing_that_pyshacl_runs_may_fetch(text: str) -> None:
    error = read(text)
    assert (error.key, error.file, error.line) == ("shapes.sparql", "shapes.ttl", 2)
    well_said(error, ())


def test_several_faults_in_several_files() -> None:
    with pytest.raises(InputErrors) as caught:
        shapes_of(
            "ex:S sh:targetNode ex:a ;\n sh:minCount 1 .\nex:T sh:targetNode ex:a ; sh:datatype 1 .",
            "ex:U sh:targetNode ex:a ;\n sh:in 1 ;\n sh:minCont 1 .",
        )
    assert {(error.key, error.file, error.line) for error in caught.value.errors} == {
        ("shapes.needs_path", "shapes.ttl", 2),
        ("shapes.value", "shapes.ttl", 3),
        ("shapes.list", "shapes1.ttl", 2),
        ("shapes.unknown", "shapes1.ttl", 3),
    }
    for error in caught.value.errors:
        well_said(error, ())


def test_the_same_fault_in_two_shapes_is_said_twice() -> None:
    with pytest.raises(InputErrors) as caught:
        shapes_of("ex:S sh:minCount 1 .", "ex:T sh:minCount 1 .")
    assert [error.file for error in caught.value.errors] == ["shapes.ttl", "shapes1.ttl"]


def test_nameless_nodes_of_two_files_have_nothing_to_do_with_each_other() -> None:
    text = "ex:{0} sh:targetNode ex:a ; sh:property _:x . _:x sh:path ex:{0} ; sh:minCount 1 ."
    shapes = shapes_of(text.format("S"), text.format("T"))
    assert len(shapes.shapes) == 4


def test_nameless_nodes_have_the_same_names_on_every_reading() -> None:
    text = "ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:minCount 1 ] , [ sh:path ex:q ; sh:minCount 1 ] ."
    assert list(shapes_of(text).shapes) == list(shapes_of(text).shapes)


def test_no_shapes_at_all() -> None:
    shapes = shapes_of("", "ex:a ex:p 1 .")
    assert (shapes.shapes, shapes.targeted(), compiled(shapes).queries, compiled(shapes).left) == ({}, [], [], {})


def test_terms_of_shacl_elsewhere_are_nobodys_business() -> None:
    assert shapes_of("ex:a ex:p sh:nonsense ; sh:whatever 1 .").shapes == {}


def test_a_list_may_be_written_as_triples() -> None:
    text = "ex:S a sh:NodeShape ; sh:in ex:l . ex:l rdf:first 1 ; rdf:rest ex:m . ex:m rdf:first 2 ; rdf:rest rdf:nil ."
    constraint = next(iter(shapes_of(text).shapes.values())).constraints[0]
    assert [term.value for term in constraint.terms] == ["1", "2"]  # type: ignore[union-attr]


def test_prefixes_over_imports() -> None:
    text = """ex:S sh:targetNode ex:a ; sh:sparql [ sh:prefixes ex:o ; sh:select "SELECT $this { $this far:p ?x }" ] .
        ex:o <http://www.w3.org/2002/07/owl#imports> ex:i . ex:i <http://www.w3.org/2002/07/owl#imports> ex:o ;
        sh:declare [ sh:prefix "far" ; sh:namespace "http://far.example/"^^xsd:anyURI ] ."""
    assert "http://far.example/" in compiled(shapes_of(text)).queries[0].text


def doubling(levels: int) -> str:
    """Shapes of which each refers to the two below it, on a line of its own."""
    pairs = "\n".join(
        f"ex:A{n} sh:or ( ex:A{n + 1} ex:B{n + 1} ) . ex:B{n} sh:and ( ex:A{n + 1} ex:B{n + 1} ) ."
        for n in range(levels)
    )
    return f"{pairs}\nex:A{levels} sh:nodeKind sh:IRI . ex:B{levels} sh:nodeKind sh:Literal ."


def test_shapes_that_would_be_written_out_without_end() -> None:
    """The innermost that are too large are named, and not those around them."""
    error = read(doubling(40))
    errors = error.errors if isinstance(error, InputErrors) else (error,)
    assert {(one.key, one.line) for one in errors} == {("shapes.large", 25)}
    assert shapes_of(doubling(15))


def test_counts_write_their_shapes_out_as_often_as_they_count() -> None:
    """Each level stands in the one around it eight times."""
    inner = "sh:nodeKind sh:IRI"
    for _ in range(7):
        inner = f"sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ {inner} ] ; sh:qualifiedMaxCount 7 ]"
    assert read(f"ex:S sh:targetNode ex:a ; {inner} .").key == "shapes.large"


def test_a_path_of_parts_that_are_named_again_and_again() -> None:
    parts = "".join(f"_:p{n} sh:alternativePath ( _:p{n + 1} _:p{n + 1} ) . " for n in range(40))
    error = read(f"ex:S sh:targetNode ex:a ; sh:path _:p0 ; sh:minCount 1 . {parts} _:p40 sh:inversePath ex:p .")
    assert (error.key, error.line) == ("shapes.path_long", 1)
