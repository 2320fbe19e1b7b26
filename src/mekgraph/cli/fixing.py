"""``check --fix`` and ``check --diff``: the mechanical fixes, shown or written."""

from pathlib import Path

import click

from mekgraph.check import syntax
from mekgraph.cli.frame import FOUND, OK, UNREADABLE, Session, printable
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.locating import from_here
from mekgraph.errors import UsageError
from mekgraph.exchange.checking import is_table
from mekgraph.exchange.fixing.fixed import Fixed
from mekgraph.exchange.fixing.fixer import apply, fixes
from mekgraph.exchange.formatting import turtle_files

RDF = (".ttl", ".trig", ".nt", ".nq")


def fix(session: Session, paths: list[Path], write: bool) -> int:
    """Show what would be mended as a diff, or mend it; the exit code of a diff says whether there is something."""
    if any(is_table(path) and not path.is_dir() for path in paths):
        raise UsageError("usage.check_fix")
    given = paths or [session.project.data]
    files = [file for path in given for file in ([path] if path.suffix in RDF else turtle_files([path]))]
    found = fixes(session.project, files)
    for each in found:
        name = session.project.shown(each.file)
        named = from_here(name, session.project)
        if each.changed and not write:
            click.echo(each.diff(name), nl=False)
        for single in each.fixes if write else []:
            click.echo(printable(f"{named}: {single.text(LANGUAGE)}"))
        if each.problem:
            _show_unreadable(each)
        elif each.said(LANGUAGE):
            click.echo(printable(f"{named}: {each.said(LANGUAGE)}"), err=not write)
    changed = [each for each in found if each.changed]
    if write:
        apply(found)
    count = sum(len(each.fixes) for each in changed)
    click.echo(say("check.fixed" if write else "check.would_fix", count=count, files=len(changed)), err=not write)
    if any(each.problem for each in found):
        return UNREADABLE
    return FOUND if changed and not write else OK


def _show_unreadable(fixed: Fixed) -> None:
    """Why a file could not be read, in the words of the check."""
    errors = [fixed.problem] if fixed.problem else []
    texts = syntax.texts_of(errors, {str(error.file): fixed.file for error in errors})
    for finding in syntax.findings(errors, texts):
        click.echo(printable(f"{finding.place}: {finding.rule.id} {finding.text(LANGUAGE)}"), err=True)
