"""A report on its way to the screen or into a file."""

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

from mekgraph.check.findings import Report
from mekgraph.check.reports import FORMATS, text
from mekgraph.cli.frame import Session, printable
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.locating import seen_from_here

COLOURS = {
    "file": {"bold": True},
    "violation": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "info": {"fg": "cyan"},
    "rule": {"bold": True},
    "mark": {"fg": "red"},
    "heading": {"bold": True},
}
# In these forms a person, or a page that begins at the working folder, follows the names of files.
LOCATED = ("text", "github")


@dataclass(frozen=True)
class Output:
    """How reports of a run are shown: the form, how many findings in full, and the file to write (None: the screen)."""

    session: Session
    form: str
    limit: int
    file: Path | None = None

    def show(self, report: Report, checked: str = "") -> None:
        """Show or write a report; ``checked`` says in the first line of a text which data it is about."""
        rendered = self._rendered(report, checked)
        if self.file is None:
            click.echo(rendered, nl=False)
        else:
            import_module("mekgraph.exchange.files").write_atomically(self.file, rendered)
            click.echo(say("check.written", file=self.file))

    def say_beside(self, words: str) -> None:
        """Show a line that is not of the report: where a program may read that, on the error stream."""
        click.echo(printable(words), err=self.form != "text")

    def _rendered(self, report: Report, checked: str) -> str:
        if self.form in LOCATED:
            report = seen_from_here(report, self.session.project)
        if self.form != "text":
            return FORMATS[self.form](report, LANGUAGE)
        coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        heading = f"{printable(say('check.data', data=checked))}\n\n" if checked else ""
        return heading + text.render(report, LANGUAGE, self.limit, _coloured if coloured else text.plain)


def _coloured(role: str, words: str) -> str:
    return click.style(words, **COLOURS[role]) if role in COLOURS else words  # type: ignore[arg-type]
