"""What is told through ``ask``: before a query is run, when it is refused, and beside its answer."""

import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mekgraph import messages
from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask, hints, inquiry, raw
from mekgraph.ask.teaching.lesson import QueryError
from mekgraph.graph.asof import Axes
from mekgraph.graph.engine import Rows
from mekgraph.graph.opening import Graph
from mekgraph.messages import LANGUAGES
from mekgraph.resources import Project

from .test_emptiness import CASES as EMPTY
from .test_judging import GRAVE, REMARKS, RIGHT
from .test_slips import ALL as SLIPS

DATED = "SELECT ?l { ?l a mek:Link ; mek:start ?d }"
# These are parts of other sentences.
PARTS = {"place", "part", "others"}
# These are about dates, values of ready questions, and graphs: tested below.
BESIDE = {"dates", "value", "values", "no_data", "no_graph"}


def test_every_sentence_has_its_case() -> None:
    told = {key for _, key, *_ in (*GRAVE, *REMARKS, *SLIPS, *EMPTY)}
    keys = {key.removeprefix("teaching.") for key in messages.catalogue("en") if key.startswith("teaching.")}
    assert told | PARTS | BESIDE == keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_says_first_what_is_wrong(language: str) -> None:
    for key, text in messages.catalogue(language).items():
        if key.startswith("teaching.") and key.removeprefix("teaching.") not in PARTS:
            first = re.split(r"(?<=[^\s.][.!?])\s", text)[0]
            assert first.endswith((".", ":")) or key == "teaching.no_data", key
            assert not {name for _, name, *_ in string.Formatter().parse(first)} & {"near", "whole", "known"}, key


def test_a_wrong_query_is_not_run_and_says_why(graph: Graph) -> None:
    with pytest.raises(QueryError) as caught:
        ask(graph, "SELECT ?actr { ?actor mek:kind ?k }")
    assert "Nearest: ?actor." in str(caught.value)


def test_a_refused_query_says_why(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?l\nWHERE {\n  ?l mek:kind ?k\n  ?l mek:note ?n\n}\n", encoding="utf-8")
    with pytest.raises(QueryError) as caught:
        ask(graph, str(file))
    assert (
        caught.value.text("en")
        .splitlines()[0]
        .endswith("mine.rq:3:17: A full stop is missing here: with “?l” a new statement begins.")
    )
    assert caught.value.key == "usage.query"


def test_what_is_right_in_sparql_is_given_as_it_is_asked_for(graph: Graph) -> None:
    standard = raw(graph, inquiry(graph, "SELECT ?nothing { ?l a mek:Lnk }"), "text/csv")
    assert standard.content == b"nothing\r\n"
    with pytest.raises(QueryError):
        raw(graph, inquiry(graph, "SELECT ?l { ?l a mek:Link"), "text/csv")


def test_an_empty_answer_knows_why(graph: Graph) -> None:
    answer = ask(graph, 'SELECT ?a { ?a mek:acronym "unicef" }')
    assert isinstance(answer, Answer)
    assert [(hint.rule.id, hint.values["right"]) for hint in answer.hints()] == [("written", '"UNICEF"@en')]


def test_beside_an_answer_stands_what_may_be_wrong(graph: Graph) -> None:
    answer = ask(graph, "SELECT ?l { ?l a mek:Link . OPTIONAL { ?l mek:subject actor:unrca } } ORDER BY ?z LIMIT 1")
    assert isinstance(answer, Answer)
    assert [hint.rule.id for hint in answer.hints()] == ["id", "unbound_used"]


def test_what_is_said_of_a_part_is_not_said_again(graph: Graph) -> None:
    answer = ask(graph, "SELECT ?l { ?l mek:subject actor:unrca }")
    assert isinstance(answer, Answer)
    assert [hint.rule.id for hint in answer.hints()] == ["id"]


@pytest.mark.parametrize("query", ["ASK { actor:unoct a mek:State }", "CONSTRUCT WHERE { ?l mek:note mek:Link }"])
def test_no_and_nothing_have_hints_too(graph: Graph, query: str) -> None:
    found = ask(graph, query)
    assert not found
    told = hints(graph, inquiry(graph, query), found)  # type: ignore[arg-type]
    assert [hint.rule.id for hint in told] == (["not_said"] if "ASK" in query else [])


def test_a_graph_that_is_not_there_is_named(graph: Graph) -> None:
    answer = ask(graph, "SELECT ?s FROM graph:data FROM NAMED <urn:x> { GRAPH ?g { ?s a mek:Link } }")
    assert isinstance(answer, Answer)
    assert [(hint.rule.id, hint.place.column) for hint in answer.hints()] == [("no_graph", 38)]
    assert all("<urn:x>" in answer.hints()[0].text(language) for language in LANGUAGES)
    there = ask(graph, "SELECT ?s FROM graph:data { ?s a mek:State , mek:Link }")
    assert isinstance(there, Answer)
    assert (len(there), "no_graph" in [hint.rule.id for hint in there.hints()]) == (0, False)


def test_dates_that_leave_nothing_are_named(graph: Graph) -> None:
    for wanted, values in ((DATED, {}), ("event-participants", {"event": "ev-rec-wg-2024"})):
        answer = ask(graph, wanted, values, axes=Axes(on="1700"))
        assert isinstance(answer, Answer)
        assert [hint.rule.id for hint in answer.hints()] == ["dates"]
        assert all(answer.hints()[0].text(language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("question", "values", "key", "told"),
    [
        ("event-participants", {"event": "ev-aikol-1"}, "value", {"name": "event", "value": "event:ev-aikol-1"}),
        ("timeline", {"to": "1901"}, "value", {"name": "to", "value": "1901"}),
        ("timeline", {"from": "2090", "to": "1901"}, "values", {"values": "from = 2090, to = 1901"}),
    ],
)
def test_the_value_that_has_no_match_is_named(
    graph: Graph, question: str, values: dict[str, str], key: str, told: dict[str, str]
) -> None:
    answer = ask(graph, question, values)
    assert isinstance(answer, Answer)
    assert len(answer) == 0
    (hint,) = answer.hints()
    assert (hint.rule.id, hint.values) == (key, told)
    assert all(value in hint.text(language) for language in LANGUAGES for value in told.values())


def test_data_that_hold_nothing_of_the_kind_say_so(new_project: Callable[[str], Project]) -> None:
    answer = ask(Graph.open(new_project()), "disagreements")
    assert isinstance(answer, Answer)
    assert [hint.rule.id for hint in answer.hints()] == ["no_data"]


@settings(deadline=None, max_examples=40)
@given(st.sampled_from([query for query in RIGHT if "<<" not in query and query.startswith(("SELECT", "ASK"))]))
def test_the_answer_of_what_is_right_stays_as_it_is(graph: Graph, query: str) -> None:
    expected = graph.engine.evaluate(query)
    found = ask(graph, query)
    if isinstance(expected, Rows):
        assert isinstance(found, Answer)
        assert {tuple(cell.term for cell in row) for row in found.rows} == set(expected.rows)
    else:
        assert found == expected
