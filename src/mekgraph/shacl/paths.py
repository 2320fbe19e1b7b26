"""Property paths of shapes, and the same paths in SPARQL (SHACL, section 2.3.1)."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pyoxigraph as ox

from mekgraph.graph.engine import Term
from mekgraph.shacl.graph import Malformed, Node, ShapesGraph
from mekgraph.shacl.vocabulary import FIRST, NIL, SH

Kind = Literal["predicate", "inverse", "sequence", "alternative", "*", "+", "?"]
DEEPEST = 50
MOST_STEPS = 500  # parts may be named again and again, so that few lines can make a path without end
STEPS: dict[str, Kind] = {
    SH + "inversePath": "inverse",
    SH + "alternativePath": "alternative",
    SH + "zeroOrMorePath": "*",
    SH + "oneOrMorePath": "+",
    SH + "zeroOrOnePath": "?",
}


@dataclass(frozen=True)
class Path:
    """One step of a path: a predicate (``iri``), or a kind of step with its parts."""

    kind: Kind
    iri: str = ""
    parts: tuple["Path", ...] = ()

    @cached_property
    def steps(self) -> int:
        """How many predicates are on the way, each as often as it is."""
        return sum(part.steps for part in self.parts) or 1

    def sparql(self) -> str:
        """The path as a SPARQL property path.

        >>> there, back = Path("predicate", "e:a"), Path("inverse", parts=(Path("predicate", "e:b"),))
        >>> Path("sequence", parts=(there, back)).sparql()
        '(<e:a>/^<e:b>)'
        """
        parts = [part.sparql() for part in self.parts]
        if self.kind == "predicate":
            return f"<{self.iri}>"
        if self.kind == "inverse":
            return f"^{parts[0]}" if self.parts[0].kind == "predicate" else f"^({parts[0]})"
        if self.kind in ("sequence", "alternative"):
            return f"({('/' if self.kind == 'sequence' else '|').join(parts)})"
        return f"({parts[0]}){self.kind}"

    @property
    def is_step(self) -> bool:
        """Whether the path is one predicate, in its own or the other direction."""
        return self.kind == "predicate" or (self.kind == "inverse" and self.parts[0].kind == "predicate")

    @property
    def may_stay(self) -> bool:
        """Whether the path leads from each node to itself as well, without a step."""
        if self.kind in ("*", "?"):
            return True
        some = any if self.kind == "alternative" else all
        return bool(self.parts) and some(part.may_stay for part in self.parts)

    def predicates(self) -> set[str]:
        """All predicates on the way."""
        return {self.iri} if self.iri else {iri for part in self.parts for iri in part.predicates()}


def read_path(graph: ShapesGraph, node: Term, above: tuple[object, ...] = ()) -> Path:
    """The path at ``node`` of the shapes graph; Malformed for one that is none, too long, or leads back to itself."""
    if not isinstance(node, Node):
        raise Malformed("shapes.path")
    if isinstance(node, ox.NamedNode) and node.value != NIL:
        return Path("predicate", node.value)
    if node in above:
        raise Malformed("shapes.path_cycle")
    if len(above) > DEEPEST:
        raise Malformed("shapes.deep", limit=DEEPEST)
    inside = (*above, node)
    if graph.values(node, FIRST):
        return Path("sequence", parts=_members(graph, node, inside))
    steps = [(kind, value) for name, kind in STEPS.items() for value in graph.values(node, name)]
    if len(steps) != 1:
        raise Malformed("shapes.path")
    kind, value = steps[0]
    if kind == "alternative":
        return Path(kind, parts=_members(graph, value, inside))
    return Path(kind, parts=(read_path(graph, value, inside),))


def _members(graph: ShapesGraph, head: Term, inside: tuple[object, ...]) -> tuple[Path, ...]:
    """The paths in a list, of which there must be several."""
    members = graph.list_at(head)
    if len(members) < 2:
        raise Malformed("shapes.path")
    found: list[Path] = []
    for member in members:
        found.append(read_path(graph, member, inside))
        if sum(part.steps for part in found) > MOST_STEPS:
            raise Malformed("shapes.path_long", limit=MOST_STEPS)
    return tuple(found)
