"""What the hints look up in the data and the ontology: values, classes, names; only when something is asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from mekgraph.check.dataset import Dataset
from mekgraph.check.details import named
from mekgraph.check.findings import Texts
from mekgraph.graph.engine import Term
from mekgraph.iris import DEF, PREFIXES, shorten, slug
from mekgraph.messages import LANGUAGES
from mekgraph.sources.folding import fold

TYPE, FIRST, REST = (ox.NamedNode(PREFIXES["rdf"] + name) for name in ("type", "first", "rest"))
SUBCLASS, LABEL = (ox.NamedNode(PREFIXES["rdfs"] + name) for name in ("subClassOf", "label"))
IN_SCHEME, NAME, MATCH = (ox.NamedNode(PREFIXES["skos"] + name) for name in ("inScheme", "prefLabel", "exactMatch"))
NAMES = (NAME, *(ox.NamedNode(DEF + name) for name in ("acronym", "title")))
MOST_IN_LIST = 100


class Facts:
    """Lookups in the files of a check, literals as they were written."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @property
    def has_data(self) -> bool:
        """Whether the data can be looked up, and not only the ontology."""
        return bool(self.dataset.data)

    def values(self, subject: Term | None, predicate: Term | None) -> list[Term]:
        """What a property says of something, in a steady order."""
        return self.dataset.values(subject, predicate)

    def about(self, subject: Term) -> list[Term]:
        """All that is said of something: the values of every property."""
        if not isinstance(subject, ox.NamedNode | ox.BlankNode):
            return []
        return [quad.object for quad in self.dataset.store.quads_for_pattern(subject, None, None, None)]

    def between(self, subject: Term, value: Term) -> list[ox.NamedNode]:
        """The properties that lead from one thing to another, in a steady order."""
        if not isinstance(subject, ox.NamedNode | ox.BlankNode) or isinstance(value, ox.Triple):
            return []
        quads = self.dataset.store.quads_for_pattern(subject, None, value, None)
        return sorted({quad.predicate for quad in quads}, key=str)

    def subjects(self, predicate: ox.NamedNode, value: Term) -> list[ox.NamedNode]:
        """What a property leads from to a value, in a steady order."""
        found = {quad.subject for quad in self.dataset.store.quads_for_pattern(None, predicate, value, None)}
        return sorted((node for node in found if isinstance(node, ox.NamedNode)), key=str)

    def is_known(self, node: ox.NamedNode) -> bool:
        """Whether anything is said of it."""
        return any(self.dataset.store.quads_for_pattern(node, None, None, None))

    def classes(self, thing: Term | None) -> list[Term]:
        """The classes given to a thing and all above them, those given first."""
        found = self.values(thing, TYPE)
        for kind in found:
            found += [above for above in self.values(kind, SUBCLASS) if above not in found]
        return found

    def is_a(self, thing: Term | None, classes: Iterable[Term]) -> bool:
        """Whether the thing is of one of the classes."""
        return not set(classes).isdisjoint(self.classes(thing))

    def label(self, node: Term) -> Texts | str:
        """The name of a class, list or thing in each language, in running text; its short form where it has none."""
        given = [*self.values(node, LABEL), *self.values(node, NAME)]
        texts = {text.language: text.value for text in given if isinstance(text, ox.Literal) and text.language}
        if not texts.keys() & set(LANGUAGES):
            return named(node.value) if isinstance(node, ox.NamedNode) else ""
        own = not self.values(node, LABEL)
        return texts if own else {language: _in_text(text) for language, text in texts.items()}

    def labels(self, nodes: Iterable[Term]) -> list[Texts | str]:
        """The names of several classes."""
        return [self.label(node) for node in nodes]

    def members(self, start: Term) -> list[Term]:
        """What stands in a list that is written in round brackets; nothing if it is none."""
        found: list[Term] = []
        seen: set[Term] = set()
        while start not in seen and len(found) < MOST_IN_LIST:
            seen.add(start)
            found += self.values(start, FIRST)[:1]
            start = next(iter(self.values(start, REST)), start)
        return found

    def called(self, text: str) -> list[ox.NamedNode]:
        """The things with a name, an acronym or an id like a text, in order of ids; letter case does not count."""
        return self._by_name.get(fold(text), [])

    @cached_property
    def _by_name(self) -> dict[str, list[ox.NamedNode]]:
        found: dict[str, set[ox.NamedNode]] = defaultdict(set)
        for name, node in self._names():
            found[fold(name)].add(node)
        return {name: sorted(nodes, key=str) for name, nodes in found.items()}

    def _names(self) -> Iterator[tuple[str, ox.NamedNode]]:
        for predicate in NAMES:
            for quad in self.dataset.store.quads_for_pattern(None, predicate, None, None):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    yield quad.object.value, quad.subject
        for predicate in (TYPE, IN_SCHEME):
            for quad in self.dataset.store.quads_for_pattern(None, predicate, None, None):
                if isinstance(quad.subject, ox.NamedNode):
                    yield slug(quad.subject.value), quad.subject

    def code(self, node: ox.NamedNode, file: str) -> str:
        """An id as it has to be written in a file: its short form only if the file declares the prefix."""
        short = shorten(node.value)
        source = self.dataset.sources.get(file)
        prefix = short.partition(":")[0]
        if source and source.prefixes.get(prefix) != PREFIXES.get(prefix):
            return f"<{node.value}>"
        return named(node.value)


def _in_text(label: str) -> str:
    """The name of a class as it stands within a sentence: “State” as “state”, but “UN body” as it is."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
