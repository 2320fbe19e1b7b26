"""Ways from one node to another: the shortest, or all up to a number of steps, each step with all its edges."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile
from typing import Self

import networkx as nx

from mekgraph.ask.answer import Answer
from mekgraph.network.model import Edge
from mekgraph.network.wording import EDGE, Words, number

# More are not looked at; what is found is then put in order.
MOST = 200


@dataclass(frozen=True)
class Step:
    """One step: from where to where, and every edge that joins the two."""

    start: str
    end: str
    edges: tuple[Edge, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The IRIs of all sources of the step."""
        return tuple(sorted({source for edge in self.edges for source in edge.sources}))


@dataclass(frozen=True)
class Paths:
    """Paths between two nodes, the shortest and best supported first; ``more``: there are more than were looked at."""

    one: str
    two: str
    paths: tuple[tuple[Step, ...], ...]
    more: bool
    words: Words
    about: Mapping[str, object]

    def __iter__(self) -> Iterator[tuple[Step, ...]]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def top(self, count: int) -> Self:
        """The first ``count`` paths; all for 0. What is told of them says how many there are."""
        shown = self.paths[: count or None]
        about = self.words.shown(self.about, len(shown), len(self.paths), "more_paths" if self.more else "paths")
        return replace(self, paths=shown, about=about)

    @property
    def title(self) -> str:
        """Between what the paths are."""
        ends = {"one": self.words.thing(self.one).text, "two": self.words.thing(self.two).text}
        return self.words.say("network.title_paths", **ends)

    def answer(self) -> Answer:
        """A table with one row for each edge of each step."""
        words = self.words
        rows = [
            [number(place), number(count), *words.edge(edge, step.start)]
            for place, path in enumerate(self.paths, 1)
            for count, step in enumerate(path, 1)
            for edge in step.edges
        ]
        return words.table(self.title, ("path", "step", *EDGE), rows, self.about)


def ways_between(graph: "nx.Graph[int]", one: int, two: int, steps: int | None) -> tuple[list[list[int]], bool]:
    """The nodes of each path: of the shortest ones, or of all of up to ``steps`` steps; and whether there are more.

    In order of length; of the same length those whose weakest step has the most edges first.
    """
    try:
        if steps is None:
            found = nx.all_shortest_paths(graph, one, two)
        else:
            found = takewhile(lambda path: len(path) <= steps + 1, nx.shortest_simple_paths(graph, one, two))
        taken = list(islice(found, MOST + 1))
    except nx.NetworkXNoPath:
        return [], False

    def support(path: list[int]) -> tuple[int, int, int, list[int]]:
        weights = [graph.edges[step]["weight"] for step in pairwise(path)]
        return len(path), -min(weights), -sum(weights), path

    return sorted(taken[:MOST], key=support), len(taken) > MOST


def steps_of(path: Iterable[str], between: Mapping[tuple[str, str], list[Edge]]) -> tuple[Step, ...]:
    """The steps of a path, with their edges."""
    return tuple(Step(one, two, tuple(between[one, two])) for one, two in pairwise(path))
