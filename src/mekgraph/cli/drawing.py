"""The verb draw."""

import re
from pathlib import Path

import click

from mekgraph.cli.endpoint import on_endpoint
from mekgraph.cli.frame import Session, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.parameters import PARAMETER, values_of
from mekgraph.diagram.drawing import scene_around, scene_of_question
from mekgraph.diagram.html import html_page
from mekgraph.errors import UsageError
from mekgraph.exchange.files import write_atomically
from mekgraph.graph.opening import Graph


@verb("draw")
@click.option("--around", "-a", multiple=True, metavar="NAME", help=say("help.around"))
@click.option("--steps", type=click.IntRange(1, 3), default=1, help=say("help.steps"))
@click.option("--persons", is_flag=True, help=say("help.persons"))
@click.option("--question", metavar="ID", help=say("help.question"))
@click.option(PARAMETER, "-p", "params", multiple=True, metavar="NAME=VALUE", help=say("help.param"))
@click.option("--title", default="", metavar="TEXT", help=say("help.title"))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help=say("help.output"))
@on_endpoint
def _draw(
    session: Session,
    around: tuple[str, ...],
    steps: int,
    persons: bool,
    question: str | None,
    params: tuple[str, ...],
    title: str,
    output: Path | None,
    endpoint: str | None,
) -> None:
    if bool(around) == bool(question):
        raise UsageError("usage.draw_what")
    graph = Graph.open(session.project, session.progress, endpoint)
    if question:
        scene = scene_of_question(graph, question, values_of(params), LANGUAGE)
    else:
        scene = scene_around(
            graph.engine, around, graph.version, steps, () if persons else ("Person",), LANGUAGE, title
        )
    file = output or session.project.out / f"{file_name(question or '-'.join(around))}.html"
    write_atomically(file, html_page(scene))
    click.echo(say("draw.done", file=file, nodes=len(scene.nodes), edges=len(scene.edges)))


def file_name(text: str) -> str:
    """A short file name made of a text.

    >>> file_name("BMT Bosh kotibi"), file_name("https://w3id.org/a/b")
    ('bmt-bosh-kotibi', 'https-w3id-org-a-b')
    """
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-")[:60] or "network"
