"""What a network measures does not hang on the names of its nodes nor on the order of its links."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.graph.opening import Graph
from mekgraph.network.assembling import network as network_of
from mekgraph.network.measures import MEASURES
from mekgraph.network.model import Edge
from mekgraph.resources import Project

from ..conftest import PREFIXES
from .test_edges import LINKS, WORLD
from .worlds import edge, iri, network

NAMES = "abcdefgh"
EDGES = st.lists(
    st.builds(edge, st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans(), st.integers(1, 3)).filter(
        lambda one: one.one != one.two
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda one: one.id,
)
# Where several divisions are equally good, names decide which of them is taken.
MEASURED = [name for name in MEASURES if name != "community"]
GROUPS = dict(zip(NAMES, "AABBCCDD", strict=True))


@given(EDGES, st.permutations(NAMES), st.booleans())
def test_other_names_give_the_same_values(edges: list[Edge], names: list[str], directed: bool) -> None:
    other = dict(zip(NAMES, names, strict=True))

    def renamed(one: Edge) -> Edge:
        start, end, number = one.links[0].rsplit("/", 1)[-1].split("_")
        return edge(other[start], other[end], one.directed, int(number))

    found = network(edges, GROUPS).measures(*MEASURED, directed=directed)
    groups = {other[name]: group for name, group in GROUPS.items()}
    again = network(map(renamed, edges), groups).measures(*MEASURED, directed=directed)
    for column, values in found.values.items():
        theirs = again.of(column)
        assert {iri(other[node[-1]]): value for node, value in values.items()} == pytest.approx(theirs, abs=2e-6)


@given(EDGES, st.randoms(use_true_random=False))
def test_another_order_gives_the_same_answer(edges: list[Edge], order: random.Random) -> None:
    shuffled = list(edges)
    order.shuffle(shuffled)
    one, two = network(edges), network(shuffled)
    assert one.measures(*MEASURES).top(5).answer() == two.measures(*MEASURES).top(5).answer()
    assert replace(one, engine=two.engine).edge_table() == two.edge_table()


def test_the_order_in_which_links_are_written_changes_nothing(new_project: Callable[..., Project]) -> None:
    small = new_project("".join([WORLD, *LINKS]))
    whole = network_of(Graph.open(small))
    (small.data / "all.ttl").write_text("".join([PREFIXES, *reversed(LINKS), WORLD]), encoding="utf-8")
    again = network_of(Graph.open(small))
    assert again.version != whole.version
    assert again.edges == whole.edges
    assert again.measures().values == whole.measures().values
