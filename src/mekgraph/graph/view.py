"""The graph as of a date, as a store of its own beside the built one; made once for each pair of dates."""

import hashlib
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TypeGuard

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.graph.asof import Axes, left_out
from mekgraph.graph.build import Build, Progress, write_store
from mekgraph.graph.derive import DERIVED, derive
from mekgraph.graph.engine import OxigraphEngine, Term
from mekgraph.graph.lock import locked
from mekgraph.resources import Project

NAME_LENGTH = 12


def view(project: Project, built: Build, axes: Axes, certain: bool, progress: Progress = lambda _: None) -> Path:
    """The folder of the store with only what holds as of the dates: certainly, or else possibly.

    Edges are derived anew from the links that stay. Raises InputError where the store cannot be written.
    """
    if not axes:
        return built.folder
    place = built.folder.parent / "views"
    # Another version of this program may see otherwise what holds at a date.
    made = f"{version('mekgraph')}/{axes.on}/{axes.known}/{certain}"
    name = hashlib.sha256(made.encode()).hexdigest()[:NAME_LENGTH]
    if (place / name).exists():
        return place / name
    try:
        place.mkdir(exist_ok=True)
        with locked(place / "lock"):
            if not (place / name).exists():
                progress("build.view")
                _write(project, built, axes, certain, place, name)
    except OSError as error:
        raise InputError("input.unwritable", file=str(place), reason=error.strerror or str(error)) from None
    return place / name


def _is_node(term: Term) -> TypeGuard[ox.NamedNode | ox.BlankNode]:
    return isinstance(term, ox.NamedNode | ox.BlankNode)


def _write(project: Project, built: Build, axes: Axes, certain: bool, place: Path, name: str) -> None:
    whole = OxigraphEngine.open(built.folder)
    gone = left_out(whole, axes, certain)
    memory = ox.Store()
    memory.bulk_load(whole.store.dump(format=ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS)
    for graph in list(memory.named_graphs()):
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(DERIVED):
            memory.remove_graph(graph)
    for node in filter(_is_node, gone):
        for quad in [*memory.quads_for_pattern(node, None, None), *memory.quads_for_pattern(None, None, node)]:
            memory.remove(quad)
    derive(OxigraphEngine(memory), project.rule_files())
    folder = Path(tempfile.mkdtemp(dir=place, prefix=".building-"))
    write_store(memory, folder / "store")
    shutil.rmtree(place / name, ignore_errors=True)
    (folder / "store").replace(place / name)
    folder.rmdir()
