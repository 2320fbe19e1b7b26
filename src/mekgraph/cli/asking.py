"""The verb ask."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import pyoxigraph as ox

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import answered, find_question, hints, inquiry, is_query_text, raw
from mekgraph.ask.catalogue import read_catalogue
from mekgraph.ask.citation import cite, read_citation
from mekgraph.ask.formats import BINARY, FORMATS, GRAPHS, RAW
from mekgraph.cli import show
from mekgraph.cli.blanks import completed
from mekgraph.cli.citing import again, beside
from mekgraph.cli.endpoint import on_endpoint
from mekgraph.cli.frame import FOUND, OK, Session, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.parameters import PARAMETER, values_of
from mekgraph.cli.questionpage import question_page
from mekgraph.errors import UsageError
from mekgraph.exchange.files import write_atomically
from mekgraph.graph.asof import Axes
from mekgraph.graph.federation.hosts import Host
from mekgraph.graph.opening import Graph
from mekgraph.graph.worker.pool import Limits

# These have room for the citation themselves.
WITH_CITATION = ("table", "json", "markdown", "html", "xlsx")
# The form that the ending of a file means.
ENDINGS = {f".{form}": form for form in (*FORMATS, *GRAPHS)} | {".md": "markdown", ".ttl": "turtle", ".nt": "ntriples"}
FORMS = tuple(dict.fromkeys(("table", *FORMATS, *RAW)))


@dataclass(frozen=True)
class Wanted:
    """What was typed behind ``mekgraph ask``."""

    question: str | None
    params: tuple[str, ...]
    form: str
    output: Path | None
    is_raw: bool
    on: str
    known: str
    cited: bool
    source: Path | None
    find: str | None
    timeout: float
    services: tuple[str, ...]
    endpoint: str | None
    helped: bool

    @property
    def limits(self) -> Limits:
        """What the query may take. Raises UsageError for a time that is not allowed, and for what is no host."""
        return Limits(self.timeout, services=tuple(map(Host.of, self.services)))

    @property
    def axes(self) -> Axes:
        """The dates as of which to ask. Raises UsageError for what is no date."""
        return Axes(self.on, self.known)

    def settled(self) -> "Wanted":
        """The same with the form that the ending of the file means. Raises UsageError for bytes on a screen."""
        if self.form in BINARY and self.output is None and sys.stdout.isatty():
            raise UsageError("usage.binary", form=self.form)
        if self.form != "table" or self.output is None:
            return self
        return replace(self, form=ENDINGS.get(self.output.suffix.lower(), self.form))


@verb("ask")
@click.argument("question", required=False)
@click.option(PARAMETER, "-p", "params", multiple=True, metavar="NAME=VALUE", help=say("help.param"))
@click.option("--format", "form", type=click.Choice(FORMS), default="table", help=say("help.format"))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help=say("help.ask_output"))
@click.option("--raw", "is_raw", is_flag=True, help=say("help.raw"))
@click.option("--on", metavar="DATE", default="", help=say("help.on"))
@click.option("--known", metavar="DATE", default="", help=say("help.known"))
@click.option("--cite", "cited", is_flag=True, help=say("help.cite"))
@click.option("--from", "source", type=click.Path(path_type=Path), metavar="FILE", help=say("help.from"))
@click.option("--find", metavar="WORD", help=say("help.find"))
@click.option("--timeout", metavar="SECONDS", type=float, default=Limits.seconds, help=say("help.timeout"))
@click.option("--allow-service", "services", multiple=True, metavar="HOST", help=say("help.allow_service"))
@on_endpoint
# Not click's own, which ends the run before it is known which question is meant.
@click.option("--help", "helped", is_flag=True, help=say("help.ask_help"))
def _ask(session: Session, **typed: Any) -> int:
    wanted = Wanted(**typed)
    if wanted.helped:
        return _help(session, wanted.question)
    limits = wanted.limits
    if wanted.source is not None:
        graph = Graph.open(session.project, session.progress, wanted.endpoint)
        return again(graph, read_citation(wanted.source), limits)
    if wanted.question is None:
        return show.catalogue(read_catalogue(session.project), wanted.find or "")
    return _answer(session, wanted.question, wanted.settled(), limits)


def _help(session: Session, question: str | None) -> int:
    """Show the page of a ready question, else that of the verb."""
    context = click.get_current_context()
    if question is None or question.endswith(".rq") or is_query_text(question):
        click.echo(context.get_help())
    else:
        chosen = find_question(session.project, question)
        click.echo(question_page(context.make_formatter(), chosen, session.project))
    return OK


def _answer(session: Session, question: str, wanted: Wanted, limits: Limits) -> int:
    """Ask the question and show the answer as wanted; the exit code says whether there is one."""
    axes = wanted.axes
    graph = Graph.open(session.project, session.progress, wanted.endpoint)
    values = completed(graph, question, values_of(wanted.params))
    asked = inquiry(graph, question, values, LANGUAGE)
    if wanted.is_raw or wanted.form not in ("table", *FORMATS, *GRAPHS):  # just as the engine gives them
        reply = raw(graph, asked, RAW.get(wanted.form, RAW["sparql-json"]), limits, axes)
        _put(reply.content, wanted.output)
        show.truncated(reply.truncated)
        return OK
    found = answered(graph, asked, LANGUAGE, axes, limits)
    citation = cite(graph, asked, found, values, LANGUAGE, axes) if wanted.cited else {}
    _show(found, citation, wanted)
    show.hints(found.hints() if isinstance(found, Answer) else hints(graph, asked, found, axes, limits))
    return FOUND if found is False or (isinstance(found, Answer | list) and not len(found)) else OK


def _show(found: Answer | bool | list[ox.Triple], citation: dict[str, object], wanted: Wanted) -> None:
    """Show or write an answer as wanted, its citation in it or beside it."""
    if isinstance(found, Answer):
        found = replace(found, citation=citation)
    if wanted.form == "table" and wanted.output is None:
        show.answer(found)
    else:
        _put(show.written(found, wanted.form), wanted.output)
    if citation and not (isinstance(found, Answer) and wanted.form in WITH_CITATION):
        beside(citation, wanted.output)
    if isinstance(found, Answer):
        show.truncated(found.truncated)


def _put(content: bytes, output: Path | None) -> None:
    """Write the bytes of an answer into a file, or on the screen."""
    if output is not None:
        write_atomically(output, content)
        click.echo(say("ask.done", file=output), err=True)
    else:
        stream = sys.stdout.buffer
        stream.write(content)
        stream.flush()
