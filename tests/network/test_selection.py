"""Which links a network holds."""

from collections.abc import Callable

import pyoxigraph as ox

from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.opening import Graph
from mekgraph.iris import expand
from mekgraph.network.selection import around, between, members
from mekgraph.resources import Project


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def test_one_step_and_two(new_project: Callable[..., Project]) -> None:
    engine = Graph.open(new_project()).engine
    assert around(engine, [node("actor:alfa")]).things == {node("actor:alfa"), node("event:meeting")}
    assert around(engine, [node("actor:alfa")], steps=2).links == {node("link:alfa_organized_meeting")}
    assert around(engine, [node("actor:beta")]).links == frozenset()


def test_between_takes_only_links_with_both_ends(engine: OxigraphEngine) -> None:
    pair = between(engine, [node("actor:rec"), node("actor:rec-wg1-accountability")])
    assert pair.links == {node("link:rec_hasWorkingGroup_rec-wg1-accountability")}


def test_members_follow_subclasses(engine: OxigraphEngine) -> None:
    assert len(members(engine, "PartnerOrganization")) == 6
    assert node("actor:osce") in members(engine, "IntergovernmentalOrganization")
