"""What people call things, in any of the three languages, to the things themselves."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from mekgraph.ask.accepted import CLASS, accepted
from mekgraph.errors import NoMatchError, UsageError
from mekgraph.graph.engine import Engine
from mekgraph.iris import BASE, PREFIXES, node, shorten, slug
from mekgraph.sources.folding import fold
from mekgraph.sparql import own_query

SHOWN = 8
Fits = Callable[[str], bool]


class Names:
    """An index of slugs, names and acronyms of everything in the graph."""

    def __init__(self, engine: Engine) -> None:
        self.by_name: dict[str, set[str]] = defaultdict(set)
        self.written: dict[str, str] = {}
        self.classes = frozenset(thing.value for thing in accepted(engine, CLASS))
        for thing, name in engine.select(own_query("names")).rows:
            if not isinstance(thing, ox.NamedNode) or not isinstance(name, ox.Literal):
                continue
            folded = fold(name.value)
            self.by_name[folded].add(thing.value)
            self.by_name[fold(slug(thing.value))].add(thing.value)
            self.written[folded] = min(self.written.get(folded, name.value), name.value)

    def find(self, wanted: str, kinds: Iterable[str]) -> ox.NamedNode:
        """The one thing of some kinds (``actor``, ``event``, ``kind``, ``class`` of actors, ...) that ``wanted`` names.

        ``wanted`` is a slug, acronym or name in any language, a short form such as ``actor:unoct``, or an IRI.
        Raises UsageError with the candidates where several fit, NoMatchError with the nearest names where none does.
        """
        fits = self._fitting(kinds)
        prefix, _, local = wanted.partition(":")
        if wanted.startswith(BASE) or (prefix in PREFIXES and local):
            thing = node(wanted if wanted.startswith(BASE) else PREFIXES[prefix] + local)
            if thing is None:
                raise NoMatchError("usage.no_match", wanted=wanted, near="-")
            return thing
        if not fold(wanted):
            raise NoMatchError("usage.no_match", wanted=wanted, near="-")
        exact = sorted(iri for iri in self.by_name.get(fold(wanted), ()) if fits(iri))
        same = [iri for iri in exact if slug(iri) == wanted]
        found = same or exact or self._containing(fold(wanted), fits)
        if len(found) == 1:
            return ox.NamedNode(found[0])
        if found:
            names = ", ".join(shorten(iri) for iri in found[:SHOWN])
            raise UsageError("usage.ambiguous", wanted=wanted, candidates=names, count=len(found))
        raise NoMatchError("usage.no_match", wanted=wanted, near=self._nearest(fold(wanted), fits))

    def _fitting(self, kinds: Iterable[str]) -> Fits:
        """Whether an IRI is of one of some kinds."""
        wanted = frozenset(kinds)
        spaces = tuple(PREFIXES[kind] for kind in wanted - {CLASS})
        classes = self.classes if CLASS in wanted else frozenset()
        return lambda iri: iri.startswith(spaces) or iri in classes

    def _containing(self, wanted: str, fits: Fits) -> list[str]:
        """Things one of whose names begins with what was asked for, or else holds all of its words."""
        words = wanted.split()
        near = {name: things for name, things in self.by_name.items() if all(word in name for word in words)}
        begin = {name: things for name, things in near.items() if name.startswith(wanted)}
        for names in (begin, near):
            found = sorted({iri for things in names.values() for iri in things if fits(iri)})
            if found:
                return found
        return []

    def _nearest(self, wanted: str, fits: Fits) -> str:
        """The nearest names, each with the id of what bears it; an id alone where that is what is near."""
        names = sorted(name for name, things in self.by_name.items() if any(map(fits, things)))
        nearest: dict[str, str] = {}
        for name in difflib.get_close_matches(wanted, names, n=3, cutoff=0.5):
            for iri in filter(fits, sorted(self.by_name[name])):
                known = name == fold(slug(iri)) or name not in self.written
                nearest.setdefault(iri, shorten(iri) if known else f"{self.written[name]} ({shorten(iri)})")
        return ", ".join(nearest.values()) or "-"
