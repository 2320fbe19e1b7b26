"""Prefixes, terms and variables of a query before it is run; no query of ours is found fault with."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mekgraph.ask.teaching.judging import judge
from mekgraph.ask.teaching.lesson import Lesson, QueryError
from mekgraph.errors import UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.messages import LANGUAGES

from ...conftest import ROOT

QUERIES = sorted([*ROOT.glob("queries/**/*.rq"), *ROOT.glob("ontology/**/*.rq")])
OWN = sorted(ROOT.glob("src/mekgraph/sparql/*.rq"))
# In these the program itself puts a value or a pattern.
FILLED = ("?today", "$today", "#pattern")
WHERE = "?s mek:kind ?k . ?s mek:subject ?actor"
GRAVE = [
    ("SELECT ?s { ?s ⟦dbo:⟧name ?o }", "prefix_known", "PREFIX dbo: <http://dbpedia.org/ontology/>"),
    ("SELECT ?s { ?s ⟦actr:⟧name ?o ; actr:other ?o }", "prefix", "actor:"),
    ("SELECT ?s { ?s ⟦zzzz:⟧name ?o }", "prefix", "PREFIX zzzz:"),
    ("SELECT ?s { ?s ⟦mеk:⟧kind ?o }", "prefix_letters", "mek:"),
    ("SELECT ?s { ?s ⟦mek:organised⟧ ?o }", "term", "mek:organized"),
    ("SELECT ?s { ?s mek:kind ⟦kind:hostd⟧ }", "term", "kind:hosted"),
    ("SELECT ?s { ?s a ⟦mek:Persn⟧ }", "term", "mek:Person"),
    ("SELECT ?s { ?s ?p ?o FILTER(?p != ⟦mek:subjct⟧) }", "term", "mek:subject"),
    ("PREFIX m: <https://w3id.org/mekgraph/def/> SELECT ?s { ?s ⟦m:knd⟧ ?o }", "term", "mek:kind"),
    ("SELECT ?s { ?s mek:assertion ⟦assertion:zzz⟧ }", "listed", "assertion:stated"),
    ("SELECT ?s { ?s ⟦mek:acrоnym⟧ ?o }", "look_alike", "mek:acronym"),
    (f"SELECT ⟦?actr⟧ ?k {{ {WHERE} }}", "unbound_shown", "?actor"),
    (f"SELECT ⟦?zzzzz⟧ ?k {{ {WHERE} }}", "unbound_shown", "VALUES ?zzzzz { UNDEF }"),
    (f"SELECT ⟦?асtor⟧ {{ {WHERE} }}", "unbound_letters", ""),
    (f"DESCRIBE ⟦?actr⟧ {{ {WHERE} }}", "unbound_shown", "?actor"),
    (f"SELECT ?s {{ {WHERE} {{ SELECT ⟦?kk⟧ ?s {{ ?s mek:kind ?k }} }} }}", "unbound_shown", "?k"),
    ("SELECT ⟦?x⟧ ?s { ?s mek:kind ?k FILTER NOT EXISTS { ?s mek:note ?x } }", "unbound_shown", ""),
    ("SELECT ⟦?x⟧ ?s { ?s mek:kind ?k MINUS { ?s mek:note ?x } }", "unbound_shown", ""),
    ("SELECT ⟦?x⟧ ?s { ?s mek:kind ?k { SELECT ?k { ?k a ?x } } }", "unbound_shown", ""),
]
REMARKS = [
    ("SELECT ?s { ?s mek:subject ⟦actor:unrca⟧ }", "id", "actor:unrcca"),
    ("SELECT ?s { ?s ⟦<https://w3id.org/mekgraph/def/organised>⟧ ?o }", "whole_term", "mek:organized"),
    (f"SELECT ?s {{ {WHERE} FILTER(⟦?actr⟧ = ?k) }}", "unbound_used", "?actor"),
    (f"SELECT ?s {{ {WHERE} }} ORDER BY ⟦?actr⟧", "unbound_used", "?actor"),
    (f"SELECT ?s (COUNT(⟦?actr⟧) AS ?n) {{ {WHERE} }} GROUP BY ?s", "unbound_used", "?actor"),
    (f"SELECT ?s {{ {WHERE} BIND(STR(⟦?actr⟧) AS ?n) }}", "unbound_used", "?actor"),
    (f"CONSTRUCT {{ ?s mek:new ⟦?actr⟧ }} {{ {WHERE} }}", "unbound_made", "?actor"),
    ("PREFIX schema: ⟦<http://schema.org/>⟧ SELECT ?s { ?s schema:name ?o }", "astray", "<https://schema.org/>"),
    ("SELECT ?s { ?s mek:start ?d FILTER(?d > ⟦2024-05-14⟧) }", "subtraction", '"2024-05-14"^^xsd:date'),
]
RIGHT = [
    "SELECT ?x { VALUES ?x { UNDEF } }",
    "SELECT ?x ?y { } VALUES (?x ?y) { (1 2) }",
    "SELECT ?x { BIND(1 AS ?x) }",
    "SELECT (1 AS ?x) { }",
    "SELECT (1 AS ?x) (?x + 1 AS ?y) { }",
    "SELECT ?x { ?s mek:kind ?k } GROUP BY (STR(?k) AS ?x)",
    "SELECT ?x { OPTIONAL { ?x mek:kind ?k } }",
    "SELECT ?x { { ?x mek:kind ?k } UNION { ?s mek:subject ?x } }",
    "SELECT ?g { GRAPH ?g { ?s mek:kind ?k } }",
    "SELECT ?x { { SELECT * { ?x mek:kind ?k } } }",
    "SELECT ?x { { SELECT (STR(?k) AS ?x) { ?s mek:kind ?k } } }",
    "SELECT ?s { ?s mek:kind ?k FILTER(!BOUND(?zzz) || COALESCE(?yyy, true)) }",
    "SELECT ?s { ?s mek:kind ?k FILTER EXISTS { ?s mek:note ?n FILTER(?n != ?k) } }",
    "SELECT ?s { ?s mek:kind ?k OPTIONAL { ?s mek:note ?n } FILTER(?n != ?k) } ORDER BY ?n",
    "SELECT $s { ?s mek:kind ?k }",
    "SELECT * { ?s foaf:name ?n ; schema:name ?m ; wd:Q1 ?q }",
    "PREFIX x: <https://example.org/> SELECT * { ?s x:organised ?n }",
    "CONSTRUCT { ?s mek:worksWellWith ?k } { ?s mek:kind ?k }",
    "CONSTRUCT WHERE { ?s mek:kind ?k }",
    "DESCRIBE actor:unoct",
    "ASK { ?s mek:kind ?k }",
    "SELECT * { ?s mek:start ?d FILTER(?d > 2024 - 05) }",
    "SELECT ?x { << ?a ?b ?c >> ?p ?x }",
    "not a query at all",
]


def said_of(query: str, engine: OxigraphEngine) -> list[Lesson]:
    """Whatever is said of a query, errors and remarks."""
    try:
        return judge(query, engine)
    except QueryError as error:
        return list(error.lessons)


def check_told(case: str, key: str, advice: str, lessons: list[Lesson]) -> None:
    before, marked, _ = re.split("[⟦⟧]", case)
    (lesson,) = lessons
    assert lesson.rule.id == key
    assert (lesson.place.line, lesson.place.column, lesson.place.length) == (1, len(before) + 1, len(marked))
    for language in LANGUAGES:
        assert advice in f"{lesson.problem(language)} {lesson.remedy(language)}"
        assert lesson.text(language).count("\n") >= 2


@pytest.mark.parametrize(("case", "key", "advice"), GRAVE, ids=lambda value: value[:32])
def test_a_query_that_can_only_be_wrong_is_not_run(engine: OxigraphEngine, case: str, key: str, advice: str) -> None:
    with pytest.raises(QueryError) as caught:
        judge(re.sub("[⟦⟧]", "", case), engine)
    check_told(case, key, advice, list(caught.value.lessons))
    assert (caught.value.key, caught.value.exit_code) == ("usage.query", 2)


@pytest.mark.parametrize(("case", "key", "advice"), REMARKS, ids=lambda value: value[:32])
def test_what_may_be_meant_is_a_remark(engine: OxigraphEngine, case: str, key: str, advice: str) -> None:
    check_told(case, key, advice, judge(re.sub("[⟦⟧]", "", case), engine))


@pytest.mark.parametrize("query", RIGHT)
def test_nothing_is_said_of_what_is_right(engine: OxigraphEngine, query: str) -> None:
    assert judge(query, engine) == []


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
def test_nothing_is_said_of_a_query_of_the_project(engine: OxigraphEngine, file: Path) -> None:
    query = file.read_text(encoding="utf-8")
    found = [lesson.text() for lesson in said_of(query, engine) if lesson.values.get("found") not in FILLED]
    assert found == []


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.stem)
def test_nothing_is_said_of_a_query_of_the_program(engine: OxigraphEngine, file: Path) -> None:
    query = file.read_text(encoding="utf-8")
    said = {lesson.values.get("found") or lesson.values["term"] for lesson in said_of(query, engine)}
    assert said <= ({"?valueAsWritten"} if "#pattern" in query else {"actor:example"})


def test_all_that_is_wrong_is_told_at_once_in_order(engine: OxigraphEngine) -> None:
    with pytest.raises(QueryError) as caught:
        judge("SELECT ?x\n{ ?s mek:knd ?o ;\n  foo:bar actor:unrca }", engine)
    assert [(lesson.rule.id, lesson.place.line) for lesson in caught.value.lessons] == [
        ("unbound_shown", 1),
        ("term", 2),
        ("prefix", 3),
    ]


def test_the_grave_ones_alone_stop_a_query(engine: OxigraphEngine) -> None:
    keys = [lesson.rule.id for lesson in judge("SELECT ?s { ?s mek:subject actor:unrca } ORDER BY ?z", engine)]
    assert keys == ["id", "unbound_used"]


def test_deep_queries_are_left_alone(engine: OxigraphEngine) -> None:
    assert judge("SELECT * " + "{" * 5000 + "?s ?p ?o" + "}" * 5000, engine) == []


@settings(deadline=None)
@given(st.data())
def test_no_text_is_too_odd(engine: OxigraphEngine, data: st.DataObject) -> None:
    query = data.draw(st.sampled_from([*RIGHT, *(case for case, *_ in GRAVE)]))
    place = data.draw(st.integers(0, len(query)))
    noise = data.draw(
        st.text(max_size=5) | st.sampled_from(["{", "}", "?x", "mek:", "<", '"', " SELECT ", "\0", "\ud800"])
    )
    for lesson in said_of(query[:place] + noise + query[place:], engine):
        for language in LANGUAGES:
            text = lesson.text(language)
            assert all(letter.isprintable() or letter in "\n" for letter in text)


def test_an_engine_that_cannot_be_asked_is_an_error_of_its_own() -> None:
    class Silent(OxigraphEngine):
        def evaluate(self, query: str) -> bool:
            raise UsageError("usage.endpoint_silent", url="https://example.org/", reason="no route")

    with pytest.raises(UsageError, match="cannot be reached"):
        judge("SELECT ?s { ?s mek:kind ?o }", Silent.of([]))
