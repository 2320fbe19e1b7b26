"""Asking a question: by its id, from a file, or as query text."""

import difflib
import re
from pathlib import Path

import pyoxigraph as ox

from mekgraph.ask.answer import Answer, answer
from mekgraph.ask.catalogue import Question, read_catalogue
from mekgraph.ask.names import Names
from mekgraph.ask.parameters import bind
from mekgraph.errors import UsageError
from mekgraph.graph.engine import OxigraphEngine, Rows
from mekgraph.graph.guard import guard
from mekgraph.resources import Project
from mekgraph.sources.text import read_text

QUERY = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE)\b|\n", re.IGNORECASE)


def find_question(project: Project, wanted: str) -> Question:
    """The question of that id; UsageError with the nearest ids."""
    catalogue = read_catalogue(project)
    if wanted in catalogue:
        return catalogue[wanted]
    near = ", ".join(difflib.get_close_matches(wanted, catalogue, n=3, cutoff=0.4)) or "-"
    raise UsageError("usage.question_unknown", wanted=wanted, near=near)


def is_query_text(wanted: str) -> bool:
    """Whether what was asked is SPARQL text and not the name of something."""
    return bool(QUERY.search(wanted)) or "{" in wanted


def ask(
    project: Project, engine: OxigraphEngine, wanted: str, values: dict[str, str] | None = None, language: str = "en"
) -> Answer | bool | list[ox.Triple]:
    """The answer to ``wanted``: a question's id, the path of a ``.rq`` file, or a SPARQL query.

    A SELECT gives an Answer, an ASK a bool, a CONSTRUCT or DESCRIBE a list of triples. ``values`` fill the
    parameters of a question. Raises UsageError for an unknown question, parameter or a query that is not correct
    or not allowed, NoMatchError for a name that nothing bears.
    """
    if is_query_text(wanted):
        return run(engine, wanted, "", {}, language)
    if wanted.endswith(".rq"):
        return run(engine, read_text(Path(wanted)), Path(wanted).stem, {}, language)
    question = find_question(project, wanted)
    query = bind(question, values or {}, Names(engine), language)
    headings = {name: texts[language] for name, texts in question.columns.items()}
    return run(engine, query, question.title[language], headings, language)


def run(
    engine: OxigraphEngine, query: str, title: str, headings: dict[str, str], language: str
) -> Answer | bool | list[ox.Triple]:
    """Evaluate a query after the guard has let it through, and give its rows labels."""
    guard(query)
    result = engine.evaluate(query)
    return answer(engine, result, title, headings, language) if isinstance(result, Rows) else result
