"""Handing on an answer: as a table on the screen, or in one of the forms, on the screen or in a file."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click
import pyoxigraph as ox

from mekgraph.ask.answer import Answer
from mekgraph.ask.formats import BINARY, FORMATS, GRAPHS
from mekgraph.cli import show
from mekgraph.cli.citing import beside
from mekgraph.cli.language import say
from mekgraph.errors import UsageError
from mekgraph.exchange.files import write_atomically

TABLE = "table"
# The form that the ending of a file means.
ENDINGS = {f".{form}": form for form in (*FORMATS, *GRAPHS)} | {
    ".md": "markdown",
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".srj": "sparql-json",
    ".srx": "sparql-xml",
    ".xml": "sparql-xml",
}
# These have room for the citation themselves.
WITH_CITATION = (TABLE, "json", "markdown", "html", "xlsx")


def settled(form: str, output: Path | None) -> str:
    """The form, or that which the ending of the file means. Raises UsageError for bytes on a screen."""
    if form in BINARY and output is None and sys.stdout.isatty():
        raise UsageError("usage.binary", form=form)
    return ENDINGS.get(output.suffix.lower(), form) if form == TABLE and output else form


def deliver(
    found: Answer | bool | list[ox.Triple], form: str, output: Path | None, citation: Mapping[str, object]
) -> None:
    """Show the answer or write it; the citation stands in it, or beside it where the form has no room.

    Raises FormatError where the answer cannot have that form.
    """
    if form == TABLE and output is None:
        show.answer(found)
    else:
        put(show.written(found, form), output)
    if citation and not (isinstance(found, Answer) and form in WITH_CITATION):
        beside(dict(citation), output)


def put(content: bytes, output: Path | None) -> None:
    """Write the bytes of an answer into a file, or on the screen."""
    if output is not None:
        write_atomically(output, content)
        click.echo(say("ask.done", file=output), err=True)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
