"""A slip of form is told by its cause, at its place; mending it lets the engine read the query."""

import re
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mekgraph.ask.teaching.lesson import MOST, QueryError
from mekgraph.ask.teaching.refusal import explained
from mekgraph.ask.teaching.slips.search import slips
from mekgraph.errors import UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.syntax.parsing import parse
from mekgraph.messages import LANGUAGES

EMPTY = OxigraphEngine.of([])


class Case(NamedTuple):
    """A query with one slip: between ⟦ and ⟧ the marked part; the key of the sentence, and a part of the advice."""

    query: str
    key: str
    advice: str


CASES = [
    Case("⟦SELCT⟧ ?s WHERE { ?s ?p ?o }", "keyword", "SELECT"),
    Case("SELECT ?s ⟦WERE⟧ { ?s ?p ?o }", "keyword", "WHERE"),
    Case("SELECT ?s { ?s ?p ?o ⟦FITLER⟧(?s = ?o) }", "keyword", "FILTER"),
    Case("SELECT ?s { ?s ?p ?o FILTER ⟦EXIST⟧ { ?s ?p ?x } }", "keyword", "EXISTS"),
    Case("⟦ЫУДУСЕ⟧ ?s { ?s ?p ?o }", "keyword", "SELECT"),
    Case("⟦SЕLЕCТ⟧ ?s { ?s ?p ?o }", "keyword", "SELECT"),
    Case("SELECT ⟦actor⟧ { ?actor ?p ?o }", "no_question_mark", "?actor"),
    Case("SELECT ?s { ?s ?p ?o FILTER(?s ⟦==⟧ ?o) }", "operator", "="),
    Case("SELECT ?s { ?s ?p ?o FILTER(?s ⟦<>⟧ ?o) }", "operator", "!="),
    Case("SELECT ?s { ?s ?p ?o FILTER(?s = ?o ⟦and⟧ ?p = ?s) }", "operator", "&&"),
    Case("SELECT ?s { ?s ?p ?o FILTER(?s = ?o ⟦или⟧ ?p = ?s) }", "operator", "||"),
    Case("SELECT ?s { ?s ?p ?o FILTER(⟦NOT⟧ BOUND(?s)) }", "operator", "!"),
    Case('SELECT ?s { ?s mek:start "2024-05-14"⟦^⟧xsd:date }', "operator", "^^"),
    Case("SELECT ?s { ?s ⟦mek: kind⟧ ?o }", "torn_name", "mek:kind"),
    Case("SELECT ?s { ?s ⟦mek :kind⟧ ?o }", "torn_name", "mek:kind"),
    Case("SELECT ?s { ?s ⟦mek kind⟧ ?o }", "no_colon", "mek:kind"),
    Case("SELECT ?s { ?s ⟦is a⟧ mek:Person }", "for_a", "a"),
    Case("SELECT ?s { ?s ⟦а⟧ mek:Person }", "for_a", "a"),
    Case("SELECT ?s { ?s a ⟦Person⟧ }", "no_prefix", "mek:Person"),
    Case("SELECT ?s { ?s⟦\u00a0⟧?p ?o }", "invisible", ""),
    Case("SELECT ?s { ?s mek:note ⟦“text”⟧ }", "typographic", '"'),
    Case("SELECT ?s { ?s mek:note ⟦«текст»⟧ }", "typographic", '"'),
    Case('SELECT ?s { ?s mek:note "text⟦”⟧ }', "typographic", '"'),
    Case('SELECT ?s { ?s mek:note ⟦"a text⟧ }', "not_closed", '"a text"'),
    Case('SELECT ?s { ?s ?p ?n FILTER(CONTAINS(?n, ⟦"a text⟧)) }', "not_closed", '"a text"'),
    Case('SELECT ?s { ?s ?p ?n FILTER(CONTAINS(?n, ⟦a text⟧")) }', "not_opened", '"a text"'),
    Case("SELECT ?s { ?s ?p ?n FILTER(CONTAINS(?n, ⟦ICRC⟧)) }", "unquoted", '"ICRC"'),
    Case("PREFIX x: ⟦https://example.org/⟧\nSELECT ?s { ?s x:p ?o }", "address", "<https://example.org/>"),
    Case("SELECT ?s { ?s mek:start ⟦2024-05-14⟧ }", "date", '"2024-05-14"^^xsd:date'),
    Case("SELECT ?s { ?s mek:start ⟦2024-05⟧ }", "date", '"2024-05"^^xsd:gYearMonth'),
    Case('SELECT ?s { ?s ?p ?o } LIMIT ⟦"10"⟧', "no_number", "10"),
    Case("SELECT ?s { ?s ?p ?o } LIMIT⟦⟧", "no_number", "10"),
    Case("SELECT ?s⟦,⟧ ?p, ?o WHERE { ?s ?p ?o }", "comma_surplus", ""),
    Case('SELECT ?s (GROUP_CONCAT(?o⟦, "; "⟧) AS ?all) { ?s ?p ?o } GROUP BY ?s', "separator", "SEPARATOR"),
    Case("SELECT ?s WHERE {\n  ?s ?p ?o⟦⟧\n  ?a ?b ?c\n}", "stop_missing", "?o"),
    Case("SELECT ?s WHERE { ?s mek:kind ?o⟦⟧ mek:note ?c }", "semicolon_missing", "?o"),
    Case("SELECT ?s { ?s ?p ?o FILTER(?o IN (1⟦⟧ 2)) }", "comma_missing", "1"),
    Case("SELECT ?s { ?s mek:kind ?o ⟦,⟧ mek:note ?c }", "mark_needed", ";"),
    Case("SELECT ?s { ?s mek:kind ?o ⟦;⟧ ?t mek:note ?c }", "mark_needed", "."),
    Case("SELECT ?s { ?s ?p ?o } ⟦}⟧", "surplus", "}"),
    Case("SELECT ?s { ?s ?p ?o ⟦,⟧ }", "surplus", ","),
    Case("SELECT ?s { ?s ?p ?o ⟦LIMIT 5⟧ }", "inside", ""),
    Case("SELECT ?s ⟦{⟧ ?s ?p ?o ORDER BY ?s", "bracket_open", "}"),
    Case("SELECT ?s ⟦{⟧ ?s ?p ?o OPTIONAL { ?s ?a ?b }", "bracket_open", "}"),
    Case("SELECT ?s { ?s ?p ?o FILTER⟦(⟧REGEX(?o, 'a') }", "bracket_open", ")"),
    Case("SELECT ?s { ?s ?p ?o FILTER ⟦{⟧ ?s = ?o } }", "bracket_kind", "( )"),
    Case("SELECT ?s { ?s ?p ?o OPTIONAL ⟦(⟧ ?s ?a ?b ) }", "bracket_kind", "{ }"),
    Case("SELECT ?s { VALUES ?s ⟦(⟧ actor:a actor:b ) ?s ?p ?o }", "bracket_kind", "{ }"),
    Case("SELECT ?s WHERE ⟦?s⟧ ?p ?o }", "bracket_missing", "{"),
    Case("SELECT ?s { ?s ?p ?o FILTER ⟦?s = ?o⟧ }", "unbracketed", "FILTER (?s = ?o)"),
    Case("SELECT ?s { ?s ?p ?o FILTER ⟦?s = ?o⟧ . ?a ?b ?c }", "unbracketed", "FILTER (?s = ?o)"),
    Case("SELECT ?s { ?s ?p ?o BIND ⟦STR(?o) AS ?x⟧ }", "unbracketed", "BIND (STR(?o) AS ?x)"),
    Case("SELECT ?s { ?s ?p ?o } ORDER BY DESC ⟦?s⟧ LIMIT 3", "unbracketed", "DESC (?s)"),
    Case("SELECT DISTINCT⟦(?s)⟧ { ?s ?p ?o }", "bracket_surplus", "?s"),
    Case("SELECT (COUNT(?s)⟦⟧) { ?s ?p ?o }", "no_as", "AS ?count"),
    Case("SELECT ?s { ?s ?p ?o BIND(STR(?o)⟦⟧ ?x) }", "no_as", "AS"),
    Case("SELECT ⟦COUNT(?s)⟧ { ?s ?p ?o }", "computed", "(COUNT(?s) AS ?count)"),
    Case("SELECT ⟦COUNT(?s) AS ?n⟧ { ?s ?p ?o }", "computed", "(COUNT(?s) AS ?n)"),
    Case("SELECT ⟦?s AS ?t⟧ { ?s ?p ?o }", "computed", "(?s AS ?t)"),
    Case("SELECT ?s { ?s ?p ?o } ⟦ORDER⟧ ?s", "no_by", "ORDER BY"),
    Case("SELECT ?s { ?s ?p ?o } LIMIT 10 ⟦ORDER BY ?s⟧", "too_late", "LIMIT"),
    Case("SELECT ?s ⟦DISTINCT⟧ ?p { ?s ?p ?o }", "too_late", "?s"),
    Case(
        "⟦@prefix x: <https://example.org/> .⟧\nSELECT ?s { ?s x:p ?o }",
        "declaration",
        "PREFIX x: <https://example.org/>",
    ),
    Case(
        "⟦PREFIX x <https://example.org/>⟧\nSELECT ?s { ?s x:p ?o }", "declaration", "PREFIX x: <https://example.org/>"
    ),
    Case(
        "⟦PREFIX x: <https://example.org/> .⟧\nSELECT ?s { ?s x:p ?o }",
        "declaration",
        "PREFIX x: <https://example.org/>",
    ),
]
# Refused by the engine although the form is right.
FORBIDDEN = [
    Case("SELECT ?s { ?s ?p ⟦TRUE⟧ }", "lower_case", "true"),
    Case("SELECT ?s { ?s ?p ⟦<page>⟧ }", "relative", "https://"),
    Case(r'SELECT ?s { ?s ?p "a⟦\q⟧b" }', "escape", "\\\\"),
    Case("SELECT ⟦*⟧ { ?s ?p ?o } GROUP BY ?s", "group_all", ""),
    Case("SELECT ⟦?s⟧ (COUNT(?o) AS ?n) { ?s ?p ?o }", "group_by", "GROUP BY ?s"),
    Case("SELECT ?s ⟦?p⟧ (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s", "group_by", "GROUP BY ?s ?p"),
    Case("SELECT ?s ⟦?s⟧ { ?s ?p ?o }", "shown_twice", "?s"),
    Case("SELECT (STR(?o) AS ⟦?p⟧) { ?s ?p ?o }", "name_taken", ""),
    Case("SELECT ?s { ?s ?p ?o BIND(STR(?o) AS ⟦?p⟧) }", "name_taken", ""),
    Case("SELECT ?s { VALUES (?s ?p) { (1 2) ⟦(1)⟧ } ?s ?p ?o }", "row_width", "2"),
    Case("SELECT ?s { _:x ?p ?s OPTIONAL { ⟦_:x⟧ ?q ?s } }", "label_twice", "?x"),
]
# Nothing is sure about these but the place.
UNSURE = [
    Case("⟦INSERT⟧ DATA { actor:a mek:parent actor:b }", "update", "INSERT"),
    Case("⟦drop⟧ ALL", "update", "DROP"),
    Case("⟦⟧", "nothing", "SELECT"),
    Case("⟦hello⟧ world", "other", "SELECT"),
    Case("SELECT ?s WHERE { ?s⟦⟧", "end", "?name"),
    Case("⟦FIND⟧ ?s WHERE { ?s ?p ?o }", "other", "ASK"),
]
ALL = [*CASES, *FORBIDDEN, *UNSURE]


