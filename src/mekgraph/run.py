"""The main job: build, check, answer every ready question, draw, export; all into one folder."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from mekgraph import messages
from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask
from mekgraph.ask.catalogue import read_catalogue
from mekgraph.ask.formats.delimited import to_csv
from mekgraph.check.apart.checking import CheckerApart
from mekgraph.check.findings import Report
from mekgraph.check.reports import html
from mekgraph.diagram.definition.model import Diagram, in_all_languages
from mekgraph.diagram.drawing import draw
from mekgraph.diagram.formats.writing import written
from mekgraph.errors import NoMatchError, UsageError
from mekgraph.exchange.export import export_all
from mekgraph.exchange.files import write_all
from mekgraph.graph.build import Build
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project
from mekgraph.sources.lines import BYTE_ORDER_MARK
from mekgraph.sparql import own_query

Progress = Callable[[str], None]
COUNCIL = ("actor:rec", "event:ev-rec-1", "event:ev-rec-wg-2024")
MOST = 200


@dataclass(frozen=True)
class Run:
    """What the main job did: the build, the findings, how many things of each class, answers by question, files."""

    build: Build
    report: Report
    counts: dict[str, int]
    answers: dict[str, int]
    files: list[str]


def run_all(project: Project, language: str = "en", progress: Progress = lambda _: None) -> Run:
    """Do the whole job and write its results into ``project.out``.

    In a project without the things that a question or the picture is about, that question or picture is left out.
    Raises what the steps raise; the graph and the results of an earlier run then stay as they were.
    """
    graph = Graph.open(project, progress)
    built, engine = graph.built, graph.engine
    with CheckerApart(project, progress=progress) as checker:
        report = checker.run()
    progress("run.asking")
    answers = _answers(graph, language)
    texts: dict[str, str | bytes] = {}
    texts |= {f"answers/{name}.csv": BYTE_ORDER_MARK + to_csv(answer) for name, answer in answers.items()}
    progress("run.drawing")
    with contextlib.suppress(NoMatchError, UsageError):
        texts["council.html"] = _council(graph, language)
    progress("run.exporting")
    texts["mekgraph.ttl"] = export_all(project)
    texts["findings.html"] = html.render(report, language)
    write_all({project.out / name: text for name, text in texts.items()})
    rows = engine.select(own_query("counts")).rows
    counts = {kind.value.rsplit("/", 1)[1]: int(count.value) for kind, count in rows}  # type: ignore[union-attr]
    return Run(built, report, counts, {name: len(answer) for name, answer in answers.items()}, list(texts))


def _answers(graph: Graph, language: str) -> dict[str, Answer]:
    """The answers of the ready questions, with the examples of their needed parameters."""
    found: dict[str, Answer] = {}
    for question in read_catalogue(graph.project).values():
        values = {parameter.name: parameter.example for parameter in question.parameters if parameter.required}
        with contextlib.suppress(NoMatchError):
            answer = ask(graph, question.id, values, language)
            if isinstance(answer, Answer):
                found[question.id] = answer
    return found


def _council(graph: Graph, language: str) -> str | bytes:
    title = in_all_languages(messages.text("draw.council", language))
    diagram = Diagram(name="council", around=COUNCIL, events=False, title=title, most=MOST)
    return written(draw(graph, diagram, language), "html")
