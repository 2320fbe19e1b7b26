"""Asking a question: by its id, from a file, or as query text; of all that is known, or as of a date."""

import difflib
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from mekgraph.ask.answer import Answer, answer
from mekgraph.ask.catalogue import Question, read_catalogue, read_question
from mekgraph.ask.names import Names
from mekgraph.ask.parameters import bind
from mekgraph.errors import UsageError
from mekgraph.graph.asof import Axes
from mekgraph.graph.engine import Rows, Term
from mekgraph.graph.guard import guard
from mekgraph.graph.opening import WHOLE, Graph
from mekgraph.graph.worker.pool import Limits, Workers
from mekgraph.messages import text
from mekgraph.resources import Project
from mekgraph.sources.text import read_text

QUERY = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE)\b|\n", re.IGNORECASE)
CERTAINTY = "certainty"
CERTAIN, POSSIBLE = ox.Literal("certain"), ox.Literal("possible")


@dataclass(frozen=True)
class Inquiry:
    """What is asked: the query with its values, a title, headings by column, and the ready question behind it."""

    query: str
    title: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    question: Question | None = None


def find_question(project: Project, wanted: str) -> Question:
    """The question of that id, which is also the name of its file; UsageError with the nearest ids."""
    for file in project.question_files():
        if file.stem == wanted:
            return read_question(file, project.shown(file))
    catalogue = read_catalogue(project)
    near = ", ".join(difflib.get_close_matches(wanted, catalogue, n=3, cutoff=0.4)) or "-"
    raise UsageError("usage.question_unknown", wanted=wanted, near=near)


def is_query_text(wanted: str) -> bool:
    """Whether what was asked is SPARQL text and not the name of something."""
    return bool(QUERY.search(wanted)) or "{" in wanted


def inquiry(graph: Graph, wanted: str, values: dict[str, str] | None = None, language: str = "en") -> Inquiry:
    """What ``wanted`` asks: a question's id, the path of a ``.rq`` file, or a SPARQL query.

    ``values`` fill the parameters of a question. Raises UsageError for an unknown question, parameter or a query that
    is not allowed, NoMatchError for a name that nothing bears.
    """
    if is_query_text(wanted):
        return Inquiry(wanted)
    if wanted.endswith(".rq"):
        return Inquiry(read_text(Path(wanted)), Path(wanted).stem)
    question = find_question(graph.project, wanted)
    query = bind(question, values or {}, _names(graph), language)
    headings = {name: texts[language] for name, texts in question.columns.items()}
    return Inquiry(query, question.title[language], headings, question)


@functools.lru_cache(maxsize=1)
def _names(graph: Graph) -> Names:
    """The index of names; kept, because many questions are asked of one graph."""
    return Names(graph.engine)


def ask(
    graph: Graph,
    wanted: str,
    values: dict[str, str] | None = None,
    language: str = "en",
    axes: Axes = WHOLE,
    limits: Limits | None = None,
) -> Answer | bool | list[ox.Triple]:
    """The answer to ``wanted`` (see ``inquiry``), as of the dates of ``axes``.

    A SELECT gives an Answer, an ASK a bool, a CONSTRUCT or DESCRIBE a list of triples. With dates, the last column of
    an Answer says of every row whether it is certain or possible; all else is what is possible. ``limits`` bound
    queries that are not of the catalogue. Raises what ``inquiry`` raises, UsageError for a query that is not correct,
    LimitError for one that takes too much.
    """
    return answered(graph, inquiry(graph, wanted, values, language), language, axes, limits)


def answered(
    graph: Graph, asked: Inquiry, language: str = "en", axes: Axes = WHOLE, limits: Limits | None = None
) -> Answer | bool | list[ox.Triple]:
    """The answer to an inquiry, as ``ask`` gives it."""
    result = _evaluated(graph, asked, limits or Limits(), axes, certain=False)
    if not isinstance(result, Rows):
        return result
    if not axes:
        return answer(graph.engine, result, asked.title, dict(asked.headings), language)
    certain = _evaluated(graph, asked, limits or Limits(), axes, certain=True)
    rows = _marked(result, certain if isinstance(certain, Rows) else Rows((), []))
    words: dict[Term | None, str] = {term: text(f"ask.{term.value}", language) for term in (CERTAIN, POSSIBLE)}
    headings = {**asked.headings, rows.columns[-1]: text("ask.certainty", language)}
    return answer(graph.engine, rows, asked.title, headings, language, words)


def raw(graph: Graph, asked: Inquiry, kind: str, limits: Limits | None = None, axes: Axes = WHOLE) -> bytes:
    """The standard bytes of the answer in a media type, as the engine writes them; with dates, of what is possible.

    Raises FormatError where an answer of that kind has no such form, and what ``ask`` raises.
    """
    with Workers(graph.folder(axes), limits or Limits(), count=1) as workers:
        return workers.run(asked.query, [kind]).content


def _evaluated(
    graph: Graph, asked: Inquiry, limits: Limits, axes: Axes, certain: bool
) -> Rows | bool | list[ox.Triple]:
    guard(asked.query)
    if asked.question:
        return graph.evaluate(asked.query, axes, certain)
    return graph.evaluate_apart(asked.query, limits, axes, certain)


def _marked(rows: Rows, certain: Rows) -> Rows:
    """The rows with one more column: whether they are also among those that are certain."""
    sure = set(certain.rows)
    name = CERTAINTY if CERTAINTY not in rows.columns else CERTAINTY + "AsOf"
    return Rows((*rows.columns, name), [(*row, CERTAIN if row in sure else POSSIBLE) for row in rows.rows])
