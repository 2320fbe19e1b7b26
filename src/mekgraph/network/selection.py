"""Which links a network holds: those around some things, or those of an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.graph.engine import Engine
from mekgraph.iris import DEF
from mekgraph.sparql import own_query


@dataclass(frozen=True)
class Selection:
    """Links, and the things at their ends."""

    links: frozenset[ox.NamedNode]
    things: frozenset[ox.NamedNode]


def around(engine: Engine, centres: Iterable[ox.NamedNode], steps: int = 1, without: Iterable[str] = ()) -> Selection:
    """The links on the ways of up to ``steps`` links from the centres, and the things they lead to.

    Members of the classes ``without`` (local names such as ``Person``) are passed over unless they are centres.
    """
    found = frontier = frozenset(centres)
    hidden = frozenset[ox.NamedNode]().union(*(members(engine, name) for name in without)) - found
    links: set[ox.NamedNode] = set()
    for _ in range(steps):
        rows = engine.select(own_query("links-around", near=sorted(frontier, key=str))).rows
        usable = [(link, far) for link, _, far in rows if far not in hidden]
        links |= {link for link, _ in usable if isinstance(link, ox.NamedNode)}
        frontier = frozenset(far for _, far in usable if isinstance(far, ox.NamedNode)) - found
        found |= frontier
    return Selection(frozenset(links), found)


def members(engine: Engine, name: str) -> frozenset[ox.NamedNode]:
    """The members of one of our classes and of those below it."""
    rows = engine.select(own_query("members", wanted=[ox.NamedNode(DEF + name)])).rows
    return frozenset(thing for (thing,) in rows if isinstance(thing, ox.NamedNode))


def between(engine: Engine, things: Iterable[ox.NamedNode]) -> Selection:
    """The links between some things."""
    known = frozenset(things)
    rows = engine.select(own_query("links-between", near=sorted(known, key=str))).rows
    links = frozenset(link for link, _, far in rows if far in known and isinstance(link, ox.NamedNode))
    return Selection(links, known)
