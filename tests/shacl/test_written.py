"""Literals that the store would rewrite: shapes see them as they were written, and results give them back so."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.check.dataset import Dataset
from mekgraph.shacl.validation import compile_for, results_of
from mekgraph.shacl.written import keep, restore

from .forms import FORMS
from .sides import (
    HEAD,
    PREFIXES,
    agreed,
    as_written,
    briefs,
    lines,
    ours,
    shapes_of,
    short,
    spelled,
    theirs,
    triples_of,
)

LITERALS = (
    *("0.9", "0.90", '"+0.9"^^xsd:decimal', '".90"^^xsd:decimal', "1", "01", '"+1"^^xsd:integer', "007", "7", "1.0", "1.00"),
    *('"1"^^xsd:byte', '"300"^^xsd:byte', '"300"^^xsd:integer', '"1"^^xsd:long', '"1"^^xsd:unsignedInt', '"-0"^^xsd:integer'),
    *('"1"^^xsd:boolean', '"0"^^xsd:boolean', "true", "false", '"1e0"^^xsd:double', '"1.0E0"^^xsd:double', '"1"^^xsd:double'),
    *('"1"^^xsd:float', '"1.0"^^xsd:float', '"INF"^^xsd:double', '"-INF"^^xsd:double', '"1e400"^^xsd:double'),
    *('"2024-01-01T00:00:00"^^xsd:dateTime', '"2024-01-01T00:00:00Z"^^xsd:dateTime', '"2024-01-01T00:00:00+00:00"^^xsd:dateTime'),
    *('"2024-01-01T00:00:00.000Z"^^xsd:dateTime', '"2024-01-01T02:00:00+02:00"^^xsd:dateTime', '"2024-01-01T24:00:00Z"^^xsd:dateTime', '"2024-06-01T00:00:00Z"^^xsd:dateTime'),
    *('"2024-01-01"^^xsd:date', '"2024-01-01Z"^^xsd:date', '"2024-01-01+00:00"^^xsd:date', '"2024-01-01-05:00"^^xsd:date'),
    *('"12:00:00"^^xsd:time', '"12:00:00.0"^^xsd:time', '"2024"^^xsd:gYear', '"2024Z"^^xsd:gYear', '"2024+00:00"^^xsd:gYear'),
    *('"2024-01"^^xsd:gYearMonth', '"2024-01+00:00"^^xsd:gYearMonth', '"--01+00:00"^^xsd:gMonth', '"---01+00:00"^^xsd:gDay'),
    *('"P12M"^^xsd:duration', '"P1Y"^^xsd:duration', '"P12M"^^xsd:yearMonthDuration', '"P1Y"^^xsd:yearMonthDuration'),
    *('"PT24H"^^xsd:dayTimeDuration', '"P1D"^^xsd:dayTimeDuration', '"x"', '"x"@en', '"x"@en-GB', '"x"@ru', '"0.90"', '"01"'),
    *('"0.90"^^ex:own', '"0.9"^^ex:own', '"x"^^xsd:integer', '"2024-02-30"^^xsd:date', '"yes"^^xsd:boolean', '" 1"^^xsd:integer'),
    *('"9223372036854775808"^^xsd:integer', '"0.1234567890123456789012345"^^xsd:decimal', '"http://example.org/"^^xsd:anyURI'),
)  # fmt: skip
XSD = PREFIXES["xsd"]
NAMES = {f"ex:l{n}": literal for n, literal in enumerate(LITERALS)}
DATA = "\n".join(f"{name} ex:p {literal} ." for name, literal in NAMES.items())


def term(text: str) -> ox.Literal:
    value = triples_of(f"ex:s ex:p {text} .")[0].object
    assert isinstance(value, ox.Literal)
    return value


def stored(literal: ox.Literal) -> object:
    """The literal after a stay in the store, in the form for that."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("e:s"), ox.NamedNode("e:p"), keep(literal)))
    return restore(next(iter(store)).object)


@pytest.mark.parametrize("text", LITERALS)
def test_the_store_gives_a_kept_literal_back(text: str) -> None:
    assert stored(term(text)) == term(text)


@pytest.mark.parametrize("datatype", [*FORMS, "string", "anyURI", "token"])
def test_the_store_gives_every_form_of_a_datatype_back(datatype: str) -> None:
    texts = [text for form in FORMS.values() for texts in form for text in texts]
    literals = [ox.Literal(text, datatype=ox.NamedNode(XSD + datatype)) for text in dict.fromkeys(texts)]
    assert [literal for literal in literals if stored(literal) != literal] == []


@given(st.text(max_size=12), st.sampled_from([*FORMS, "string", "own"]))
def test_the_store_gives_any_text_back(text: str, datatype: str) -> None:
    literal = ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
    assert stored(literal) == literal


def test_many_literals_here_would_be_rewritten() -> None:
    assert sum(keep(term(text)) != term(text) for text in LITERALS) > 25


