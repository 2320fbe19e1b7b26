"""Of an answer that is empty the part is told that nothing matches, with the figures that show it."""

import re
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from mekgraph.ask.teaching.emptiness import reasons
from mekgraph.ask.teaching.lesson import Lesson, QueryText
from mekgraph.ask.teaching.probing import MOST_COUNTED, MOST_PROBES, Probe, SpentError
from mekgraph.errors import LimitError
from mekgraph.graph.engine import OxigraphEngine, Rows
from mekgraph.messages import LANGUAGES
from mekgraph.sparql import own_query

from ...conftest import PREFIXES

WORLD = """
actor:alfa a mek:Organization ; skos:prefLabel "Alfa"@en ; mek:acronym "AL"@en .
actor:beta a mek:Organization ; skos:prefLabel "Beta"@en .
actor:gama a mek:State ; skos:prefLabel "Gama"@en .
link:a a mek:Link ; mek:kind kind:hosted ; mek:subject actor:alfa ; mek:object actor:beta ; mek:start "2020"^^xsd:gYear .
link:b a mek:Link ; mek:kind kind:funds ; mek:subject actor:beta ; mek:object actor:gama .
link:c a mek:Link ; mek:kind kind:funds ; mek:subject actor:beta ; mek:object actor:alfa .
"""


class Case(NamedTuple):
    """A query without an answer, the part that is to be marked between ⟦ and ⟧, the key, and what must be said."""

    query: str
    key: str
    said: tuple[str, ...] = ()


CASES = [
    Case("SELECT * { ?l a mek:Link . ⟦?l mek:note ?n⟧ }", "not_used", ("mek:note",)),
    Case("SELECT * { ⟦?l mek:kind kind:organized⟧ }", "never_with", ("mek:kind", "kind:organized", "3")),
    Case("SELECT * { ⟦actor:gama mek:acronym ?n⟧ }", "never_with", ("mek:acronym", "actor:gama", "1")),
    Case("SELECT * { ?l a mek:Link . ⟦actor:alfa mek:subject ?l⟧ }", "turned", ("?l mek:subject actor:alfa", "1")),
    Case("SELECT * { ⟦?a a mek:Event⟧ }", "no_member", ("mek:Event",)),
    Case("ASK { ⟦actor:alfa a mek:State⟧ }", "not_said", ("actor:alfa a ?x",)),
    Case('SELECT * { ⟦?a skos:prefLabel "Alfa"⟧ }', "written", ('"Alfa"@en',)),
    Case('SELECT * { ⟦?a skos:prefLabel "ALFA"@ru⟧ }', "written", ('"Alfa"@en',)),
    Case("SELECT * { ⟦?l mek:start 2020⟧ }", "written", ('"2020"^^xsd:gYear',)),
    Case('SELECT * { ⟦?a skos:prefLabel "AL"⟧ }', "elsewhere", ('mek:acronym "AL"@en', "skos:prefLabel")),
    Case('SELECT * { ⟦?a skos:prefLabel "Zeta"⟧ }', "never_with", ("skos:prefLabel", '"Zeta"')),
    Case("SELECT * { ⟦?a mek:subject/mek:subject ?b⟧ }", "alone"),
    Case("SELECT * { ⟦?a ?a ?b⟧ }", "alone"),
    Case("SELECT * { ⟦[] mek:subject actor:gama ; mek:kind ?k⟧ }", "alone"),
    Case(
        "SELECT * {\n  ?l mek:kind kind:hosted ;\n    mek:object ?o .\n  ⟦?o a mek:State⟧ .\n  ?o skos:prefLabel ?n\n}",
        "together",
        ("1", "?l mek:kind kind:hosted", "?l mek:object ?o", "2", "3"),
    ),
    Case(
        "SELECT * { ?l mek:subject actor:beta ; mek:kind ?k . ⟦?l mek:start ?d⟧ }",
        "together",
        ("?l mek:subject actor:beta",),
    ),
    Case("SELECT * { VALUES ?k { kind:hosted } ⟦?k a mek:Link⟧ }", "together", ("VALUES ?k { kind:hosted }", "3")),
    Case("SELECT * { ?l mek:kind ?k } ⟦VALUES ?k { kind:organized }⟧", "together", ("?l mek:kind ?k",)),
    Case("SELECT * { ?l mek:start ?d . OPTIONAL { ?l mek:note ?n } ⟦FILTER(?d > 2030)⟧ }", "filter", ("1",)),
    Case("SELECT * { ?l mek:kind ?k ⟦FILTER NOT EXISTS { ?l a mek:Link }⟧ }", "filter", ("3",)),
    Case(
        "SELECT * { ?l mek:kind ?k FILTER(?k = kind:funds) FILTER(isIRI(?l)) ⟦FILTER(?k = kind:hosted)⟧ }",
        "filters",
        ("3", "FILTER(?k = kind:funds)"),
    ),
    Case("SELECT * { ?l mek:kind ?k . ⟦MINUS { ?l a mek:Link }⟧ ?l mek:subject ?s }", "minus", ("3",)),
    Case("SELECT * { ⟦{ ?l mek:kind kind:a } UNION { ?l mek:kind kind:b }⟧ }", "union"),
    Case("SELECT * { { { ⟦?l mek:kind kind:organized⟧ } } }", "never_with", ("3",)),
    Case("SELECT * { { SELECT ?l { ⟦?l mek:kind kind:organized⟧ } } }", "never_with", ("3",)),
    Case("SELECT * { { SELECT ?k { ?l mek:kind ?k } GROUP BY ?k ⟦HAVING(COUNT(?l) > 9)⟧ } }", "having"),
    Case("SELECT * { GRAPH ?g { ⟦?l mek:kind kind:organized⟧ } }", "never_with"),
    Case("SELECT * { ⟦VALUES ?x { }⟧ ?l mek:kind ?k }", "no_values"),
    Case("SELECT ?k { ?l mek:kind ?k } GROUP BY ?k ⟦HAVING(COUNT(?l) > 9)⟧", "having"),
    Case("SELECT * { ?l mek:kind ?k } ⟦OFFSET 7⟧", "cut", ("OFFSET 7", "3")),
    Case("SELECT * { ?l mek:kind ?k } ⟦LIMIT 0⟧", "cut", ("LIMIT 0", "3")),
    Case("CONSTRUCT ⟦{ ?n mek:note ?a }⟧ { ?a skos:prefLabel ?n }", "template", ("3",)),
    Case(
        "PREFIX m: <https://w3id.org/mekgraph/def/> SELECT * { ⟦?l m:kind kind:organized⟧ }", "never_with", ("m:kind",)
    ),
    Case("DESCRIBE ?l { ⟦?l mek:kind kind:organized⟧ }", "never_with"),
]
# Nothing can be told of these: they have an answer, or no pattern.
SILENT = [
    "SELECT * { ?l mek:kind ?k }",
    "SELECT (COUNT(*) AS ?n) { ?l mek:kind kind:organized } LIMIT 1",
    "DESCRIBE actor:zzz",
    "CONSTRUCT WHERE { ?l mek:note ?n }",
    "not a query",
]


