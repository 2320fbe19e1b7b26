"""What a property shape wants of every value: not only the one constraint that failed, but all that it says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from mekgraph.check.forms import DATE, DECIMAL, INTEGER, MONTH, STRING, TEXT, YEAR, Allowed
from mekgraph.graph.engine import Term
from mekgraph.iris import PREFIXES
from mekgraph.shacl.graph import Node
from mekgraph.shacl.model import Constraint, Shape, Shapes

DATES, NUMBERS = frozenset((YEAR, MONTH, DATE)), frozenset((INTEGER, DECIMAL))
IRI = ox.NamedNode(PREFIXES["sh"] + "IRI")
IN_SCHEME = PREFIXES["skos"] + "inScheme"


@dataclass(frozen=True)
class Want:
    """What the values of a property have to be: literals of some datatypes, ids of some class or list, or addresses.

    ``languages`` are those in which a text is asked for; ``once`` says that there may be one text in each, ``most``
    how many values there may be at all.
    """

    datatypes: Allowed = field(default_factory=dict)
    classes: tuple[Term, ...] = ()
    scheme: Term | None = None
    address: bool = False
    languages: tuple[str, ...] = ()
    once: bool = False
    most: int | None = None

    @property
    def is_id(self) -> bool:
        """Whether the id of a described thing or of an entry of a list is wanted."""
        return bool(self.classes or self.scheme)

    @property
    def is_text(self) -> bool:
        """Whether a text is wanted, without or with a language."""
        return self.datatypes.keys() in ({STRING}, {TEXT})

    @property
    def is_marked_text(self) -> bool:
        """Whether a text with a language is wanted."""
        return self.datatypes.keys() == {TEXT}

    @property
    def is_date(self) -> bool:
        """Whether a date is wanted, at whatever precision."""
        return bool(self.datatypes) and self.datatypes.keys() <= DATES

    @property
    def is_number(self) -> bool:
        """Whether a number is wanted."""
        return bool(self.datatypes) and self.datatypes.keys() <= NUMBERS


class Wants:
    """What the shapes want, by shape; worked out when asked for."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self._known: dict[Term, Want] = {}

    def of(self, node: Term) -> Want:
        """What the values of a property shape have to be; nothing in particular for what is none."""
        if node not in self._known:
            shape = self._shape(node)
            self._known[node] = self._want(shape) if shape else Want()
        return self._known[node]

    def allowed(self, node: Term) -> list[str]:
        """The properties that a closed shape allows."""
        shape = self._shape(node)
        inner = [self.shapes.shapes[each] for each in shape.properties] if shape else []
        return sorted({each.path_node.value for each in inner if isinstance(each.path_node, ox.NamedNode)})

    @cached_property
    def targets(self) -> dict[str, list[Term]]:
        """The classes in whose descriptions a property may stand, by property."""
        found: dict[str, dict[Term, None]] = defaultdict(dict)
        for shape in self.shapes.shapes.values():
            classes = [target.node for target in shape.targets if target.kind == "targetClass"]
            if any(constraint.name == "closed" for constraint in shape.constraints):
                for path in self.allowed(shape.node):
                    found[path].update(dict.fromkeys(classes))
        return {path: list(classes) for path, classes in found.items()}

    def _shape(self, node: Term) -> Shape | None:
        return self.shapes.shapes.get(node) if isinstance(node, ox.NamedNode | ox.BlankNode) else None

    def _want(self, shape: Shape) -> Want:
        own = {constraint.name: constraint for constraint in shape.constraints}
        choices = [self._want(self.shapes.shapes[node]) for node in own["or"].shapes] if "or" in own else []
        if not all(choice.datatypes or choice.is_id for choice in choices):
            choices = []  # one of the alternatives is something else
        datatypes = dict(_datatypes(shape.constraints)) | {k: v for each in choices for k, v in each.datatypes.items()}
        classes = [term for constraint in shape.constraints if constraint.name == "class" for term in constraint.terms]
        path = shape.path_node
        in_scheme = isinstance(path, ox.NamedNode) and path.value == IN_SCHEME and "hasValue" in own
        schemes = [each.scheme for each in choices if each.scheme]
        return Want(
            datatypes=datatypes,
            classes=(*classes, *(term for each in choices for term in each.classes)),
            scheme=own["hasValue"].terms[0] if in_scheme else next(iter(schemes), None),
            address="nodeKind" in own and own["nodeKind"].terms == (IRI,),
            languages=tuple(self._languages.get(path, ())) if path else (),
            once="uniqueLang" in own,
            most=own["maxCount"].number if "maxCount" in own else None,
        )

    @cached_property
    def _languages(self) -> dict[Term, dict[str, None]]:
        """The languages in which shapes ask for a text, by property."""
        found: dict[Term, dict[str, None]] = defaultdict(dict)
        for shape in self.shapes.shapes.values():
            for constraint in shape.constraints:
                if constraint.name == "qualifiedMinCount" and shape.path_node:
                    found[shape.path_node].update(dict.fromkeys(self.languages_of(constraint.shapes)))
        return found

    def languages_of(self, nodes: Iterable[Node]) -> Iterator[str]:
        """The languages that qualified shapes ask for."""
        for node in nodes:
            for constraint in self.shapes.shapes[node].constraints:
                if constraint.name == "languageIn" and len(constraint.terms) == 1:
                    yield str(getattr(constraint.terms[0], "value", ""))


def _datatypes(constraints: Iterable[Constraint]) -> Iterator[tuple[str, tuple[str, ...]]]:
    patterns = tuple(constraint.text for constraint in constraints if constraint.name == "pattern")
    for constraint in constraints:
        if constraint.name == "datatype" and isinstance(constraint.terms[0], ox.NamedNode):
            yield constraint.terms[0].value, patterns
