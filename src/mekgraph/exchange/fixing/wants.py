"""What the shapes want of the literals of each property, and what a fix can see around a literal."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from mekgraph.exchange.fixing.literals import TEXT, Literal
from mekgraph.iris import PREFIXES
from mekgraph.sources.statements import Statement

SH = PREFIXES["sh"]
FIRST, REST = PREFIXES["rdf"] + "first", PREFIXES["rdf"] + "rest"
Patterns = tuple[str, ...]


@dataclass(frozen=True)
class Want:
    """What the shapes say of one property.

    ``datatypes`` are the ones allowed, each with the patterns (sh:pattern) that a text of it must fit; none if the
    shapes do not say or do not agree. ``languages`` are those in which every subject should have a text.
    """

    datatypes: Mapping[str, Patterns] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    once_per_language: bool = False

    @property
    def texts_with_language(self) -> bool:
        """Whether every value must have a language."""
        return set(self.datatypes) == {TEXT}

    def allows(self, datatype: str, text: str) -> bool:
        """Whether the datatype is allowed and its patterns fit the text; a pattern that is none fits nothing."""
        try:
            return datatype in self.datatypes and all(re.search(each, text) for each in self.datatypes[datatype])
        except re.error:
            return False


NOTHING = Want()


@dataclass(frozen=True)
class Around:
    """What surrounds a literal: what its property wants, and the other literals of its subject in that property.

    ``path`` is the IRI of the property.
    """

    want: Want = NOTHING
    others: tuple[Literal, ...] = ()
    path: str = ""


def wants(statements: Iterable[Statement]) -> dict[str, Want]:
    """What shapes want, by IRI of the property."""
    shapes = _Shapes(statements)
    kinds: dict[str, list[Mapping[str, Patterns]]] = defaultdict(list)
    languages: dict[str, dict[str, None]] = defaultdict(dict)
    once: set[str] = set()
    for shape, path in shapes.with_path():
        kinds[path].extend(shapes.datatypes(shape))
        languages[path].update(dict.fromkeys(shapes.languages(shape)))
        if any(value.value == "true" for value in shapes.literals(shape, "uniqueLang")):
            once.add(path)
    return {path: Want(_agreed(kinds[path]), tuple(sorted(languages[path])), path in once) for path in kinds}


def _agreed(kinds: list[Mapping[str, Patterns]]) -> Mapping[str, Patterns]:
    """What all shapes say that say something; nothing if they differ."""
    return kinds[0] if kinds and all(kind == kinds[0] for kind in kinds) else {}


class _Shapes:
    """The statements of shapes, by subject and property."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.values: dict[tuple[object, str], list[ox.NamedNode | ox.BlankNode | ox.Literal]] = defaultdict(list)
        self.paths: list[tuple[object, str]] = []
        for statement in statements:
            self.values[statement.subject, statement.predicate.value].append(statement.object)
            if statement.predicate.value == SH + "path" and isinstance(statement.object, ox.NamedNode):
                self.paths.append((statement.subject, statement.object.value))

    def with_path(self) -> list[tuple[object, str]]:
        """The property shapes that stand for one property, with its IRI."""
        return self.paths

    def literals(self, shape: object, name: str) -> list[ox.Literal]:
        """The literals of a SHACL property of a shape."""
        return [value for value in self.values.get((shape, SH + name), ()) if isinstance(value, ox.Literal)]

    def datatypes(self, shape: object) -> Iterator[Mapping[str, Patterns]]:
        """The datatypes that a shape allows: by sh:datatype, or each one in a list of alternatives."""
        own = self._datatype(shape)
        if own:
            yield own
        for head in self.values.get((shape, SH + "or"), ()):
            choices = [self._datatype(member) for member in self._members(head)]
            if choices and all(choices):
                yield {name: patterns for choice in choices for name, patterns in choice.items()}

    def languages(self, shape: object) -> Iterator[str]:
        """The languages in which a shape wants at least one text."""
        if not any(value.value != "0" for value in self.literals(shape, "qualifiedMinCount")):
            return
        for inner in self.values.get((shape, SH + "qualifiedValueShape"), ()):
            listed = [m for head in self.values.get((inner, SH + "languageIn"), ()) for m in self._members(head)]
            if len(listed) == 1 and isinstance(listed[0], ox.Literal):
                yield listed[0].value

    def _datatype(self, shape: object) -> Mapping[str, Patterns]:
        patterns = tuple(sorted(value.value for value in self.literals(shape, "pattern")))
        named = [v.value for v in self.values.get((shape, SH + "datatype"), ()) if isinstance(v, ox.NamedNode)]
        return {named[0]: patterns} if len(named) == 1 else {}

    def _members(self, head: object) -> Iterator[object]:
        seen: set[object] = set()
        while (head, FIRST) in self.values and head not in seen:
            seen.add(head)
            yield self.values[head, FIRST][0]
            head = self.values.get((head, REST), [head])[0]
