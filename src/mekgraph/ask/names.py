"""What people call things, in any of the three languages, to the things themselves."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Collection
from functools import cached_property

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
    """The slugs, names and acronyms of everything in the graph; all are read once it takes more than a slug."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes of actors, by IRI."""
        return frozenset(thing.value for thing in accepted(self.engine, CLASS))

    @cached_property
    def _read(self) -> tuple[dict[str, set[str]], dict[str, str]]:
        by_name: dict[str, set[str]] = defaultdict(set)
        written: dict[str, str] = {}
        for thing, name in self.engine.select(own_query("names")).rows:
            if not isinstance(thing, ox.NamedNode) or not isinstance(name, ox.Literal):
                continue
            folded = fold(name.value)
            by_name[folded].add(thing.value)
            by_name[fold(slug(thing.value))].add(thing.value)
            written[folded] = min(written.get(folded, name.value), name.value)
        return by_name, written

    @property
    def by_name(self) -> dict[str, set[str]]:
        """The things by folded name or slug."""
        return self._read[0]

    @property
    def written(self) -> dict[str, str]:
        """Each folded name as it is written."""
        return self._read[1]

    def find(self, wanted: str, kinds: Collection[str]) -> ox.NamedNode:
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
        found = self._of_slug(wanted, kinds) or self._exact(fold(wanted), fits) or self._containing(fold(wanted), fits)
        if len(found) == 1:
            return ox.NamedNode(found[0])
        if found:
            names = ", ".join(shorten(iri) for iri in found[:SHOWN])
            raise UsageError("usage.ambiguous", wanted=wanted, candidates=names, count=len(found))
        raise NoMatchError("usage.no_match", wanted=wanted, near=self._nearest(fold(wanted), fits))

    def _fitting(self, kinds: Collection[str]) -> Fits:
        """Whether an IRI is of one of some kinds."""
        wanted = frozenset(kinds)
        spaces = tuple(PREFIXES[kind] for kind in wanted - {CLASS})
        classes = self.classes if CLASS in wanted else frozenset()
        return lambda iri: iri.startswith(spaces) or iri in classes

    def _of_slug(self, wanted: str, kinds: Collection[str]) -> list[str]:
        """Things of some kinds with that very slug; the engine looks for them alone."""
        of_class = [iri for iri in self.classes if slug(iri) == wanted] if CLASS in kinds else []
        iris = {*of_class, *(PREFIXES[kind] + wanted for kind in kinds if kind != CLASS)}
        things = [thing for iri in sorted(iris) if slug(iri) == wanted and (thing := node(iri))]
        rows = self.engine.select(own_query("named", thing=things)).rows if things else []
        return sorted(thing.value for (thing,) in rows if isinstance(thing, ox.NamedNode))

    def _exact(self, wanted: str, fits: Fits) -> list[str]:
        """Things with that name or slug, however it is written."""
        return sorted(iri for iri in self.by_name.get(wanted, ()) if fits(iri))

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
