"""Saying under each table which network it is of, how it was measured, and how to get it again."""

import shlex
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from mekgraph.iris import shorten, slug
from mekgraph.network.communities import RUNS
from mekgraph.network.model import MARKS, Choice
from mekgraph.network.wording import Words

Lines = dict[str, object]
AXES = ("on", "known")
# From the first state to the second.
TO = "→"
# These use the weight of edges.
WEIGHTED = frozenset({"edges", "constraint", "community"})


def network(words: Words, choice: Choice, kinds: Mapping[str, int], counts: Mapping[str, object]) -> Lines:
    """Which nodes and edges, as of when, on what evidence, and what was left out.

    ``kinds``: how many edges each kind has a part in; ``counts``: the numbers of ``network.marks`` and others.
    """
    say = words.say
    nodes = say("network.nodes_things" if choice.events else "network.nodes_actors", count=counts["nodes"])
    persons = say("network.with_persons" if choice.persons else "network.no_persons")
    joined = ", ".join(f"{words.kinds[kind].label} {count}" for kind, count in kinds.items())
    lines: Lines = {
        say("network.key_network"): f"{nodes}{persons}{say('network.edges_and_pairs', **counts)}",
        say("network.key_edge"): say("network.edge_link" if choice.events else "network.edge_joint"),
        say("network.key_kinds"): joined + (say("network.and_shared") if choice.kinds and not choice.events else ""),
    }
    if choice.around:
        names = ", ".join(words.thing(centre).short for centre in choice.around)
        lines[say("network.key_around")] = say("network.around", names=names, steps=choice.steps)
    lines[say("network.key_dates")] = _dates(words, choice)
    lines[say("network.key_evidence")] = say("network.with_reported" if choice.reported else "network.no_reported")
    if choice.without:
        left_out = [say(f"network.{mark}") for mark in MARKS if mark in choice.without]
        lines[say("network.key_without")] = ", ".join(left_out)
    return {**lines, say("network.key_marks"): say("network.marks", **counts)}


def measures(
    words: Words, names: Sequence[str], directed: bool, group: str, groups: Mapping[str, str], quality: float | None
) -> Lines:
    """What each measure says and by which method, how edges count, and what the groups are."""
    say = words.say
    lines: Lines = {
        say(f"network.column_{name}"): say(f"network.method_{name}", runs=RUNS, quality=quality) for name in names
    }
    lines[say("network.key_direction")] = say("network.directed" if directed else "network.undirected")
    if WEIGHTED.intersection(names):
        lines[say("network.key_weight")] = say("network.weight")
    without = sum(not found for found in groups.values())
    groupless = say("network.groupless", count=without) if without else ""
    return {**lines, say("network.key_groups"): say(f"network.group_{group}") + groupless}


def paths(words: Words, steps: int | None, directed: bool) -> Lines:
    """Which paths were looked for, and in which order they stand."""
    say = words.say
    order = say("network.paths_shortest") if steps is None else say("network.paths_up_to", steps=steps)
    return {
        say("network.key_order"): order,
        say("network.key_direction"): say("network.directed" if directed else "network.undirected"),
    }


def change(words: Words, before: Choice, after: Choice, counts: Mapping[str, int]) -> tuple[str, Lines]:
    """A title with both dates, and how much came, left, began and ended."""
    say, axis = words.say, _changing(before, after)
    first, last = (getattr(choice.axes, axis) or say("network.any_date") for choice in (before, after))
    lines = {say("network.key_change"): say("network.change", **counts)}
    return (
        say(f"network.title_change_{axis}", first=first, last=last),
        {**lines, say("network.key_compared"): say("network.compared")},
    )


def both(before: Mapping[str, object], after: Mapping[str, object]) -> Lines:
    """What is told of two states: once where it is the same, else of the first and of the second."""
    return {
        name: told if before.get(name, told) == told else f"{before[name]} {TO} {told}" for name, told in after.items()
    }


def change_options(before: Choice, after: Choice) -> list[str]:
    """The options of the command that compares two states."""
    axis = _changing(before, after)
    dates = [getattr(choice.axes, axis) for choice in (before, after)]
    return ["--change", *dates, *(["--by", axis] if axis != "on" else [])]


def _changing(before: Choice, after: Choice) -> str:
    """The axis on which two states differ; of equal ones that which has a date."""
    differing = [axis for axis in AXES if getattr(before.axes, axis) != getattr(after.axes, axis)]
    dated = [axis for axis in AXES if getattr(after.axes, axis)]
    return next(iter((*differing, *dated)), AXES[0])


def closing(words: Words, choice: Choice, data: str, options: Sequence[str]) -> Lines:
    """The data version and the command that gives the same again; ``options`` are those that chose the table."""
    given = [
        *(word for centre in choice.around for word in ("--around", slug(centre))),
        *(["--steps", str(choice.steps)] if choice.around and choice.steps > 1 else []),
        *(word for kind in choice.kinds for word in ("--kind", shorten(kind).partition(":")[2])),
        *(name for name, given in _flags(choice).items() if given),
        *(word for mark in MARKS if mark in choice.without for word in ("--without", mark)),
    ]
    told_already = ("known" if "--by" in options else "on") if "--change" in options else ""
    given += [word for name, date in _axes(choice) if name != f"--{told_already}" for word in (name, date)]
    told = words.say("network.data", data=data, program=version("mekgraph"))
    command = shlex.join(["mekgraph", "network", *options, *given, "--lang", words.language])
    return {words.say("network.key_data"): told, words.say("network.key_again"): command}


def _flags(choice: Choice) -> dict[str, bool]:
    return {"--events": choice.events, "--persons": choice.persons, "--reported": choice.reported}


def _axes(choice: Choice) -> list[tuple[str, str]]:
    return [(f"--{name}", date) for name in AXES if (date := getattr(choice.axes, name))]


def _dates(words: Words, choice: Choice) -> str:
    axes = choice.axes
    held = words.say("network.dates_on", date=axes.on) if axes.on else words.say("network.dates_any")
    return "; ".join([held, *([words.say("network.dates_known", date=axes.known)] if axes.known else [])])
