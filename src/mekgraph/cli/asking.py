"""The verb ask."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import answered, find_question, hints, inquiry, is_query_text, raw
from mekgraph.ask.catalogue import read_catalogue
from mekgraph.ask.citation import cite, read_citation
from mekgraph.ask.formats import FORMATS, GRAPHS, RAW
from mekgraph.cli import show
from mekgraph.cli.blanks import completed
from mekgraph.cli.citing import again, beside
from mekgraph.cli.delivering import TABLE, deliver, put, settled
from mekgraph.cli.endpoint import on_endpoint
from mekgraph.cli.frame import FOUND, OK, Session, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.parameters import PARAMETER, values_of
from mekgraph.cli.questionpage import question_page
from mekgraph.errors import FormatError
from mekgraph.graph.asof import Axes
from mekgraph.graph.federation.hosts import Host
from mekgraph.graph.opening import Graph
from mekgraph.graph.worker.pool import Limits

FORMS = tuple(dict.fromkeys((TABLE, *FORMATS, *RAW)))


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

    @property
    def media_type(self) -> str:
        """Of the standard bytes that are wanted; empty where none are. Raises FormatError for a form without them."""
        if not self.is_raw and self.form in (TABLE, *FORMATS, *GRAPHS):
            return ""
        form = "sparql-json" if self.form in (TABLE, "json") else self.form
        if form not in RAW:
            raise FormatError("usage.formats", formats=", ".join(RAW))
        return RAW[form]


@verb("ask")
@click.argument("question", required=False)
@click.option(PARAMETER, "-p", "params", multiple=True, metavar="NAME=VALUE", help=say("help.param"))
@click.option("--format", "form", type=click.Choice(FORMS), default=TABLE, help=say("help.format"))
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
    return _answer(session, wanted.question, replace(wanted, form=settled(wanted.form, wanted.output)), limits)


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
    axes, media_type = wanted.axes, wanted.media_type
    graph = Graph.open(session.project, session.progress, wanted.endpoint)
    values = completed(graph, question, values_of(wanted.params))
    asked = inquiry(graph, question, values, LANGUAGE)
    if media_type:
        reply = raw(graph, asked, media_type, limits, axes)
        put(reply.content, wanted.output)
        show.truncated(reply.truncated)
        if wanted.cited:  # by its terms, which can be had again in other bytes
            found = answered(graph, asked, LANGUAGE, axes, limits)
            beside(cite(graph, asked, found, values, LANGUAGE, axes), wanted.output)
        return OK
    found = answered(graph, asked, LANGUAGE, axes, limits)
    citation = cite(graph, asked, found, values, LANGUAGE, axes) if wanted.cited else {}
    if isinstance(found, Answer):
        found = replace(found, citation=citation)
    deliver(found, wanted.form, wanted.output, citation)
    if isinstance(found, Answer):
        show.truncated(found.truncated)
    show.hints(found.hints() if isinstance(found, Answer) else hints(graph, asked, found, axes, limits))
    return FOUND if found is False or (isinstance(found, Answer | list) and not len(found)) else OK