@pytest.fixture(scope="module")
def world() -> OxigraphEngine:
    store = ox.Store()
    store.load((PREFIXES + WORLD).encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("https://example.org/graph"))
    return OxigraphEngine(store)


def told(world: OxigraphEngine, query: str) -> list[Lesson]:
    prologue = query.partition("SELECT")[0] if query.startswith("PREFIX") else ""
    return reasons(QueryText(query), Probe(prologue, world.evaluate, 60))


def test_each_part_is_told_as_its_case_needs(world: OxigraphEngine) -> None:
    for case in CASES:
        query = re.sub("[⟦⟧]", "", case.query)
        answer = world.evaluate(query)
        assert not (answer.rows if isinstance(answer, Rows) else answer), query
        before, marked, _ = re.split("[⟦⟧]", case.query)
        (lesson,) = told(world, query)
        assert lesson.rule.id == case.key, query
        assert (lesson.place.line, lesson.place.column) == (before.count("\n") + 1, len(before) - before.rfind("\n")), (
            query
        )
        assert lesson.place.length == len(marked), query
        for language in LANGUAGES:
            text = lesson.text(language)
            assert all(part in text for part in case.said), (query, text)


def test_of_an_answer_that_is_not_empty_nothing_is_told(world: OxigraphEngine) -> None:
    for query in SILENT:
        if "COUNT" not in query:
            assert told(world, query) == [], query


def test_the_lines_of_the_parts_that_do_not_fit_are_named(world: OxigraphEngine) -> None:
    (lesson,) = told(
        world, next(case.query for case in CASES if case.key == "together").translate({0x27E6: None, 0x27E7: None})
    )
    assert "“?l mek:kind kind:hosted” (line 2), “?l mek:object ?o” (line 3)" in lesson.text("en")
    assert "(строка 2)" in lesson.text("ru")
    assert "(2-qator)" in lesson.text("uz")


def test_what_takes_too_much_is_left_unsaid(world: OxigraphEngine) -> None:
    def slow(query: str) -> bool:
        raise LimitError("limit.time", seconds=1)

    for probe in (Probe("", slow, 60), Probe("", world.evaluate, -1)):
        with pytest.raises(SpentError):
            reasons(QueryText("SELECT * { ?l mek:note ?n }"), probe)


def test_so_many_probes_and_no_more() -> None:
    asked: list[str] = []

    def never_together(query: str) -> bool:
        asked.append(query)
        return query.count("?l") < 80

    many = " ".join(f"?l mek:kind ?k{number} ." for number in range(90))
    with pytest.raises(SpentError):
        reasons(QueryText(f"SELECT * {{ {many} }}"), Probe("", never_together, 60))
    assert len(asked) == MOST_PROBES


def test_counting_goes_as_far_as_is_said() -> None:
    assert f"LIMIT {MOST_COUNTED + 1}" in own_query("matches-counted")
