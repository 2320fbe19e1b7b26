"""Positions come out the same every time, and leave room for labels."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from mekgraph.diagram.layout import BOX, force_layout

names = st.sampled_from([f"n{number}" for number in range(25)])
edges = st.lists(st.tuples(names, names), max_size=60)


def boxes_overlap(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) < BOX[0] - 0.2 and abs(a[1] - b[1]) < BOX[1] - 0.2


@settings(max_examples=40, deadline=None)
@given(edges)
def test_no_two_label_boxes_overlap(pairs: list[tuple[str, str]]) -> None:
    nodes = sorted({name for pair in pairs for name in pair})
    places = force_layout(nodes, pairs)
    assert set(places) == set(nodes)
    assert not [pair for pair in itertools.combinations(places.values(), 2) if boxes_overlap(*pair)]


@settings(max_examples=20, deadline=None)
@given(edges, st.randoms())
def test_the_order_of_the_input_does_not_matter(pairs: list[tuple[str, str]], random: object) -> None:
    nodes = sorted({name for pair in pairs for name in pair})
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert force_layout(nodes[::-1], shuffled) == force_layout(nodes, pairs)


def test_nothing_to_lay_out() -> None:
    assert force_layout([], []) == {}
