"""The verbs of mekgraph in Python: the same names as on the command line, with typed results."""

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask as ask_engine
from mekgraph.check.apart.checking import SECONDS, check_endpoint_apart
from mekgraph.check.findings import Report
from mekgraph.diagram.brief.briefing import brief as make_brief
from mekgraph.diagram.brief.writing import FORMATS as BRIEFS
from mekgraph.diagram.brief.writing import written as write_brief
from mekgraph.diagram.definition.finding import find_diagram
from mekgraph.diagram.definition.model import Diagram
from mekgraph.diagram.definition.naming import resolved
from mekgraph.diagram.definition.positions import positions_file, read_positions
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.diagram.drawing import Drawing
from mekgraph.diagram.drawing import draw as draw_diagram
from mekgraph.diagram.formats.writing import FORMATS, written
from mekgraph.errors import UsageError
from mekgraph.exchange.checking import check_files
from mekgraph.exchange.export import export_all, export_answer, export_examples
from mekgraph.exchange.formatting import Formatted, format_files
from mekgraph.exchange.importing.importer import Import, import_tables
from mekgraph.graph.asof import Axes
from mekgraph.graph.build import Build
from mekgraph.graph.build import build as build_project
from mekgraph.graph.opening import Graph
from mekgraph.graph.remote.addresses import Addresses
from mekgraph.graph.worker.pool import Limits
from mekgraph.messages import LANGUAGES
from mekgraph.network.assembling import network as network_of
from mekgraph.network.model import Choice
from mekgraph.network.network import Network
from mekgraph.resources import Project, find_project

if TYPE_CHECKING:
    from mekgraph.graph.remote.pushing import Pushed

Paths = list[Path] | list[str]


def build(project: Project | None = None) -> Build:
    """Build the graph from ``ontology/`` and ``data/`` (only if they have changed) and return what was built.

    Raises InputError with file, line and column for what cannot be read.
    """
    return build_project(project or find_project())


def check(
    files: Paths | None = None, project: Project | None = None, endpoint: str = "", *, seconds: float = SECONDS
) -> Report:
    """Check the data, or ``files`` (RDF, CSV, XLSX) together with it; the report lists every finding with its place.

    ``endpoint`` is the address of a SPARQL endpoint to check instead; ``seconds`` (1 to 3600) bound a single rule or
    file. Raises InputError for an absent file, and for shapes, rules or waivers that are wrong themselves, UsageError
    for an endpoint together with files, LimitError for what takes too much.
    """
    if endpoint and files:
        raise UsageError("usage.check_endpoint")
    if endpoint:
        graph = Graph.open(project or find_project(), endpoint=endpoint)
        return check_endpoint_apart(graph.project, graph.built.folder, endpoint, seconds=seconds)
    return check_files(project or find_project(), [Path(file) for file in files or []], seconds=seconds)


def ask(
    question: str,
    values: dict[str, str] | None = None,
    *,
    on: str = "",
    known: str = "",
    seconds: float = Limits.seconds,
    language: str = "en",
    project: Project | None = None,
    endpoint: str = "",
    **more: str,
) -> Answer | bool | list[ox.Triple]:
    """Ask a ready question by id, a ``.rq`` file, or SPARQL text; parameters as ``values`` or as keywords.

    ``on`` and ``known`` are dates (YYYY, YYYY-MM, YYYY-MM-DD): only links that held then, only what sources published
    by then state. ``seconds`` bound queries that are not of the catalogue. ``endpoint`` is the address of a SPARQL
    endpoint to ask instead of the project's own graph.
    Returns an Answer (rows of cells with labels) for SELECT, a bool for ASK, triples for CONSTRUCT.
    Raises UsageError for a wrong question or parameter, NoMatchError for a name that nothing bears, LimitError for a
    query that takes too much.
    """
    _check_language(language)
    graph = Graph.open(project or find_project(), endpoint=endpoint)
    return ask_engine(graph, question, {**(values or {}), **more}, language, Axes(on, known), Limits(seconds))


def draw(
    *around: str,
    name: str = "",
    language: str = "en",
    project: Project | None = None,
    endpoint: str = "",
    **chosen: Any,
) -> Drawing:
    """A diagram: one of the project's by its ``name``, or what is around some things, or what ``chosen`` says.

    ``chosen`` are fields of ``diagram.definition.model.Diagram``, such as ``question``, ``steps``, ``layout`` or
    ``on``, and come in place of those of the file; ``around`` are names, acronyms or ids; ``endpoint`` as in ``ask``.
    Nodes of a diagram by name stand where they stood when it was last drawn; the result is turned into a picture by
    ``mekgraph.picture``. Nothing is written.

    Raises UsageError where nothing, or more than one thing, says what to draw, or the page is too small; NoMatchError
    for a name that nothing bears, or where there is nothing to draw; InputError for a diagram file that is wrong.

    >>> import mekgraph
    >>> drawing = mekgraph.draw(name="council")
    >>> "actor:rec-wg1-accountability" in drawing.arrangement.middles
    True
    >>> mekgraph.picture(drawing, "svg")[:5]
    '<?xml'
    """
    _check_language(language)
    if sum(map(bool, (name, around, chosen.get("question"), chosen.get("whole")))) != 1:
        raise UsageError("usage.draw_what")
    graph = Graph.open(project or find_project(), endpoint=endpoint)
    if not name:
        return draw_diagram(graph, resolved(graph, Diagram(name="", around=around, **chosen)), language)
    file = find_diagram(graph.project, name)
    diagram = replace(read_diagram(file, graph, graph.project.shown(file)), **chosen)
    return draw_diagram(graph, resolved(graph, diagram), language, read_positions(positions_file(file)))


