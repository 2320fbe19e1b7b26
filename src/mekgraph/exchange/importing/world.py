"""What is already known while tables are imported, and the statements that are being added."""

import functools
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.exchange.importing.dates import Period, date_literal
from mekgraph.exchange.importing.forms import wrong_date
from mekgraph.exchange.importing.origins import Origins
from mekgraph.exchange.importing.unknown import Called, names_in, not_in_list, unknown
from mekgraph.iris import DEF, PREFIXES, SEPARATOR, expand, slug
from mekgraph.resources import Project
from mekgraph.sources.rows import Row
from mekgraph.sources.statements import Document, read_document

RDF_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
LANGUAGES = ("en", "ru", "uz")
IN_SCHEME = ox.NamedNode(PREFIXES["skos"] + "inScheme")
HOMES = {
    "actor": "actors.ttl",
    "event": "events.ttl",
    "instrument": "instruments.ttl",
    "source": "sources.ttl",
    "figure": "figures.ttl",
    "disagreement": "disagreements.ttl",
    "reading": "disagreements.ttl",
}


def mek(name: str) -> ox.NamedNode:
    """The term ``mek:name``."""
    return ox.NamedNode(DEF + name)


def node(curie: str) -> ox.NamedNode:
    """The node of a short form such as ``actor:unoct``."""
    return ox.NamedNode(expand(curie))


