"""From what was asked for to a drawn page."""

from collections.abc import Sequence

import pyoxigraph as ox

from mekgraph import messages
from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask
from mekgraph.ask.labels import labels
from mekgraph.ask.names import Names
from mekgraph.diagram.compose import compose
from mekgraph.diagram.scene import Scene
from mekgraph.errors import NoMatchError, UsageError
from mekgraph.graph.engine import Engine
from mekgraph.graph.opening import Graph
from mekgraph.iris import PREFIXES
from mekgraph.network.selection import around, between
from mekgraph.sparql import own_query

THINGS = ("actor", "event", "instrument")


def scene_around(
    engine: Engine,
    wanted: Sequence[str],
    version: str,
    steps: int = 1,
    without: Sequence[str] = ("Person",),
    language: str = "en",
    title: str = "",
) -> Scene:
    """The scene around some things, named as people name them; members of the classes ``without`` are left out.

    Raises NoMatchError or UsageError for a name that fits nothing or several things.
    """
    names = Names(engine)
    centres = [names.find(name, THINGS) for name in wanted]
    for name, centre in zip(wanted, centres, strict=True):
        if not engine.ask(own_query("described", thing=[centre])):
            raise NoMatchError("usage.no_match", wanted=name, near="-")
    chosen = around(engine, centres, steps, without)
    called = labels(engine, set(centres), language)
    heading = title or " · ".join(called.get(centre.value, centre.value) for centre in centres)
    return compose(engine, chosen, language, heading, subtitle(engine, version, language), centres)


def scene_of(engine: Engine, answer: Answer, version: str, language: str = "en") -> Scene:
    """The scene of an answer: the links in its rows, and the links between the things in its rows."""
    terms = {cell.term for row in answer.rows for cell in row if isinstance(cell.term, ox.NamedNode)}
    things = {term for term in terms if term.value.startswith(tuple(PREFIXES[kind] for kind in THINGS))}
    if not things:
        raise NoMatchError("usage.nothing_to_draw")
    return compose(engine, between(engine, things), language, answer.title, subtitle(engine, version, language))


def scene_of_question(graph: Graph, question: str, values: dict[str, str], language: str = "en") -> Scene:
    """The scene of the answer to a question; UsageError for a question that has no rows to draw, see also ``ask``.

    LimitError for an answer that is not whole.
    """
    answer = ask(graph, question, values, language)
    if not isinstance(answer, Answer):
        raise UsageError("usage.query_form", form="SELECT")
    if answer.truncated:
        raise answer.truncated.refusal()
    return scene_of(graph.engine, answer, graph.version, language)


def subtitle(engine: Engine, version: str, language: str) -> str:
    """The line under the title: up to when the sources reach, and the data version."""
    newest = engine.select(own_query("newest-source")).rows[0][0]
    return messages.text("draw.subtitle", language, date=getattr(newest, "value", "?"), version=version)
