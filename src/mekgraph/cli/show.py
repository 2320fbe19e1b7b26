"""Showing results on a terminal: plain, readable without colour, in the language of the run."""

import json
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import click
import pyoxigraph as ox
from rich.table import Table
from rich.text import Text

from mekgraph.ask.answer import Answer, Cell
from mekgraph.ask.catalogue import Question
from mekgraph.ask.formats import to_csv, to_json
from mekgraph.ask.names import fold
from mekgraph.check.findings import Report, Severity
from mekgraph.cli.frame import FOUND, OK, output, printable
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.exchange.canonical import turtle
from mekgraph.exchange.importing.importer import Import
from mekgraph.graph.build import Build
from mekgraph.resources import Project
from mekgraph.run import Run

FORMATS: dict[str, Callable[[Answer], str]] = {"table": lambda _: "", "csv": to_csv, "json": to_json}
SHOWN_FINDINGS = 100
LONGEST_CELL = 72
LONGEST_VALUE = 300


def build(built: Build) -> None:
    """What was built."""
    click.echo(say("build.done", version=built.version, stated=built.stated, derived=built.derived))


def report(found: Report) -> None:
    """Findings grouped by file, then their number."""
    shown = found.findings[:SHOWN_FINDINGS]
    for file, group in groupby(shown, key=lambda finding: finding.file):
        click.echo(printable(file) or say("check.derived"))
        for finding in group:
            severity = say(f"check.{finding.severity.name.lower()}")
            click.echo(
                printable(f"  {finding.line}: {severity} {finding.rule} {finding.focus}: {finding.text(LANGUAGE)}")
            )
            if finding.value:
                click.echo(clipped(printable(f"      {finding.path} {finding.value}".rstrip()), LONGEST_VALUE))
    if len(found.findings) > len(shown):
        click.echo(say("check.more", count=len(found.findings) - len(shown)))
    click.echo(_summary(found))


def _summary(found: Report) -> str:
    return say(
        "check.summary",
        files=found.files,
        statements=found.statements,
        violations=found.count(Severity.VIOLATION),
        warnings=found.count(Severity.WARNING),
    )


def catalogue(questions: dict[str, Question], find: str) -> int:
    """The ready questions by area, or those in which a word occurs in any language; the exit code says if any."""
    fitting = [
        q for q in questions.values() if fold(find) in fold(" ".join([q.id, *q.title.values(), *q.question.values()]))
    ]
    width = max((len(question.id) for question in fitting), default=0)
    for area, group in groupby(fitting, key=lambda question: question.area):
        click.echo(say(f"area.{area}"))
        for question in group:
            blanks = " ".join(f"{p.name}=" if p.required else f"[{p.name}=]" for p in question.parameters)
            click.echo(f"  {question.id:<{width}}  {question.title[LANGUAGE]}  {blanks}".rstrip())
    click.echo(say("ask.how") if fitting else say("ask.none", word=find))
    return OK if fitting else FOUND


def question(chosen: Question) -> None:
    """One question: its text, parameters and columns."""
    click.echo(f"{chosen.id}: {chosen.question[LANGUAGE]}")
    for parameter in chosen.parameters:
        need = say("ask.required" if parameter.required else "ask.optional")
        click.echo(
            f"  {parameter.name}  {parameter.labels[LANGUAGE]} ({need}; {say('ask.example')} {parameter.example})"
        )
    click.echo(say("ask.columns", columns=", ".join(texts[LANGUAGE] for texts in chosen.columns.values())))


def answer(found: Answer | bool | list[ox.Triple], form: str) -> None:
    """An answer as a table, CSV or JSON; the answer of a CONSTRUCT as Turtle."""
    if isinstance(found, bool):
        click.echo(json.dumps(found) if form == "json" else say("ask.yes" if found else "ask.no"))
    elif isinstance(found, list):
        click.echo(turtle(found), nl=False)
    elif form != "table":
        click.echo(FORMATS[form](found), nl=False)
    else:
        _table(found)


def _table(found: Answer) -> None:
    if found.title:
        click.echo(found.title)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for heading in found.headings:
        table.add_column(Text(heading), overflow="fold")
    above: tuple[Cell, ...] = ()
    for row in found.rows:
        same = repeated(row, above)
        table.add_row(
            *(Text("" if n < same else clipped(printable(cell.short), LONGEST_CELL)) for n, cell in enumerate(row))
        )
        above = row
    if found.rows:
        output().print(table)
    click.echo(say("ask.rows", count=len(found)))


def repeated(row: tuple[Cell, ...], above: tuple[Cell, ...]) -> int:
    """How many cells at the left hold the same as the row above; they need not be shown again."""
    same = 0
    while same < min(len(row) - 1, len(above)) and row[same].term == above[same].term:
        same += 1
    return same


def clipped(text: str, longest: int) -> str:
    """The text, cut where it is too long to be shown; CSV and JSON have the whole."""
    return text if len(text) <= longest else text[: longest - 2].rstrip() + " …"


def imported(done: Import, dry_run: bool, report_file: Path | None) -> None:
    """What an import did."""
    key = "import.done" if done.files else "import.unchanged"
    click.echo(say(key, rows=len(done.accounts), files=len(done.files)))
    if dry_run:
        click.echo(say("import.dry"))
    if report_file:
        click.echo(say("import.report", file=report_file))


def run(done: Run, project: Project) -> int:
    """The summary at the end of the main job: loaded, found, files to open."""
    click.echo(say("run.loaded", version=done.build.version))
    for name, count in done.counts.items():
        click.echo(f"  {count:>6}  {say(f'run.{name}')}")
    click.echo(f"  {done.build.derived:>6}  {say('run.derived')}")
    click.echo(say("run.found"))
    click.echo(f"  {_summary(done.report)}")
    click.echo(f"  {say('run.answered', questions=len(done.answers), rows=sum(done.answers.values()))}")
    click.echo(say("run.files"))
    for name, key in (
        ("council.html", "page"),
        ("answers", "answers"),
        ("mekgraph.ttl", "turtle"),
        ("findings.txt", "findings"),
    ):
        if (project.out / name).exists():
            click.echo(f"  {project.shown(project.out / name):<20} {say(f'run.file_{key}')}")
    return OK if done.report.conforms else FOUND