@dataclass
class World:
    """Known statements by file, and an index of what the importer asks for."""

    project: Project
    triples: dict[Path, dict[ox.Triple, None]] = field(default_factory=lambda: defaultdict(dict))
    prefixes: dict[Path, dict[str, str]] = field(default_factory=dict)
    comments: dict[Path, str] = field(default_factory=dict)
    homes: dict[ox.NamedNode | ox.BlankNode, Path] = field(default_factory=dict)
    things: dict[str, ox.NamedNode] = field(default_factory=dict)
    sources: dict[str, ox.NamedNode] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)
    parents: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    concepts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    values: dict[ox.NamedNode, dict[str, list[ox.NamedNode | ox.Literal]]] = field(default_factory=dict)
    links: dict[tuple[str, str, str], dict[str, Period]] = field(default_factory=lambda: defaultdict(dict))
    changed: set[Path] = field(default_factory=set)
    errors: list[InputError] = field(default_factory=list)
    origins: Origins = field(default_factory=Origins)

    def add(
        self,
        subject: ox.NamedNode,
        predicate: str,
        value: ox.NamedNode | ox.Literal,
        row: Row | None = None,
        column: str = "",
    ) -> None:
        """Add one statement about ``subject``; ``predicate`` is a local name or a short form such as skos:note.

        Without ``row`` and ``column`` it comes from the rows named last with ``origins.at``.
        """
        name = node(predicate) if ":" in predicate else mek(predicate)
        home = self.homes.setdefault(subject, self.project.data / self._home(subject))
        triple = ox.Triple(subject, name, value)
        if triple not in self.triples[home]:
            self.triples[home][triple] = None
            self.changed.add(home)
            self.origins.note(triple, subject not in self.values, row, column)
        self._index(subject, name, value)

    def remove(self, subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        """Take away one statement about ``subject``."""
        name = node(predicate) if ":" in predicate else mek(predicate)
        del self.triples[self.homes[subject]][ox.Triple(subject, name, value)]
        self.origins.forget(ox.Triple(subject, name, value))
        self.values[subject][name.value].remove(value)
        self.changed.add(self.homes[subject])

    def replace(self, subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        """Make ``value`` the only value of ``predicate`` for ``subject``."""
        for old in list(self.values.get(subject, {}).get(mek(predicate).value, ())):
            if old != value:
                self.remove(subject, predicate, old)
        self.add(subject, predicate, value)

    def get(self, subject: ox.NamedNode, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        """The known values of ``predicate`` for ``subject``."""
        name = node(predicate) if ":" in predicate else mek(predicate)
        return self.values.get(subject, {}).get(name.value, [])

    def nodes(self, subject: ox.NamedNode, predicate: str) -> list[ox.NamedNode]:
        """Those known values of ``predicate`` for ``subject`` that are nodes."""
        return [value for value in self.get(subject, predicate) if isinstance(value, ox.NamedNode)]

    def text(self, subject: ox.NamedNode, predicate: str, row: Row, column: str) -> None:
        """Add the cells ``column_en``, ``column_ru``, ``column_uz`` as texts in their languages."""
        for language in LANGUAGES:
            name = f"{column}_{language}"
            if row[name]:
                self.add(subject, predicate, ox.Literal(row[name], language=language), row, name)

    def date(self, subject: ox.NamedNode, predicate: str, row: Row, column: str) -> None:
        """Add a date cell at its own precision; an impossible date is noted as an error."""
        if row[column]:
            literal = date_literal(row[column])
            if literal is None:
                self.errors.append(wrong_date(row, column))
            else:
                self.add(subject, predicate, literal, row, column)

    def thing(self, row: Row, column: str, value: str | None = None) -> ox.NamedNode | None:
        """The actor, event or instrument whose id stands in a cell; an unknown id is noted as an error."""
        wanted = row[column] if value is None else value
        found = self.things.get(wanted)
        if found is None:
            self.errors.append(unknown(row, column, wanted, "import.unknown_id", self.things, self.called))
        return found

    def source(self, row: Row, column: str, value: str | None = None) -> ox.NamedNode | None:
        """The source whose id stands in a cell; an unknown id is noted as an error."""
        wanted = row[column] if value is None else value
        found = self.sources.get(wanted)
        if found is None:
            self.errors.append(unknown(row, column, wanted, "import.unknown_source", self.sources, self.called))
        return found

    def concept(self, row: Row, column: str, prefix: str) -> ox.NamedNode | None:
        """The concept of a vocabulary that a cell names; an unknown one is noted as an error."""
        if row[column] in self.concepts[prefix]:
            return node(f"{prefix}:{row[column]}")
        self.errors.append(not_in_list(row, column, sorted(self.concepts[prefix])))
        return None

    @functools.cached_property
    def called(self) -> Called:
        """The ids by what things are called: collected when somebody first asks, for suggestions only."""
        return names_in(self.values)

    def _home(self, subject: ox.NamedNode) -> str:
        kind = subject.value.rsplit("/", 2)[-2]
        return HOMES.get(kind) or f"links/{slug(subject.value).split(SEPARATOR)[1]}.ttl"

    def _index(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> None:
        values = self.values.setdefault(subject, {}).setdefault(predicate.value, [])
        if value not in values:
            values.append(value)
        if predicate == RDF_TYPE:
            kind, name = subject.value.rsplit("/", 2)[-2:]
            if kind in ("actor", "event", "instrument"):
                self.things.setdefault(name, subject)
            elif kind == "source":
                self.sources.setdefault(name, subject)

    def load(self, document: Document, keep: bool) -> None:
        """Index the statements of a file; ``keep`` marks it as data that may be rewritten."""
        for statement in document.statements:
            subject, predicate, value = statement.subject, statement.predicate, statement.object
            if keep:
                self.triples[document.file][statement.triple] = None
                self.homes.setdefault(subject, document.file)
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                self._index(subject, predicate, value)
                self._index_term(subject, predicate, value)
        if keep:
            self.prefixes[document.file] = document.prefixes
            self.comments[document.file] = document.comment

    def _index_term(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> None:
        if predicate == SUBCLASS:
            self.parents[slug(subject.value)].add(slug(value.value))
        elif predicate == RDF_TYPE and value.value == PREFIXES["owl"] + "Class":
            self.classes.add(slug(subject.value))
        elif predicate == IN_SCHEME:
            prefix = next(
                prefix for prefix, space in PREFIXES.items() if space == subject.value.rsplit("/", 1)[0] + "/"
            )
            self.concepts[prefix].add(slug(subject.value))

    def index_links(self) -> None:
        """Index the links among the loaded statements by their ends and kind."""
        for subject, values in list(self.values.items()):
            if mek("kind").value in values and mek("object").value in values:
                kind, start, end = (
                    slug(v[0].value) for v in (values[mek(n).value] for n in ("kind", "subject", "object"))
                )
                period = Period(self._lexical(subject, "start"), self._lexical(subject, "end"))
                self.links[start, kind, end][slug(subject.value)] = period

    def _lexical(self, subject: ox.NamedNode, predicate: str) -> str:
        values = self.get(subject, predicate)
        return values[0].value if values else ""

    def superclasses(self, name: str) -> set[str]:
        """All classes above a class."""
        above = set(self.parents[name])
        for parent in list(above):
            above |= self.superclasses(parent)
        return above


def load_world(project: Project) -> World:
    """The world of a project: its ontology's terms and concepts, and all of its data."""
    world = World(project)
    for file in project.ontology_files():
        world.load(read_document(file, project.shown(file)), keep=False)
    for file in project.data_files():
        world.load(read_document(file, project.shown(file)), keep=True)
    world.index_links()
    return world
