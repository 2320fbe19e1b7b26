"""Text files to a store: read everything, derive edges, and put the new store in place of the old in one step.

The store is derived and disposable. It lives in ``out/graph/<version>/``, where the version is a digest of all
files that went in; ``out/graph/current`` names the one in use. A failure on the way leaves the old one in use.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mekgraph.errors import InputError, InputErrors, raise_all
from mekgraph.graph.derive import derive
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.lock import locked
from mekgraph.iris import GRAPH
from mekgraph.resources import Project
from mekgraph.sources.statements import Document, format_of, read_document, require_parsable, syntax_error
from mekgraph.sources.text import read_text_or_nothing

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
    """All documents; InputErrors with every file that cannot be read. An empty one says nothing and does no harm."""
    documents: list[Document] = []
    errors: list[InputError] = []
    for file in files:
        try:
            documents.append(read_document(file, project.shown(file)))
        except InputError as error:
            if error.key != "input.empty":
                errors.extend(error.errors if isinstance(error, InputErrors) else [error])
    raise_all(errors)
    return documents


def build(project: Project, progress: Progress = lambda _: None) -> Build:
    """Build the graph of a project and put it to use; with unchanged files the built one is kept.

    One build at a time: others wait for it and then find it done. Raises InputError with file, line and column for
    what cannot be read or written; the old graph then stays in use.
    """
    version = version_of(project)
    place = project.out / "graph"
    done = _described(place, version)
    if done:
        return done
    try:
        place.mkdir(parents=True, exist_ok=True)
        with locked(place / "lock"):
            return _described(place, version) or _build(project, version, place, progress)
    except OSError as error:
        raise InputError("input.unwritable", file=str(place), reason=error.strerror or str(error)) from None


def _build(project: Project, version: str, place: Path, progress: Progress) -> Build:
    progress("build.reading")
    memory = ox.Store()
    load_files(memory, project.ontology_files(), GRAPH + "ontology", project)
    load_files(memory, project.data_files(), GRAPH + "data", project)
    stated = len(memory)
    progress("build.deriving")
    derive(OxigraphEngine(memory), project.rule_files())
    derived = len(memory) - stated
    progress("build.storing")
    _clear(place, keep={version, _current(place), "current", "lock"})
    folder = Path(tempfile.mkdtemp(dir=place, prefix=".building-"))
    write_store(memory, folder / "store")
    (folder / "counts.json").write_text(json.dumps({"stated": stated, "derived": derived}) + "\n")
    shutil.rmtree(place / version, ignore_errors=True)
    folder.replace(place / version)
    pointer = place / ".current.new"
    pointer.write_text(version + "\n")
    pointer.replace(place / "current")
    return Build(version, place / version / "store", stated, derived)


def built_version(project: Project) -> Build | None:
    """The graph in use as it was last built, whatever has become of the files since; None where none was."""
    place = project.out / "graph"
    return _described(place, _current(place))


def _inputs(project: Project) -> list[Path]:
    return project.ontology_files() + project.data_files() + project.rule_files()


def load_files(store: ox.Store, files: list[Path], graph: str, project: Project) -> None:
    """Load RDF files into one graph of a store; InputErrors with every file that cannot be read."""
    errors: list[InputError] = []
    for file in files:
        name = project.shown(file)
        try:
            text, rdf_format = read_text_or_nothing(file, name), format_of(file, name)
            require_parsable(text, rdf_format, name)
            store.bulk_load(text.encode(), rdf_format, to_graph=ox.NamedNode(graph))
        except SyntaxError as error:
            errors.append(syntax_error(error, name))
        except InputError as error:
            errors.append(error)
    raise_all(errors)


def write_store(memory: ox.Store, folder: Path) -> None:
    """The store on disk; it is closed again before anybody can open it."""
    store = ox.Store(str(folder))
    quads = memory.dump(format=ox.RdfFormat.N_QUADS)
    store.bulk_load(quads, ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def _current(place: Path) -> str:
    """The version in use; empty where there is none that can be read."""
    try:
        return (place / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _described(place: Path, version: str) -> Build | None:
    """The built graph of that version if it is the one in use and whole."""
    try:
        counts = json.loads((place / version / "counts.json").read_text(encoding="utf-8"))
        found = Build(version, place / version / "store", counts["stated"], counts["derived"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if _current(place) == version else None


def _clear(place: Path, keep: set[str]) -> None:
    """Remove older versions and what a killed build left behind."""
    for other in place.iterdir():
        if other.name not in keep:
            shutil.rmtree(other, ignore_errors=True) if other.is_dir() else other.unlink()
