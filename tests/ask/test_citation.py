"""A citation is enough to ask again, and to see whether the answer is still the same."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from mekgraph.ask.asking import answered, ask, inquiry
from mekgraph.ask.citation import cite, digest, read_citation
from mekgraph.errors import InputError, UsageError
from mekgraph.graph.asof import Axes
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project

QUERY = "SELECT ?actor ?name WHERE { ?actor a mek:NonGovernmentalOrganization ; skos:prefLabel ?name } ORDER BY ?actor ?name"


def cited(graph: Graph, wanted: str, values: dict[str, str], axes: Axes, file: Path) -> dict[str, object]:
    asked = inquiry(graph, wanted, values)
    citation = cite(graph, asked, answered(graph, asked, axes=axes), values, "en", axes)
    file.write_text(json.dumps({"rows": [], "citation": citation}), encoding="utf-8")
    return citation


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wanted", "values", "axes"),
    [
        ("council-members", {"council": "rec"}, Axes()),
        ("timeline", {"from": "2024"}, Axes(known="2024-06")),
        (QUERY, {}, Axes(on="2024")),
    ],
)
def test_what_was_cited_can_be_asked_again(
    graph: Graph, wanted: str, values: dict[str, str], axes: Axes, tmp_path: Path
) -> None:
    file = tmp_path / "answer.json"
    then = cited(graph, wanted, values, axes, file)
    citation = read_citation(file)
    assert (citation.wanted, citation.values, citation.axes) == (wanted, values, axes)
    now = cited(graph, citation.wanted, dict(citation.values), citation.axes, file)
    assert citation.same_answer(now)
    assert citation.differences(now) == {}
    assert then == now


def test_a_graph_with_things_without_a_name_is_the_same_each_time(graph: Graph) -> None:
    made = "CONSTRUCT { [] mek:note ?name } WHERE { actor:unoct skos:prefLabel ?name }"
    one, two = ask(graph, made), ask(graph, made)
    assert one != two
    assert digest(one) == digest(two) != digest([])


def test_the_digest_of_a_graph_is_that_of_the_standard() -> None:
    node = ox.NamedNode("urn:a")
    lines = '<urn:a> <urn:a> "a\u2028\u2028z\x85y" .\n<urn:a> <urn:a> "b" .\n'
    triples = [ox.Triple(node, node, ox.Literal(text)) for text in ("b", "a\u2028\u2028z\x85y")]
    assert digest(triples) == "rdfc-1.0:sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def test_other_data_may_give_another_answer(new_project: Callable[[], Project], tmp_path: Path) -> None:
    project = new_project()
    file = tmp_path / "answer.json"
    cited(Graph.open(project), QUERY, {}, Axes(), file)
    citation = read_citation(file)
    data = project.data / "all.ttl"
    text = data.read_text(encoding="utf-8")
    data.write_text(text + "\n# a comment\n", encoding="utf-8")
    now = cited(Graph.open(project), QUERY, {}, Axes(), file)
    assert citation.same_answer(now)
    assert set(citation.differences(now)) == {"data"}  # other bytes, the same statements
    data.write_text(text.replace('"Beta"@en', '"Beta Two"@en'), encoding="utf-8")
    now = cited(Graph.open(project), QUERY, {}, Axes(), file)
    assert not citation.same_answer(now)
    assert set(citation.differences(now)) == {"data", "dataset", "answer"}


def test_digests_tell_answers_apart() -> None:
    assert digest(True) != digest(False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        '{"question": "x"}',
        '{"question": 5, "answer": "a"}',
        '{"query": "ASK {}", "answer": ""}',
        '{"citation": {"query": "ASK {}", "answer": "a", "parameters": [1]}}',
    ],
)
def test_what_is_no_citation(tmp_path: Path, text: str) -> None:
    file = tmp_path / "citation.json"
    file.write_text(text)
    with pytest.raises(InputError):
        read_citation(file)


def test_a_citation_with_a_date_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "citation.json"
    file.write_text('{"query": "ASK {}", "answer": "a", "on": "soon"}')
    with pytest.raises(UsageError):
        read_citation(file)
