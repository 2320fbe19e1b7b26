"""Whether a node conforms to a shape, as one SPARQL expression; shapes inside shapes become nested EXISTS."""

from collections.abc import Callable, Iterator
from itertools import count

import pyoxigraph as ox

from mekgraph.graph.engine import Term
from mekgraph.shacl.fragments import all_of, any_of, fragment, lexical_form, listed
from mekgraph.shacl.graph import Node
from mekgraph.shacl.model import Constraint, Shape, Shapes
from mekgraph.shacl.vocabulary import NIL, SH
from mekgraph.shacl.written import SPACE

# Counts inside a shape inside a shape need one variable each.
MOST_COUNTED = 8
VALUES_TOGETHER = (
    *("minCount", "maxCount", "hasValue", "uniqueLang", "equals", "lessThan", "lessThanOrEquals"),
    *("qualifiedMinCount", "qualifiedMaxCount"),
)
LOGIC = ("not", "and", "or", "xone", "node")


def times_written(constraint: Constraint) -> int:
    """How often the shapes that a constraint refers to stand in its expression: once for each value that is counted."""
    return min(constraint.number + 1, MOST_COUNTED) if constraint.name.startswith("qualified") else 1


class NotCompiled(Exception):
    """A constraint that has to be left to the reference validator; the text names what it uses."""


