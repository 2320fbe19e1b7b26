"""``check --watch``: a report at once and after every change, each time with the hour and the files that changed."""

import datetime
from collections.abc import Callable
from pathlib import Path

import click

from mekgraph.check.apart.checking import CheckerApart
from mekgraph.check.findings import Report
from mekgraph.check.selecting import only
from mekgraph.check.watching import Round, watch
from mekgraph.cli.frame import OK, Session, complain
from mekgraph.cli.language import say
from mekgraph.cli.locating import checked_data, from_here
from mekgraph.cli.reporting import Output
from mekgraph.errors import UsageError
from mekgraph.resources import turtle_below
from mekgraph.sources.statements import FORMATS

CLOCK = "%H:%M:%S"


def keep_watching(
    session: Session,
    files: tuple[Path, ...],
    checker: Callable[[list[Path]], CheckerApart],
    selected: Callable[[Report], Report],
    output: Output,
) -> int:
    """Show report after report until the user stops it, which is no fault: the exit code is OK.

    ``checker`` makes the check of some files, ``selected`` takes what is asked for out of a report. Raises UsageError
    for files that are not RDF.
    """
    if any(file.is_file() and file.suffix.lower() not in FORMATS for file in files):
        raise UsageError("usage.check_watch")
    given = [inner.resolve() for file in files for inner in (turtle_below(file) if file.is_dir() else [file])]
    names = [session.project.shown(file) for file in given]
    about = checked_data(session, files)
    try:
        with checker(given) as repeated:
            for each in watch(repeated):
                output.say_beside(_heading(each, session))
                if isinstance(each.found, Report):
                    output.show(selected(only(each.found, names) if names else each.found), about)
                else:
                    complain(each.found)
                output.say_beside(say("check.waiting"))
                about = ""  # it is the same in every round
    except KeyboardInterrupt:
        click.echo(say("cli.stopped"), err=True)
    return OK


def _heading(each: Round, session: Session) -> str:
    """When a round began and which files had changed."""
    time = datetime.datetime.now().strftime(CLOCK)
    if not each.edited:
        return say("check.first_round", time=time)
    edited = (from_here(session.project.shown(file), session.project) for file in each.edited)
    return say("check.round", time=time, files=", ".join(edited))
