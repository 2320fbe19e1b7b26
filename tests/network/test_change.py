"""What changed between two states of a network."""

import pytest

import mekgraph

from .worlds import edge, iri, network

BEFORE = network([edge("a", "b"), edge("b", "c"), edge("c", "d")])
AFTER = network([edge("a", "b"), edge("a", "b", number=2), edge("b", "c"), edge("b", "e"), edge("e", "a")])


def test_who_came_and_left_and_which_edges_began_and_ended() -> None:
    change = AFTER.changes_since(BEFORE)
    assert (change.came, change.left) == ([iri("e")], [iri("d")])
    assert [one.id for one in change.began] == ["link:a_b_2", "link:b_e_1", "link:e_a_1"]
    assert [one.id for one in change.ended] == ["link:c_d_1"]
    assert change.about["Changed"] == "nodes: 1 came, 1 left; edges: 3 began, 1 no longer"


def test_measures_before_and_after() -> None:
    change = AFTER.changes_since(BEFORE, "degree", "constraint")
    rows = {row["node"].iri[-1]: row for row in change.answer()}
    assert {name: row["change"].text for name, row in rows.items()} == {
        "a": "stayed", "b": "stayed", "c": "stayed", "d": "left", "e": "came"
    }  # fmt: skip
    assert {name: row["degree_difference"].value for name, row in rows.items()} == {
        "a": 1, "b": 1, "c": -1, "d": -1, "e": 2
    }  # fmt: skip
    assert [row["node"].iri[-1] for row in change.answer()] == ["e", "d", "a", "b", "c"]
    assert [rows["e"][f"degree_{when}"].value for when in ("before", "after")] == [None, 2]
    assert rows["e"]["constraint_difference"].value is None
    assert len(change.top(2).answer()) == 2


def test_edges_that_began_and_ended_as_a_table_with_sources() -> None:
    rows = list(AFTER.changes_since(BEFORE).edges())
    assert [(row["change"].text, row["from"].iri[-1], row["to"].iri[-1]) for row in rows] == [
        ("began", "a", "b"),
        ("began", "b", "e"),
        ("began", "e", "a"),
        ("no longer", "c", "d"),
    ]
    assert {row["sources"].short for row in rows} == {"s1"}


def test_communities_are_numbered_anew_each_time_and_so_not_compared() -> None:
    with pytest.raises(mekgraph.UsageError, match="community"):
        AFTER.changes_since(BEFORE, "community")


def test_the_same_network_has_not_changed() -> None:
    change = AFTER.changes_since(AFTER)
    assert (change.came, change.left, change.began, change.ended) == ([], [], (), ())
    assert {row["degree_difference"].value for row in change.answer()} == {0}
