"""The main job: build, check, answer every ready question, draw, export; all into one folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mekgraph import messages
from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask
from mekgraph.ask.catalogue import read_catalogue
from mekgraph.ask.formats import to_csv
from mekgraph.check.checker import check
from mekgraph.check.findings import Report
from mekgraph.diagram.drawing import scene_around
from mekgraph.diagram.html import html_page
from mekgraph.exchange.export import export_all
from mekgraph.exchange.files import write_all
from mekgraph.graph.build import Build, build, open_graph
from mekgraph.resources import Project
from mekgraph.sparql import own_query

Progress = Callable[[str], None]
# Without it, spreadsheet programs take Cyrillic and Uzbek letters in a CSV file for something else.
BYTE_ORDER_MARK = "\ufeff"
COUNCIL = ("rec", "ev-rec-1", "ev-rec-wg-2024")


@dataclass(frozen=True)
class Run:
    """What the main job did: the build, the findings, how many things of each class, answers by question, files."""

    build: Build
    report: Report
    counts: dict[str, int]
    answers: dict[str, int]
    files: list[Path]


def run_all(project: Project, language: str = "en", progress: Progress = lambda _: None) -> Run:
    """Do the whole job and write its results into ``project.out``.

    Raises what the steps raise; the graph and the results of an earlier run then stay as they were.
    """
    built = build(project, progress)
    engine = open_graph(project)
    report = check(project, progress=progress)
    progress("run.asking")
    texts: dict[Path, str] = {}
    answers: dict[str, int] = {}
    for question in read_catalogue(project).values():
        values = {parameter.name: parameter.example for parameter in question.parameters if parameter.required}
        answer = ask(project, engine, question.id, values, language)
        if isinstance(answer, Answer):
            texts[project.out / "answers" / f"{question.id}.csv"] = BYTE_ORDER_MARK + to_csv(answer)
            answers[question.id] = len(answer)
    progress("run.drawing")
    title = messages.text("draw.council", language)
    scene = scene_around(engine, COUNCIL, built.version, without=("Person", "Event"), language=language, title=title)
    texts[project.out / "council.html"] = html_page(scene)
    progress("run.exporting")
    texts[project.out / "mekgraph.ttl"] = export_all(project)
    lines = (f"{f.file}:{f.line}: {f.rule} {f.focus} {f.path} {f.value}: {f.text(language)}" for f in report.findings)
    findings = "".join(line + "\n" for line in lines)
    texts[project.out / "findings.txt"] = findings or messages.text("run.none", language) + "\n"
    write_all(texts)
    rows = engine.select(own_query("counts")).rows
    counts = {kind.value.rsplit("/", 1)[1]: int(count.value) for kind, count in rows}  # type: ignore[union-attr]
    return Run(built, report, counts, answers, list(texts))
