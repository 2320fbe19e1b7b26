"""The data, or the part of it that an answer speaks of, as one canonical Turtle text."""

from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph.ask.answer import Answer
from mekgraph.ask.catalogue import read_catalogue
from mekgraph.ask.examples import HERE, examples
from mekgraph.errors import UsageError
from mekgraph.exchange.canonical import turtle
from mekgraph.graph.opening import Graph, stated
from mekgraph.iris import DEF, node
from mekgraph.resources import Project

FOLLOWED = tuple(ox.NamedNode(DEF + name) for name in ("evidence", "source", "subject", "object", "reading", "holds"))


def export_all(source: Project | Graph) -> str:
    """All data of a project or graph; made from text files where there are any, so that literals keep their text."""
    return turtle(_data(source))


def export_answer(source: Project | Graph, answer: Answer | bool | list[ox.Triple]) -> str:
    """What an answer speaks of: a CONSTRUCT's triples, or the statements about the things in its rows.

    A link brings its evidence, ends and their sources along, a disagreement its readings. UsageError for an ASK,
    LimitError for an answer that is not whole.
    """
    if isinstance(answer, bool):
        raise UsageError("usage.export_ask")
    if isinstance(answer, list):
        return turtle(answer)
    if answer.truncated:
        raise answer.truncated.refusal()
    about: dict[object, list[ox.Triple]] = {}
    for triple in _data(source):
        about.setdefault(triple.subject, []).append(triple)
    wanted: dict[object, None] = {cell.term: None for row in answer.rows for cell in row if cell.term in about}
    waiting = list(wanted)
    while waiting:
        for triple in about[waiting.pop()]:
            if triple.predicate in FOLLOWED and triple.object in about and triple.object not in wanted:
                wanted[triple.object] = None
                waiting.append(triple.object)
    return turtle(triple for subject in wanted for triple in about[subject])


def export_examples(project: Project, address: str = HERE) -> str:
    """The ready questions as examples for editors of SPARQL (see ``ask.examples``), for the endpoint at ``address``.

    Raises UsageError where that is no web address.
    """
    if node(address) is None or not address.startswith(("http://", "https://")):
        raise UsageError("usage.endpoint_url", url=address)
    return turtle(examples(read_catalogue(project).values(), address))


def _data(source: Project | Graph) -> Iterable[ox.Triple]:
    return source.data() if isinstance(source, Graph) else stated(source)
