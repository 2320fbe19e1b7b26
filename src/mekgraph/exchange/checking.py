"""Checking whatever files people hand over: RDF as it is, tables as the data that they would become."""

import datetime
from collections.abc import Callable
from pathlib import Path

from mekgraph.check.apart.checking import SECONDS, CheckerApart, check_apart
from mekgraph.check.findings import Report
from mekgraph.check.selecting import only
from mekgraph.errors import InputError, raise_all
from mekgraph.exchange.importing.checking import check_tables
from mekgraph.resources import Project, turtle_below
from mekgraph.sources.rows import ENDINGS, OTHER_KINDS
from mekgraph.sources.statements import FORMATS

Progress = Callable[[str], None]


def is_table(path: Path) -> bool:
    """Whether a path is a table of any kind, or a folder that holds some that can be read."""
    if path.is_dir():
        return any(inner.suffix.lower() in ENDINGS for inner in path.iterdir())
    return path.suffix.lower() in (*ENDINGS, *OTHER_KINDS)


def check_files(
    project: Project,
    paths: list[Path],
    progress: Progress = lambda _: None,
    engine: str = "oxigraph",
    today: datetime.date | None = None,
    seconds: float = SECONDS,
) -> Report:
    """Check the data of a project and what lies around it, or files together with the data.

    Tables are converted first, nothing is written. Of a folder with Turtle files these are checked, of any other its
    tables. Raises what ``check_apart`` and ``check_tables`` raise, and InputError (InputErrors for several) for a file
    whose ending is that of no file that can be checked.
    """
    if not paths:
        return check_apart(project, [], progress, engine, today, seconds)
    raise_all([_not_checked(path) for path in paths if path.is_file() and not _has_known_ending(path)])
    turtle = {path: turtle_below(path) for path in paths if path.is_dir()}
    tables = [path for path in paths if is_table(path) and not turtle.get(path)]
    files = [file for path in paths if path not in tables for file in turtle.get(path) or [path]]
    if not tables:
        return check_apart(project, files, progress, engine, today, seconds)
    converted = check_tables(project, tables, progress)
    names = [project.shown(path.resolve()) for path in converted.files]
    if converted.findings:
        return Report(converted.findings, len(names), 0, notes=converted.notes)
    given = [file.resolve() for file in files]
    texts, origin = converted.texts, converted.origins.place
    with CheckerApart(project, given, engine, today, progress, texts, origin, seconds=seconds) as checker:
        whole = checker.run()
    report = only(whole, [*names, *map(project.shown, given)])
    return Report(report.findings, report.files, report.statements, report.waived, [*converted.notes, *report.notes])


def _has_known_ending(path: Path) -> bool:
    return is_table(path) or path.suffix.lower() in FORMATS


def _not_checked(path: Path) -> InputError:
    known = " ".join((*FORMATS, *ENDINGS))
    return InputError("check.ending", file=path.as_posix(), ending=path.suffix or path.name, known=known)
