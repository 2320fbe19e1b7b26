"""The verb ask."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import click

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import answered, find_question, inquiry, raw
from mekgraph.ask.catalogue import read_catalogue
from mekgraph.ask.citation import Citation, cite, read_citation
from mekgraph.ask.formats import BINARY, FORMATS, GRAPHS, RAW
from mekgraph.cli import show
from mekgraph.cli.frame import FOUND, OK, Session, printable, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.parameters import PARAMETER, values_of
from mekgraph.errors import UsageError
from mekgraph.exchange.files import write_atomically
from mekgraph.graph.asof import Axes
from mekgraph.graph.opening import Graph
from mekgraph.graph.worker.pool import Limits

# These have room for the citation themselves.
WITH_CITATION = ("table", "json", "markdown", "html", "xlsx")
# The form that the ending of a file means.
ENDINGS = {f".{form}": form for form in (*FORMATS, *GRAPHS)} | {".md": "markdown", ".ttl": "turtle", ".nt": "ntriples"}
FORMS = tuple(dict.fromkeys(("table", *FORMATS, *RAW)))


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
@click.option("--about", is_flag=True, help=say("help.about"))
@click.option("--timeout", metavar="SECONDS", type=float, default=Limits.seconds, help=say("help.timeout"))
def _ask(
    session: Session,
    question: str | None,
    params: tuple[str, ...],
    form: str,
    output: Path | None,
    is_raw: bool,
    on: str,
    known: str,
    cited: bool,
    source: Path | None,
    find: str | None,
    about: bool,
    timeout: float,
) -> int:
    limits = Limits(timeout)
    if source is not None:
        return _again(Graph.open(session.project, session.progress), read_citation(source), limits)
    if question is None:
        return show.catalogue(read_catalogue(session.project), find or "")
    if about:
        show.question(find_question(session.project, question))
        return OK
    if form in BINARY and output is None and sys.stdout.isatty():
        raise UsageError("usage.binary", form=form)
    if form == "table" and output is not None:
        form = ENDINGS.get(output.suffix.lower(), form)
    axes = Axes(on, known)
    graph = Graph.open(session.project, session.progress)
    values = _completed(session, question, values_of(params))
    asked = inquiry(graph, question, values, LANGUAGE)
    if is_raw or form not in ("table", *FORMATS, *GRAPHS):  # the standard bytes, just as the engine gives them
        _put(raw(graph, asked, RAW.get(form, RAW["sparql-json"]), limits, axes), output)
        return OK
    found = answered(graph, asked, LANGUAGE, axes, limits)
    citation = cite(graph, asked, found, values, LANGUAGE, axes) if cited else {}
    if isinstance(found, Answer):
        found = replace(found, citation=citation)
    if form == "table" and output is None:
        show.answer(found)
    else:
        _put(show.written(found, form), output)
    if citation and not (isinstance(found, Answer) and form in WITH_CITATION):
        _beside(citation, output)
    return FOUND if found is False or (isinstance(found, Answer | list) and not len(found)) else OK


def _completed(session: Session, wanted: str, values: dict[str, str]) -> dict[str, str]:
    """The values, with those that a ready question needs and has not been given; they are asked for on a terminal."""
    question = read_catalogue(session.project).get(wanted)
    if question is None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return values
    missing = [one for one in question.parameters if one.required and not one.default and not values.get(one.name)]
    if missing:
        click.echo(question.question[LANGUAGE], err=True)
    given = {one.name: click.prompt(one.labels[LANGUAGE], default=one.example, err=True) for one in missing}
    return {**values, **given}


def _again(graph: Graph, citation: Citation, limits: Limits) -> int:
    """Ask again what a citation asked, and say whether the answer is the same."""
    asked = inquiry(graph, citation.wanted, dict(citation.values), citation.language)
    found = answered(graph, asked, citation.language, citation.axes, limits)
    now = cite(graph, asked, found, citation.values, citation.language, citation.axes)
    same = citation.same_answer(now)
    click.echo(say("ask.same" if same else "ask.not_same"))
    for name, (then, since) in citation.differences(now).items():
        click.echo(printable(say("ask.difference", name=name, then=then, now=since)))
    return OK if same else FOUND


def _put(content: bytes, output: Path | None) -> None:
    if output is not None:
        write_atomically(output, content)
        click.echo(say("ask.done", file=output), err=True)
    else:
        stream = sys.stdout.buffer
        stream.write(content)
        stream.flush()


def _beside(citation: dict[str, object], output: Path | None) -> None:
    """A citation that the answer itself has no place for: in a file of its own, or on the error stream."""
    text = json.dumps(citation, ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False, err=True)
    else:
        write_atomically(output.with_name(output.name + ".citation.json"), text)
