"""What one process of the bench does: generate data, validate it with one engine, or run `mekgraph check` once."""

import hashlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.check.findings import SH, SHAPE, constraint_name, finding, shape_name
from bench.jobs import ROOT, peak, timed

HERE = Path(__file__).parent
SHAPES = {"core": ["core.ttl"], "full": ["core.ttl", "sparql.ttl"]}
PREFIXES = {
    "b": "http://example.org/bench/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def generate(job: dict[str, Any]) -> dict[str, Any]:
    """The file of this size under ``out/bench/``, made if it is not there, and what must be found in it."""
    from bench.check import generator

    sources = [HERE / name for name in ("world.py", "defects.py", "generator.py")]
    version = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]
    data = ROOT / "out" / "bench" / f"check-{job['triples']}-{version}.ttl"
    listed = data.with_suffix(".json")
    if not listed.exists():
        data.parent.mkdir(parents=True, exist_ok=True)
        seeded = generator.generate(data, job["triples"])
        listed.write_text(json.dumps([[one.focus, one.kind.constraint, one.kind.shape] for one in seeded]))
    return {"data": str(data), "seeded": json.loads(listed.read_text())}


def with_pyshacl(job: dict[str, Any]) -> dict[str, Any]:
    """pySHACL on rdflib graphs, filled by pyoxigraph's parser with literals as they are written.

    rdflib's own reader takes nearly twice as long and rewrites literals, so this favours pySHACL.
    """
    import pyshacl
    import rdflib

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # a traceback for every ill-formed literal

    def load() -> tuple[rdflib.Graph, rdflib.Graph]:
        shapes = rdflib.Graph()
        for name in SHAPES[job["shapes"]]:
            fill(shapes, HERE / "shapes" / name)
        return fill(rdflib.Graph(), Path(job["data"])), shapes

    def validate() -> list[str]:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
        names = ("focusNode", "resultPath", "value", "sourceConstraintComponent", "sourceShape")
        # Results inside others (sh:detail) are no results of the report.
        rows = [
            [report.value(one, rdflib.SH[name]) for name in names] for one in report.objects(None, rdflib.SH.result)
        ]
        return [finding(focus, path, value, constraint_name(str(c)), shape) for focus, path, value, c, shape in rows]

    (data, shapes), loading = timed(load)
    found, validating = timed(validate)
    return {"load": loading, "validate": validating, "found": found}


def fill(graph: Any, file: Path) -> Any:
    """The rdflib graph with the statements of a Turtle file, literals as they are written."""
    import pyoxigraph as ox
    from rdflib import XSD, BNode, Literal, URIRef

    def node(term: Any) -> Any:
        if isinstance(term, ox.NamedNode):
            return URIRef(term.value)
        if isinstance(term, ox.BlankNode):
            return BNode(term.value)
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = URIRef(term.datatype.value)
        return Literal(term.value, datatype=None if datatype == XSD.string else datatype, normalize=False)

    for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
        graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    return graph


def with_hand(job: dict[str, Any]) -> dict[str, Any]:
    """The hand-written queries on a pyoxigraph store in memory, one after the other."""
    import pyoxigraph as ox

    store = ox.Store()
    _, loading = timed(lambda: store.bulk_load(path=job["data"], format=ox.RdfFormat.TURTLE))
    paths = paths_of_shapes(SHAPES["full"])
    head = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
    files = sorted((HERE / "hand").glob("*.rq"))

    def ask(file: Path) -> Iterator[str]:
        shape, constraint = file.stem.split(".")
        solutions: Any = store.query(head + file.read_text(encoding="utf-8"))
        columns = [variable.value for variable in solutions.variables]
        for row in solutions:
            cells = dict(zip(columns, row, strict=True))
            path = cells.get("path", paths.get(shape))
            yield finding(cells["this"], path, cells.get("value"), constraint, ox.NamedNode(SHAPE + shape))

    asked = [file for file in files if job["shapes"] == "full" or not file.stem.endswith(".sparql")]
    found, validating = timed(lambda: [one for file in asked for one in ask(file)])
    return {"load": loading, "validate": validating, "found": found}


def paths_of_shapes(names: Iterable[str]) -> dict[str, Any]:
    """The path of every property shape, by name."""
    import pyoxigraph as ox

    quads = [quad for name in names for quad in ox.parse(path=str(HERE / "shapes" / name), format=ox.RdfFormat.TURTLE)]
    return {shape_name(quad.subject): quad.object for quad in quads if quad.predicate.value == SH + "path"}


def with_mekgraph(job: dict[str, Any]) -> dict[str, Any]:
    """mekgraph's shapes, compiled to queries, on the store that `mekgraph check` fills."""
    from mekgraph.check.dataset import Dataset
    from mekgraph.shacl.reading import read_shapes
    from mekgraph.shacl.validation import validate
    from mekgraph.sources.statements import read_document

    dataset = Dataset()

    def load() -> Any:
        dataset.load(Path(job["data"]), "data.ttl", is_data=True)
        return dataset.written

    def run() -> list[str]:
        shapes = read_shapes([read_document(HERE / "shapes" / name) for name in SHAPES[job["shapes"]]])
        results = validate(shapes, engine)
        return [finding(r.focus, r.path, r.value, constraint_name(r.component), r.shape) for r in results]

    engine, loading = timed(load)
    found, validating = timed(run)
    return {"load": loading, "validate": validating, "found": found}


def shipped(_job: dict[str, Any]) -> dict[str, Any]:
    """`mekgraph check` on the project's own data, from the command to its last line."""
    command = [sys.executable, "-m", "mekgraph", "check"]
    done, (_, wall) = timed(lambda: subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False))
    if done.returncode not in (0, 1):
        raise SystemExit(f"mekgraph check ended with {done.returncode}")
    spent = os.times()
    return {"cost": (spent.children_user + spent.children_system, wall), "peak": peak_of_children()}


def edited(_job: dict[str, Any]) -> dict[str, Any]:
    """What `mekgraph check --watch` does after a name in the largest file of the project's data was edited."""
    from mekgraph.check.checker import Checker
    from mekgraph.check.surroundings import with_surroundings
    from mekgraph.resources import Project

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("ontology", "data", "queries"):
            shutil.copytree(ROOT / name, root / name)
        project = Project(root, root / "out")
        checker = Checker(project)
        with_surroundings(checker.run(), project)
        file = max(project.data_files(), key=lambda file: file.stat().st_size)
        file.write_text(file.read_text(encoding="utf-8").replace('"@en', ' edited"@en', 1), encoding="utf-8")
        _, cost = timed(lambda: with_surroundings(checker.again([file]), project))
    return {"cost": cost}


def peak_of_children() -> float:
    """The peak memory of the largest process that this one has run, in MB; nan where the system does not tell."""
    try:
        import resource
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def report(job: dict[str, Any]) -> dict[str, Any]:
    """What the task of the job says, with the peak memory of this process."""
    said = TASKS[job["task"]](job)
    return {"peak": peak(), **said}


TASKS = {
    "generate": generate,
    "pySHACL": with_pyshacl,
    "hand": with_hand,
    "mekgraph": with_mekgraph,
    "shipped": shipped,
    "edited": edited,
}
