"""Asking a question: by its id, from a file, or as query text; of all that is known, or as of a date."""

import difflib
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from mekgraph.ask.answer import Answer, answer
from mekgraph.ask.catalogue import Question, read_catalogue, read_question
from mekgraph.ask.formats import RAW
from mekgraph.ask.names import Names
from mekgraph.ask.parameters import bind
from mekgraph.errors import FormatError, MekgraphError, UsageError
from mekgraph.graph.asof import Axes
from mekgraph.graph.engine import Rows, Term
from mekgraph.graph.guard import guard, reach_of
from mekgraph.graph.opening import WHOLE, Graph
from mekgraph.graph.worker.pool import Limits, Reply
from mekgraph.messages import text
from mekgraph.resources import Project
from mekgraph.sources.text import read_small_text

if TYPE_CHECKING:
    from mekgraph.ask.teaching.lesson import Lesson

QUERY = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE)(?![\w-])|\n", re.IGNORECASE)
CERTAINTY = "certainty"
# Seconds in which it has to be found out why there is no answer.
EXPLAINING = 5.0
CERTAIN, POSSIBLE = ox.Literal("certain"), ox.Literal("possible")


@dataclass(frozen=True)
class Inquiry:
    """What is asked: the query with its values, a title, headings by column, and the ready question behind it.

    ``file`` is the name of the file of a query of one's own.
    """

    query: str
    title: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    question: Question | None = None
    file: str = ""


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
        return Inquiry(read_small_text(Path(wanted)), Path(wanted).stem, file=wanted)
    question = find_question(graph.project, wanted)
    query = bind(question, values or {}, names_of(graph), language)
    headings = {name: texts[language] for name, texts in question.columns.items()}
    return Inquiry(query, question.title[language], headings, question)


@functools.lru_cache(maxsize=1)
def names_of(graph: Graph) -> Names:
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
    _judged(graph, asked)
    result = _evaluated(graph, asked, limits or Limits(), axes, certain=False)
    if not isinstance(result, Rows):
        return result
    rows = result.rows
    found = _answer(graph, asked, result, language, axes, limits or Limits())
    return replace(found, hints=lambda: hints(graph, asked, rows, axes, limits))


def _answer(graph: Graph, asked: Inquiry, result: Rows, language: str, axes: Axes, limits: Limits) -> Answer:
    """The rows with labels; with dates, each with the word whether it is certain."""
    if not axes:
        return answer(graph.engine, result, asked.title, dict(asked.headings), language)
    certain = _evaluated(graph, asked, limits, axes, certain=True)
    certain = certain if isinstance(certain, Rows) else Rows((), [])
    if certain.truncated:  # of a row that is not among the first ones, nobody could say whether it is certain
        raise certain.truncated.refusal()
    rows = _marked(result, certain)
    words: dict[Term | None, str] = {term: text(f"ask.{term.value}", language) for term in (CERTAIN, POSSIBLE)}
    headings = {**asked.headings, rows.columns[-1]: text("ask.certainty", language)}
    return answer(graph.engine, rows, asked.title, headings, language, words)


def raw(graph: Graph, asked: Inquiry, kind: str, limits: Limits | None = None, axes: Axes = WHOLE) -> Reply:
    """The standard bytes of the answer in a media type, as the engine writes them; with dates, of what is possible.

    Raises FormatError where an answer of that kind has no such form, and what ``ask`` raises.
    """
    try:
        return graph.content(asked.query, kind, limits or Limits(), axes)
    except FormatError as error:
        known = str(error.values["formats"]).split(", ")
        names = [name for name, media_type in RAW.items() if media_type in known]
        raise FormatError("usage.formats", formats=", ".join(names or known)) from None
    except MekgraphError as error:
        raise _explained(error, asked) from None


def hints(
    graph: Graph,
    asked: Inquiry,
    found: Answer | bool | Sequence[object],
    axes: Axes = WHOLE,
    limits: Limits | None = None,
) -> "Sequence[Lesson]":
    """What there is to say beside what was found: remarks on a query of one's own; why there is nothing.

    To find out why takes some queries, within ``limits``.
    """
    remarks = _judged(graph, asked)
    if found is not False and (isinstance(found, bool) or len(found)):
        return remarks
    most = replace(limits or Limits(), seconds=min((limits or Limits()).seconds, EXPLAINING))
    hinting = _teaching("hinting")
    with graph.apart(most) as evaluate:
        reasons = hinting.why_empty(asked.query, asked.file, evaluate, most.seconds, asked.question, bool(axes))
    told: Sequence[Lesson] = hinting.together(remarks, reasons)
    return told


def _judged(graph: Graph, asked: Inquiry) -> "list[Lesson]":
    """Remarks on a query of one's own. Raises UsageError where it is not allowed or can only be wrong."""
    if asked.question:
        guard(asked.query)
        return []
    reach_of(asked.query)  # whether it may read what it names, those know that answer it
    remarks: list[Lesson] = _teaching("judging").judge(asked.query, graph.engine, asked.file)
    return remarks


def _explained(error: MekgraphError, asked: Inquiry) -> MekgraphError:
    explained: MekgraphError = _teaching("refusal").explained(error, asked.query, asked.file)
    return explained


def _teaching(name: str) -> Any:
    """A module of ``ask.teaching``, loaded when it is needed: ready questions mostly do without."""
    return import_module(f"mekgraph.ask.teaching.{name}")


def _evaluated(
    graph: Graph, asked: Inquiry, limits: Limits, axes: Axes, certain: bool
) -> Rows | bool | list[ox.Triple]:
    if asked.question:
        return graph.evaluate(asked.query, axes, certain)
    try:
        return graph.evaluate_apart(asked.query, limits, axes, certain)
    except MekgraphError as error:
        raise _explained(error, asked) from None


def _marked(rows: Rows, certain: Rows) -> Rows:
    """The rows with one more column: whether they are also among those that are certain."""
    sure = set(certain.rows)
    name = CERTAINTY if CERTAINTY not in rows.columns else CERTAINTY + "AsOf"
    marked = [(*row, CERTAIN if row in sure else POSSIBLE) for row in rows.rows]
    return Rows((*rows.columns, name), marked, rows.truncated)