def test_results_give_values_as_they_were_written() -> None:
    found = agreed("ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:nodeKind sh:IRI .", DATA)
    assert {(short(r.focus), r.value) for r in found} == {(name, term(text)) for name, text in NAMES.items()}


def test_focus_nodes_come_back_as_they_were_written() -> None:
    shapes = "ex:S a sh:NodeShape ; sh:targetObjectsOf ex:p ; sh:nodeKind sh:IRI . ex:T sh:targetNode 0.90 , 007 ; sh:in ( 7 ) ."
    found = agreed(shapes, DATA)
    assert {r.focus for r in found if short(r.shape) == "ex:S"} == {term(text) for text in LITERALS}
    assert {r.focus for r in found if short(r.shape) == "ex:T"} == {term("0.90"), term("007")}


def test_closed_shapes_give_the_value_as_it_was_written() -> None:
    found = agreed("ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:closed true .", DATA)
    assert {r.value for r in found} == {term(text) for text in LITERALS}


@pytest.mark.slow
def test_lists_and_values_are_compared_as_they_were_written() -> None:
    shapes = "\n".join(
        f"ex:in{n} sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:in ( ex:a {text} ) ."
        f"ex:has{n} sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:hasValue {text} ."
        f"ex:not{n} sh:targetSubjectsOf ex:p ; sh:not [ sh:property [ sh:path ex:p ; sh:in ( {text} ) ] ] ."
        for n, text in enumerate(LITERALS)
    )
    found = {(short(r.shape), short(r.focus)) for r in agreed(shapes, DATA)}
    assert found == {
        (f"ex:{kind}{n}", f"ex:l{m}")
        for kind in ("in", "has", "not")
        for n in range(len(LITERALS))
        for m in range(len(LITERALS))
        if (n == m) == (kind == "not")
    }


@pytest.mark.slow
def test_two_properties_are_compared_as_they_were_written() -> None:
    texts = [text for text in LITERALS if keep(term(text)) != term(text)] + ["0.9", "1", "true", '"x"@en']
    pairs = {f"ex:n{n}_{m}": (one, two) for n, one in enumerate(texts) for m, two in enumerate(texts)}
    data = "\n".join(f"{name} ex:p {one} ; ex:o {two} ." for name, (one, two) in pairs.items())
    found = briefs(
        agreed(
            "ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:equals ex:o ; sh:disjoint ex:o ; sh:node [ sh:in () ] .",
            data,
        )
    )
    same = {name for name, (one, two) in pairs.items() if one == two}
    assert {focus for focus, _, _, component in found if component == "Disjoint"} == same
    assert {focus for focus, _, _, component in found if component == "Equals"} == set(pairs) - same
    inside = agreed(
        "ex:S sh:targetSubjectsOf ex:p ; sh:node [ sh:property [ sh:path ex:p ; sh:equals ex:o ] ] ."
        "ex:T sh:targetSubjectsOf ex:p ; sh:node [ sh:property [ sh:path ex:p ; sh:disjoint ex:o ] ] .",
        data,
    )
    assert {short(r.focus) for r in inside if short(r.shape) == "ex:S"} == set(pairs) - same
    assert {short(r.focus) for r in inside if short(r.shape) == "ex:T"} == same


def test_lengths_and_patterns_see_the_text() -> None:
    shapes = "\n".join(
        f"ex:S{n} sh:targetNode ex:l{n} ; sh:path ex:p ; sh:minLength {len(term(text).value)} ;"
        f" sh:maxLength {len(term(text).value)} ; sh:pattern {ox.Literal(term(text).value)} ; sh:flags 'q' ."
        f"ex:T{n} sh:targetNode ex:l{n} ; sh:path ex:p ; sh:minLength {len(term(text).value) + 1} ."
        for n, text in enumerate(LITERALS)
    )
    triples = triples_of(DATA)
    found = {(short(r.shape), r.value) for r in ours(shapes_of(shapes), triples)}
    assert found == {(f"ex:T{n}", term(text)) for n, text in enumerate(LITERALS)}


def test_datatypes_are_those_that_were_written() -> None:
    names = sorted({term(text).datatype.value for text in LITERALS})
    shapes = "\n".join(
        f"ex:S{n} sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:datatype <{name}> ." for n, name in enumerate(names)
    )
    ill_formed = {
        '"300"^^xsd:byte',
        '"x"^^xsd:integer',
        '"2024-02-30"^^xsd:date',
        '"yes"^^xsd:boolean',
        '" 1"^^xsd:integer',
    }
    found = {(short(r.shape), r.value) for r in ours(shapes_of(shapes), triples_of(DATA))}
    assert found == {
        (f"ex:S{n}", term(text))
        for n, name in enumerate(names)
        for text in LITERALS
        if term(text).datatype.value != name or text in ill_formed
    }


