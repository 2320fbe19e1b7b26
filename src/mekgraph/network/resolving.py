"""From what people call things and kinds of link to their IRIs."""

import difflib
from collections.abc import Collection, Mapping

from mekgraph.ask.names import Names
from mekgraph.errors import NoMatchError, UsageError
from mekgraph.graph.engine import Engine
from mekgraph.iris import shorten, slug
from mekgraph.sources.folding import fold
from mekgraph.sparql import own_query


def found(engine: Engine, names: Collection[str], sorts: Collection[str], known: Collection[str]) -> tuple[str, ...]:
    """The IRIs of things named as people name them, each once.

    ``sorts`` are prefixes of ids, ``known`` the things that there are as of the dates. Raises NoMatchError and
    UsageError as ``Names.find``, also for an id of nothing and for what is not known by then.
    """
    if not names:
        return ()
    index = Names(engine)
    iris = {name: index.find(name, sorts) for name in names}
    for name, iri in iris.items():
        if iri.value not in known:
            if engine.ask(own_query("described", thing=[iri])):
                raise NoMatchError("network.not_in", wanted=name, id=shorten(iri.value))
            raise NoMatchError("usage.no_match", wanted=name, near=_near_id(index, iri.value, sorts))
    return tuple(dict.fromkeys(iri.value for iri in iris.values()))


def kind(wanted: str, names: Mapping[str, set[str]]) -> str:
    """The kind of link or way of having worked together that bears a name; UsageError with those that there are."""
    fitting = [iri for iri, called in names.items() if fold(wanted) in map(fold, {*called, shorten(iri)})]
    if len(fitting) != 1:
        known = sorted(map(slug, names))
        raise UsageError("network.kind", wanted=wanted, near=near(wanted, known), known=", ".join(known))
    return fitting[0]


def one_of(wanted: Collection[str], known: tuple[str, ...]) -> Collection[str]:
    """What is wanted; UsageError with the nearest for what is not known."""
    for name in wanted:
        if name not in known:
            raise UsageError("network.unknown", wanted=name, known=", ".join(known), near=near(name, known))
    return wanted


def near(wanted: str, known: Collection[str]) -> str:
    """The nearest of what is known."""
    return ", ".join(difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)) or "-"


def _near_id(index: Names, iri: str, sorts: Collection[str]) -> str:
    """What is nearest to the id of nothing."""
    try:
        return shorten(index.find(slug(iri), sorts).value)
    except (NoMatchError, UsageError) as error:
        return str(error.values.get("near") or error.values.get("candidates") or "-")
