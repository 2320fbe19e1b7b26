"""Edges and paths on a terminal: as lists, because the long names of what two things share do not fit into columns."""

from collections.abc import Iterable, Iterator, Mapping

import click

from mekgraph.cli.frame import printable
from mekgraph.iris import slug
from mekgraph.network.change import BEGAN, ENDED, Change
from mekgraph.network.model import Edge
from mekgraph.network.paths import Paths
from mekgraph.network.wording import Words

ARROW, DASH = " → ", "–"
# Sorts after every date.
UNDATED = "~"


def show_paths(found: Paths) -> None:
    """Each path with the names on it; under it each step with its edges, their dates, firmness and sources."""
    _say(0, found.title)
    for place, path in enumerate(found, 1):
        names = [path[0].start, *(step.end for step in path)]
        _say(0, f"{place}. {ARROW.join(found.words.thing(name).short for name in names)}")
        for step in path:
            _say(3, _names(found.words, (step.start, step.end)))
            for edge in step.edges:
                _say(5, _what(found.words, edge, step.start) + _facts(found.words, [edge]))
                _say(7, _sources([edge]))
    show_about(found.about)


def show_edges(words: Words, edges: Iterable[Edge], most: int) -> None:
    """Edges in order of time; those in the same way through the same thing as one entry with all whom it joins.

    ``most``: how many entries are shown; all for 0.
    """
    entries = sorted(_entries(edges), key=lambda entry: (entry[0].start or UNDATED, entry[0].id))
    for entry in entries[: most or None]:
        first = entry[0]
        if first.through:
            nodes = dict.fromkeys(end for edge in entry for end in (edge.one, edge.two))
            _say(2, _what(words, first, first.one) + _facts(words, entry))
            _say(4, _names(words, nodes))
        else:
            _say(2, f"{_names(words, (first.one, first.two), words.how(first, first.one).text)}{_facts(words, entry)}")
        _say(4, _sources(entry))
    click.echo(words.say("network.entries", shown=min(most or len(entries), len(entries)), total=len(entries)))


def show_change(change: Change, most: int) -> None:
    """The edges that there are no longer, then those that began."""
    click.echo(change.title)
    for what, edges in ((ENDED, change.ended), (BEGAN, change.began)):
        _say(0, f"{change.words.word(what).text}:")
        show_edges(change.words, edges, most)


def show_about(about: Mapping[str, object]) -> None:
    """What is told of it, line by line."""
    for name, told in about.items():
        _say(0, f"{name}: {told}")


def _entries(edges: Iterable[Edge]) -> Iterator[list[Edge]]:
    """Edges without direction that join in the same way through the same thing, together; all others by themselves."""
    together: dict[tuple[tuple[str, ...], str], list[Edge]] = {}
    for edge in edges:
        if edge.through and not edge.directed:
            together.setdefault((edge.kinds, edge.through), []).append(edge)
        else:
            yield [edge]
    yield from together.values()


def _what(words: Words, edge: Edge, start: str) -> str:
    return ": ".join(filter(None, (words.how(edge, start).text, words.thing(edge.through).text)))


def _names(words: Words, nodes: Iterable[str], between: str = DASH) -> str:
    return f" {between} ".join(words.thing(node).short for node in nodes)


def _facts(words: Words, edges: Iterable[Edge]) -> str:
    """Dates and firmness, in brackets."""
    edges = list(edges)
    dates = dict.fromkeys(filter(None, (edges[0].start, edges[0].end)))
    firmness = dict.fromkeys(words.firmness(edge).text for edge in edges)
    return f" ({'; '.join(filter(None, (f' {DASH} '.join(dates), ' / '.join(firmness))))})"


def _sources(edges: Iterable[Edge]) -> str:
    return "; ".join(sorted({slug(source) for edge in edges for source in edge.sources}))


def _say(indent: int, line: str) -> None:
    click.echo(" " * indent + printable(line))
