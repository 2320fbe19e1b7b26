"""The verb check: what is wrong in the data, where, and what to do; also again and again, and mended."""

import datetime
from collections.abc import Iterable
from functools import partial
from importlib import import_module
from pathlib import Path

import click

from mekgraph.check.apart.checking import SECONDS, CheckerApart, check_apart, check_endpoint_apart
from mekgraph.check.findings import Report, Severity
from mekgraph.check.reports import FORMATS, text
from mekgraph.check.selecting import failing, known_file, select
from mekgraph.cli.endpoint import VARIABLE
from mekgraph.cli.frame import FOUND, OK, UNREADABLE, Session, verb
from mekgraph.cli.language import say
from mekgraph.cli.locating import checked_data
from mekgraph.cli.reporting import Output
from mekgraph.cli.watching import keep_watching
from mekgraph.errors import InputError, UsageError
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project
from mekgraph.sources.statements import FORMATS as RDF

THRESHOLDS = ("violation", "warning", "info")
SLOW = "pyshacl"


@verb("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help=say("help.check_format"))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help=say("help.check_output"))
@click.option("--severity", type=click.Choice(THRESHOLDS), default="info", help=say("help.severity"))
@click.option("--rule", "rules", multiple=True, metavar="ID", help=say("help.rule"))
@click.option("--only", multiple=True, metavar="FILE", help=say("help.only"))
@click.option("--fail-on", type=click.Choice([*THRESHOLDS, "never"]), default="violation", help=say("help.fail_on"))
@click.option("--limit", type=click.IntRange(0), default=text.LIMIT, metavar="N", help=say("help.limit"))
@click.option("--engine", type=click.Choice(["oxigraph", SLOW]), default="oxigraph", help=say("help.engine"))
@click.option("--endpoint", envvar=VARIABLE, metavar="URL", help=say("help.endpoint"))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help=say("help.today"))
@click.option(
    "--timeout", metavar="SECONDS", type=float, default=SECONDS, help=say("help.check_timeout", seconds=int(SECONDS))
)
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
    timeout: float,
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
    _say_before(session, bool(files or endpoint), engine)
    if fix or diff:
        fixed: int = import_module("mekgraph.cli.fixing").fix(session, list(files), write=fix and not diff)
        if diff or fixed != OK:
            return fixed
        return _code(_left(_check_files(session, files, engine, day, timeout)), fail_on)
    names = _names(session.project, only)
    _known(session.project, rules, names, files)
    shown = Output(session, form, limit, output)

    def selected(report: Report) -> Report:
        return select(report, Severity[severity.upper()], rules, names)

    if watching:
        checker = partial(CheckerApart, session.project, engine=engine, today=day, around=not files, seconds=timeout)
        return keep_watching(session, files, checker, selected, shown)
    if endpoint:
        graph = Graph.open(session.project, session.progress, endpoint)
        found = check_endpoint_apart(session.project, graph.built.folder, endpoint, session.progress, day, timeout)
    else:
        found = _check_files(session, files, engine, day, timeout)
    report = selected(found)
    shown.show(report, endpoint or checked_data(session, files))
    return _code(report, fail_on)


def _say_before(session: Session, chosen: bool, engine: str) -> None:
    """What people should know before they wait for a report, or take it for one on something that nobody chose."""
    if not session.named and not chosen:
        click.echo(say("check.no_project"), err=True)
    if engine == SLOW and not session.quiet:
        click.echo(say("check.slow"), err=True)


def _code(report: Report, fail_on: str) -> int:
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
    of_project = [*project.ontology_files(), *project.data_files(), *project.question_files()]
    checked = [*of_project, project.data / "waivers.toml"]
    for name in only:
        known_file(name, {project.shown(file) for file in (*checked, *(file.resolve() for file in given))})


def _check_files(session: Session, files: tuple[Path, ...], engine: str, day: datetime.date, seconds: float) -> Report:
    """The report on the data or on some files; the importer is only loaded where there may be tables."""
    progress = _aloud if engine == SLOW and not session.quiet else session.progress
    tables = any(file.is_dir() or not _is_rdf(file) for file in files)
    run = import_module("mekgraph.exchange.checking").check_files if tables else check_apart
    report: Report = run(session.project, list(files), progress, engine, day, seconds)
    return report


def _aloud(key: str) -> None:
    """Say what is being done even where nobody seems to look: it takes minutes."""
    click.echo(f"{say(key)} ...", err=True)


def _is_rdf(file: Path) -> bool:
    return file.suffix.lower() in RDF


def _left(report: Report) -> Report:
    """Say what is left to mend after the fixes."""
    numbers = {f"{level.name.lower()}s": report.count(level) for level in Severity}
    click.echo(say("check.left" if report.findings else "check.nothing_left", **numbers))
    return report
