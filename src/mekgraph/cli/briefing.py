"""The verb brief."""

from dataclasses import replace
from pathlib import Path

import click

from mekgraph.cli.endpoint import on_endpoint
from mekgraph.cli.frame import Session, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.picturing import formats
from mekgraph.diagram.brief.briefing import brief
from mekgraph.diagram.brief.model import Brief
from mekgraph.diagram.brief.writing import FORMATS, USUAL, written
from mekgraph.diagram.definition.finding import find_diagram
from mekgraph.diagram.definition.positions import positions_file, read_positions
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.diagram.drawing import draw
from mekgraph.exchange.files import write_all
from mekgraph.graph.asof import Axes
from mekgraph.graph.opening import Graph


@verb("brief")
@click.argument("name")
@click.option("--on", metavar="DATE", default="", help=say("help.network_on"))
@click.option("--known", metavar="DATE", default="", help=say("help.known"))
@click.option("--format", "forms", multiple=True, type=click.Choice(tuple(FORMATS)), help=say("help.brief_format"))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help=say("help.output"))
@on_endpoint
def _brief(
    session: Session,
    name: str,
    on: str,
    known: str,
    forms: tuple[str, ...],
    output: Path | None,
    endpoint: str | None,
) -> None:
    Axes(on, known)
    wanted = formats(forms, output, FORMATS, USUAL)
    graph = Graph.open(session.project, session.progress, endpoint)
    file = find_diagram(session.project, name)
    diagram = read_diagram(file, graph, session.project.shown(file))
    diagram = replace(diagram, on=on or diagram.on, known=known or diagram.known)
    positions = positions_file(file)
    old = read_positions(positions, session.project.shown(positions))
    drawing = draw(graph, diagram, LANGUAGE, old, session.progress)
    session.progress("brief.counting")
    made = brief(drawing, graph)
    session.progress("brief.writing")
    stem = session.project.out / "briefs" / f"{file.stem}.{drawing.scene.language}"
    files = {output or stem.with_name(f"{stem.name}.{form}"): written(made, form) for form in wanted}
    write_all(files)
    for path in files:
        _tell(path, made)


def _tell(file: Path, made: Brief) -> None:
    counts = {"findings": len(made.findings), "links": len(made.scene.edges), "sources": len(made.ground.sources)}
    click.echo(say("brief.done", file=file, **counts))
