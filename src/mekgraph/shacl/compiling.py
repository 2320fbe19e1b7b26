"""Shapes to SPARQL: one query per constraint, for all focus nodes at once."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count

import pyoxigraph as ox

from mekgraph.graph.engine import Term
from mekgraph.shacl.conformance import Conformance, NotCompiled, number_of
from mekgraph.shacl.fragments import fragment, listed
from mekgraph.shacl.graph import Node
from mekgraph.shacl.model import Constraint, Shape, Shapes, Target
from mekgraph.shacl.prebinding import needs_reference, setwise
from mekgraph.shacl.vocabulary import NIL
from mekgraph.shacl.written import keep

IRI = re.compile(r"<([^<>\s]*)>")
COUNTS = {
    "minCount": "minCount",
    "maxCount": "maxCount",
    "qualifiedMinCount": "minCount",
    "qualifiedMaxCount": "maxCount",
}
TOGETHER = ("disjoint", "equals", "lessThan", "lessThanOrEquals", "uniqueLang")


@dataclass(frozen=True, eq=False)
class Query:
    """One constraint of one shape as a query; its rows have the column ``this``, maybe ``path`` and ``value``.

    Each is equal to itself only.
    """

    text: str
    shape: Shape
    constraint: Constraint

    @functools.cached_property
    def iris(self) -> frozenset[str]:
        """The IRIs that the query names: what does not concern them cannot change its answer."""
        return frozenset(IRI.findall(self.text))

    @property
    def any_predicate(self) -> bool:
        """Whether the query asks for any predicate: closed shapes, also inside other shapes."""
        return "NOT IN (" in self.text

    @property
    def on_values(self) -> bool:
        """Whether the query computes with values: what people write, not what is compiled."""
        return self.constraint.name == "sparql"


@dataclass(frozen=True)
class Compiled:
    """All queries of some shapes, and the targeted shapes that the reference validator must run, with the reason."""

    queries: list[Query]
    left: dict[Node, str]


def compile_shapes(shapes: Shapes, classes: dict[str, list[str]], keep: Callable[[Term], Term] = keep) -> Compiled:
    """The queries of all shapes that look at nodes; ``classes`` gives each class with all below it.

    ``keep`` gives a term the form in which the engine holds it as it was written.
    """
    queries: dict[tuple[object, ...], Query] = {}
    left: dict[Node, str] = {}
    for shape in shapes.targeted():
        try:
            made = [
                query
                for focus in _focus(shape.targets, classes, keep)
                for query in _Compiler(shapes, classes, keep).of_shape(shape, focus)
            ]
        except NotCompiled as reason:
            left[shape.node] = str(reason)
        else:
            # A property shape that two shapes with the same target refer to is asked once.
            queries.update({(query.text, query.shape.node, query.constraint.node): query for query in made})
    return Compiled(list(queries.values()), left)


def _focus(targets: Iterable[Target], classes: dict[str, list[str]], keep: Callable[[Term], Term]) -> Iterator[str]:
    """The patterns that bind ``?this`` to the focus nodes."""
    nodes = [keep(target.node) for target in targets if target.kind == "targetNode"]
    if nodes:
        yield fragment("focus", "targetNode", terms=listed(nodes, " "))
    for target in targets:
        names = classes.get(getattr(target.node, "value", ""), [])
        if target.kind == "targetClass" and len(names) > 1:
            yield fragment("focus", "classes", terms=" ".join(f"<{name}>" for name in names))
        elif target.kind != "targetNode":
            yield fragment("focus", target.kind, term=target.node)


class _Compiler:
    """Compiles one targeted shape and the property shapes below it."""

    def __init__(self, shapes: Shapes, classes: dict[str, list[str]], keep: Callable[[Term], Term]) -> None:
        self.shapes = shapes
        self.conformance = Conformance(shapes, classes, keep)
        self.numbers = count(1)

    def of_shape(self, shape: Shape, focus: str) -> Iterator[Query]:
        """The queries of a shape whose focus nodes the pattern ``focus`` binds to ``?this``."""
        if shape.deactivated:
            return
        if shape.node in self.shapes.advanced:
            raise NotCompiled(self.shapes.advanced[shape.node])
        for constraint in shape.constraints:
            text = self._text(shape, constraint, focus)
            if text:
                yield Query(text, shape, constraint)
        for inner in shape.properties:
            yield from self.of_shape(self.shapes.shapes[inner], self._values(shape, focus))

    def _values(self, shape: Shape, focus: str) -> str:
        """The pattern of the value nodes, which are the focus nodes of the property shapes below."""
        if not shape.path:
            return focus
        before = f"?_focus{next(self.numbers)}"
        path = shape.path.sparql()
        return fragment("focus", "values", focus=focus.replace("?this", before), **{"from": before}, path=path)

    def _text(self, shape: Shape, constraint: Constraint, focus: str) -> str:
        name = constraint.name
        if name == "sparql":
            return self._select(shape, constraint, focus)
        if shape.path is None:
            return self._of_node(constraint, focus)
        path = shape.path.sparql()
        if name in COUNTS:
            return self._count(constraint, focus, path)
        blanks = {"focus": focus, "path": path, "terms": self._allowed(constraint)}
        blanks["term"] = str(constraint.terms[0]) if constraint.terms else ""
        if name == "closed":
            return fragment("query", "closed_values", **blanks)
        if name in TOGETHER:
            blanks |= {"number_of_value": number_of("?value"), "number_of_other": number_of("?other")}
            return fragment("query", name, **blanks)
        if name == "hasValue":
            return fragment("query", "focus", focus=focus, fails=self.conformance.of_all(shape, constraint, "?this"))
        return fragment("query", "value", fails=self.conformance.of_one(constraint, "?this", "?value"), **blanks)

    def _of_node(self, constraint: Constraint, focus: str) -> str:
        """A constraint of a node shape: the focus node is the only value node."""
        if constraint.name == "closed":
            return fragment("query", "closed", focus=focus, terms=self._allowed(constraint))
        if constraint.name == "equals":
            return fragment("query", "equals_of_node", focus=focus, term=constraint.terms[0])
        fails = self.conformance.of_one(constraint, "?this", "?this")
        form = "focus" if constraint.name == "hasValue" else "node"
        return fragment("query", form, focus=focus, fails=fails)

    def _count(self, constraint: Constraint, focus: str, path: str) -> str:
        kind = COUNTS[constraint.name]
        if kind == "minCount" and constraint.number < 1:
            return ""
        conforms = self.conformance.qualifies(constraint, "?v") if constraint.shapes else "true"
        if (kind, constraint.number) in (("minCount", 1), ("maxCount", 0)):
            some = fragment("set", "value", x="?this", path=path, v="?v", fails=conforms)
            return fragment("query", "focus", focus=focus, fails=f"NOT {some}" if kind == "minCount" else some)
        blanks = {"focus": focus, "path": path, "conforms": conforms, "number": constraint.number}
        return fragment("query", kind, **blanks)

    def _allowed(self, constraint: Constraint) -> str:
        """The predicates that a closed shape allows; an empty list is written with a predicate that never occurs."""
        return listed(constraint.terms or (ox.NamedNode(NIL),))

    def _select(self, shape: Shape, constraint: Constraint, focus: str) -> str:
        reason = needs_reference(constraint.text)
        if reason:
            raise NotCompiled(reason)
        path = shape.path.sparql() if shape.path else ""
        named = str(shape.node) if isinstance(shape.node, ox.NamedNode) else ""
        return setwise(constraint.text, focus, path, named)
