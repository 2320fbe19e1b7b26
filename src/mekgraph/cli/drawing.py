"""The verb draw."""

import shlex
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import click

from mekgraph.cli.endpoint import on_endpoint
from mekgraph.cli.frame import Session, verb
from mekgraph.cli.language import LANGUAGE, chosen_language, say
from mekgraph.cli.parameters import PARAMETER, values_of
from mekgraph.cli.picturing import file_name, formats
from mekgraph.diagram.definition.finding import find_diagram
from mekgraph.diagram.definition.model import (
    COLLAPSES,
    GROUPS,
    LARGEST,
    LAYOUTS,
    MOST_STEPS,
    SIZES,
    Diagram,
    in_all_languages,
)
from mekgraph.diagram.definition.naming import resolved
from mekgraph.diagram.definition.positions import positions_file, positions_text, read_positions
from mekgraph.diagram.definition.reading import NEEDED, read_diagram
from mekgraph.diagram.drawing import Drawing, draw
from mekgraph.diagram.formats.writing import FORMATS, PICTURES, Pictures
from mekgraph.diagram.sheet.paper import SIZES as PAGES
from mekgraph.errors import UsageError
from mekgraph.exchange.files import write_all
from mekgraph.graph.asof import Axes
from mekgraph.graph.opening import Graph
from mekgraph.network.model import MARKS
from mekgraph.resources import PACKAGE

SCREEN = ("html",)
KEYS = {field.name for field in fields(Diagram)}
SUBJECT = ("around", "question", "whole")


@verb("draw")
@click.argument("name", required=False)
@click.option("--around", "-a", multiple=True, metavar="NAME", help=say("help.around"))
@click.option("--steps", type=click.IntRange(1, MOST_STEPS), metavar="N", help=say("help.steps"))
@click.option("--all-links", is_flag=True, default=None, help=say("help.draw_all_links"))
@click.option("--question", metavar="ID", help=say("help.question"))
@click.option(PARAMETER, "-p", "params", multiple=True, metavar="NAME=VALUE", help=say("help.param"))
@click.option("--whole", is_flag=True, default=None, help=say("help.draw_whole"))
@click.option("--kind", "-k", "kinds", multiple=True, metavar="KIND", help=say("diagram.key_kinds"))
@click.option("--only", multiple=True, metavar="NAME", help=say("diagram.key_only"))
@click.option("--hide", multiple=True, metavar="NAME", help=say("diagram.key_hide"))
@click.option("--events/--no-events", default=None, help=say("help.draw_events"))
@click.option("--persons", is_flag=True, default=None, help=say("help.persons"))
@click.option("--reported", is_flag=True, default=None, help=say("help.reported"))
@click.option("--without", multiple=True, type=click.Choice(MARKS), help=say("help.without"))
@click.option("--on", metavar="DATE", help=say("help.network_on"))
@click.option("--known", metavar="DATE", help=say("help.known"))
@click.option("--mark-changes", metavar="SINCE", help=say("diagram.key_mark_changes"))
@click.option("--layout", type=click.Choice(LAYOUTS), help=say("diagram.key_layout"))
@click.option("--group", type=click.Choice(GROUPS), help=say("diagram.key_group"))
@click.option("--collapse", type=click.Choice(COLLAPSES), help=say("diagram.key_collapse"))
@click.option("--most", type=click.IntRange(1, LARGEST), metavar="N", help=say("diagram.key_most"))
@click.option("--size", type=click.Choice(SIZES), help=say("diagram.key_size"))
@click.option("--emphasis", multiple=True, metavar="NAME", help=say("diagram.key_emphasis"))
@click.option("--page", type=click.Choice(tuple(PAGES)), help=say("diagram.key_page"))
@click.option("--title", metavar="TEXT", help=say("help.title"))
@click.option("--relayout", is_flag=True, help=say("help.relayout"))
@click.option("--format", "forms", multiple=True, type=click.Choice(tuple(FORMATS)), help=say("help.draw_format"))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help=say("help.output"))
@on_endpoint
def _draw(
    session: Session,
    name: str | None,
    params: tuple[str, ...],
    relayout: bool,
    forms: tuple[str, ...],
    output: Path | None,
    endpoint: str | None,
    **typed: Any,
) -> None:
    chosen = _chosen(typed, params)
    if sum((bool(name), *(bool(chosen.get(key)) for key in SUBJECT))) != 1:
        raise UsageError("usage.draw_what")
    if not name:
        _require_effect(chosen)
    wanted = formats(forms, output, FORMATS, PICTURES if name else SCREEN)
    graph = Graph.open(session.project, session.progress, endpoint)
    if not name:
        drawing = draw(graph, resolved(graph, Diagram(name="", **chosen)), LANGUAGE, progress=session.progress)
        stem = session.project.out / file_name(drawing.diagram.question or "-".join(typed["around"]))
        _write(session, drawing, wanted, stem, output, {})
        return
    file = find_diagram(session.project, name)
    positions = positions_file(file)
    diagram = read_diagram(file, graph, session.project.shown(file))
    if chosen:
        diagram = resolved(graph, replace(diagram, **chosen))
    old = None if relayout else read_positions(positions, session.project.shown(positions))
    drawing = draw(graph, diagram, LANGUAGE, old, session.progress)
    stem = session.project.out / "diagrams" / f"{file.stem}.{drawing.scene.language}"
    kept = {} if chosen or file.is_relative_to(PACKAGE) else {positions: positions_text(drawing.positions)}
    _write(session, drawing, wanted, stem, output, kept)