def lessons_of(query: str) -> QueryError:
    with pytest.raises(UsageError) as caught:
        EMPTY.evaluate(query)
    taught = explained(caught.value, query)
    assert isinstance(taught, QueryError)
    return taught


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.key}-{case.query[:24]}")
def test_a_slip_is_told_by_its_cause_at_its_place(case: Case) -> None:
    query = re.sub("[⟦⟧]", "", case.query)
    before, marked, _ = re.split("[⟦⟧]", case.query)
    error = lessons_of(query)
    (lesson,) = error.lessons
    assert lesson.rule.id == case.key
    assert (lesson.place.line, lesson.place.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert lesson.place.length == max(len(marked), 1)
    for language in LANGUAGES:
        assert case.advice in f"{lesson.problem(language)} {lesson.remedy(language)}"
        assert "^" in error.text(language) or not query
        assert (
            "{" not in re.sub(r"\{[^{}]*[ ?}]|[{“«] ?[”»]|“\{”|«\{»|\{ \}", "", lesson.problem(language))
            or "{" in query
        )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.key}-{case.query[:24]}")
def test_what_is_advised_lets_the_engine_read_the_query(case: Case) -> None:
    query = re.sub("[⟦⟧]", "", case.query)
    ((slip,), mended) = slips(parse(query))
    assert mended.text == slip.mended(query)
    EMPTY.evaluate(slip.mended(query))


