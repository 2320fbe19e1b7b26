"""Text files to a store: read everything, derive edges, and put the new store in place of the old in one step.

The store is derived and disposable. It lives in ``out/graph/<version>/``, where the version is a digest of all
files that went in; ``out/graph/current`` names the one in use. A failure on the way leaves the old one in use.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mekgraph.errors import InputError, InputErrors, raise_all
from mekgraph.graph.derive import derive
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import GRAPH
from mekgraph.resources import Project
from mekgraph.sources.statements import Document, read_document

VERSION_LENGTH = 12
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Build:
    """A built graph: its version, its folder, and how many triples are stated and derived."""

    version: str
    folder: Path
    stated: int
    derived: int


def version_of(project: Project) -> str:
    """The data version: a digest of all files that the graph is made from."""
    digest = hashlib.sha256()
    for file in _inputs(project):
        digest.update(f"{file.relative_to(project.root).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:VERSION_LENGTH]


def read_all(files: list[Path], project: Project) -> list[Document]:
    """All documents; InputErrors with every file that cannot be read."""
    documents: list[Document] = []
    errors: list[InputError] = []
    for file in files:
        try:
            documents.append(read_document(file, project.shown(file)))
        except InputError as error:
            errors.extend(error.errors if isinstance(error, InputErrors) else [error])
    raise_all(errors)
    return documents


def build(project: Project, progress: Progress = lambda _: None) -> Build:
    """Build the graph of a project and put it to use; with unchanged files the built one is kept.

    Raises InputError with file, line and column for what cannot be read; the old graph then stays in use.
    """
    version = version_of(project)
    place = project.out / "graph"
    if _current(place) == version:
        return _describe(version, place / version)
    progress("build.reading")
    ontology = read_all(project.ontology_files(), project)
    data = read_all(project.data_files(), project)
    place.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=place, prefix=".building-"))
    try:
        progress("build.storing")
        _store(folder, {"ontology": ontology, "data": data}, project, progress)
        shutil.rmtree(place / version, ignore_errors=True)
        folder.replace(place / version)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _point(place, version)
    return _describe(version, place / version)


def open_graph(project: Project, progress: Progress = lambda _: None) -> OxigraphEngine:
    """The graph of a project, for reading; it is built first if its files have changed."""
    return OxigraphEngine.open(build(project, progress).folder)


def _inputs(project: Project) -> list[Path]:
    return project.ontology_files() + project.data_files() + project.rule_files()


def _store(folder: Path, documents: dict[str, list[Document]], project: Project, progress: Progress) -> None:
    store = ox.Store(str(folder))
    for name, group in documents.items():
        graph = ox.NamedNode(GRAPH + name)
        store.bulk_extend(
            ox.Quad(statement.subject, statement.predicate, statement.object, graph)
            for document in group
            for statement in document.statements
        )
    progress("build.deriving")
    derive(OxigraphEngine(store), project.rule_files())
    store.optimize()
    store.flush()


def _current(place: Path) -> str | None:
    pointer = place / "current"
    version = pointer.read_text().strip() if pointer.is_file() else ""
    return version if version and (place / version).is_dir() else None


def _point(place: Path, version: str) -> None:
    """Name the version in use and clear away those that no reader can still be opening."""
    old = _current(place)
    pointer = place / ".current.new"
    pointer.write_text(version + "\n")
    pointer.replace(place / "current")
    for folder in place.iterdir():
        if folder.is_dir() and folder.name not in (version, old):
            shutil.rmtree(folder, ignore_errors=True)


def _describe(version: str, folder: Path) -> Build:
    store = ox.Store.read_only(str(folder))
    stated = derived = 0
    for graph in store.named_graphs():
        count = sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
        if str(graph.value).startswith(GRAPH + "derived/"):
            derived += count
        else:
            stated += count
    return Build(version, folder, stated, derived)
