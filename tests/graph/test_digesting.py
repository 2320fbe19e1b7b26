"""The digest of a graph that somebody else made."""

import itertools
import time

import pyoxigraph as ox
import pytest

from mekgraph.errors import LimitError
from mekgraph.graph.digesting import digest_of
from mekgraph.messages import LANGUAGES

P = ox.NamedNode("https://example.org/p")


def ring(names: str) -> list[ox.Triple]:
    nodes = [ox.BlankNode(name) for name in names]
    return [ox.Triple(one, P, other) for one, other in zip(nodes, nodes[1:] + nodes[:1], strict=True)]


def test_names_of_blank_nodes_do_not_count() -> None:
    assert digest_of(ring("abcd")) == digest_of(ring("wxyz")) != digest_of(ring("abcde"))


def test_nodes_that_nobody_can_tell_apart_are_given_up() -> None:
    nodes = [ox.BlankNode(f"n{n}") for n in range(12)]
    clique = [ox.Triple(one, P, other) for one, other in itertools.permutations(nodes, 2)]
    before = time.monotonic()
    with pytest.raises(LimitError) as caught:
        digest_of(clique, seconds=1)
    assert time.monotonic() - before < 10
    assert len({caught.value.text(language) for language in LANGUAGES}) == len(LANGUAGES)
