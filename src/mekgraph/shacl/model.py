"""Shapes as data: what a shapes graph says, ready to be compiled."""

from dataclasses import dataclass, field

import pyoxigraph as ox

from mekgraph.graph.engine import Term
from mekgraph.shacl.graph import Node, ShapesGraph
from mekgraph.shacl.paths import Path


@dataclass(frozen=True)
class Target:
    """Which nodes a shape looks at: ``kind`` is the local name of the SHACL term, ``node`` its value."""

    kind: str
    node: Term


@dataclass(frozen=True)
class Constraint:
    """One constraint: ``name`` is the local name of its parameter, the others hold what that parameter says.

    ``terms`` are the values (one, or the members of a list), ``shapes`` the shapes that are referred to, ``number`` a
    count or length, ``text`` a pattern or query, ``flags`` those of the pattern, ``siblings`` the qualified shapes
    that must not fit as well, ``node`` the SPARQL constraint.
    """

    name: str
    component: str
    terms: tuple[Term, ...] = ()
    shapes: tuple[Node, ...] = ()
    number: int = 0
    text: str = ""
    flags: str = ""
    siblings: tuple[Node, ...] = ()
    node: Node | None = None
    messages: tuple[ox.Literal, ...] = ()


@dataclass(frozen=True)
class Shape:
    """One shape; ``path`` is None for a node shape. ``properties`` are the property shapes it refers to."""

    node: Node
    path: Path | None
    path_node: Term | None
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    properties: tuple[Node, ...]
    severity: str
    messages: tuple[ox.Literal, ...]
    deactivated: bool

    def referred(self) -> list[Node]:
        """The shapes that this one refers to."""
        inner = [node for constraint in self.constraints for node in (*constraint.shapes, *constraint.siblings)]
        return [*self.properties, *inner]


@dataclass(frozen=True)
class Shapes:
    """All shapes by node. ``advanced`` names what each of some shapes uses and only the reference validator knows."""

    shapes: dict[Node, Shape]
    graph: ShapesGraph
    advanced: dict[Node, str] = field(default_factory=dict)

    def targeted(self) -> list[Shape]:
        """The shapes that look at nodes of their own accord, in the order of their files."""
        own = {node for node in self.shapes if self.graph.sh(node, "target")}
        return [s for s in self.shapes.values() if (s.targets or s.node in own) and not s.deactivated]

    def below(self, node: Node) -> list[Node]:
        """``node`` and all shapes reached from it."""
        found = {node: None}
        waiting = [node]
        for shape in waiting:
            fresh = [inner for inner in dict.fromkeys(self.shapes[shape].referred()) if inner not in found]
            found.update(dict.fromkeys(fresh))
            waiting.extend(fresh)
        return waiting
