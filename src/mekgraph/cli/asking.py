"""The verb ask."""

import click

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask, find_question
from mekgraph.ask.catalogue import read_catalogue
from mekgraph.cli import show
from mekgraph.cli.frame import FOUND, OK, Session, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.parameters import PARAMETER, values_of
from mekgraph.graph.asof import Axes
from mekgraph.graph.opening import Graph
from mekgraph.graph.worker.pool import Limits


@verb("ask")
@click.argument("question", required=False)
@click.option(PARAMETER, "-p", "params", multiple=True, metavar="NAME=VALUE", help=say("help.param"))
@click.option("--format", "form", type=click.Choice(list(show.FORMATS)), default="table", help=say("help.format"))
@click.option("--find", metavar="WORD", help=say("help.find"))
@click.option("--about", is_flag=True, help=say("help.about"))
@click.option("--on", metavar="DATE", default="", help=say("help.on"))
@click.option("--known", metavar="DATE", default="", help=say("help.known"))
@click.option("--timeout", metavar="SECONDS", type=float, default=Limits.seconds, help=say("help.timeout"))
def _ask(
    session: Session,
    question: str | None,
    params: tuple[str, ...],
    form: str,
    find: str | None,
    about: bool,
    on: str,
    known: str,
    timeout: float,
) -> int:
    if question is None:
        return show.catalogue(read_catalogue(session.project), find or "")
    if about:
        show.question(find_question(session.project, question))
        return OK
    axes, limits = Axes(on, known), Limits(timeout)
    graph = Graph.open(session.project, session.progress)
    answer = ask(graph, question, values_of(params), LANGUAGE, axes, limits)
    show.answer(answer, form)
    return FOUND if answer is False or (isinstance(answer, Answer | list) and not len(answer)) else OK
