"""Showing questions and answers on a terminal: plain, readable without colour, in the language of the run."""

import json
import sys
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

import click
import pyoxigraph as ox
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mekgraph.ask.answer import Answer, Cell
from mekgraph.ask.catalogue import Question
from mekgraph.ask.formats import FORMATS, GRAPHS
from mekgraph.ask.formats.graphs import serialized
from mekgraph.cli.frame import FOUND, OK, printable
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.errors import FormatError
from mekgraph.exchange.canonical import turtle
from mekgraph.graph.engine import Truncated
from mekgraph.sources.folding import fold

if TYPE_CHECKING:
    from mekgraph.ask.teaching.lesson import Lesson

LONGEST_CELL = 72
WIDTH = 120


def catalogue(questions: dict[str, Question], find: str) -> int:
    """The ready questions by area, or those in which a word occurs in any language; the exit code says if any."""
    fitting = [
        q for q in questions.values() if fold(find) in fold(" ".join([q.id, *q.title.values(), *q.question.values()]))
    ]
    width = max((len(question.id) for question in fitting), default=0)
    for area, group in groupby(fitting, key=lambda question: question.area):
        click.echo(say(f"area.{area}"))
        for question in group:
            blanks = " ".join(f"{p.name}=" if p.must_be_given else f"[{p.name}=]" for p in question.parameters)
            click.echo(f"  {question.id:<{width}}  {question.title[LANGUAGE]}  {blanks}".rstrip())
    click.echo(say("ask.how") if fitting else say("ask.none", word=find))
    return OK if fitting else FOUND


def written(found: Answer | bool | list[ox.Triple], form: str) -> bytes:
    """An answer in a form other than a table; the answer of a CONSTRUCT is a graph in any case.

    Raises FormatError where the answer cannot have that form.
    """
    if isinstance(found, list):
        if form not in GRAPHS:
            raise FormatError("usage.formats", formats=", ".join(GRAPHS))
        return (turtle(found) if form == "turtle" else serialized(found, form)).encode()
    if isinstance(found, bool):
        if form != "json":
            raise FormatError("usage.formats", formats="json")
        return (json.dumps(found) + "\n").encode()
    if form not in FORMATS:
        raise FormatError("usage.formats", formats=", ".join(FORMATS))
    return FORMATS[form](found, LANGUAGE)


def answer(found: Answer | bool | list[ox.Triple]) -> None:
    """An answer for people to read on a terminal; the answer of a CONSTRUCT as Turtle."""
    if isinstance(found, bool):
        click.echo(say("ask.yes" if found else "ask.no"))
    elif isinstance(found, list):
        click.echo(turtle(found), nl=False)
    else:
        _table(found)
        for name, value in found.citation.items():
            click.echo(printable(f"{name}: {value}"))


def truncated(cut: Truncated | None) -> None:
    """Say on the error stream that an answer is not whole, and what to do; nothing of one that is."""
    if cut:
        click.echo(printable(cut.text(LANGUAGE)), err=True)


def hints(lessons: "Iterable[Lesson]") -> None:
    """Say on the error stream what there is to say beside an answer."""
    for lesson in lessons:
        click.echo("\n" + "\n".join(map(printable, lesson.text(LANGUAGE).split("\n"))), err=True)


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


def output() -> Console:
    """The console for results: as wide as the terminal, or wide enough to break nothing where output is kept."""
    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else WIDTH)


def repeated(row: tuple[Cell, ...], above: tuple[Cell, ...]) -> int:
    """How many cells at the left hold the same as the row above; they need not be shown again."""
    same = 0
    while same < min(len(row) - 1, len(above)) and row[same].term == above[same].term:
        same += 1
    return same


def clipped(text: str, longest: int) -> str:
    """The text, cut where it is too long to be shown; CSV and JSON have the whole."""
    return text if len(text) <= longest else text[: longest - 2].rstrip() + " …"
