"""Reading from a graph what a network is made of: links with their marks, things, kinds, derived ways."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox

from mekgraph.graph.asof import Axes, left_out
from mekgraph.graph.engine import Engine, Term
from mekgraph.graph.periods import Days
from mekgraph.iris import DEF, PREFIXES, slug
from mekgraph.network.classes import narrowest
from mekgraph.network.edges import Dates, held
from mekgraph.network.model import FIRMNESS, Kind, Link, Source, Thing
from mekgraph.sparql import own_query

EVENT = DEF + "Event"
# How a kind of link, and how a property, is said to read the same from either end.
SYMMETRIC = ("true", "1", PREFIXES["owl"] + "SymmetricProperty")


class Reading:
    """All that a graph holds for networks, as of some dates; every part is read when it is wanted.

    What is not of the graph as of the dates is passed over here: no store with the rest has to be made for it.
    """

    def __init__(self, engine: Engine, axes: Axes, language: str) -> None:
        self.engine, self.axes, self.language = engine, axes, language
        self.gone = left_out(engine, axes, certain=False) if axes else set()

    def links(self) -> dict[str, Link]:
        """All links by IRI, in order of IRI; read once."""
        return self._links

    @cached_property
    def _links(self) -> dict[str, Link]:
        """See ``links``.

        What lasts has ended if its end is before the horizon; what happened at an event is past, but has not ended.
        """
        evidence, disputed, uncertain = self._evidence(), self._disputed(), self._uncertain()
        found: dict[str, Link] = {}
        for link, subject, kind, object_, start, end in self._rows("network-links"):
            known = evidence.get(link, set())
            read = Link(
                link, subject, kind, object_, start=start, end=end,
                firmness=min((firmness for firmness, _ in known), key=FIRMNESS.index, default=FIRMNESS[-1]),
                disputed=link in disputed,
                certain=link not in uncertain,
                sources=tuple(sorted({source for _, source in known})),
            )  # fmt: skip
            found[link] = replace(read, ended=self._has_ended(read))
        return found

    def _has_ended(self, link: Link) -> bool:
        if any(end.startswith(PREFIXES["event"]) for end in (link.subject, link.object)):
            return False
        until, horizon = Days.of(held(link, self.dates)[1]), Days.of(self.horizon)
        return bool(until and horizon and until.last < horizon.first)

    @cached_property
    def horizon(self) -> str:
        """The date up to which links are looked at: the one asked for, else that of the newest source."""
        newest = max((published for *_, published in self._tellings), default="")
        return self.axes.on or newest or self.axes.known

    @cached_property
    def things(self) -> dict[str, Thing]:
        """All actors, events and instruments by IRI; each is of the narrowest of its classes."""
        rows = list(self._rows("network-things"))
        sorts = {type_: slug(sort) for _, type_, _, sort in rows}
        above, country = self._places
        return {
            thing: Thing(thing, sorts[type_], type_, _root(thing, above), country.get(thing, ""))
            for thing, type_ in narrowest((thing, type_, int(depth)) for thing, type_, depth, _ in rows).items()
        }

    @property
    def above(self) -> Mapping[str, str]:
        """What actors belong to: for each that belongs to another, that one."""
        return self._places[0]

    @cached_property
    def _places(self) -> tuple[dict[str, str], dict[str, str]]:
        """What actors belong to, and their countries."""
        above: dict[str, str] = {}
        country: dict[str, str] = {}
        for thing, property_, value in self._rows("network-places"):
            (country if slug(property_) == "countryCode" else above).setdefault(thing, value)
        return above, country

    @cached_property
    def dates(self) -> Dates:
        """When events took place, and from when to when instruments hold."""
        return {
            thing: (start, end or (start if class_ == EVENT else ""))
            for thing, class_, start, end in self._rows("network-dates")
        }

    def ways(self) -> dict[tuple[str, str, str], list[str]]:
        """The links on which derived edges between two actors rest, by actor, way and actor."""
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for one, way, two, link in self._rows("network-ways"):
            found[one, way, two].append(link)
        return found

    def kinds(self) -> tuple[dict[str, Kind], dict[str, set[str]]]:
        """All kinds of link and ways of having worked together by IRI; and the names of each in any language."""
        found: dict[str, Kind] = {}
        names: dict[str, set[str]] = defaultdict(set)
        for kind, symmetric, name, verb, inverse in sorted(self._terms("network-kinds"), key=str):
            iri, label = _text(kind), _text(name)
            names[iri] |= {label, slug(iri)}
            wanted = isinstance(name, ox.Literal) and name.language == self.language
            if wanted or iri not in found:
                found[iri] = Kind(iri, label, _text(verb) or label, _text(inverse), _text(symmetric) in SYMMETRIC)
        return found, names

    def sources(self) -> dict[str, Source]:
        """All sources of links by IRI."""
        return {source: Source(source, publisher, published) for *_, source, publisher, published in self._tellings}

    @cached_property
    def _tellings(self) -> list[tuple[str, ...]]:
        return list(self._rows("network-evidence"))

    def _evidence(self) -> dict[str, set[tuple[str, str]]]:
        """The firmness and the source of each evidence, by link."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for link, _, assertion, source, _, _ in self._tellings:
            firmness = slug(assertion)
            found[link].add((firmness if firmness in FIRMNESS else FIRMNESS[-1], source))
        return found

    def _disputed(self) -> set[str]:
        return {claim for _, _, claim in self._rows("readings") if claim}

    def _uncertain(self) -> set[str]:
        """The links of which it is only possible that they hold and are known as of the dates."""
        return set(map(_text, left_out(self.engine, self.axes, certain=True))) if self.axes else set()

    def _rows(self, query: str) -> Iterator[tuple[str, ...]]:
        """The rows of one of our queries as texts, empty for what is unbound, in order.

        They are put in order here: that takes the engine several times as long as finding them.
        """
        return iter(sorted(tuple(map(_text, row)) for row in self._terms(query)))

    def _terms(self, query: str) -> Iterable[tuple[Term | None, ...]]:
        return (row for row in self.engine.select(own_query(query)).rows if self.gone.isdisjoint(row))


def _text(term: Term | None) -> str:
    return "" if term is None else str(getattr(term, "value", term))


def _root(thing: str, above: dict[str, str]) -> str:
    """What a thing belongs to in the end; a circle is left where it closes."""
    seen = [thing]
    while (upper := above.get(seen[-1])) and upper not in seen:
        seen.append(upper)
    return seen[-1]
