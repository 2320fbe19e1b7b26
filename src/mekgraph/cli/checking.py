"""The verb check: what is wrong in the data, where, and what to do; also again and again, and mended."""

import datetime
import os
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

import click

from mekgraph.check.checker import Checker, check
from mekgraph.check.checker import only as only_in
from mekgraph.check.endpoint import check_endpoint
from mekgraph.check.findings import Report, Severity
from mekgraph.check.reports import FORMATS, text
from mekgraph.check.selecting import failing, known_file, select
from mekgraph.check.watching import watch
from mekgraph.cli.frame import FOUND, OK, UNREADABLE, Session, complain, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.errors import InputError, UsageError
from mekgraph.resources import Project

THRESHOLDS = ("violation", "warning", "info")
COLOURS = {
    "file": {"bold": True},
    "violation": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "info": {"fg": "cyan"},
    "rule": {"bold": True},
    "mark": {"fg": "red"},
    "heading": {"bold": True},
}


@verb("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help=say("help.check_format"))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help=say("help.check_output"))
@click.option("--severity", type=click.Choice(THRESHOLDS), default="info", help=say("help.severity"))
@click.option("--rule", "rules", multiple=True, metavar="ID", help=say("help.rule"))
@click.option("--only", multiple=True, metavar="FILE", help=say("help.only"))
@click.option("--fail-on", type=click.Choice([*THRESHOLDS, "never"]), default="violation", help=say("help.fail_on"))
@click.option("--limit", type=click.IntRange(0), default=text.LIMIT, metavar="N", help=say("help.limit"))
@click.option("--engine", type=click.Choice(["oxigraph", "pyshacl"]), default="oxigraph", help=say("help.engine"))
@click.option("--endpoint", envvar="MEKGRAPH_ENDPOINT", metavar="URL", help=say("help.endpoint"))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help=say("help.today"))
@click.option("--watch", "watching", is_flag=True, help=say("help.watch"))
@click.option("--fix", is_flag=True, help=say("help.fix"))
@click.option("--diff", is_flag=True, help=say("help.diff"))
def _check(
    session: Session,
    files: tuple[Path, ...],
    form: str,
    output: Path | None,
    severity: str,
    rules: tuple[str, ...],
    only: tuple[str, ...],
    fail_on: str,
    limit: int,
    engine: str,
    endpoint: str | None,
    today: datetime.datetime | None,
    watching: bool,
    fix: bool,
    diff: bool,
) -> int:
    day = today.date() if today else datetime.date.today()
    if (fix or diff) and (endpoint or watching or rules or only or output):
        raise UsageError("usage.check_fix")
    if endpoint and (files or only or watching or engine != "oxigraph"):
        raise UsageError("usage.check_endpoint")
    for file in files:
        if not file.exists():
            raise InputError("input.absent", file=file.as_posix())
    if fix or diff:
        code: int = import_module("mekgraph.cli.fixing").fix(session, list(files), write=fix and not diff)
        return code
    names = _names(session.project, only)
    _known(session.project, rules, names, files)

    def show(report: Report) -> Report:
        found = select(report, Severity[severity.upper()], rules, names)
        _write(_rendered(found, form, limit), output)
        return found

    if watching:
        return _watch(Checker(session.project, [file.resolve() for file in files], engine, day), show)
    if endpoint:
        remote = import_module("mekgraph.graph.remote").RemoteEngine(endpoint)
        report = show(check_endpoint(session.project, remote, endpoint, session.progress, day))
    else:
        report = show(_check_files(session, files, engine, day))
    if not report.readable:
        return UNREADABLE
    return FOUND if failing(report, fail_on) else OK


def _names(project: Project, only: Iterable[str]) -> list[str]:
    """The names that files have in a report; the user may have given a path from the working folder."""
    return [project.shown(Path(name).resolve()) if Path(name).exists() else name for name in only]


def _known(project: Project, rules: Iterable[str], only: Iterable[str], files: Iterable[Path]) -> None:
    """UsageError for a rule or file that is not there: a report without findings would be taken for good news."""
    for rule in rules:
        import_module("mekgraph.explaining").known_rule(project, rule)
    given = [inner for file in files for inner in ([*file.rglob("*")] if file.is_dir() else [file])]
    checked = [*project.ontology_files(), *project.data_files(), project.data / "waivers.toml"]
    for name in only:
        known_file(name, {project.shown(file) for file in (*checked, *(file.resolve() for file in given))})


def _check_files(session: Session, files: tuple[Path, ...], engine: str, day: datetime.date) -> Report:
    """The report on the data or on some files; the importer is only loaded where there may be tables."""
    tables = any(file.is_dir() or file.suffix.lower() in (".csv", ".xlsx") for file in files)
    run = import_module("mekgraph.exchange.checking").check_files if tables else check
    report: Report = run(session.project, list(files), session.progress, engine, day)
    return report


def _rendered(report: Report, form: str, limit: int) -> str:
    if form != "text":
        return FORMATS[form](report, LANGUAGE)
    return text.render(report, LANGUAGE, limit, _coloured if _has_colour() else text.plain)


def _has_colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _coloured(role: str, words: str) -> str:
    return click.style(words, **COLOURS[role]) if role in COLOURS else words  # type: ignore[arg-type]


def _write(rendered: str, output: Path | None) -> None:
    if output is None:
        click.echo(rendered, nl=False)
    else:
        import_module("mekgraph.exchange.files").write_atomically(output, rendered)
        click.echo(say("check.written", file=output))


def _watch(checker: Checker, show: Callable[[Report], Report]) -> int:
    """Show a report at once and after every change, until the user stops it."""
    names = [checker.project.shown(file) for file in checker.files]
    for seen in watch(checker):
        if isinstance(seen, InputError):
            complain(seen)
        else:
            show(only_in(seen, names) if names else seen)
        click.echo(say("check.waiting"))
    return OK
