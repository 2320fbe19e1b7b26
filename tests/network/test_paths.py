"""Paths between two nodes, and what each step rests on."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mekgraph
from mekgraph.network import paths as module
from mekgraph.network.paths import Paths, ways_between

from .worlds import SOURCE, edge, joined, network

SQUARE = ["ab", "bz", "ac", "cz", "cd", "dz"]


def ways(found: Paths) -> list[str]:
    return ["".join(node[-1] for node in (path[0].start, *(step.end for step in path))) for path in found]


def test_the_shortest_paths_with_the_sources_of_each_step() -> None:
    found = joined(SQUARE).paths("a", "z")
    assert ways(found) == ["abz", "acz"]
    first = found.paths[0][0]
    assert (first.sources, [one.id for one in first.edges]) == ((SOURCE,), ["link:a_b_1"])
    assert [row["sources"].text for row in found.answer()] == ["A publisher, 2024 (s1)"] * 4


def test_longer_paths_come_after_the_shortest() -> None:
    assert ways(joined(SQUARE).paths("a", "z", steps=3)) == ["abz", "acz", "acdz"]
    assert ways(joined(SQUARE).paths("a", "z", steps=1)) == []


def test_the_best_supported_of_equally_long_paths_comes_first() -> None:
    made = network([*(edge(one, two) for one, two in SQUARE), edge("a", "c", number=2), edge("c", "z", number=2)])
    found = made.paths("a", "z")
    assert ways(found) == ["acz", "abz"]
    assert [len(step.edges) for step in found.paths[0]] == [2, 2]
    assert ways(found.top(1)) == ["acz"]
    assert found.top(1).about["Shown"] == "1 of 2 paths"


def test_directions_are_followed_where_that_is_wanted() -> None:
    made = network([edge("a", "b", directed=True), edge("c", "b", directed=True), edge("c", "d")])
    assert ways(made.paths("a", "d")) == ["abcd"]
    assert ways(made.paths("a", "d", directed=True)) == []
    assert ways(made.paths("d", "b", directed=True)) == ["dcb"]
    both = network([edge("a", "b", directed=True), edge("b", "a", directed=True)])
    assert [step.edges[0].id for path in both.paths("a", "b", directed=True) for step in path] == ["link:a_b_1"]


def test_that_there_are_more_than_were_looked_at_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    found = joined([pair for middle in "bcdef" for pair in (f"a{middle}", f"{middle}z")]).paths("a", "z")
    assert (ways(found), found.more) == (["abz", "acz", "adz"], True)
    assert found.top(2).about["Shown"] == "2 of more than 3 paths"


def test_two_ends_that_are_one_or_not_there() -> None:
    made = joined(["ab"])
    with pytest.raises(mekgraph.UsageError, match="both ends"):
        made.paths("a", "actor:a")
    with pytest.raises(mekgraph.NoMatchError):
        made.paths("a", "xyz")


NODES = st.integers(0, 6)


@given(st.lists(st.tuples(NODES, NODES), max_size=14), st.integers(1, 4))
def test_the_paths_are_those_of_networkx(pairs: list[tuple[int, int]], steps: int) -> None:
    graph: nx.Graph[int] = nx.empty_graph(7)
    graph.add_edges_from(((one, two) for one, two in pairs if one != two), weight=1)
    shortest, _ = ways_between(graph, 0, 6, None)
    if nx.has_path(graph, 0, 6):
        assert sorted(shortest) == sorted(nx.all_shortest_paths(graph, 0, 6))
    else:
        assert shortest == []
    assert sorted(ways_between(graph, 0, 6, steps)[0]) == sorted(nx.all_simple_paths(graph, 0, 6, cutoff=steps))
