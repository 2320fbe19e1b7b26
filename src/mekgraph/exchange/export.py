"""The data, or the part of it that an answer speaks of, as one canonical Turtle text."""

from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph.ask.answer import Answer
from mekgraph.errors import UsageError
from mekgraph.exchange.canonical import turtle
from mekgraph.graph.build import read_all
from mekgraph.iris import DEF
from mekgraph.resources import Project

FOLLOWED = tuple(ox.NamedNode(DEF + name) for name in ("evidence", "source", "subject", "object", "reading", "holds"))


def export_all(project: Project) -> str:
    """All data of a project. It is made from the text files, so literals keep the text they were written with."""
    return turtle(_data(project))


def export_answer(project: Project, answer: Answer | bool | list[ox.Triple]) -> str:
    """What an answer speaks of: a CONSTRUCT's triples, or the statements about the things in its rows.

    A link brings its evidence, ends and their sources along, a disagreement its readings. UsageError for an ASK.
    """
    if isinstance(answer, bool):
        raise UsageError("usage.export_ask")
    if isinstance(answer, list):
        return turtle(answer)
    about: dict[object, list[ox.Triple]] = {}
    for triple in _data(project):
        about.setdefault(triple.subject, []).append(triple)
    wanted: dict[object, None] = {cell.term: None for row in answer.rows for cell in row if cell.term in about}
    waiting = list(wanted)
    while waiting:
        for triple in about[waiting.pop()]:
            if triple.predicate in FOLLOWED and triple.object in about and triple.object not in wanted:
                wanted[triple.object] = None
                waiting.append(triple.object)
    return turtle(triple for subject in wanted for triple in about[subject])


def _data(project: Project) -> Iterable[ox.Triple]:
    return (s.triple for document in read_all(project.data_files(), project) for s in document.statements)
