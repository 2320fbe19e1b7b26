"""The shapes graph: what shapes say, by subject and predicate, and where each shape stands in its file."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.graph.engine import Term
from mekgraph.iris import shorten
from mekgraph.shacl.vocabulary import FIRST, NIL, REST, SH, TYPE
from mekgraph.sources.positions import BlankNames
from mekgraph.sources.statements import Document, Statement

Node = ox.NamedNode | ox.BlankNode


class Malformed(Exception):
    """Something in a shape that the standard does not allow: a key of ``messages`` with its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class ShapesGraph:
    """The statements of some documents, indexed for reading shapes."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.triples: list[ox.Triple] = []
        self._values: dict[Node, dict[str, dict[Term, None]]] = defaultdict(dict)
        self._places: dict[tuple[Node, str], tuple[str, int]] = {}
        self.subjects: list[Node] = []
        for number, document in enumerate(documents, 1):
            names = BlankNames(f"s{number}x")  # what is nameless in one file is nothing of another
            for statement in (_renamed(statement, names) for statement in document.statements):
                self.triples.append(statement.triple)
                place = (document.shown, statement.line)
                if statement.subject not in self._values:
                    self.subjects.append(statement.subject)
                    self._places[statement.subject, ""] = place
                values = self._values[statement.subject].setdefault(statement.predicate.value, {})
                values[statement.object] = None
                self._places.setdefault((statement.subject, statement.predicate.value), place)

    def about(self, node: Node) -> Mapping[str, Collection[Term]]:
        """All that is said of ``node``: values by predicate."""
        return self._values.get(node, {})

    def values(self, node: Node, predicate: str) -> list[Term]:
        """The values of one predicate."""
        return list(self._values[node].get(predicate, ())) if node in self._values else []

    def sh(self, node: Node, name: str) -> list[Term]:
        """The values of a SHACL predicate given by its local name."""
        return self.values(node, SH + name)

    @cached_property
    def functions(self) -> bool:
        """Whether functions are declared that queries may call."""
        return any(ox.NamedNode(SH + "SPARQLFunction") in self.values(node, TYPE) for node in self.subjects)

    def one(self, node: Node, name: str) -> Term | None:
        """The only value of a SHACL predicate, or None; Malformed for several."""
        values = self.sh(node, name)
        if len(values) > 1:
            raise Malformed("shapes.twice", term="sh:" + name, at=SH + name)
        return values[0] if values else None

    def list_at(self, head: Term) -> list[Term]:
        """The members of an RDF list; Malformed for a broken or endless one."""
        members: list[Term] = []
        seen: set[Term] = set()
        while not (isinstance(head, ox.NamedNode) and head.value == NIL):
            if not isinstance(head, ox.NamedNode | ox.BlankNode) or head in seen:
                raise Malformed("shapes.list")
            seen.add(head)
            first, rest = self.values(head, FIRST), self.values(head, REST)
            if len(first) != 1 or len(rest) != 1:
                raise Malformed("shapes.list")
            members.append(first[0])
            head = rest[0]
        return members

    def named(self, node: Node, part: Node | None = None) -> str:
        """What stands at ``node``, or is a ``part`` of that, for people: its name, file and line."""
        file, line = self._place(part or node)
        return f"{shown_shape(part if isinstance(part, ox.NamedNode) else node)} ({file}:{line})"

    def _place(self, node: Node, predicate: str = "") -> tuple[str, int]:
        return self._places.get((node, predicate)) or self._places.get((node, "")) or ("", 0)

    def error(self, node: Node, fault: Malformed, predicate: str = "") -> InputError:
        """The fault as an input error that names the shape, its file and line."""
        file, line = self._place(node, predicate)
        values = {name: str(value) for name, value in fault.values.items()}
        error = InputError(fault.key, file=file or None, line=line or None)
        error.values = {"shape": shown_shape(node), **values}
        return error


def _renamed(statement: Statement, names: BlankNames) -> Statement:
    """The statement, its blank nodes under other names."""
    subject, value = statement.subject, statement.object
    if isinstance(subject, ox.BlankNode):
        subject = names[subject]
    return statement._replace(subject=subject, object=names[value] if isinstance(value, ox.BlankNode) else value)


def shown_shape(node: Term) -> str:
    """A shape as people read it: its short IRI; a nameless one as in Turtle."""
    return shorten(node.value) if isinstance(node, ox.NamedNode) else "[ ]"
