"""Which links a diagram shows: those of its kinds and dates, around something, named by an answer, or all."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.ask.answer import Answer
from mekgraph.diagram.cut.model import ends_of
from mekgraph.diagram.definition.model import Diagram
from mekgraph.errors import NoMatchError
from mekgraph.graph.engine import Engine
from mekgraph.iris import DEF, PREFIXES, expand, shorten, slug
from mekgraph.network.assembling import PERSON, UNUSUAL
from mekgraph.network.model import FIRMNESS, Link
from mekgraph.network.reading import Reading
from mekgraph.sparql import own_query

ACTOR = "Actor"
THINGS = ("actor", "event", "instrument")


@dataclass(frozen=True)
class Chosen:
    """The links to draw in order of IRI, what to draw in any case, what even without a link, and what not; by IRI."""

    links: tuple[Link, ...]
    middle: frozenset[str]
    things: frozenset[str]
    hidden: frozenset[str] = frozenset()


def chosen(
    reading: Reading, diagram: Diagram, answer: Answer | None = None, asked: Collection[str] = frozenset()
) -> Chosen:
    """What a diagram shows of a graph; ``answer`` is that to its question, ``asked`` the things that it is about."""
    links, things = reading.links(), reading.things
    if answer is not None:
        middle = frozenset(asked) & set(things)
        named = (_named(answer, links) & {*things, *links}) | middle
        inside = named | ends_of(links[iri] for iri in named & set(links))
        wanted = Wanted(reading.engine, diagram, things, middle, inside)
        told = Told(answer, links, middle, asked)
        found = [
            link
            for link in links.values()
            if wanted.link(link) and {link.subject, link.object} <= inside and (diagram.all_links or told.link(link))
        ]
        return Chosen(tuple(found), middle, frozenset(filter(wanted.thing, inside)), frozenset(wanted.hide))
    middle = frozenset(map(expand, diagram.around))
    for gone in sorted(middle - set(things)):
        raise NoMatchError("network.not_in", wanted=shorten(gone), id=shorten(gone))
    wanted = Wanted(reading.engine, diagram, things, middle)
    usable = [link for link in links.values() if wanted.link(link)]
    if diagram.whole:
        return Chosen(tuple(usable), middle, middle, frozenset(wanted.hide))
    return Chosen(
        tuple(_near(usable, middle, diagram.steps, diagram.all_links)), middle, middle, frozenset(wanted.hide)
    )


class Wanted:
    """What a diagram wants of links and things.

    Things in the ``middle`` are wanted whatever they are; those that an answer has ``named`` also where they are events
    or persons, but not where the diagram hides them.
    """

    def __init__(
        self,
        engine: Engine,
        diagram: Diagram,
        things: Mapping[str, object],
        middle: Collection[str],
        named: Collection[str] = (),
    ) -> None:
        self.engine, self.diagram, self.things = engine, diagram, things
        self.middle, self.named = middle, named
        self.kinds = set(map(expand, diagram.kinds))
        self.only, self.hide = (self._members(ids) for ids in (diagram.only, diagram.hide))
        self.actors = self._class(ACTOR)
        self.persons = self._class(slug(PERSON))

    def link(self, link: Link) -> bool:
        """Whether a link is one of those to draw."""
        return self.kind(link) and self.marks(link) and self.thing(link.subject) and self.thing(link.object)

    def kind(self, link: Link) -> bool:
        """Whether it is of a kind to draw: coverage says where something works, not with whom."""
        return link.kind in self.kinds if self.kinds else link.kind not in UNUSUAL

    def marks(self, link: Link) -> bool:
        """Whether it is firm enough, and bears no mark for which links are left out."""
        firm = self.diagram.reported or link.firmness != FIRMNESS[-1]
        return firm and not link.marks & self.diagram.without and link.subject != link.object

    def thing(self, iri: str) -> bool:
        """Whether a thing is one of those to draw."""
        if iri in self.middle or iri not in self.things:
            return iri in self.things
        if iri in self.hide or (iri in self.actors and self.diagram.only and iri not in self.only):
            return False
        if iri in self.named:
            return True
        if iri in self.persons and not self.diagram.persons:
            return False
        return iri in self.actors or self.diagram.events

    def _members(self, ids: Iterable[str]) -> set[str]:
        """The things that are named, and the members of the classes that are."""
        found: set[str] = set()
        for iri in map(expand, ids):
            found |= self._class(slug(iri)) if iri.startswith(DEF) else {iri}
        return found

    def _class(self, name: str) -> set[str]:
        """The members of one of our classes and of those below it."""
        rows = self.engine.select(own_query("members", wanted=[ox.NamedNode(DEF + name)])).rows
        return {thing.value for (thing,) in rows if isinstance(thing, ox.NamedNode)}


def stages(wanted: Wanted) -> dict[str, Callable[[Link], bool]]:
    """What a link has to pass, one after the other, by name: to tell why none is left."""
    return {
        "marks": wanted.marks,
        "kinds": wanted.kind,
        "things": lambda link: wanted.thing(link.subject) and wanted.thing(link.object),
    }


class Told:
    """Which links an answer tells: those that its rows name, or else those that join what stands in one row.

    What the question is about stands in every row; where it is about kinds of link, only links of these kinds are told.
    """

    def __init__(
        self, answer: Answer, links: Mapping[str, Link], middle: Collection[str], asked: Collection[str]
    ) -> None:
        self.middle, self.links = middle, _named(answer, links) & set(links)
        self.kinds = {iri for iri in asked if iri.startswith(PREFIXES["kind"])}
        self.rows: dict[str, set[int]] = defaultdict(set)
        for place, row in enumerate(answer.rows):
            for cell in row:
                if isinstance(cell.term, ox.NamedNode):
                    self.rows[cell.term.value].add(place)

    def link(self, link: Link) -> bool:
        """Whether the answer tells this link."""
        if self.links:
            return link.iri in self.links
        if self.kinds and link.kind not in self.kinds:
            return False
        one, two = (self.rows.get(end, set()) for end in (link.subject, link.object))
        return (
            bool(one & two) or (link.subject in self.middle and bool(two)) or (link.object in self.middle and bool(one))
        )


def _named(answer: Answer, links: Mapping[str, Link]) -> set[str]:
    """The things and links that the rows of an answer name."""
    terms = {cell.term.value for row in answer.rows for cell in row if isinstance(cell.term, ox.NamedNode)}
    prefixes = tuple(PREFIXES[kind] for kind in THINGS)
    return {iri for iri in terms if iri in links or iri.startswith(prefixes)}


def _near(links: Iterable[Link], middle: frozenset[str], steps: int, between: bool) -> list[Link]:
    """The links on the ways of up to ``steps`` links from the middle; ``between``: also those between their ends."""
    links = tuple(links)
    at: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        at[link.subject].append(link)
        at[link.object].append(link)
    reached, frontier, taken = set(middle), set(middle), set[str]()
    for _ in range(steps):
        found = [link for thing in frontier for link in at[thing]]
        taken |= {link.iri for link in found}
        frontier = ends_of(found) - reached
        reached |= frontier
    if between:
        return [link for link in links if link.subject in reached and link.object in reached]
    return [link for link in links if link.iri in taken]
