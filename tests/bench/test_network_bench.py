"""The bench of the network: its data are the same each time, and the libraries that it compares agree."""

import pytest
from bench.network.jobs import LIBRARIES, generated, run
from bench.network.run import alike


def test_the_generated_network_has_the_size_asked_for_and_is_the_same_each_time() -> None:
    one, two = generated(200, 600), generated(200, 600)
    assert (len(one), one.size()) == (200, 600)
    assert list(one.edges(data="weight")) == list(two.edges(data="weight"))


@pytest.mark.parametrize("measure", ["betweenness", "constraint", "core"])
def test_libraries_that_find_the_same_are_alike(measure: str) -> None:
    job = {"measure": measure, "nodes": 60, "edges": 150}
    one, two = (run({**job, "library": library})["found"] for library in ("networkx", "mekgraph"))
    assert alike(one, two)
    assert not alike(one, [99.0, *two[1:]])


def test_a_library_that_is_not_there_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object) -> None:
        raise ImportError

    monkeypatch.setitem(LIBRARIES, "igraph", absent)
    assert run({"measure": "core", "nodes": 10, "edges": 12, "library": "igraph"}) == {"absent": True}
