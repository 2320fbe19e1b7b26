"""What people call things, in any of the three languages, to the things themselves."""

import difflib
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph.errors import NoMatchError, UsageError
from mekgraph.graph.engine import Engine
from mekgraph.iris import BASE, PREFIXES, node, shorten, slug
from mekgraph.sources.folding import fold
from mekgraph.sparql import own_query

SHOWN = 8


class Names:
    """An index of slugs, names and acronyms of everything in the graph."""

    def __init__(self, engine: Engine) -> None:
        self.by_name: dict[str, set[str]] = defaultdict(set)
        for thing, name in engine.select(own_query("names")).rows:
            if not isinstance(thing, ox.NamedNode) or not isinstance(name, ox.Literal):
                continue
            self.by_name[fold(name.value)].add(thing.value)
            self.by_name[fold(slug(thing.value))].add(thing.value)

    def find(self, wanted: str, kinds: Iterable[str]) -> ox.NamedNode:
        """The one thing of some kinds (``actor``, ``event``, ``kind``, ...) that ``wanted`` names.

        ``wanted`` is a slug, acronym or name in any language, a short form such as ``actor:unoct``, or an IRI.
        Raises UsageError with the candidates where several fit, NoMatchError with the nearest names where none does.
        """
        spaces = tuple(PREFIXES[kind] for kind in kinds)
        prefix, _, local = wanted.partition(":")
        if wanted.startswith(BASE) or (prefix in PREFIXES and local):
            thing = node(wanted if wanted.startswith(BASE) else PREFIXES[prefix] + local)
            if thing is None:
                raise NoMatchError("usage.no_match", wanted=wanted, near="-")
            return thing
        if not fold(wanted):
            raise NoMatchError("usage.no_match", wanted=wanted, near="-")
        exact = sorted(iri for iri in self.by_name.get(fold(wanted), ()) if iri.startswith(spaces))
        same = [iri for iri in exact if slug(iri) == wanted]
        found = same or exact or self._containing(fold(wanted), spaces)
        if len(found) == 1:
            return ox.NamedNode(found[0])
        if found:
            names = ", ".join(shorten(iri) for iri in found[:SHOWN])
            raise UsageError("usage.ambiguous", wanted=wanted, candidates=names, count=len(found))
        raise NoMatchError("usage.no_match", wanted=wanted, near=self._nearest(fold(wanted), spaces))

    def _containing(self, wanted: str, spaces: tuple[str, ...]) -> list[str]:
        """Things one of whose names begins with what was asked for, or else holds all of its words."""
        words = wanted.split()
        near = {name: things for name, things in self.by_name.items() if all(word in name for word in words)}
        begin = {name: things for name, things in near.items() if name.startswith(wanted)}
        for names in (begin, near):
            fits = {iri for things in names.values() for iri in things if iri.startswith(spaces)}
            if fits:
                return sorted(fits)
        return []

    def _nearest(self, wanted: str, spaces: tuple[str, ...]) -> str:
        names = sorted(name for name, things in self.by_name.items() if any(iri.startswith(spaces) for iri in things))
        near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.5)
        iris = dict.fromkeys(iri for name in near for iri in sorted(self.by_name[name]) if iri.startswith(spaces))
        return ", ".join(shorten(iri) for iri in iris) or "-"