def test_several_slips_are_all_told_in_their_order() -> None:
    query = "SELCT ?s, ?p WERE {\n  ?s ?p ?o\n  ?a ?b ?c\n  FILTER ?s = ?p\n  LIMIT 5 }"
    told = [(lesson.rule.id, lesson.place.line) for lesson in lessons_of(query).lessons]
    assert told == [
        ("keyword", 1),
        ("comma_surplus", 1),
        ("keyword", 1),
        ("stop_missing", 2),
        ("unbracketed", 4),
        ("inside", 5),
    ]


def test_one_slip_made_again_and_again_is_told_each_time() -> None:
    query = "SELECT * {" + "".join(f"\n  ?a mek:kind ?b{number}\n  ?c ?d ?e" for number in range(7)) + "\n}"
    error = lessons_of(query)
    assert [(lesson.rule.id, lesson.place.line) for lesson in error.lessons] == [
        ("stop_missing", line) for line in range(2, 15)
    ]
    assert error.text("en").count("A full stop is missing here") == MOST
    assert error.text("en").splitlines()[-1].startswith("... and 3 more")


def test_the_line_of_a_file_is_told_as_editors_do() -> None:
    error = explained(UsageError("usage.query"), "SELECT ?s\nWERE { }", "mine.rq")
    assert error.text("en").startswith(
        "mine.rq:2:1: “WERE” is no word of SPARQL that can stand here.\n    2 | WERE { }\n"
    )
    assert error.exit_code == 2


def test_another_error_stays_as_it_is() -> None:
    error = UsageError("usage.fetching", word="LOAD")
    assert explained(error, "SELCT") is error


def test_nothing_in_a_query_reaches_the_terminal_as_it_is() -> None:
    text = explained(UsageError("usage.query"), "SELECT ?s { ?s ?p \x1b[31m\u202e “x }").text("ru")
    assert all(letter.isprintable() or letter == "\n" for letter in text)


@settings(deadline=None)
@given(st.sampled_from(CASES), st.integers(0, 90), st.text("{}()?<>\"'“.;,#@ \n\\ab:", max_size=4))
def test_the_place_is_always_within_the_query(case: Case, place: int, noise: str) -> None:
    query = re.sub("[⟦⟧]", "", case.query)
    query = query[:place] + noise + query[place:]
    error = explained(UsageError("usage.query", line=1, column=1, reason="", shown=""), query)
    for lesson in error.lessons if isinstance(error, QueryError) else ():
        assert 1 <= lesson.place.line <= query.count("\n") + 1
        assert 1 <= lesson.place.column <= len(lesson.place.source) + 1
        assert all(lesson.text(language) for language in LANGUAGES)