def _chosen(typed: Mapping[str, Any], params: tuple[str, ...]) -> dict[str, Any]:
    """The keys of a diagram that were typed; UsageError for dates that are none."""
    chosen = {key: value for key, value in typed.items() if key in KEYS and value not in (None, ())}
    if params:
        chosen["parameters"] = values_of(params)
    if "title" in chosen:
        chosen["title"] = in_all_languages(chosen["title"])
    if "without" in chosen:
        chosen["without"] = frozenset(chosen["without"])
    Axes(chosen.get("on", ""), chosen.get("known", ""))
    Axes(chosen.get("mark_changes", ""))
    return chosen


def _require_effect(chosen: Mapping[str, Any]) -> None:
    """UsageError for an option that does nothing beside what says what is drawn."""
    for key, needed in NEEDED.items():
        if chosen.get(key.replace("-", "_")) and not any(chosen.get(one) for one in needed):
            option = PARAMETER if key == "parameters" else f"--{key}"
            raise UsageError("network.no_effect", option=option, needed=", ".join(f"--{one}" for one in needed))


def _write(
    session: Session,
    drawing: Drawing,
    wanted: tuple[str, ...],
    stem: Path,
    output: Path | None,
    kept: Mapping[Path, str],
) -> None:
    """Write the pictures and the positions, all or none, and tell what was drawn."""
    session.progress("draw.writing")
    pictures = Pictures(drawing)
    files = {output or stem.with_name(f"{stem.name}.{form}"): pictures.written(form) for form in wanted}
    write_all({**files, **kept})
    _tell(drawing, session.quiet)
    for file in files:
        click.echo(say("draw.done", file=file, nodes=len(drawing.scene.nodes), edges=len(drawing.scene.edges)))


def _tell(drawing: Drawing, quiet: bool) -> None:
    """What has changed since the last time, what could not be kept, and what to do where there was too much."""
    arrangement = drawing.arrangement
    if drawing.changes:
        click.echo(drawing.changes.told(LANGUAGE), err=True)
    if arrangement.why_anew:
        click.echo(say(f"draw.anew_{arrangement.why_anew}"), err=True)
    if arrangement.crowded or arrangement.outside:
        names = dict.fromkeys([*(id_ for pair in arrangement.crowded for id_ in pair), *arrangement.outside])
        click.echo(say("draw.crowded", names=", ".join(names)), err=True)
    if drawing.hint and not quiet:
        values = {"count": drawing.nodes, "most": drawing.diagram.most}
        click.echo(say("draw.many", **values), err=True)
        for key, options in _cuts(drawing.nodes, drawing.diagram.most).items():
            click.echo(f"  {say(f'draw.many_{key}', **values)}\n    {_again(options)}", err=True)


def _cuts(nodes: int, most: int) -> dict[str, list[str]]:
    """Options that make a better picture, by what they do."""
    cuts = {"top": ["--collapse", "none", "--most", str(most)], "community": ["--collapse", "community"]}
    if nodes <= LARGEST:
        cuts["all"] = ["--collapse", "none", "--most", str(nodes)]
    return cuts


def _again(options: list[str]) -> str:
    """The command of this run, with some options in place of those it had."""
    context = click.get_current_context()
    words = []
    for parameter in context.command.params:
        given = context.params.get(str(parameter.name))
        off = parameter.secondary_opts if given is False else []
        if (given in (None, (), False) and not off) or set(parameter.opts) & set(options) or parameter.name == "output":
            continue
        if isinstance(parameter, click.Argument):
            words.append(str(given))
        elif isinstance(given, bool):
            words.append((off or parameter.opts)[0])
        else:
            for one in given if isinstance(given, tuple) else (given,):
                words += [parameter.opts[0], str(one)]
    language = ["--lang", LANGUAGE] if chosen_language([]) != LANGUAGE else []
    return shlex.join(["mekgraph", *language, "draw", *words, *options])