def picture(drawing: Drawing, form: str) -> str | bytes:
    """A drawing as the content of a file: html, svg, pdf, png, pptx, csv, graphml, gexf, dot or json.

    Raises UsageError for another format, and where the page has no room for the legend.
    """
    if form not in FORMATS:
        raise UsageError("usage.draw_ending", given=form, known=", ".join(FORMATS))
    return written(drawing, form)


def brief(
    name: str,
    form: str,
    *,
    on: str = "",
    known: str = "",
    language: str = "en",
    project: Project | None = None,
    endpoint: str = "",
) -> bytes:
    """A diagram of the project with the findings that its numbers support, its links and its sources, as a file.

    ``form`` is ``pdf``, ``docx`` or ``pptx``; ``on``, ``known`` and ``endpoint`` are as in ``ask``. Raises as ``draw``.
    """
    if form not in BRIEFS:
        raise UsageError("usage.draw_ending", given=form, known=", ".join(BRIEFS))
    dates = {key: value for key, value in (("on", on), ("known", known)) if value}
    drawing = draw(name=name, language=language, project=project, endpoint=endpoint, **dates)
    graph = Graph.open(project or find_project(), endpoint=endpoint)
    return write_brief(make_brief(drawing, graph), form)


def network(
    *around: str,
    steps: int = 1,
    kinds: Sequence[str] = (),
    events: bool = False,
    persons: bool = False,
    reported: bool = False,
    without: Sequence[str] = (),
    on: str = "",
    known: str = "",
    language: str = "en",
    project: Project | None = None,
    endpoint: str = "",
) -> Network:
    """The network of actors, or what of it is at most ``steps`` edges away from those named in ``around``.

    See ``mekgraph.network.model.Choice`` for what can be chosen; ``on``, ``known`` and ``endpoint`` are as in ``ask``.
    The result is measured, searched for paths, compared with another state of itself, turned into a networkx graph.
    Raises NoMatchError and UsageError for a name, kind, mark or date that does not fit.

    >>> import mekgraph
    >>> found = mekgraph.network("rec", kinds=["hasWorkingGroup"])
    >>> found.measures("degree").of("degree")["https://w3id.org/mekgraph/id/actor/rec"]
    4
    """
    _check_language(language)
    choice = Choice(around, steps, tuple(kinds), events, persons, reported, frozenset(without), Axes(on, known))
    return network_of(Graph.open(project or find_project(), endpoint=endpoint), choice, language)


def export(
    question: str = "",
    values: dict[str, str] | None = None,
    *,
    examples: str = "",
    project: Project | None = None,
    endpoint: str = "",
) -> str:
    """The whole data, or what the answer to a question speaks of, as canonical Turtle text.

    ``examples`` is the address of a SPARQL endpoint: then the ready questions, as examples for editors of SPARQL.
    ``endpoint`` as in ``ask``.
    Raises UsageError where that is no address, and what ``ask`` raises.
    """
    chosen = project or find_project()
    if examples:
        return export_examples(chosen, examples)
    source = Graph.open(chosen, endpoint=endpoint) if endpoint or question else chosen
    if not question or isinstance(source, Project):
        return export_all(source)
    return export_answer(source, ask_engine(source, question, values or {}))


def import_(tables: Paths, *, write: bool = True, project: Project | None = None) -> Import:
    """Add the facts in CSV files and workbooks (XLSX) to ``data/``, all or nothing.

    ``write=False`` only shows what would come; ``notes`` of the result say which files and sheets were left out.

    Raises InputError or InputErrors that name every wrong cell.
    """
    return import_tables(project or find_project(), [Path(table) for table in tables], write)


def fmt(files: Paths, *, write: bool = True) -> list[Formatted]:
    """Bring Turtle files into canonical form; returns those that were not, ``write=False`` leaves them as they are."""
    return format_files([Path(file) for file in files], write)


def push(endpoint: str, *, store: str = "", update: str = "", project: Project | None = None) -> "Pushed":
    """Load the graph into the server that is asked at ``endpoint``, in the place of the one loaded before.

    ``store`` and ``update`` are its addresses of the Graph Store Protocol and of updates; known servers need neither.
    User and password, or a token, come from MEKGRAPH_ENDPOINT_USER, _PASSWORD and _TOKEN.
    Raises EndpointError where that cannot be done; the old graph then stays.
    """
    addresses = Addresses.of(endpoint, store, update)
    done: Pushed = import_module("mekgraph.graph.remote.pushing").push(build(project), addresses)
    return done


def _check_language(language: str) -> None:
    """Raise UsageError for a language that mekgraph does not speak."""
    if language not in LANGUAGES:
        raise UsageError("usage.language", wanted=language, known=", ".join(LANGUAGES))
