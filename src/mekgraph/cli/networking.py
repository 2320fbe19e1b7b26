"""The verb network."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from mekgraph.ask.answer import Answer
from mekgraph.ask.formats import FORMATS
from mekgraph.cli import show
from mekgraph.cli.delivering import TABLE, deliver, settled
from mekgraph.cli.edgelist import show_about, show_change, show_edges, show_paths
from mekgraph.cli.endpoint import on_endpoint
from mekgraph.cli.frame import Session, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.errors import NoMatchError, UsageError
from mekgraph.graph.asof import Axes
from mekgraph.graph.opening import Graph
from mekgraph.network.assembling import network
from mekgraph.network.change import Change
from mekgraph.network.describing import AXES
from mekgraph.network.measured import Measured
from mekgraph.network.measures import MEASURES
from mekgraph.network.model import MARKS, Choice
from mekgraph.network.network import GROUPS, Network
from mekgraph.network.paths import Paths

SHOWN = 20


@dataclass(frozen=True)
class Wanted:
    """What was typed behind ``mekgraph network``."""

    measures: tuple[str, ...]
    between: tuple[str, str] | None
    change: tuple[str, str] | None
    by: str | None
    listed: bool
    around: tuple[str, ...]
    steps: int | None
    kinds: tuple[str, ...]
    events: bool
    persons: bool
    reported: bool
    without: tuple[str, ...]
    on: str
    known: str
    group: str | None
    directed: bool
    top: int | None
    form: str
    output: Path | None
    endpoint: str | None

    def check(self) -> None:
        """Raise UsageError for options that do not go together."""
        alone = [bool(self.between), self.listed or bool(self.change), bool(self.measures) and not self.change]
        if sum(alone) > 1 or (self.measures and self.listed):
            raise UsageError("network.one_table")
        if self.change and {"on": self.on, "known": self.known}[self.axis]:
            raise UsageError("network.change_dates", option=f"--{self.axis}")
        if self.by and not self.change:
            raise UsageError("network.no_effect", option="--by", needed="--change")
        if self.steps and not (self.around or self.between):
            raise UsageError("network.no_effect", option="--steps", needed="--around, --between")
        if self.directed and self.listed:
            raise UsageError("network.no_effect", option="--directed", needed="--measure, --between, --change")
        if self.group and (self.listed or self.between):
            raise UsageError("network.no_effect", option="--group", needed="--measure, --change")

    @property
    def axis(self) -> str:
        """What the dates of --change are."""
        return self.by or AXES[0]

    @property
    def choices(self) -> list[Choice]:
        """Which network is wanted, or which two states of it are compared."""
        axes = Axes(self.on, self.known)
        states = [replace(axes, **{self.axis: date}) for date in self.change] if self.change else [axes]
        steps = 1 if self.between or self.steps is None else self.steps
        without = frozenset(self.without)
        return [
            Choice(self.around, steps, self.kinds, self.events, self.persons, self.reported, without, state)
            for state in states
        ]


@verb("network")
@click.option("--measure", "-m", "measures", multiple=True, type=click.Choice(list(MEASURES)), metavar="MEASURE",
              help=say("help.measure", known=", ".join(MEASURES)))  # fmt: skip
@click.option("--between", nargs=2, metavar="NAME NAME", help=say("help.between"))
@click.option("--change", nargs=2, metavar="FROM TO", help=say("help.change"))
@click.option("--by", type=click.Choice(AXES), help=say("help.by"))
@click.option("--edges", "listed", is_flag=True, help=say("help.edges"))
@click.option("--around", "-a", multiple=True, metavar="NAME", help=say("help.network_around"))
@click.option("--steps", type=click.IntRange(1, 6), metavar="N", help=say("help.network_steps"))
@click.option("--kind", "-k", "kinds", multiple=True, metavar="KIND", help=say("help.network_kind"))
@click.option("--events", is_flag=True, help=say("help.network_events"))
@click.option("--persons", is_flag=True, help=say("help.network_persons"))
@click.option("--reported", is_flag=True, help=say("help.reported"))
@click.option("--without", multiple=True, type=click.Choice(MARKS), help=say("help.without"))
@click.option("--on", metavar="DATE", default="", help=say("help.network_on"))
@click.option("--known", metavar="DATE", default="", help=say("help.known"))
@click.option("--group", type=click.Choice(GROUPS), help=say("help.group"))
@click.option("--directed", is_flag=True, help=say("help.directed"))
@click.option("--top", type=click.IntRange(0), metavar="N", help=say("help.top"))
@click.option("--format", "form", type=click.Choice((TABLE, *FORMATS)), default=TABLE, help=say("help.format"))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help=say("help.ask_output"))
@on_endpoint
def _network(session: Session, **typed: Any) -> None:
    wanted = Wanted(**typed)
    wanted.check()
    form = settled(wanted.form, wanted.output)
    graph = Graph.open(session.project, session.progress, wanted.endpoint)
    session.progress("network.reading")
    states = [network(graph, choice, LANGUAGE, wanted.between or ()) for choice in wanted.choices]
    if not any(state.edges for state in states):
        raise NoMatchError("network.empty")
    session.progress("network.measuring")
    if form == TABLE and wanted.output is None:
        _show(wanted, *states)
    else:
        table = _table(wanted, *states)
        deliver(table, form, wanted.output, table.citation)


def _show(wanted: Wanted, found: Network, after: Network | None = None) -> None:
    """Show on the screen what is wanted of a network, or of two states of it."""
    most = SHOWN if wanted.top is None else wanted.top
    if after:
        change = _change(wanted, found, after)
        show_change(change, most)
        if not wanted.listed:
            show.answer(change.top(most).answer())
    elif wanted.between:
        show_paths(_paths(wanted, found).top(most))
    elif wanted.listed:
        click.echo(found.words.say("network.title_edges"))
        show_edges(found.words, found.edges, most)
        show_about(found.told(["--edges", "--top", str(most)]))
    else:
        show.answer(_measures(wanted, found).top(most).answer())


def _table(wanted: Wanted, found: Network, after: Network | None = None) -> Answer:
    """The table that is wanted of a network, or of two states of it; whole, if no number of rows was named."""
    most = wanted.top or 0
    if after:
        change = _change(wanted, found, after).top(most)
        return change.edges() if wanted.listed else change.answer()
    if wanted.between:
        return _paths(wanted, found).top(most).answer()
    return found.edge_table(most) if wanted.listed else _measures(wanted, found).top(most).answer()


def _measures(wanted: Wanted, found: Network) -> Measured:
    return found.measures(*wanted.measures, group=wanted.group or GROUPS[0], directed=wanted.directed)


def _change(wanted: Wanted, before: Network, after: Network) -> Change:
    return after.changes_since(before, *wanted.measures, group=wanted.group or GROUPS[0], directed=wanted.directed)


def _paths(wanted: Wanted, found: Network) -> Paths:
    """The paths between two nodes; NoMatchError where there is none."""
    one, two = wanted.between or ("", "")
    paths = found.paths(one, two, steps=wanted.steps, directed=wanted.directed)
    if not paths:
        raise NoMatchError("network.no_path", one=one, two=two)
    return paths
