"""The verbs of mekgraph in Python: the same names as on the command line, with typed results."""

from pathlib import Path

import pyoxigraph as ox

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask as ask_engine
from mekgraph.check.findings import Report
from mekgraph.diagram.drawing import scene_around, scene_of_question
from mekgraph.diagram.html import html_page
from mekgraph.errors import UsageError
from mekgraph.exchange.checking import check_files
from mekgraph.exchange.export import export_all, export_answer
from mekgraph.exchange.formatting import Formatted, format_files
from mekgraph.exchange.importing.importer import Import, import_tables
from mekgraph.graph.asof import Axes
from mekgraph.graph.build import Build
from mekgraph.graph.build import build as build_project
from mekgraph.graph.opening import Graph
from mekgraph.graph.worker.pool import Limits
from mekgraph.resources import Project, find_project

Paths = list[Path] | list[str]


def build(project: Project | None = None) -> Build:
    """Build the graph from ``ontology/`` and ``data/`` (only if they have changed) and return what was built.

    Raises InputError with file, line and column for what cannot be read.
    """
    return build_project(project or find_project())


def check(files: Paths | None = None, project: Project | None = None) -> Report:
    """Check the data, or ``files`` (RDF, CSV, XLSX) together with it; the report lists every finding with its place.

    Raises InputError for an absent file, and for shapes, rules or waivers that are wrong themselves.
    """
    return check_files(project or find_project(), [Path(file) for file in files or []])


def ask(
    question: str,
    values: dict[str, str] | None = None,
    *,
    on: str = "",
    known: str = "",
    seconds: float = Limits.seconds,
    language: str = "en",
    project: Project | None = None,
    **more: str,
) -> Answer | bool | list[ox.Triple]:
    """Ask a ready question by id, a ``.rq`` file, or SPARQL text; parameters as ``values`` or as keywords.

    ``on`` and ``known`` are dates (YYYY, YYYY-MM, YYYY-MM-DD): only links that held then, only what sources published
    by then state. ``seconds`` bound queries that are not of the catalogue.
    Returns an Answer (rows of cells with labels) for SELECT, a bool for ASK, triples for CONSTRUCT.
    Raises UsageError for a wrong question or parameter, NoMatchError for a name that nothing bears, LimitError for a
    query that takes too much.
    """
    graph = Graph.open(project or find_project())
    return ask_engine(graph, question, {**(values or {}), **more}, language, Axes(on, known), Limits(seconds))


def draw(
    *around: str,
    question: str = "",
    values: dict[str, str] | None = None,
    steps: int = 1,
    persons: bool = False,
    title: str = "",
    language: str = "en",
    project: Project | None = None,
) -> str:
    """One offline HTML page of the network around some things, or of the answer to a question.

    ``around`` are names, acronyms or ids; ``steps`` how many links away to look. Raises UsageError where neither
    is given or the answer cannot be drawn, NoMatchError for a name that nothing bears.
    """
    graph = Graph.open(project or find_project())
    if not question:
        if not around:
            raise UsageError("usage.draw_what")
        hidden = () if persons else ("Person",)
        return html_page(scene_around(graph.engine, around, graph.built.version, steps, hidden, language, title))
    return html_page(scene_of_question(graph, question, values or {}, language))


def export(question: str = "", values: dict[str, str] | None = None, *, project: Project | None = None) -> str:
    """The whole data, or what the answer to a question speaks of, as canonical Turtle text."""
    chosen = project or find_project()
    if not question:
        return export_all(chosen)
    return export_answer(chosen, ask(question, values, project=chosen))


def import_(tables: Paths, *, write: bool = True, project: Project | None = None) -> Import:
    """Add the facts in CSV files and workbooks (XLSX) to ``data/``, all or nothing.

    ``write=False`` only shows what would come; ``notes`` of the result say which files and sheets were left out.

    Raises InputError or InputErrors that name every wrong cell.
    """
    return import_tables(project or find_project(), [Path(table) for table in tables], write)


def fmt(files: Paths, *, write: bool = True) -> list[Formatted]:
    """Bring Turtle files into canonical form; returns those that were not, ``write=False`` leaves them as they are."""
    return format_files([Path(file) for file in files], write)
