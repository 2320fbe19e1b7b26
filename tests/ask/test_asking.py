"""Asking by id, by file and by text; labels in three languages; CSV and JSON."""

import csv
import io
import json
from pathlib import Path

import pytest

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask
from mekgraph.ask.formats.delimited import to_csv
from mekgraph.ask.formats.json import to_json
from mekgraph.errors import InputError, NoMatchError, UsageError
from mekgraph.graph.opening import Graph

TEXT = "SELECT ?a ?n WHERE { VALUES ?a { actor:unoct } BIND(-5 AS ?n) }"


def test_a_query_text_is_answered_with_labels(graph: Graph) -> None:
    for language, label in (
        ("en", "United Nations Office of Counter-Terrorism"),
        ("ru", "Контртеррористическое управление ООН"),
        ("uz", "BMTning Terrorizmga qarshi kurash boshqarmasi"),
    ):
        answer = ask(graph, TEXT, language=language)
        assert isinstance(answer, Answer)
        assert [row["a"].text for row in answer] == [label]


def test_a_file_is_answered(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("ASK { actor:unoct a mek:UNBody }")
    assert ask(graph, str(file)) is True


def test_links_read_as_sentences(graph: Graph) -> None:
    answer = ask(graph, "SELECT ?l { VALUES ?l { link:uzbekistan_memberOf_rec } }", language="uz")
    assert isinstance(answer, Answer)
    assert answer.rows[0][0].text.startswith("Oʻzbekiston – ")


def test_csv_has_names_and_ids(graph: Graph) -> None:
    answer = ask(graph, TEXT)
    assert isinstance(answer, Answer)
    assert list(csv.reader(io.StringIO(to_csv(answer)))) == [
        ["a", "a_id", "n"],
        ["United Nations Office of Counter-Terrorism", "actor:unoct", "-5"],
    ]


def test_json_keeps_numbers_and_ids(graph: Graph) -> None:
    answer = ask(graph, TEXT)
    assert isinstance(answer, Answer)
    row = json.loads(to_json(answer))["rows"][0]
    assert (row["a"]["id"], row["n"]) == ("actor:unoct", -5)


@pytest.mark.parametrize(
    ("question", "values", "error", "key"),
    [
        ("event-organisers-x", {}, UsageError, "usage.question_unknown"),
        ("event-organizers", {}, UsageError, "usage.parameter_missing"),
        ("event-organizers", {"evnt": "x"}, UsageError, "usage.parameter_unknown"),
        ("event-organizers", {"event": "zzzz"}, NoMatchError, "usage.no_match"),
        ("timeline", {"from": "May 2024"}, UsageError, "usage.value_form"),
        ("ask-event-organisers", {}, UsageError, "usage.question_unknown"),
        ("no-such-file.rq", {}, InputError, "input.absent"),
        ("SELECT * { ?s ?p", {}, UsageError, "usage.query"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", {}, UsageError, "usage.fetching"),
        ("INSERT DATA { actor:a mek:parent actor:b }", {}, UsageError, "usage.query"),
        ("DROP ALL # { }", {}, UsageError, "usage.query"),
    ],
)
def test_what_cannot_be_asked_is_explained(
    graph: Graph, question: str, values: dict[str, str], error: type[Exception], key: str
) -> None:
    with pytest.raises(error) as caught:
        ask(graph, question, values)
    assert caught.value.key == key  # type: ignore[attr-defined]
    assert all(caught.value.text(language) for language in ("en", "ru", "uz"))  # type: ignore[attr-defined]
