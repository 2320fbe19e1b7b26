"""Shapes to SPARQL: one query per constraint, for all focus nodes at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.graph.engine import Term
from mekgraph.shacl.conformance import Conformance, NotCompiled, compared
from mekgraph.shacl.focus import Focus, focuses
from mekgraph.shacl.fragments import fragment, listed
from mekgraph.shacl.graph import Node
from mekgraph.shacl.model import Constraint, Shape, Shapes
from mekgraph.shacl.paths import Path
from mekgraph.shacl.prebinding import needs_reference, setwise
from mekgraph.shacl.vocabulary import NIL
from mekgraph.shacl.written import keep

COUNTS = {
    "minCount": "minCount",
    "maxCount": "maxCount",
    "qualifiedMinCount": "minCount",
    "qualifiedMaxCount": "maxCount",
}
LESS = ("lessThan", "lessThanOrEquals")
TOGETHER = ("disjoint", "equals", "uniqueLang")


@dataclass(frozen=True, eq=False)
class Query:
    """One constraint of one shape as a query; its rows have the column ``this``, maybe ``path`` and ``value``.

    Each is equal to itself only.
    """

    text: str
    shape: Shape
    constraint: Constraint

    @property
    def on_values(self) -> bool:
        """Whether the query computes with values: what people write, not what is compiled."""
        return self.constraint.name == "sparql"


@dataclass(frozen=True)
class Compiled:
    """All queries of some shapes, and the targeted shapes that the reference validator must run, with the reason."""

    queries: list[Query]
    left: dict[Node, str]


def compile_shapes(
    shapes: Shapes,
    classes: dict[str, list[str]],
    keep: Callable[[Term], Term] = keep,
    known: Callable[[Term], bool] = lambda _: True,
) -> Compiled:
    """The queries of all shapes that look at nodes; ``classes`` gives each class with all below it.

    ``keep`` gives a term the form in which the engine holds it as it was written; ``known`` says whether the data has
    a term at all.
    """
    queries: dict[tuple[object, ...], Query] = {}
    left: dict[Node, str] = {}
    for shape in shapes.targeted():
        if shape.node in shapes.advanced:
            left[shape.node] = shapes.advanced[shape.node]
            continue
        if _beyond(shapes, shape, lambda term: known(keep(term))):
            left[shape.node] = "sh:targetNode"
            continue
        try:
            made = [
                query
                for focus in focuses(shape.targets, classes, keep)
                for query in _Compiler(shapes, classes, keep).of_shape(shape, focus)
            ]
        except NotCompiled as reason:
            left[shape.node] = str(reason)
        else:
            # A property shape that two shapes with the same target refer to is asked once.
            queries.update({(query.text, query.shape.node, query.constraint): query for query in made})
    return Compiled(list(queries.values()), left)


def _beyond(shapes: Shapes, shape: Shape, known: Callable[[Term], bool]) -> bool:
    """Whether a path without a step starts at a node that the data does not have: engines know no such node."""
    paths = (shapes.shapes[node].path for node in shapes.below(shape.node))
    stays = any(path.may_stay for path in paths if path)
    return stays and not all(known(target.node) for target in shape.targets if target.kind == "targetNode")


class _Compiler:
    """Compiles one targeted shape and the property shapes below it."""

    def __init__(self, shapes: Shapes, classes: dict[str, list[str]], keep: Callable[[Term], Term]) -> None:
        self.shapes = shapes
        self.conformance = Conformance(shapes, classes, keep)

    def of_shape(self, shape: Shape, focus: Focus) -> Iterator[Query]:
        """The queries of a shape with these focus nodes, and of the property shapes that it refers to."""
        if shape.deactivated:
            return
        if shape.node in self.shapes.advanced:
            raise NotCompiled(self.shapes.advanced[shape.node])
        for constraint in shape.constraints:
            text = self._text(shape, constraint, focus)
            if text:
                yield Query(text, shape, constraint)
        inside = focus.values(shape.path) if shape.path else focus
        for inner in shape.properties:
            yield from self.of_shape(self.shapes.shapes[inner], inside)

    def _text(self, shape: Shape, constraint: Constraint, focus: Focus) -> str:
        name = constraint.name
        if name == "sparql":
            if self.shapes.graph.functions:
                raise NotCompiled("sh:SPARQLFunction")
            return _select(shape, constraint, focus)
        if name == "closed":
            return _closed(shape, constraint, focus)
        if shape.path is None:
            return self._of_node(constraint, focus)
        if name in COUNTS:
            return self._count(shape.path, constraint, focus)
        if name == "hasValue":
            fails = self.conformance.of_all(shape, constraint, "?this")
            return fragment("query", "focus", focus=focus.pattern("?this"), fails=fails)
        term = str(constraint.terms[0]) if constraint.terms else ""
        if name in LESS:
            return _asked("less", focus, shape.path, fails=compared(name, "?value", "?other"), term=term)
        if name in TOGETHER:
            return fragment("query", name, focus=focus.pattern("?this"), path=shape.path.sparql(), term=term)
        return _asked("value", focus, shape.path, fails=self.conformance.of_one(constraint, "?this", "?value"))

    def _of_node(self, constraint: Constraint, focus: Focus) -> str:
        """A constraint of a node shape: the focus node is the only value node."""
        pattern = focus.pattern("?this")
        if constraint.name == "equals":
            return fragment("query", "equals_of_node", focus=pattern, term=constraint.terms[0])
        fails = self.conformance.of_one(constraint, "?this", "?this")
        return fragment("query", "focus" if constraint.name == "hasValue" else "node", focus=pattern, fails=fails)

    def _count(self, path: Path, constraint: Constraint, focus: Focus) -> str:
        kind, number = COUNTS[constraint.name], constraint.number
        conforms = self.conformance.qualifies(constraint, "?v") if constraint.shapes else "true"
        if kind == "maxCount":
            return _asked(kind, focus, path, conforms=conforms, number=number)
        if number < 1:
            return ""
        if number > 1 or path.is_step:
            some = fragment("set", "value", x="?this", path=path.sparql(), v="?v", fails=conforms)
            blanks = {"fails": f"NOT {some}", "conforms": conforms, "number": number, "path": path.sparql()}
            return fragment("query", "focus" if number == 1 else kind, focus=focus.pattern("?this"), **blanks)
        return fragment("query", "without", focus=focus.pattern("?this"), path=path.sparql(), conforms=conforms)


def _asked(name: str, focus: Focus, path: Path, **blanks: object) -> str:
    """The query ``name``, in the form that looks for violations before it looks at the focus nodes, if it can."""
    test = focus.test("?this")
    if test and path.is_step:
        return fragment("query", f"{name}_tested", test=test, path=path.sparql(), **blanks)
    return fragment("query", name, focus=focus.pattern("?this"), path=path.sparql(), **blanks)


def _closed(shape: Shape, constraint: Constraint, focus: Focus) -> str:
    """Predicates that a closed shape does not allow; an empty list is written with a predicate that never occurs."""
    terms = constraint.terms or (ox.NamedNode(NIL),)
    blanks = {"focus": focus.pattern("?this"), "terms": listed(terms, "|"), "listed": listed(terms)}
    if shape.path:
        return fragment("query", "closed_values", through=shape.path.sparql(), **blanks)
    return fragment("query", "closed", **blanks)


def _select(shape: Shape, constraint: Constraint, focus: Focus) -> str:
    reason = needs_reference(constraint.text)
    if reason:
        raise NotCompiled(reason)
    path = shape.path.sparql() if shape.path else ""
    named = str(shape.node) if isinstance(shape.node, ox.NamedNode) else ""
    return setwise(constraint.text, focus.once(), path, named)