def test_counts_are_of_terms() -> None:
    data = 'ex:a ex:p 0.9 , 0.90 , "+0.9"^^xsd:decimal . ex:b ex:p 1 , 1.0 , 01 . ex:c ex:p "x"@en , "x"@EN .'
    shapes = " ".join(
        f"ex:S{n} sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:minCount {n} ."
        f"ex:T{n} sh:targetSubjectsOf ex:p ; sh:node [ sh:property [ sh:path ex:p ; sh:maxCount {n} ] ] ."
        for n in (1, 2, 3, 4)
    )
    assert {(short(r.shape), short(r.focus)) for r in agreed(shapes, data)} == {
        *(("ex:S2", "ex:c"), ("ex:S3", "ex:c"), ("ex:S4", "ex:a"), ("ex:S4", "ex:b"), ("ex:S4", "ex:c")),
        *(("ex:T1", "ex:a"), ("ex:T1", "ex:b"), ("ex:T2", "ex:a"), ("ex:T2", "ex:b")),
    }


def test_a_language_in_capitals_is_the_same_language() -> None:
    found = agreed(
        'ex:S sh:targetNode ex:a , ex:b ; sh:path ex:p ; sh:uniqueLang true ; sh:languageIn ( "en" ) .',
        'ex:a ex:p "x"@EN , "y"@en . ex:b ex:p "x"@EN-gb , "y"@RU .',
    )
    assert {(focus, component) for focus, _, _, component in briefs(found)} == {
        ("ex:a", "UniqueLang"),
        ("ex:b", "LanguageIn"),
    }


@pytest.mark.parametrize(
    ("text", "bound", "above"),
    [
        ("0.90", "0.9", 0),
        ("0.9", "0.90", 0),
        ('"+1"^^xsd:integer', "1", 0),
        ("007", "7.0", 0),
        ("007", "6", 1),
        ('"1"^^xsd:byte', "2", -1),
        ('"1e0"^^xsd:double', "1", 0),
        ('"1"^^xsd:float', "0.5", 1),
        ('"INF"^^xsd:double', "1000", 1),
        ('"2024-01-01T00:00:00+00:00"^^xsd:dateTime', '"2024-01-01T00:00:00Z"^^xsd:dateTime', 0),
        ('"2024-01-01T02:00:00+02:00"^^xsd:dateTime', '"2024-01-01T00:00:00Z"^^xsd:dateTime', 0),
        ('"2024-01-01T01:00:00+02:00"^^xsd:dateTime', '"2024-01-01T00:00:00Z"^^xsd:dateTime', -1),
        ('"2024-01-01T00:00:00.500Z"^^xsd:dateTime', '"2024-01-01T00:00:00Z"^^xsd:dateTime', 1),
    ],
)
def test_bounds_and_order_go_by_value(text: str, bound: str, above: int) -> None:
    data = f"ex:a ex:p {text} ; ex:o {bound} ."
    shapes = f"""ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:minExclusive {bound} ; sh:minInclusive {bound} ;
        sh:maxExclusive {bound} ; sh:maxInclusive {bound} ; sh:lessThan ex:o ; sh:lessThanOrEquals ex:o ."""
    fails = {
        *(["MinExclusive"] if above <= 0 else []),
        *(["MinInclusive"] if above < 0 else []),
        *(["MaxExclusive", "LessThan"] if above >= 0 else []),
        *(["MaxInclusive", "LessThanOrEquals"] if above > 0 else []),
    }
    assert briefs(agreed(shapes, data)) == {("ex:a", "ex:p", spelled(text), component) for component in fails}
    inside = f"ex:T sh:targetNode ex:a ; sh:node [ sh:property [ sh:path ex:p ; sh:minInclusive {bound} ; sh:lessThanOrEquals ex:o ] ] ."
    assert len(agreed(inside, data)) == (1 if above else 0)


def test_queries_of_constraints_compute_with_values() -> None:
    """What people write in SPARQL sees numbers, as any engine gives them; pySHACL gives it the text."""
    shapes = shapes_of(
        """ex:S sh:targetNode ex:a ; sh:sparql [ sh:select "SELECT $this ?value { $this ?p ?value FILTER(STR(?value) = '0.9') }" ] ."""
    )
    triples = triples_of("ex:a ex:p 0.90 .")
    assert briefs(ours(shapes, triples)) == {("ex:a", "", spelled("0.9"), "SPARQL")}
    assert theirs(shapes, triples) == set()


def test_the_dataset_of_a_check_holds_them_in_the_same_way() -> None:
    shapes = shapes_of("ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:in ( 0.9 1 true ) ; sh:minLength 4 .")
    dataset = Dataset()
    dataset.load_text(HEAD + DATA, ox.RdfFormat.TURTLE, "data.ttl", is_data=True)
    queries = compile_for(shapes, dataset.written).queries
    _ = dataset.engine
    found = {result for query in queries for result in results_of(query, dataset.written)}
    assert lines(found) == lines(ours(shapes, triples_of(DATA)))
    assert {str(triple.object) for triple in dataset.triples()} == {str(triple.object) for triple in triples_of(DATA)}
    kept = {str(row[0]) for row in as_written(triples_of(DATA)).select("SELECT DISTINCT ?o { ?s ?p ?o }").rows}
    assert len(kept) == len(LITERALS)
