"""Every measure agrees with a second implementation or with its definition."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mekgraph
from mekgraph.network.communities import communities, modularity
from mekgraph.network.measures import MEASURES, USUAL

from .worlds import edge, iri, joined, network

NAMES = "abcdefgh"
PAIRS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1]),
    min_size=1,
    max_size=24,
    unique=True,
)
KITE = ["ab", "ac", "ad", "af", "bd", "be", "bg", "cd", "cf", "de", "df", "dg", "eg", "fg", "fh", "gh", "hi", "ij"]


def test_the_kite_of_krackhardt() -> None:
    found = joined([(one, two) for one, two in KITE]).measures()
    assert {node[-1]: value for node, value in found.of("degree").items()} == dict(
        zip("abcdefghij", (4, 4, 3, 6, 3, 5, 5, 3, 2, 1), strict=True)
    )
    assert found.of("betweenness")[iri("h")] == pytest.approx(14 / 36, abs=1e-6)
    assert found.of("betweenness")[iri("d")] == pytest.approx(3.6667 / 36, abs=1e-5)
    assert found.of("core") == {iri(name): 3 if name in "abcdefg" else 2 if name == "h" else 1 for name in "abcdefghij"}
    assert found.ranked()[:3] == [iri("d"), iri("f"), iri("g")]


@given(PAIRS, st.booleans())
def test_betweenness_is_that_of_networkx(pairs: list[tuple[str, str]], directed: bool) -> None:
    found = joined(pairs, directed=True)
    shape = found.shape(directed=directed)
    theirs = nx.betweenness_centrality(shape.arcs if directed else shape.plain)
    ours = found.measures("betweenness", directed=directed).of("betweenness")
    assert list(ours.values()) == pytest.approx([theirs[node] for node in sorted(theirs)], abs=1e-6)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(1, 4)), min_size=1, max_size=20))
def test_constraint_is_that_of_networkx(edges: list[tuple[str, str, int]]) -> None:
    made = network(
        [edge(one, two, number=n) for one, two, count in edges if one != two for n in range(count)] or [edge("a", "b")]
    )
    plain = made.shape().plain
    theirs = nx.constraint(plain, nodes=list(plain), weight="weight")
    ours = made.measures("constraint").of("constraint")
    assert list(ours.values()) == pytest.approx([theirs[node] for node in plain], abs=1e-6)


def test_constraint_by_hand() -> None:
    # a has two partners that are joined: each holds half of a, and half of the other half.
    triangle = joined(["ab", "bc", "ca"]).measures("constraint")
    assert triangle.of("constraint")[iri("a")] == pytest.approx(2 * (0.5 + 0.5 * 0.5) ** 2)
    star = joined(["ab", "ac", "ad"]).measures("constraint")
    assert star.of("constraint")[iri("a")] == pytest.approx(3 * (1 / 3) ** 2, abs=1e-6)
    assert star.ranked()[0] == iri("a")


@given(PAIRS)
def test_in_the_k_core_everyone_has_k_partners_and_no_larger_part_has(pairs: list[tuple[str, str]]) -> None:
    made = joined(pairs)
    plain, core = made.shape().plain, list(made.measures("core").of("core").values())
    for k in range(1, max(core) + 1):
        inside = plain.subgraph([node for node in plain if core[node] >= k])
        assert all(degree >= k for _, degree in inside.degree())
        rest = plain.copy()
        while poor := [node for node, degree in rest.degree() if degree < k]:
            rest.remove_nodes_from(poor)
        assert set(inside) == set(rest)


def test_parallel_edges_are_one_partner_and_all_count_as_edges() -> None:
    made = network([edge("a", "b"), edge("a", "b", number=2), edge("b", "c")])
    found = made.measures("degree", "edges")
    assert found.of("degree") == {iri("a"): 1, iri("b"): 2, iri("c"): 1}
    assert found.of("edges") == {iri("a"): 2, iri("b"): 3, iri("c"): 1}


def test_directions_where_they_mean_something() -> None:
    made = network([edge("a", "b", directed=True), edge("c", "b", directed=True), edge("b", "d")])
    found = made.measures("degree", directed=True)
    assert (found.of("in")[iri("b")], found.of("out")[iri("b")], found.of("degree")[iri("b")]) == (3, 1, 3)
    assert "in" not in made.measures("degree").values


def test_cliques_that_hardly_touch_are_communities() -> None:
    cliques = [f"{one}{two}" for group in ("abcd", "efgh", "ijk") for one in group for two in group if one < two]
    found = joined([(one, two) for one, two in [*cliques, "de", "hi"]]).measures("community")
    assert "".join(str(number) for number in found.of("community").values()) == "11112222333"
    assert {found.of("centre")[iri(name)] for name in "abcd"} == {iri("d")}
    quality = 15 / 17 - (13**2 + 14**2 + 7**2) / 34**2
    assert f"{quality:.3f}" in str(found.about["Community"])


def test_the_division_with_the_best_modularity_is_kept() -> None:
    club: nx.Graph[int] = nx.karate_club_graph()
    found = communities(club)
    assert found == communities(nx.Graph(club))
    runs = [nx.community.louvain_communities(club, seed=seed) for seed in range(2024, 2034)]
    assert modularity(club, found) == pytest.approx(max(nx.community.modularity(club, run) for run in runs))
    assert modularity(club, found) > 0.44


def test_an_unknown_measure_or_group_names_the_nearest() -> None:
    made = joined(["ab"])
    with pytest.raises(mekgraph.UsageError, match="Nearest: betweenness"):
        made.measures("betweeness")
    with pytest.raises(mekgraph.UsageError, match="class, parent, country"):
        made.measures(group="colour")


def test_an_empty_network_has_no_values() -> None:
    found = network([]).measures(*MEASURES)
    assert (len(found), found.ranked()) == (0, [])
    assert set(USUAL) <= set(found.values)


def test_values_are_there_for_sizes_and_colours_and_as_rows() -> None:
    found = joined(["ab", "bc"]).measures("degree", "betweenness")
    assert next(iter(found)) == {"node": iri("b"), "group": "Body", "degree": 2, "betweenness": 1.0}
    assert [row["degree"].value for row in found.top(1).answer()] == [2]
