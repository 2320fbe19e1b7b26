"""What a diagram file names - things, classes, kinds of link, a question - found in a graph."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

import pyoxigraph as ox

from mekgraph.ask.asking import find_question, names_of
from mekgraph.ask.parameters import term
from mekgraph.diagram.definition.faults import AtOnce, Faults, nearest, short
from mekgraph.diagram.definition.located import TomlPath
from mekgraph.diagram.definition.model import Diagram
from mekgraph.errors import MekgraphError, NoMatchError, UsageError
from mekgraph.graph.asof import Axes
from mekgraph.graph.opening import Graph
from mekgraph.iris import DEF, expand, shorten, slug
from mekgraph.network.reading import Reading
from mekgraph.network.resolving import kind
from mekgraph.sources.folding import fold
from mekgraph.sparql import own_query

ACTOR = "actor"
THINGS = (ACTOR, "event", "instrument")
RQ = ".rq"
OURS = "mek:"
T = TypeVar("T")


def resolved(graph: Graph, diagram: Diagram) -> Diagram:
    """A diagram that somebody typed, with ids in place of names; raises the first error there is."""
    return Naming(graph, AtOnce()).resolved(diagram)


class Naming:
    """Finds what one file names; what is not found is noted."""

    def __init__(self, graph: Graph, faults: Faults) -> None:
        self.graph, self.faults = graph, faults
        self.names = names_of(graph)

    def resolved(self, diagram: Diagram) -> Diagram:
        """The diagram with ids in place of names; a name that fits nothing stays as it is, and is noted."""
        self._check_question(diagram)
        return replace(
            diagram,
            around=self._each("around", diagram.around, lambda name: self._middle(name, diagram)),
            emphasis=self._each("emphasis", diagram.emphasis, self._thing),
            only=self._each("only", diagram.only, self._class_or_thing),
            hide=self._each("hide", diagram.hide, self._class_or_thing),
            kinds=self._each("kinds", diagram.kinds, self._kind),
            colors=self._keys("colors", diagram.colors, self._class_or_kind),
            pinned=self._keys("pinned", diagram.pinned, self._thing),
        )

    @cached_property
    def _kinds(self) -> dict[str, set[str]]:
        """The names of kinds of link by IRI; ways of having worked together, which rules derive, are not drawn."""
        _, names = Reading(self.graph.engine, Axes(), "en").kinds()
        return {iri: called for iri, called in names.items() if not iri.startswith(DEF)}

    def _each(self, key: str, names: Iterable[str], find: Callable[[str], str]) -> tuple[str, ...]:
        """The ids for the elements of a list."""
        found = (self._tried(find, name, (key, place)) for place, name in enumerate(names))
        return tuple(dict.fromkeys(found))

    def _keys(self, key: str, values: Mapping[str, T], find: Callable[[str], str]) -> dict[str, T]:
        """The same values by id."""
        return {self._tried(find, name, (key, name)): value for name, value in values.items()}

    def _tried(self, find: Callable[[str], str], name: str, path: TomlPath) -> str:
        try:
            return find(name)
        except MekgraphError as error:
            self.faults.add_error(error, path)
            return name

    def _middle(self, name: str, diagram: Diagram) -> str:
        """The id of what stands in the middle; UsageError for an event where no events are wanted."""
        if diagram.events:
            return self._thing(name)
        try:
            return self._thing(name, (ACTOR,))
        except NoMatchError as error:
            try:
                other = self._thing(name)
            except MekgraphError:
                raise error from None
            raise UsageError("diagram.needs_events", wanted=short(name), id=other) from None

    def _thing(self, name: str, sorts: Collection[str] = THINGS) -> str:
        """The id of an actor, event or instrument. Raises what ``Names.find`` raises, also for an id of nothing."""
        found = self.names.find(name, sorts)
        id_ = shorten(found.value)
        if id_.partition(":")[0] in sorts and self.graph.engine.ask(own_query("described", thing=[found])):
            return id_
        raise NoMatchError("usage.no_match", wanted=short(name), near=self._near(found, sorts))

    def _near(self, thing: ox.NamedNode, sorts: Collection[str]) -> str:
        """What is nearest to the id of nothing."""
        try:
            return shorten(self.names.find(slug(thing.value), sorts).value)
        except MekgraphError as error:
            return str(error.values.get("near") or error.values.get("candidates") or "-")

    def _class(self, name: str) -> str:
        """The id of a class of actors; unlike things, classes are not found by a part of their name."""
        index = self.names
        called = {fold(name), fold(slug(expand(name)) if name.startswith(OURS) else name)}
        alike = {iri for word in called for iri in index.by_name.get(word, ())} & index.classes
        if len(alike) != 1:
            near = nearest(name, tuple(sorted(map(slug, index.classes))))
            raise NoMatchError("usage.no_match", wanted=short(name), near=near)
        return shorten(alike.pop())

    def _kind(self, name: str) -> str:
        """The id of a kind of link."""
        return shorten(kind(name, self._kinds))

    def _class_or_thing(self, name: str) -> str:
        """The id of a class, or else of a thing; what fits neither is told as a thing would be."""
        try:
            return self._class(name)
        except MekgraphError:
            return self._thing(name)

    def _class_or_kind(self, name: str) -> str:
        for find in (self._class, self._kind):
            try:
                return find(name)
            except MekgraphError:
                continue
        known = sorted(map(slug, (*self.names.classes, *self._kinds)))
        raise NoMatchError("usage.no_match", wanted=short(name), near=nearest(name, tuple(known)))

    def _check_question(self, diagram: Diagram) -> None:
        """Note an unknown question, and parameters that are unknown, missing or have values that do not fit."""
        if not diagram.question or diagram.question.endswith(RQ):
            return
        try:
            question = find_question(self.graph.project, diagram.question)
        except MekgraphError as error:
            self.faults.add_error(error, ("question",))
            return
        for name, value in diagram.parameters.items():
            try:
                term(question.parameter(name), value, self.names)
            except MekgraphError as error:
                self.faults.add_error(error, ("parameters", name))
        for parameter in question.parameters:
            if parameter.must_be_given and parameter.type != "language" and parameter.name not in diagram.parameters:
                values = {"question": question.id, "name": parameter.name, "example": parameter.example}
                self.faults.add("usage.parameter_missing", ("question",), **values)