class Conformance:
    """Makes expressions that say what fails; ``classes`` gives each class with all below it."""

    def __init__(self, shapes: Shapes, classes: dict[str, list[str]], keep: Callable[[Term], Term]) -> None:
        self.shapes = shapes
        self.classes = classes
        self.keep = keep
        self.numbers = count(1)

    def fails(self, node: Node, x: str) -> str:
        """An expression that is true if ``x`` does not conform to the shape at ``node``."""
        shape = self.shapes.shapes[node]
        if node in self.shapes.advanced:
            raise NotCompiled(self.shapes.advanced[node])
        return any_of([] if shape.deactivated else self._parts(shape, x))

    def conforms(self, node: Node, x: str) -> str:
        """The opposite of ``fails``."""
        return fragment("value", "not", fails=self.fails(node, x))

    def _parts(self, shape: Shape, x: str) -> Iterator[str]:
        for constraint in shape.constraints:
            if shape.path and constraint.name in VALUES_TOGETHER:
                yield self.of_all(shape, constraint, x)
            elif shape.path:
                v = self.new("value")
                yield self._exists(shape, x, v, self.of_one(constraint, x, v))
            else:
                yield self.of_one(constraint, x, x)
        for inner in shape.properties:
            if shape.path:
                v = self.new("value")
                yield self._exists(shape, x, v, self.fails(inner, v))
            else:
                yield self.fails(inner, x)

    def new(self, name: str) -> str:
        """A variable that stands nowhere else."""
        return f"?{name}{next(self.numbers)}"

    def _exists(self, shape: Shape, x: str, v: str, fails: str) -> str:
        return fragment("set", "value", x=x, path=_path(shape), v=v, fails=fails)

    def of_one(self, constraint: Constraint, x: str, v: str) -> str:
        """True if the value node ``v`` of the focus node ``x`` violates a constraint on single values."""
        name, terms = constraint.name, constraint.terms
        if name == "sparql":
            raise NotCompiled("sh:sparql")
        if name == "class":
            return self._class(terms[0], v)
        if name == "datatype":
            return self._datatype(terms[0], v)
        if name == "nodeKind":
            return fragment("value", terms[0].value.removeprefix(SH), v=v)  # type: ignore[union-attr]
        if name == "in":
            return fragment(
                "value",
                "in",
                any=any_of(
                    fragment("value", "same", v=v, term=self.keep(term))
                    for term in terms
                    if not isinstance(term, ox.BlankNode)  # one of the shapes is none of the data
                ),
            )
        if name == "languageIn":
            return fragment("value", name, any=any_of(fragment("value", "language", v=v, term=term) for term in terms))
        if name == "pattern":
            regex, flags = ox.Literal(constraint.text), ox.Literal(constraint.flags)
            return fragment("value", name, v=v, regex=regex, flags=flags)
        if name in LOGIC:
            return self._logic(constraint, v)
        term = self.keep(terms[0]) if name == "hasValue" else terms[0] if terms else ""
        blanks = {"term": term, "terms": listed(terms or (ox.NamedNode(NIL),)), "number": constraint.number}
        return fragment("value", name, v=v, x=x, n=next(self.numbers), number_of_v=number_of(v), **blanks)

    def _class(self, term: Term, v: str) -> str:
        names = self.classes.get(term.value, [term.value])  # type: ignore[union-attr]
        if len(names) == 1:
            return fragment("value", "class", v=v, term=term)
        terms = ", ".join(f"<{name}>" for name in names)
        return fragment("value", "class_of_several", v=v, n=next(self.numbers), terms=terms)

    def _datatype(self, term: Term, v: str) -> str:
        name: str = term.value  # type: ignore[union-attr]
        form = lexical_form(name, v)
        piece = "datatype_with_form" if form else "datatype"
        return fragment("value", piece, v=v, term=term, form=form, written=f"<{SPACE}{name}>")

    def _logic(self, constraint: Constraint, v: str) -> str:
        failing = [self.fails(inner, v) for inner in constraint.shapes]
        if constraint.name == "not":
            return fragment("value", "not", fails=failing[0])
        if constraint.name == "or":
            return all_of(failing)
        if constraint.name == "xone":
            return f"({' + '.join(f'IF({expression}, 0, 1)' for expression in failing) or '0'} != 1)"
        return any_of(failing)

    def of_all(self, shape: Shape, constraint: Constraint, x: str) -> str:
        """True if the value nodes of ``x`` together violate a constraint."""
        name, number = constraint.name, constraint.number
        if name in ("minCount", "qualifiedMinCount"):
            return fragment("value", "not", fails=self._at_least(number, shape, constraint, x))
        if name in ("maxCount", "qualifiedMaxCount"):
            return self._at_least(number + 1, shape, constraint, x)
        small, great = self.new("small"), self.new("great")
        fails = compared(name, small, great) if name.startswith("lessThan") else ""
        term = self.keep(constraint.terms[0]) if constraint.terms else ""
        blanks = {"x": x, "path": _path(shape), "term": term, "small": small, "great": great, "fails": fails}
        return fragment("set", name, n=next(self.numbers), **blanks)

    def _at_least(self, number: int, shape: Shape, constraint: Constraint, x: str) -> str:
        """True if ``x`` has so many values that count; each is looked for beside those found before it."""
        if number > MOST_COUNTED:
            raise NotCompiled(f"sh:{constraint.name} {constraint.number}")
        names = [self.new("value") for _ in range(number)]
        more = "true"
        for place, v in reversed(list(enumerate(names))):
            others = [fragment("set", "distinct", v=v, w=w) for w in names[:place]]
            counts = [self.qualifies(constraint, v)] if constraint.shapes else []
            more = self._exists(shape, x, v, fragment("set", "then", counts=all_of([*others, *counts]), more=more))
        return more

    def qualifies(self, constraint: Constraint, v: str) -> str:
        """True if ``v`` counts for a qualified value shape: it conforms, and to none of the siblings."""
        against = [self.fails(sibling, v) for sibling in constraint.siblings]
        return all_of([self.conforms(constraint.shapes[0], v), *against])


def number_of(variable: str) -> str:
    """The value of a variable for comparing it, also where the store holds it as it was written."""
    return fragment("value", "number_of", v=variable)


def compared(name: str, v: str, w: str) -> str:
    """An expression that is true of two values which do not stand in the order that ``name`` wants."""
    numbers = {"number_of_v": number_of(v), "number_of_w": number_of(w)}
    return fragment("value", f"compared_{name}", v=v, w=w, **numbers)


def _path(shape: Shape) -> str:
    return shape.path.sparql() if shape.path else ""
