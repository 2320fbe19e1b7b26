"""Checking whatever files people hand over: RDF as it is, tables as the data that they would become."""

import datetime
from collections.abc import Callable
from pathlib import Path

from mekgraph.check.checker import Checker, check, only
from mekgraph.check.findings import Report
from mekgraph.exchange.importing.checking import check_tables
from mekgraph.resources import Project, turtle_below

TABLES = (".csv", ".xlsx")
Progress = Callable[[str], None]


def is_table(path: Path) -> bool:
    """Whether a path is a table, or a folder that holds some."""
    if path.is_dir():
        return any(inner.suffix.lower() in TABLES for inner in path.iterdir())
    return path.suffix.lower() in TABLES


def check_files(
    project: Project,
    paths: list[Path],
    progress: Progress = lambda _: None,
    engine: str = "oxigraph",
    today: datetime.date | None = None,
) -> Report:
    """Check the data of a project, or files together with it; tables are converted first, nothing is written.

    Of a folder with Turtle files these are checked, of any other its tables. Raises what ``check`` and
    ``check_tables`` raise.
    """
    turtle = {path: turtle_below(path) for path in paths if path.is_dir()}
    tables = [path for path in paths if is_table(path) and not turtle.get(path)]
    files = [file for path in paths if path not in tables for file in turtle.get(path) or [path]]
    if not tables:
        return check(project, files, progress, engine, today)
    converted = check_tables(project, tables, progress)
    names = [project.shown(path.resolve()) for path in converted.files]
    if converted.findings:
        return Report(converted.findings, len(names), 0, notes=converted.notes)
    checker = Checker(
        project,
        [file.resolve() for file in files],
        engine,
        today or datetime.date.today(),
        progress,
        converted.texts,
        converted.origins.place,
    )
    report = only(checker.run(), [*names, *(project.shown(file.resolve()) for file in files)])
    return Report(report.findings, report.files, report.statements, report.waived, [*converted.notes, *report.notes])
