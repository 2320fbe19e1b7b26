"""Brokerage roles: those of the five triads, those counted by hand, and those of a second way of counting."""

from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.network.brokerage import ROLES, TOTAL, brokerage

from .worlds import iri, joined


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("AAA", "coordinator"),
        ("BAA", "gatekeeper"),
        ("AAB", "representative"),
        ("BAB", "consultant"),
        ("BAC", "liaison"),
    ],
)
def test_each_triad_of_gould_and_fernandez_is_one_role(groups: str, role: str) -> None:
    found = brokerage(nx.DiGraph([(0, 1), (1, 2)]), dict(enumerate(groups)))
    assert {name: values[1] for name, values in found.items()} == {
        name: int(name in (role, TOTAL)) for name in (TOTAL, *ROLES)
    }
    assert all(values[0] == values[2] == 0 for values in found.values())


def test_counted_by_hand() -> None:
    # a and b (of A) lead to c (of A); c leads to d (of A), e and f (of B); a leads to e itself; e leads back to c.
    arcs = nx.DiGraph([("a", "c"), ("b", "c"), ("c", "d"), ("c", "e"), ("c", "f"), ("a", "e"), ("e", "c")])
    groups = dict(zip("abcdef", "AAAABB", strict=True))
    found = brokerage(arcs, groups)
    # a-c-d, b-c-d; e-c-d; a-c-f, b-c-e, b-c-f; e-c-f; a-c-e is closed.
    assert [found[name]["c"] for name in ROLES] == [2, 1, 3, 1, 0]
    # a-e-c is closed by a-c.
    assert found[TOTAL] == {"a": 0, "b": 0, "c": 7, "d": 0, "e": 0, "f": 0}


def by_definition(arcs: "nx.DiGraph[int]", groups: dict[int, str]) -> dict[str, dict[int, int]]:
    """All ordered triples, looked at one by one."""
    found = {name: dict.fromkeys(arcs, 0) for name in (TOTAL, *ROLES)}
    for first, broker, second in permutations(arcs, 3):
        if arcs.has_edge(first, broker) and arcs.has_edge(broker, second) and not arcs.has_edge(first, second):
            a, b, c = groups[first], groups[broker], groups[second]
            if a == b == c:
                role = "coordinator"
            elif a == c:
                role = "consultant"
            elif b == c:
                role = "gatekeeper"
            elif a == b:
                role = "representative"
            else:
                role = "liaison"
            found[role][broker] += 1
            found[TOTAL][broker] += 1
    return found


PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=40)


@given(PAIRS, st.lists(st.sampled_from("ABC"), min_size=9, max_size=9), st.booleans())
def test_the_count_is_that_of_the_definition(pairs: list[tuple[int, int]], groups: list[str], both_ways: bool) -> None:
    arcs: nx.DiGraph[int] = nx.DiGraph()
    arcs.add_nodes_from(range(9))
    arcs.add_edges_from((one, two) for one, two in pairs if one != two)
    if both_ways:
        arcs.add_edges_from([(two, one) for one, two in arcs.edges])
    assert brokerage(arcs, dict(enumerate(groups))) == by_definition(arcs, dict(enumerate(groups)))


def test_without_directions_a_pair_counts_both_ways_and_no_gate_has_a_side() -> None:
    groups = {"a": "A", "b": "B", "c": "B", "d": "C"}
    found = joined([("a", "b"), ("b", "c"), ("b", "d")], directed=True, groups=groups).measures("brokerage")
    assert {name: found.of(name)[iri("b")] for name in (TOTAL, *ROLES)} == {
        "brokerage": 6,
        "coordinator": 0,
        "gatekeeper": 2,
        "representative": 2,
        "consultant": 0,
        "liaison": 2,
    }
    assert joined([("a", "b"), ("b", "c")], directed=True, groups=groups).measures("brokerage", directed=True).of(
        "gatekeeper"
    ) == {iri("a"): 0, iri("b"): 1, iri("c"): 0}
