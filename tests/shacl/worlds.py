"""Small random worlds: data of a few nodes, and shapes of every kind about them, as Turtle."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

IRIS = ("ex:a", "ex:b", "ex:c", "ex:d")
BLANKS = ("_:x", "_:y")
CLASSES = ("ex:C", "ex:D", "ex:E")
PREDICATES = ("ex:p", "ex:q", "ex:r")
NUMBERS = ("1", "2", "01", "-3", "1.0", "2.5", '"0.50"^^xsd:decimal', "1e0", '"2.50E0"^^xsd:double')
TEXTS = ('""', '"a"', '"ab"', '"b c"', '"a\\nb"', '"a"@en', '"b"@en', '"a"@ru', '"c"@en-GB')
DATES = ('"2024-01-01"^^xsd:date', '"2024-02-29"^^xsd:date', '"2025-01-01"^^xsd:date', '"2024"^^xsd:gYear')
OTHERS = ("true", "false", '"x"^^ex:own')
ILL_FORMED = ('"x"^^xsd:integer', '"2024-02-30"^^xsd:date', '"yes"^^xsd:boolean', '"1,5"^^xsd:decimal')
DATATYPES = (
    "xsd:integer",
    "xsd:decimal",
    "xsd:double",
    "xsd:string",
    "rdf:langString",
    "xsd:date",
    "xsd:boolean",
    "ex:own",
)
NODE_KINDS = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
PATTERNS = ('"a"', '"^a"', '"b$"', '"^.$" ; sh:flags "s"', '"A" ; sh:flags "i"', '"[0-9]"')
TAGS = ('"en"', '"ru"', '"en-GB"')
ALLOWED = (*PREDICATES, "rdf:type")
BOUNDS = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")
BOUND_VALUES = ("1", "2.0", "0.5", "-3", "1e0")
STEPS = ("zeroOrMore", "oneOrMore", "zeroOrOne")
EXTRAS = ("", "", "", "sh:severity sh:Warning ;", "sh:deactivated false ;", 'sh:message "m" ;')
DEEPEST = 3


@dataclass(frozen=True)
class World:
    """What data and shapes are made of: literals, nameless nodes, and the constraints that only some literals suit."""

    literals: tuple[str, ...]
    blanks: tuple[str, ...]
    bounds: bool = False
    order: bool = False


# pySHACL orders what cannot be compared (test_order), so bounds and orders only meet what can.
ANYTHING = World((*NUMBERS, *TEXTS, *DATES, *OTHERS, *ILL_FORMED), BLANKS)
BOUNDED = World((*NUMBERS, *TEXTS), BLANKS, bounds=True)
ORDERED = World(NUMBERS, (), bounds=True, order=True)


@dataclass(frozen=True)
class Maker:
    """Makes the parts of a world with one source of chance."""

    world: World
    draw: st.DrawFn

    def one(self, parts: Sequence[str]) -> str:
        """One of some texts."""
        return self.draw(st.sampled_from(parts))

    def number(self, low: int, high: int) -> int:
        """A number."""
        return self.draw(st.integers(low, high))

    def several(self, make: Callable[[], str], low: int, high: int) -> list[str]:
        """Some of what ``make`` gives."""
        return [make() for _ in range(self.number(low, high))]

    def listed(self, make: Callable[[], str], low: int, high: int) -> str:
        """A list of Turtle."""
        return f"( {' '.join(self.several(make, low, high))} )"

    def term(self) -> str:
        """A term that shapes may name."""
        return self.one((*IRIS, *self.world.literals))

    def predicate(self) -> str:
        """One of the predicates."""
        return self.one(PREDICATES)

    def statement(self) -> str:
        """A statement: mostly about anything, now and then a type or a subclass."""
        subject = self.one((*IRIS, *self.world.blanks))
        kind = self.number(0, 9)
        if kind == 0:
            return f"{self.one(CLASSES)} rdfs:subClassOf {self.one(CLASSES)} ."
        if kind < 4:
            return f"{subject} a {self.one(CLASSES)} ."
        return f"{subject} {self.predicate()} {self.one((*IRIS, *self.world.blanks, *self.world.literals))} ."

    def path(self, depth: int = 2) -> str:
        """A property path."""
        kind = self.number(0, 6) if depth else 0
        if kind < 2:
            return self.predicate()
        if kind == 2:
            return f"[ sh:inversePath {self.predicate()} ]"
        if kind == 3:
            return self.listed(lambda: self.path(depth - 1), 2, 3)
        if kind == 4:
            return f"[ sh:alternativePath {self.listed(lambda: self.path(depth - 1), 2, 3)} ]"
        return f"[ sh:{self.one(STEPS)}Path {self.path(depth - 1)} ]"

    def of_values(self) -> str:
        """A constraint on single values."""
        world = self.world
        made: list[Callable[[], str]] = [
            lambda: f"sh:class {self.one(CLASSES)}",
            lambda: f"sh:datatype {self.one(DATATYPES)}",
            lambda: f"sh:nodeKind sh:{self.one(NODE_KINDS)}",
            lambda: f"sh:minLength {self.number(1, 3)}",
            lambda: f"sh:maxLength {self.number(0, 3)}",
            lambda: f"sh:pattern {self.one(PATTERNS)}",
            lambda: f"sh:languageIn {self.listed(lambda: self.one(TAGS), 0, 2)}",
            lambda: f"sh:in {self.listed(self.term, 0, 3)}",
            lambda: f"sh:disjoint {self.predicate()}",
            lambda: f"sh:equals {self.predicate()}",
            lambda: f"sh:hasValue {self.term()}",
            lambda: f"sh:closed true ; sh:ignoredProperties {self.listed(lambda: self.one(ALLOWED), 0, 3)}",
        ]
        if world.bounds:
            made += [lambda: f"sh:{self.one(BOUNDS)} {self.one(BOUND_VALUES)}"] * 4
        return made[self.number(0, len(made) - 1)]()

    def of_all(self) -> str:
        """A constraint on all values together."""
        kind = self.number(0, 4 if self.world.order else 2)
        if kind > 2:
            return f"sh:{self.one(('lessThan', 'lessThanOrEquals'))} {self.predicate()}"
        return "sh:uniqueLang true" if kind == 2 else f"sh:{self.one(('minCount', 'maxCount'))} {self.number(0, 3)}"

    def constraint(self, depth: int, with_path: bool) -> str:
        """One constraint of a shape so many levels above the deepest."""
        kind = self.number(0, 9) if depth else 0
        if kind < 4:
            return self.of_all() if with_path and self.number(0, 2) == 0 else self.of_values()
        if kind == 4:
            return f"sh:not {self.shape(depth - 1)}"
        if kind == 5:
            return f"sh:node {self.shape(depth - 1, with_path=False)}"
        if kind == 6:
            return f"sh:property {self.shape(depth - 1, with_path=True)}"
        if kind == 7 and with_path:
            count = self.one(("qualifiedMinCount", "qualifiedMaxCount"))
            return f"sh:qualifiedValueShape {self.shape(depth - 1)} ; sh:{count} {self.number(0, 3)}"
        return f"sh:{self.one(('and', 'or', 'xone'))} {self.listed(lambda: self.shape(depth - 1), 1, 3)}"

    def constraints(self, depth: int, with_path: bool) -> str:
        """Some constraints of a shape, no parameter twice."""
        made = self.several(lambda: self.constraint(depth, with_path), 1, 2)
        return " ; ".join({said.split()[0]: said for said in made}.values())

    def shape(self, depth: int, with_path: bool | None = None) -> str:
        """A nameless shape, with a path or without."""
        if with_path is None:
            with_path = self.draw(st.booleans())
        path = f"sh:path {self.path()} ; " if with_path else ""
        return f"[ {path}{self.constraints(depth, with_path)} ]"

    def target(self) -> str:
        """The targets of a shape."""
        kind = self.number(0, 3)
        if kind == 0:
            return f"sh:targetNode {' , '.join(dict.fromkeys(self.several(self.term, 1, 3)))}"
        if kind == 1:
            return f"sh:targetClass {self.one(CLASSES)}"
        return f"sh:{self.one(('targetSubjectsOf', 'targetObjectsOf'))} {self.predicate()}"

    def targeted(self, number: int) -> str:
        """A shape with a name and targets."""
        with_path = self.draw(st.booleans())
        path = f"sh:path {self.path()} ; " if with_path else ""
        kind = "sh:PropertyShape" if with_path else "sh:NodeShape"
        said = self.constraints(DEEPEST, with_path)
        return f"ex:S{number} a {kind} ; {self.target()} ; {self.one(EXTRAS)} {path}{said} ."


@st.composite
def worlds(draw: st.DrawFn) -> tuple[str, str]:
    """One to three shapes with targets, and data."""
    maker = Maker(draw(st.sampled_from((ANYTHING, BOUNDED, ORDERED))), draw)
    shapes = [maker.targeted(number) for number in range(maker.number(1, 3))]
    return "\n".join(shapes), "\n".join(maker.several(maker.statement, 3, 16))
