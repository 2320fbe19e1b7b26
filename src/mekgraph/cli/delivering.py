"""Handing on an answer: as a table on the screen, or in one of the forms, on the screen or in a file."""

import sys
from pathlib import Path

import click

from mekgraph.ask.answer import Answer
from mekgraph.ask.formats import BINARY, FORMATS
from mekgraph.cli import show
from mekgraph.cli.citing import beside
from mekgraph.cli.language import say
from mekgraph.errors import UsageError
from mekgraph.exchange.files import write_atomically

TABLE = "table"
FORMS = (TABLE, *FORMATS)
# The form that the ending of a file means.
ENDINGS = {f".{form}": form for form in FORMATS} | {".md": "markdown"}
# These have no room for what is told of the answer.
BARE = ("csv", "tsv", "parquet", "arrow")


def settled(form: str, output: Path | None) -> str:
    """The form, or that which the ending of the file means. Raises UsageError for bytes on a screen."""
    if form in BINARY and output is None and sys.stdout.isatty():
        raise UsageError("usage.binary", form=form)
    return ENDINGS.get(output.suffix.lower(), form) if form == TABLE and output else form


def deliver(found: Answer, form: str, output: Path | None) -> None:
    """Show the answer or write it; what is told of it stands with it, or beside it where the form has no room."""
    if form == TABLE and output is None:
        show.answer(found)
        return
    content = show.written(found, "csv" if form == TABLE else form)
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_atomically(output, content)
        click.echo(say("ask.done", file=output), err=True)
    if form in (TABLE, *BARE):
        beside(dict(found.citation), output)
