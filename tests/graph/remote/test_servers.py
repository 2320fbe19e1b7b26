"""The same questions to two servers, loaded by push, and to the embedded engine: the same answers."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import mekgraph
from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask, inquiry
from mekgraph.ask.catalogue import read_catalogue
from mekgraph.diagram.definition.model import Diagram
from mekgraph.diagram.definition.naming import resolved
from mekgraph.diagram.drawing import draw
from mekgraph.diagram.formats.writing import written
from mekgraph.exchange.export import export_all, export_answer
from mekgraph.graph.asof import Axes
from mekgraph.graph.engine import Rows
from mekgraph.graph.opening import WHOLE, Graph
from mekgraph.graph.remote.pushing import Pushed
from mekgraph.resources import Project

from ...conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pushed(server: str, project: Project) -> Pushed:
    return mekgraph.push(server, project=project)


@pytest.fixture(scope="module")
def remote(pushed: Pushed, project: Project) -> Graph:
    return Graph.open(project, endpoint=pushed.address)


def test_all_that_the_graph_holds_is_there_and_comes_back(remote: Graph, graph: Graph, pushed: Pushed) -> None:
    stored = graph.fetched.store
    sizes = {name.value: len(list(stored.quads_for_pattern(None, None, None, name))) for name in stored.named_graphs()}
    assert {name: count for name, count in pushed.counts.items() if not name.endswith("/about")} == sizes
    assert remote.version == graph.version == pushed.version
    assert remote.digest == graph.digest
    assert (remote.built.stated, remote.built.derived) == (graph.built.stated, graph.built.derived)


@pytest.mark.parametrize("given", ["examples", "needed"])
def test_the_whole_catalogue_gives_the_same_rows(remote: Graph, graph: Graph, given: str) -> None:
    other = {}
    for question in read_catalogue(graph.project).values():
        values = {one.name: one.example for one in question.parameters if one.required or given == "examples"}
        query = inquiry(graph, question.id, values, "ru").query
        expected = graph.evaluate(query)
        assert isinstance(expected, Rows)
        if remote.evaluate(query) != expected:
            other[question.id] = len(expected.rows)
    assert other == {}


def test_a_graph_and_a_yes_or_no(remote: Graph, graph: Graph) -> None:
    query = "CONSTRUCT { ?link mek:kind ?kind ; mek:start ?start } WHERE { ?link mek:kind ?kind ; mek:start ?start }"
    found, expected = remote.evaluate(query), graph.evaluate(query)
    assert isinstance(found, list)
    assert isinstance(expected, list)
    assert set(found) == set(expected)
    assert remote.evaluate("ASK { actor:unoct a mek:UNBody }") is True
    assert remote.evaluate("ASK { actor:unoct a mek:Person }") is False


def test_graphs_are_told_apart_by_name(remote: Graph) -> None:
    query = "SELECT ?graph WHERE { GRAPH ?graph { event:ev-rec-1 a mek:Event } }"
    rows = remote.evaluate(query)
    assert isinstance(rows, Rows)
    assert rows.rows == [(ox.NamedNode("https://w3id.org/mekgraph/graph/data"),)]


def test_an_answer_with_names_and_dates(remote: Graph, graph: Graph) -> None:
    for axes in (WHOLE, Axes(on="2024-05"), Axes(on="2022", known="2023")):
        here, there = (ask(one, "actor-links", {"actor": "UNRCCA"}, "ru", axes) for one in (graph, remote))
        assert isinstance(here, Answer)
        assert len(here) > 5
        assert here == there


def test_a_picture_is_the_same_to_the_byte(remote: Graph, graph: Graph) -> None:
    for language, around in (("en", ("UNRCCA", "rec")), ("uz", ("ev-rec-1",))):
        diagram = Diagram(name="", around=around)
        here, there = (draw(one, resolved(one, diagram), language) for one in (graph, remote))
        assert here == there
        assert all(written(here, form) == written(there, form) for form in ("html", "svg"))
    question = Diagram(name="", question="actor-links", parameters={"actor": "unoct"})
    assert draw(graph, question) == draw(remote, question)


def test_an_export_is_the_same_to_the_byte(remote: Graph, graph: Graph) -> None:
    assert export_all(remote) == export_all(graph)
    here, there = (
        export_answer(one, ask(one, "instrument-parties", {"instrument": "doc-mou-csto-cted"}))
        for one in (graph, remote)
    )
    assert here == there


@pytest.fixture
def run(pushed: Pushed, tmp_path: Path) -> Iterator["Run"]:
    return Run(pushed.address, tmp_path)


class Run:
    """mekgraph on the command line, here and there."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder

    def __call__(self, *arguments: str, there: bool = True) -> subprocess.CompletedProcess[str]:
        where = ["--endpoint", self.url] if there else []
        command = [sys.executable, "-m", "mekgraph", *arguments, *where, "--project", str(ROOT), "--out", "out"]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120, check=False)


def test_the_same_on_the_command_line(run: Run) -> None:
    for arguments in (
        ("ask", "SELECT ?body WHERE { ?body a mek:UNBody } ORDER BY ?body", "--format", "csv"),
        ("network", "--around", "rec", "--measure", "degree"),
    ):
        there, here = run(*arguments), run(*arguments, there=False)
        # The command that gives the same again names the server.
        said = there.stdout.replace(f" --endpoint {run.url}", "")
        assert (said, there.returncode) == (here.stdout, here.returncode), there.stderr
        assert (arguments[0] == "network") == (said != there.stdout)
        assert here.returncode == 0, here.stderr
    assert run("draw", "--around", "unoct", "-o", "page.html").returncode == 0
    assert run("export", "-o", "all.ttl").returncode == 0
    assert '"boolean"' in run("ask", "ASK { actor:unoct a mek:UNBody }", "--raw").stdout


def test_an_answer_cited_there_can_be_asked_again_here(run: Run) -> None:
    cited = run("ask", "actor-links", "-p", "actor=UNRCCA", "--cite", "--format", "json", "-o", "answer.json")
    assert cited.returncode == 0, cited.stderr
    assert f'"engine": "{run.url}"' in (run.folder / "answer.json").read_text(encoding="utf-8")
    again = run("ask", "--from", "answer.json", there=False)
    assert again.returncode == 0, again.stdout + again.stderr
    assert [line.partition(":")[0] for line in again.stdout.splitlines()] == ["The answer is the same.", "engine"]
