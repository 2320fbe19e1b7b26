"""What is new since a date: what began, became known or ended after it, and things of which nothing older is known."""

from collections.abc import Callable

import pytest

from mekgraph.diagram.fresh import Fresh, fresh_since
from mekgraph.errors import UsageError
from mekgraph.graph.asof import Axes
from mekgraph.graph.opening import Graph
from mekgraph.iris import expand
from mekgraph.network.reading import Reading
from mekgraph.resources import Project

LINK = "link:alfa_organized_meeting"
# The meeting was in May 2024; the source is of 1 June 2024.
CASES = [
    ("2023", True),
    ("2024-04", True),
    ("2024-05-31", True),
    ("2024-06-01", False),
    ("2024", False),
    ("2025", False),
]


@pytest.mark.parametrize(("since", "new"), CASES)
def test_what_happened_or_became_known_afterwards_is_new(
    new_project: Callable[[], Project], since: str, new: bool
) -> None:
    reading = Reading(Graph.open(new_project()).engine, Axes(), "en")
    fresh = fresh_since(reading, since)
    assert (expand(LINK) in fresh.links) == new
    assert (expand("actor:alfa") in fresh.things) == new
    assert expand("actor:beta") not in fresh.things


def test_without_a_date_nothing_is_new(graph: Graph) -> None:
    fresh = fresh_since(Reading(graph.engine, Axes(), "en"), "")
    assert fresh == Fresh()


def test_what_ended_afterwards_is_told_apart_from_what_is_new(graph: Graph) -> None:
    reading = Reading(graph.engine, Axes(), "en")
    fresh = fresh_since(reading, "2022")
    links = reading.links()
    assert fresh.ended
    assert not fresh.ended & fresh.links
    assert all(links[iri].ended for iri in fresh.ended)
    assert not fresh_since(reading, "2099").ended


def test_a_date_that_is_none_is_told(graph: Graph) -> None:
    with pytest.raises(UsageError):
        fresh_since(Reading(graph.engine, Axes(), "en"), "soon")
